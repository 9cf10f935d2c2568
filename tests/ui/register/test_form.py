from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from qms_desktop.errors import Unavailable
from qms_desktop.ui.register.editors import RecordField
from qms_desktop.ui.register.inlay import Inlay, Question
from qms_desktop.ui.register.page import RegisterPage
from qms_desktop.ui.widgets.choice_field import ChoiceField
from qms_desktop.ui.widgets.day_field import DayField
from qms_desktop.ui.widgets.fields import LineField, LongTextField, MoneyField
from qms_desktop.workspace.workspace import Workspace
from tests.ui.register.desk import Bench


def opened(bench: Bench, kind: str, record: UUID) -> RegisterPage:
    page = bench.page(kind)
    page.open_record(record)
    bench.settle()
    return page


def line(page: RegisterPage, name: str) -> LineField:
    editor = page.pane.form.editors[name]
    assert isinstance(editor, LineField)
    return editor


def write(page: RegisterPage, name: str, text: str) -> LineField:
    """Types into a field and leaves it."""
    editor = line(page, name)
    page.pane.edit(name)
    editor.line.setText(text)
    editor.line.textEdited.emit(text)
    page.table.setFocus()
    return editor


def answer(inlay: Inlay, text: str) -> None:
    assert inlay.panel is not None
    button = next(b for b in inlay.panel.findChildren(QPushButton) if b.text() == text)
    button.click()


def test_leaving_a_field_saves_it_as_one_change(bench: Bench) -> None:
    record = bench.add("complaint", title="Mixed", description="x", channel="mail")
    page = opened(bench, "complaint", record)
    write(page, "contact", "Ilse Brandt")
    bench.settle()
    assert bench.view(record).value("contact") == "Ilse Brandt"
    entry = bench.ask(lambda workspace: workspace.history(1))[0]
    assert entry.label == f"Change contact of {bench.view(record).number}"
    assert page.pane.footer.saved.text().startswith("Saved ")


def test_the_title_is_edited_where_it_stands(bench: Bench) -> None:
    record = bench.add("risk", title="Fire")
    page = opened(bench, "risk", record)
    QTest.keyClick(page, Qt.Key.Key_F2)
    assert page.pane.title.text.hasFocus()
    page.pane.title.text.setPlainText("Fire in the\npaint shop")
    QTest.keyClick(page.pane.title.text, Qt.Key.Key_Return)
    bench.settle()
    assert bench.view(record).title == "Fire in the paint shop"


def test_a_choice_money_and_a_reference_are_saved(bench: Bench) -> None:
    customer = bench.add("customer", title="Hansen Marine")
    record = bench.add("complaint", title="Mixed", description="x", channel="mail")
    page = opened(bench, "complaint", record)
    form = page.pane.form
    severity, cost, who = form.editors["severity"], form.editors["cost"], form.editors["customer"]
    assert isinstance(severity, ChoiceField)
    assert isinstance(cost, MoneyField)
    assert isinstance(who, RecordField)
    severity.combo.setCurrentIndex(severity.combo.findText("Major"))
    severity.combo.activated.emit(severity.combo.currentIndex())
    write(page, "cost", "USD 12.50")
    who.wanted.emit("hans")
    bench.settle()
    write(page, "customer", "Hansen Marine")
    bench.settle()
    view = bench.view(record)
    assert [view.value("severity"), view.value("cost"), view.value("currency")] == ["major", 1250, "USD"]
    assert cost.line.text().startswith("USD 12")
    assert getattr(view.value("customer"), "id", None) == customer
    who._show()
    assert bench.shown == [("customer", customer)]


def test_a_refused_value_stays_with_its_sentence(bench: Bench) -> None:
    record = bench.add("complaint", title="Mixed", description="x", channel="mail")
    page = opened(bench, "complaint", record)
    long = "x" * 10_000
    editor = write(page, "contact", long)
    bench.settle()
    assert "10,000 characters" in editor.problem
    assert editor.line.text() == long
    bench.do(lambda work: work.amend(record, {"lot": "L-1"}))  # a reload leaves it alone
    assert editor.line.text() == long
    page.open_record(bench.add("complaint", title="Other", description="x", channel="mail"))
    assert isinstance(page.pane.inlay.panel, Question)
    answer(page.pane.inlay, "Keep writing")
    assert page.pane.view is not None
    assert page.pane.view.id == record
    QTest.keyClick(editor.line, Qt.Key.Key_Escape)
    assert editor.line.text() == ""
    assert not editor.problem


def test_what_cannot_be_read_is_never_sent(bench: Bench) -> None:
    record = bench.add("complaint", title="Mixed", description="x", channel="mail")
    page = opened(bench, "complaint", record)
    changes = len(bench.ask(lambda workspace: workspace.history()))
    editor = write(page, "due_on", "31 February 2026")
    bench.settle()
    assert "does not exist" in editor.problem
    assert len(bench.ask(lambda workspace: workspace.history())) == changes


@pytest.mark.parametrize(("choice", "expected"), [("Show theirs", "Theirs"), ("Keep mine", "Mine")])
def test_a_conflict_offers_both_values(bench: Bench, choice: str, expected: str) -> None:
    record = bench.add("complaint", title="Mixed", description="x", channel="mail")
    page = opened(bench, "complaint", record)
    page.pane.edit("contact")
    editor = line(page, "contact")
    editor.line.setText("Mine")
    bench.do(lambda work: work.amend(record, {"contact": "Theirs"}))
    assert editor.line.text() == "Mine"
    page.table.setFocus()
    bench.settle()
    assert isinstance(page.pane.inlay.panel, Question)
    answer(page.pane.inlay, choice)
    bench.settle()
    assert editor.line.text() == expected
    assert bench.view(record).value("contact") == expected


def test_a_full_disk_keeps_the_words_and_offers_to_try_again(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    record = bench.add("complaint", title="Mixed", description="x", channel="mail")
    page = opened(bench, "complaint", record)
    before: Callable[..., object] = Workspace.change

    def full(*_args: object, **_more: object) -> object:
        raise Unavailable("The disk is full. Make room and try again.")

    monkeypatch.setattr(Workspace, "change", full)
    editor = write(page, "contact", "Ilse")
    bench.settle()
    assert page.pane.notice.isVisible()
    assert editor.line.text() == "Ilse"
    monkeypatch.setattr(Workspace, "change", before)
    page.pane.notice.acted.emit()
    bench.settle()
    assert bench.view(record).value("contact") == "Ilse"
    assert not page.pane.notice.isVisible()
    assert not editor.problem


def test_a_new_record_is_written_only_by_create(bench: Bench) -> None:
    page = bench.page("complaint")
    page.beginning.first.click()
    pane = page.new_pane
    assert pane.isVisible()
    assert pane.title.hasFocus() or pane.title.line.hasFocus()
    assert pane.form.labelled["channel"].label.text() == "Channel *"
    pane.title.line.setText("=Mixed parts 🙂")
    QTest.keyClick(pane.title.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bench.settle()
    assert "missing" in pane.form.editors["channel"].problem
    assert page.facets is not None
    assert page.facets.total == 0
    channel, words = pane.form.editors["channel"], pane.form.editors["description"]
    assert isinstance(channel, ChoiceField)
    assert isinstance(words, LongTextField)
    channel.combo.setCurrentIndex(1)
    words.text.setPlainText("Two boxes")
    pane.create_button.click()
    bench.settle()
    assert page.pane.view is not None
    assert page.pane.view.title == "=Mixed parts 🙂"
    assert bench.told[-1] == (f"Created {page.pane.view.number}", True)
    assert getattr(page.pane.view.value("owner"), "title", "") == "Ana Núñez"


def test_closing_a_new_record_asks_before_words_are_lost(bench: Bench) -> None:
    page = bench.page("risk")
    page.new()
    assert page.close_pane()
    page.new()
    page.new_pane.title.line.setText("Fire")
    assert not page.close_pane()
    answer(page.new_pane.inlay, "Keep writing")
    assert page.new_pane.isVisible()
    assert page.new_pane.title.line.text() == "Fire"
    page.new_pane.cancel.click()
    answer(page.new_pane.inlay, "Discard")
    assert not page.new_pane.isVisible()
    assert bench.ask(lambda workspace: workspace.facets("risk")).total == 0


def test_escape_in_a_new_record_asks_and_wipes_nothing(bench: Bench) -> None:
    page = bench.page("complaint")
    page.new()
    words = page.new_pane.form.editors["description"]
    assert isinstance(words, LongTextField)
    words.setFocus()
    QTest.keyClicks(words.text, "Two boxes mixed")
    QTest.keyClick(words.text, Qt.Key.Key_Escape)
    assert isinstance(page.new_pane.inlay.panel, Question)
    assert words.read() == "Two boxes mixed"
    answer(page.new_pane.inlay, "Keep writing")
    assert words.text.hasFocus()


def test_a_duplicate_begins_with_the_values_of_the_other(bench: Bench) -> None:
    record = bench.add("complaint", title="Mixed", description="Two boxes", channel="mail", contact="Ilse")
    page = opened(bench, "complaint", record)
    QTest.keyClick(page.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert page.new_pane.isVisible()
    values = page.new_pane.form.values()
    assert [values["title"], values["channel"], values["contact"]] == ["Mixed", "mail", "Ilse"]


def test_a_value_refused_because_of_another_field_is_saved_with_that_one(bench: Bench) -> None:
    record = bench.add("action", title="Label the bins", due_on=date(2027, 1, 4))
    page = opened(bench, "action", record)
    page.pane.edit("due_on")
    due = page.pane.form.editors["due_on"]
    assert isinstance(due, DayField)
    due.line.setText("2027-02-01")
    due.line.textEdited.emit("2027-02-01")
    page.table.setFocus()
    bench.settle()
    reason = line(page, "reschedule_reason")
    assert "was due on 2027-01-04" in reason.problem
    assert bench.view(record).due_on == date(2027, 1, 4)
    write(page, "reschedule_reason", "The bins are late")
    bench.settle()
    view = bench.view(record)
    assert (view.due_on, view.value("reschedule_count"), view.value("original_due")) == (
        date(2027, 2, 1), 1, date(2027, 1, 4),
    )  # fmt: skip
    assert not due.problem
