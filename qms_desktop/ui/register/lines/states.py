"""One line as its table sees it: what the file holds, and what was typed and is not there yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from PySide6.QtCore import QCoreApplication

from qms_desktop.records.fields import Field as Declared
from qms_desktop.records.fields import FieldType
from qms_desktop.ui.register.editors import RecordField, SeveralField, raw, shown, stored, words_of
from qms_desktop.ui.widgets.field import Field
from qms_desktop.ui.widgets.fields import FlagField, LineField, MoneyField
from qms_desktop.ui.widgets.number_text import show_number


@dataclass(slots=True)
class Typed:
    """What was typed into a cell: the value as it is stored (None where it cannot be read) and the words."""

    raw: object
    words: str
    problem: str = ""
    base: object = None
    """The stored value that was seen when this was typed."""
    also: dict[str, object] = field(default_factory=dict)
    """Other fields that the same words fill: the currency of an amount."""
    on_its_way: bool = False
    unread: bool = False


@dataclass(eq=False, slots=True)
class LineState:
    """A line of the file, or a new one, which has no key yet."""

    key: UUID | None = None
    stored: dict[str, object] = field(default_factory=dict)
    typed: dict[str, Typed] = field(default_factory=dict)
    saving: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing was written into a new line."""
        return self.key is None and not self.typed

    @property
    def unsaved(self) -> bool:
        """Whether something was typed that the file does not have and that is not on its way there."""
        if self.saving:
            return False
        return (self.key is None and bool(self.typed)) or any(t.problem for t in self.typed.values())

    def value(self, name: str) -> object:
        """What a cell stores, or shall store."""
        typed = self.typed.get(name)
        return typed.raw if typed else raw(self.stored.get(name))

    def words(self, declared: Declared, currency: str) -> str:
        """What stands in a cell."""
        typed = self.typed.get(declared.name)
        if typed is not None:
            return typed.words
        value = self.stored.get(declared.name)
        if declared.type is FieldType.MONEY and isinstance(value, int):
            own = self.stored.get("currency") or currency
            return f"{own} {show_number(Decimal(value).scaleb(-2), 2, grouped=True)}"
        if declared.type is FieldType.REFERENCE and declared.info.target is None and value is not None:
            return str(getattr(value, "number", value))
        return words_of(declared, value)


def put(editor: Field, declared: Declared, state: LineState, currency: str) -> None:
    """Show a cell in its editor: what was typed where it is not stored yet, else what is stored."""
    money = str(state.stored.get("currency") or currency)
    editor.set_value(shown(editor, declared, state.stored.get(declared.name), money))
    typed = state.typed.get(declared.name)
    if typed is None:
        return
    if isinstance(editor, RecordField) and typed.raw is not None:
        editor.show_value((typed.raw, typed.words))
    elif isinstance(editor, LineField):
        editor.line.setText(typed.words)
    else:
        editor.show_value(typed.raw)
    editor.set_problem(typed.problem)


def take(editor: Field, declared: Declared, currency: str, *, own_currency: bool) -> Typed:
    """What stands in an editor."""
    try:
        value = editor.read()
    except ValueError as error:
        words = editor.line.text() if isinstance(editor, LineField) else ""
        return Typed(None, words, str(error), unread=True)
    typed = Typed(stored(editor, value), _words(editor, declared, value))
    if isinstance(editor, MoneyField) and isinstance(value, tuple) and value[1] != currency:
        if own_currency:
            typed.also = {"currency": value[1]}
        else:
            typed.problem = QCoreApplication.translate("Lines", "Amounts stand here in {0}").format(currency)
            typed.unread = True
    return typed


def _words(editor: Field, declared: Declared, value: object) -> str:
    if isinstance(editor, LineField):
        return editor.text_of(value)
    if isinstance(editor, FlagField | SeveralField):
        return words_of(declared, value)
    return words_of(declared, stored(editor, value))
