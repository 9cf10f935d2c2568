"""Editors for plain values: text, long text, number, whole number, money, yes or no. Days and choices are next door."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QCompleter, QLineEdit, QListView, QPlainTextEdit, QWidget

from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.field import Field
from qms_desktop.ui.widgets.label import set_look
from qms_desktop.ui.widgets.number_text import read_number, show_number

Money = tuple[int, str]  # minor units and currency

LONG_TEXT_HEIGHT = 72
_OFFERED = 10
_CURRENCY = re.compile(r"[^\W\d_]{3}|[€$£¥]")
_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY"}


class LineField(Field):
    """An editor that is one line: the base of text, numbers, money and days."""

    def __init__(self, theme: Theme, *, hint: str = "", parent: QWidget | None = None) -> None:
        self.line = QLineEdit()
        super().__init__(theme, self.line, parent=parent)
        self.line.setPlaceholderText(hint)
        self.line.returnPressed.connect(self.commit)
        self.line.textEdited.connect(lambda: self.set_problem(""))

    def set_read_only(self, read_only: bool) -> None:
        """The text can still be selected and copied."""
        self.line.setReadOnly(read_only)

    def is_touched(self) -> bool:
        """Whether the line differs from what the last value looks like."""
        return self.line.text() != self.text_of(self._value)

    def text_of(self, value: object) -> str:
        """What a value looks like in the line."""
        return "" if value is None else str(value)

    def show_value(self, value: object) -> None:
        """Writes the value, seen from its beginning."""
        self.line.setText(self.text_of(value))
        self.line.setCursorPosition(0)


class TextField(LineField):
    """One line of text; the value is `str`, empty when nothing is written."""

    def __init__(self, theme: Theme, *, limit: int = 0, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, hint=hint, parent=parent)
        self._value = ""
        if limit:
            self.line.setMaxLength(limit)

    def suggest(self, words: Sequence[str]) -> None:
        """Offer words while something is typed that they contain; others may be written all the same."""
        completer = QCompleter(list(words), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(_OFFERED)
        offered = QListView()
        offered.setProperty("kind", "popup")
        offered.setAccessibleName(self.tr("Suggestions"))
        completer.setPopup(offered)
        self.line.setCompleter(completer)

    def _is_popup_open(self) -> bool:
        completer = self.line.completer()
        offered = completer.popup() if completer is not None else None
        return offered is not None and offered.isVisible()

    def read(self) -> str:
        """The line without the blanks around it."""
        return self.line.text().strip()


class NumberField(LineField):
    """A number; the value is `Decimal`, or `int` when `whole`, or None."""

    def __init__(
        self,
        theme: Theme,
        *,
        whole: bool = False,
        least: float | None = None,
        most: float | None = None,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, hint=hint, parent=parent)
        self._whole, self._least, self._most = whole, least, most

    def read(self) -> Decimal | int | None:
        """The number in the line."""
        if not self.line.text().strip():
            return None
        number = read_number(self.line.text())
        if self._whole and number != int(number):
            raise ValueError(QCoreApplication.translate("Number", "This has to be a whole number"))
        if self._least is not None and number < Decimal(str(self._least)):
            raise ValueError(QCoreApplication.translate("Number", "The least possible is {0}").format(self._least))
        if self._most is not None and number > Decimal(str(self._most)):
            raise ValueError(QCoreApplication.translate("Number", "The most possible is {0}").format(self._most))
        return int(number) if self._whole else number

    def text_of(self, value: object) -> str:
        """The number as this system writes it."""
        return "" if value is None else show_number(Decimal(str(value)))


class MoneyField(LineField):
    """An amount; the value is `(minor units, currency)` or None. A currency may be typed: "EUR 1,240", "$3.50"."""

    def __init__(
        self, theme: Theme, *, currency: str = "EUR", places: int = 2, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, hint=hint, parent=parent)
        self._currency, self._places = currency, places

    def read(self) -> Money | None:
        """The amount in the line, in the currency written there or the usual one."""
        text = self.line.text().strip()
        if not text:
            return None
        currency = self._value[1] if isinstance(self._value, tuple) else self._currency
        if match := _CURRENCY.search(text):
            currency = _SIGNS.get(match[0], match[0].upper())
            text = text[: match.start()] + text[match.end() :]
        minor = read_number(text).scaleb(self._places)
        if minor != int(minor):
            raise ValueError(
                QCoreApplication.translate("Number", "{0} has {1} decimal places").format(currency, self._places)
            )
        return int(minor), str(currency)

    def text_of(self, value: object) -> str:
        """The currency and the amount."""
        if not isinstance(value, tuple):
            return ""
        minor, currency = value
        return f"{currency} {show_number(Decimal(minor).scaleb(-self._places), self._places, grouped=True)}"


class _LongEdit(QPlainTextEdit):
    """Text over several lines in which Tab goes on to the next field."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)

    def sizeHint(self) -> QSize:
        """72 high, or three lines of a larger font."""
        lines = 3 * QFontMetrics(self.font()).lineSpacing() + 16
        return QSize(200, max(LONG_TEXT_HEIGHT, lines))

    def minimumSizeHint(self) -> QSize:
        """It can become narrow but not lower."""
        return QSize(80, self.sizeHint().height())


class LongTextField(Field):
    """Text over several lines; the value is `str`."""

    def __init__(self, theme: Theme, *, hint: str = "", parent: QWidget | None = None) -> None:
        self.text = _LongEdit()
        super().__init__(theme, self.text, parent=parent)
        self._value = ""
        self.text.setPlaceholderText(hint)
        self.text.textChanged.connect(lambda: self.set_problem(""))

    def read(self) -> str:
        """The text without the blanks around it."""
        return self.text.toPlainText().strip()

    def show_value(self, value: object) -> None:
        """Writes the text."""
        text = "" if value is None else str(value)
        if text != self.text.toPlainText():
            self.text.setPlainText(text)

    def set_read_only(self, read_only: bool) -> None:
        """The text can still be selected and copied."""
        self.text.setReadOnly(read_only)
        set_look(self.text, "locked", read_only)


class _Box(QCheckBox):
    """A check box whose words are elided where there is no room, instead of pushing the form wide."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._words = text
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        """The size with all words."""
        advance = self.fontMetrics().horizontalAdvance
        hint = super().sizeHint()
        return QSize(hint.width() + advance(self._words) - advance(self.text()), hint.height())

    def minimumSizeHint(self) -> QSize:
        """The box and a few letters."""
        return QSize(min(80, self.sizeHint().width()), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Elides the words, which then stand in the tooltip."""
        super().resizeEvent(event)
        metrics, missing = self.fontMetrics(), self.sizeHint().width() - self.width()
        room = metrics.horizontalAdvance(self._words) - missing
        shown = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, room) if missing > 0 else self._words
        self.setText(shown)
        self.setToolTip("" if shown == self._words else self._words)


class FlagField(Field):
    """Yes or no, with its words beside the box; the value is `bool` and committed at once."""

    def __init__(self, theme: Theme, text: str, *, parent: QWidget | None = None) -> None:
        self.box = _Box(text)
        super().__init__(theme, self.box, parent=parent)
        self._value = False
        self.box.clicked.connect(self.commit)

    def read(self) -> bool:
        """Whether the box is checked."""
        return self.box.isChecked()

    def show_value(self, value: object) -> None:
        """Checks or clears the box."""
        self.box.setChecked(bool(value))
