from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.choice_field import ChoiceField, ReferenceField
from qms_desktop.ui.widgets.day_field import DayField
from qms_desktop.ui.widgets.field import Field
from qms_desktop.ui.widgets.fields import FlagField, LongTextField, MoneyField, NumberField, TextField
from qms_desktop.ui.widgets.labelled import Labelled
from qms_desktop.ui.widgets.number_text import NotANumber, read_number, show_number

TODAY = date(2026, 11, 22)

Show = Callable[[Field], list[object]]


@pytest.fixture
def locale() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """Shows a field beside another control, and collects what it commits."""
    windows = []

    def shown(field: Field) -> list[object]:
        window = QWidget()
        box = QVBoxLayout(window)
        box.addWidget(field)
        box.addWidget(QPushButton("Elsewhere"))
        qtbot.addWidget(window)
        windows.append(window)  # qtbot holds it only weakly
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        field.editor.setFocus()
        heard: list[object] = []
        field.committed.connect(heard.append)
        return heard

    return shown


def leave(field: Field) -> None:
    elsewhere = field.window().findChild(QPushButton)
    assert elsewhere is not None
    elsewhere.setFocus()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", "12"),
        ("1,240", "1240"),
        ("1,240.5", "1240.5"),
        ("12.5", "12.5"),
        ("12,5", "12.5"),
        ("-3", "-3"),
        ("−3", "-3"),
        ("1 240", "1240"),
        (".5", "0.5"),
        ("1'240", "1240"),
        ("1,240,000", "1240000"),
    ],
)
def test_numbers_are_read_as_this_system_writes_them(locale: None, text: str, number: str) -> None:  # noqa: ARG001
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["abc", "1.2.3", "1,2,3", "", "NaN", "Infinity", "1e5", "12 kg"])
def test_what_is_no_number_is_refused(locale: None, text: str) -> None:  # noqa: ARG001
    with pytest.raises(NotANumber):
        read_number(text)


def test_german_numbers() -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    try:
        assert read_number("1.240,50") == Decimal("1240.50")
        assert read_number("12.5") == Decimal("12.5")
        assert show_number(Decimal("1240.5"), 2, grouped=True) == "1.240,50"
    finally:
        QLocale.setDefault(before)


def test_a_text_is_committed_on_leaving_and_once(theme: Theme, show: Show) -> None:
    field = TextField(theme)
    heard = show(field)
    QTest.keyClicks(field.line, "  Torque wrench ")
    assert heard == []
    leave(field)
    assert heard == ["Torque wrench"]
    field.editor.setFocus()
    leave(field)
    assert heard == ["Torque wrench"]
    assert field.value() == "Torque wrench"


def test_enter_commits(theme: Theme, show: Show) -> None:
    field = TextField(theme)
    heard = show(field)
    QTest.keyClicks(field.line, "a")
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert heard == ["a"]


def test_setting_a_value_is_no_change(theme: Theme, show: Show) -> None:
    field = TextField(theme)
    heard = show(field)
    field.set_value("x")
    leave(field)
    assert heard == []


def escape(field: Field) -> bool:
    """Presses Esc as a window would; whether the field wanted it for itself."""
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    event.ignore()
    QApplication.sendEvent(field.editor, event)
    press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(field.editor, press)
    return event.isAccepted()


def test_escape_brings_the_last_value_back_then_belongs_to_the_page(theme: Theme, show: Show) -> None:
    field = TextField(theme)
    heard = show(field)
    field.set_value("before")
    QTest.keyClicks(field.line, "x")
    assert escape(field)
    assert field.line.text() == "before"
    assert not escape(field)
    leave(field)
    assert heard == []


def test_an_impossible_day_is_not_changed_silently(theme: Theme, show: Show) -> None:
    field = DayField(theme, today=lambda: TODAY)
    field.set_value(date(2026, 1, 31))
    heard = show(field)
    field.line.selectAll()
    QTest.keyClicks(field.line, "31 Feb 2027")
    leave(field)
    assert (field.problem, field.line.text()) == ("31 February does not exist", "31 Feb 2027")
    assert (heard, field.value()) == ([], date(2026, 1, 31))
    field.editor.setFocus()
    field.line.selectAll()
    QTest.keyClicks(field.line, "28.2.2027")
    leave(field)
    assert (field.problem, heard, field.line.text()) == ("", [date(2027, 2, 28)], "28 Feb 2027")


def test_typing_the_old_value_again_mends_a_problem(theme: Theme, show: Show) -> None:
    field = DayField(theme, today=lambda: TODAY)
    field.set_value(date(2026, 1, 31))
    heard = show(field)
    field.line.setText("31 Feb")
    assert not field.commit()
    field.line.setText("2026-01-31")
    assert field.commit()
    assert (field.problem, field.line.text(), heard) == ("", "31 Jan 2026", [])


def test_a_day_is_picked_from_the_calendar(theme: Theme, show: Show) -> None:
    field = DayField(theme, today=lambda: TODAY)
    heard = show(field)
    QTest.keyClick(field.line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = field._calendar
    assert calendar is not None
    assert calendar.isVisible()
    calendar.month.clicked.emit(calendar.month.selectedDate().addDays(6))
    assert not calendar.isVisible()
    assert heard == [date(2026, 11, 28)]


def test_numbers_keep_their_limits(theme: Theme, show: Show) -> None:
    field = NumberField(theme, whole=True, least=0, most=10)
    heard = show(field)
    for text, problem in (
        ("1.5", "This has to be a whole number"),
        ("-1", "The least possible is 0"),
        ("x", "‘x’ is not a number"),
    ):
        field.line.setText(text)
        assert not field.commit()
        assert field.problem == problem
    field.line.setText("7")
    assert field.commit()
    field.line.setText("")
    assert field.commit()
    assert heard == [7, None]


def test_money_is_minor_units_with_a_currency(theme: Theme, show: Show, locale: None) -> None:  # noqa: ARG001
    field = MoneyField(theme)
    heard = show(field)
    for text in ("1240", "$3.50", "gbp 7", ""):
        field.line.setText(text)
        assert field.commit()
    assert heard == [(124000, "EUR"), (350, "USD"), (700, "GBP"), None]
    field.set_value((124000, "EUR"))
    assert field.line.text() == "EUR 1,240.00"
    field.line.setText("1.005")
    assert not field.commit()
    assert field.problem == "EUR has 2 decimal places"


def test_a_long_text_lets_tab_go_on(theme: Theme, show: Show) -> None:
    field = LongTextField(theme)
    heard = show(field)
    QTest.keyClicks(field.text, "one")
    QTest.keyClick(field.text, Qt.Key.Key_Return)
    QTest.keyClicks(field.text, "two")
    assert heard == []
    QTest.keyClick(field.text, Qt.Key.Key_Tab)
    assert heard == ["one\ntwo"]
    assert field.text.sizeHint().height() >= 72


def test_a_flag_is_committed_at_once(theme: Theme, show: Show) -> None:
    field = FlagField(theme, "Told")
    heard = show(field)
    field.box.click()
    field.box.click()
    assert heard == [True, False]


def test_the_words_of_a_flag_are_elided(theme: Theme, show: Show) -> None:
    words = "Containment is needed before the next delivery"
    field = FlagField(theme, words)
    show(field)
    field.box.resize(120, 30)
    assert field.box.text().endswith("…")
    assert (field.box.toolTip(), field.box.accessibleName()) == (words, words)
    field.box.resize(900, 30)
    assert (field.box.text(), field.box.toolTip()) == (words, "")


def test_a_choice_is_committed_at_once(theme: Theme, show: Show) -> None:
    field = ChoiceField(theme, [("minor", "Minor"), ("major", "Major")])
    heard = show(field)
    assert field.value() is None
    field.combo.setCurrentIndex(2)
    field.combo.activated.emit(2)
    assert heard == ["major"]
    field.set_value("minor")
    assert field.combo.currentText() == "Minor"
    field.set_choices([("minor", "Less")])
    assert field.combo.currentText() == "Less"
    assert field.combo.minimumContentsLength() == 8


def test_a_value_that_is_no_longer_offered_is_not_replaced(theme: Theme, show: Show) -> None:
    field = ChoiceField(theme, [("minor", "Minor")], required=True)
    narrow = field.combo.minimumSizeHint().width()
    heard = show(field)
    field.set_value("a choice that was retired long ago")
    assert field.combo.minimumSizeHint().width() == narrow
    leave(field)
    assert (heard, field.value()) == ([], "a choice that was retired long ago")


def test_a_reference_is_found_by_typing(theme: Theme, qtbot: QtBot, show: Show) -> None:
    field = ReferenceField(theme)
    heard = show(field)
    with qtbot.waitSignal(field.wanted) as asked:
        QTest.keyClicks(field.line, "an")
    assert asked.args == ["an"]
    field.offer([(9, "Late")], asked="a")
    assert field._model.rowCount() == 0
    field.offer([(7, "Ana Núñez"), (8, "Anton Berg")])
    assert field._list.isVisible()
    QTest.keyClick(field._list, Qt.Key.Key_Down)
    QTest.keyClick(field._list, Qt.Key.Key_Return)
    assert not field._list.isVisible()
    assert heard == [(7, "Ana Núñez")]
    field.line.setText("nobody")
    assert not field.commit()
    assert field.problem.startswith("‘nobody’ is not in the list")
    field.restore()
    assert field.line.text() == "Ana Núñez"
    field.line.setText("anton berg")
    assert field.commit()
    field.line.setText("")
    assert field.commit()
    assert heard[1:] == [(8, "Anton Berg"), None]


def test_a_label_names_its_editor_and_shows_the_problem(theme: Theme, qtbot: QtBot) -> None:
    field = TextField(theme)
    holder = Labelled(theme, "Title", field, required=True)
    qtbot.addWidget(holder)
    holder.show()
    assert holder.label.text() == "Title *"
    assert holder.label.buddy() is field.line
    assert field.line.accessibleName() == "Title, required"
    assert not holder._line.isVisible()
    field.set_problem("The title is missing")
    assert holder._line.isVisible()
    assert field.line.accessibleDescription() == "The title is missing"
    QTest.keyClicks(field.line, "x")
    assert not holder._line.isVisible()


def test_read_only_fields_keep_their_value(theme: Theme, show: Show) -> None:
    for field in (
        TextField(theme),
        LongTextField(theme),
        DayField(theme),
        FlagField(theme, "x"),
        ChoiceField(theme, []),
    ):
        show(field)
        field.set_read_only(True)
        QTest.keyClicks(field.editor, "abc")
        leave(field)
        assert not field.is_touched()


def test_where_nothing_is_saved_yet_escape_takes_no_words(theme: Theme, show: Show) -> None:
    field = LongTextField(theme)
    field.keep_on_escape = True
    show(field)
    field.set_value("")
    QTest.keyClicks(field.text, "An hour of words")
    assert not escape(field)
    assert field.read() == "An hour of words"


def test_words_are_offered_while_typing_and_others_stay_allowed(theme: Theme, show: Show, qtbot: QtBot) -> None:
    field = TextField(theme)
    field.suggest(["Product / Surface", "Delivery / Late"])
    show(field)
    QTest.keyClicks(field.line, "surf")
    completer = field.line.completer()
    popup = completer.popup()
    assert popup is not None
    qtbot.waitUntil(popup.isVisible)
    assert [completer.completionModel().index(row, 0).data() for row in range(completer.completionCount())] == [
        "Product / Surface"
    ]
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert field.line.text() == "Product / Surface"
    field.line.setText("Something of our own")
    field.commit()
    assert field.value() == "Something of our own"


def test_a_choice_says_what_it_means(theme: Theme, show: Show) -> None:
    field = ChoiceField(theme, [("1", "1 Rare"), ("2", "2 Unlikely")])
    field.explain({"1": "Once in ten years.", "2": "Once in three years."})
    show(field)
    field.set_value("2")
    assert field.combo.toolTip() == "2 Unlikely: Once in three years."
    assert field.combo.itemData(1, Qt.ItemDataRole.ToolTipRole) == "Once in ten years."
