"""One editor for each field type, and the way of a value from the record into the editor and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QToolButton, QWidget

from qms_desktop.errors import QmsError
from qms_desktop.flows.catalogues import meanings, suggestions
from qms_desktop.records.fields import Field as Declared
from qms_desktop.records.fields import FieldType
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.register.cells import plain
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.choice_field import ChoiceField, ReferenceField
from qms_desktop.ui.widgets.day_field import DayField
from qms_desktop.ui.widgets.field import Field
from qms_desktop.ui.widgets.fields import FlagField, LongTextField, MoneyField, NumberField, TextField
from qms_desktop.ui.widgets.label import Label
from qms_desktop.ui.widgets.number_text import show_number
from qms_desktop.workspace.rows import Ref

REFERENCES = frozenset({FieldType.PERSON, FieldType.REFERENCE})
FULL_WIDTH = frozenset({FieldType.LONG_TEXT, FieldType.CHOICES})


class PlainField(Field):
    """A value that the program works out: words, no editor."""

    def __init__(self, theme: Theme, declared: Declared, *, parent: QWidget | None = None) -> None:
        self.words = Label("", wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._declared = declared
        super().__init__(theme, self.words, parent=parent)

    def read(self) -> object:
        """What was shown."""
        return self._value

    def show_value(self, value: object) -> None:
        """Writes the value in words."""
        self.words.setText(words_of(self._declared, value) or "–")

    def set_read_only(self, read_only: bool) -> None:
        """It always is."""


class SeveralField(Field):
    """Any number of a few choices as boxes; the value is their values joined by `;`, or None."""

    def __init__(self, theme: Theme, choices: Sequence[tuple[str, str]], *, parent: QWidget | None = None) -> None:
        self._boxes: dict[str, QCheckBox] = {}
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(2)
        for place, (value, label) in enumerate(choices):
            box = QCheckBox(label)
            grid.addWidget(box, place // 2, place % 2)
            self._boxes[value] = box
        super().__init__(theme, holder, parent=parent)
        for box in self._boxes.values():
            box.clicked.connect(self.commit)
        if self._boxes:
            self.setFocusProxy(next(iter(self._boxes.values())))

    def read(self) -> object:
        """The checked values in their order."""
        return ";".join(value for value, box in self._boxes.items() if box.isChecked()) or None

    def show_value(self, value: object) -> None:
        """Checks the boxes of a value."""
        parts = str(value or "").split(";")
        for name, box in self._boxes.items():
            box.setChecked(name in parts)


class RecordField(ReferenceField):
    """Another record, found by typing; the arrow at the right opens it."""

    opened = Signal(object)
    """The `Ref` to open."""

    def __init__(self, desk: Desk, declared: Declared, *, parent: QWidget | None = None) -> None:
        super().__init__(desk.theme, hint=declared.info.hint, parent=parent)
        self._desk, self._kind = desk, declared.info.target
        self._known: dict[object, Ref] = {}
        icon = desk.theme.icon("external-link", "accent", 14)
        self._open = self.line.addAction(icon, QLineEdit.ActionPosition.TrailingPosition)
        self._open.setText(self.tr("Open the record"))
        self._open.setToolTip(self._open.text())
        self._open.triggered.connect(self._show)
        for button in self.line.findChildren(QToolButton):
            mine = button.defaultAction() is self._open
            button.setAccessibleName(self._open.text() if mine else self.tr("Search by typing"))
        desk.theme.changed.connect(self._redraw)
        self._open.setVisible(False)
        self.wanted.connect(self._search)

    def pair(self, ref: Ref | None) -> tuple[object, str] | None:
        """A record as this editor's value."""
        if ref is None:
            return None
        self._known[ref.id] = ref
        return ref.id, ref.title if self._kind else f"{ref.number} {ref.title}"

    def show_value(self, value: object) -> None:
        """Writes the record; only a known one can be opened."""
        super().show_value(value)
        self._open.setVisible(isinstance(value, tuple) and value[0] in self._known)

    def _redraw(self) -> None:
        self._open.setIcon(self.theme.icon("external-link", "accent", 14))

    def _search(self, words: str) -> None:
        kind = self._kind

        def then(found: list[Ref]) -> None:
            self.offer([pair for ref in found if (pair := self.pair(ref)) is not None])

        self._desk.tasks.read(
            lambda workspace: workspace.options(kind, words),
            then,
            failed=self._fail,
            key=f"options {id(self)}",
            owner=self,
        )

    def _fail(self, error: QmsError) -> None:
        self.set_problem(str(error))

    def _show(self) -> None:
        ref = self._known.get(self._value[0]) if isinstance(self._value, tuple) else None
        if ref is not None:
            self._desk.show(ref.kind, ref.id)


def make_editor(desk: Desk, declared: Declared, owner: str = "") -> Field:
    """The editor of a field, with what the catalogues say of it where its owner (register or lines) is named."""
    editor = _bare(desk, declared)
    if isinstance(editor, TextField) and (words := suggestions(owner, declared.name)):
        editor.suggest(words)
    if isinstance(editor, ChoiceField) and (said := meanings(owner, declared.name)):
        editor.explain(said)
    return editor


def _bare(desk: Desk, declared: Declared) -> Field:
    theme, info = desk.theme, declared.info
    pairs = [(str(member), member.label) for member in info.members]
    if info.computed:
        return PlainField(theme, declared)
    makers: dict[FieldType, Callable[[], Field]] = {
        FieldType.LONG_TEXT: lambda: LongTextField(theme, hint=info.hint),
        FieldType.DAY: lambda: DayField(theme, hint=info.hint),
        FieldType.NUMBER: lambda: NumberField(theme, least=info.low, most=info.high, hint=info.hint),
        FieldType.WHOLE: lambda: NumberField(theme, whole=True, least=info.low, most=info.high, hint=info.hint),
        FieldType.MONEY: lambda: MoneyField(theme, currency=desk.organisation.currency, hint=info.hint),
        FieldType.CHOICE: lambda: ChoiceField(theme, pairs),
        FieldType.CHOICES: lambda: SeveralField(theme, pairs),
        FieldType.PERSON: lambda: RecordField(desk, declared),
        FieldType.REFERENCE: lambda: RecordField(desk, declared),
        FieldType.FLAG: lambda: FlagField(theme, desk.tr("Yes")),
        # no limit of length here: Qt would cut what is pasted, without a word
        FieldType.TEXT: lambda: TextField(theme, hint=info.hint),
    }
    return makers[info.type]()


def shown(editor: Field, declared: Declared, value: object, currency: str) -> object:
    """A value of a `RecordView` as the editor takes it."""
    if isinstance(editor, RecordField):
        return editor.pair(value if isinstance(value, Ref) else None)
    if isinstance(editor, MoneyField):
        return (value, currency) if isinstance(value, int) else None
    if isinstance(editor, NumberField):
        return None if value is None else Decimal(f"{value:.15g}") if isinstance(value, float) else value
    if isinstance(editor, FlagField):
        return bool(value)
    if isinstance(editor, TextField | LongTextField):
        return "" if value is None else str(value)
    del declared
    return value


def stored(editor: Field, value: object) -> object:
    """A value of an editor as `Work.amend` takes it."""
    if isinstance(editor, RecordField):
        return value[0] if isinstance(value, tuple) else None
    if isinstance(editor, MoneyField):
        return value[0] if isinstance(value, tuple) else None
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(editor, TextField | LongTextField):
        return value or None
    return value


def raw(value: object) -> object:
    """A value of a `RecordView` as the record stores it, for comparing."""
    return value.id if isinstance(value, Ref) else value


def words_of(declared: Declared, value: object) -> str:
    """A value in words, for what cannot be edited."""
    info = declared.info
    if value is None:
        return ""
    if info.members:
        parts = str(value).split(";")
        return ", ".join(member.label for member in info.members if str(member) in parts)
    if info.type is FieldType.MONEY and isinstance(value, int):
        return show_number(Decimal(value).scaleb(-2), 2, grouped=True)
    return plain(value, whole_ref=False).text
