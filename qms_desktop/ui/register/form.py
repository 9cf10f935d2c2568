"""`RecordForm`: the fields of a register in their sections, built once and filled for each record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from qms_desktop.errors import Unmet
from qms_desktop.records.fields import Field as Declared
from qms_desktop.records.fields import FieldType
from qms_desktop.records.register import Register
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.register.editors import FULL_WIDTH, PlainField, make_editor, raw, shown, stored
from qms_desktop.ui.register.lines.section import LinesSection
from qms_desktop.ui.register.locks import why_lines_locked, why_locked
from qms_desktop.ui.register.sections import SectionBox
from qms_desktop.ui.widgets.field import Field
from qms_desktop.ui.widgets.fields import MoneyField
from qms_desktop.ui.widgets.label import Label
from qms_desktop.ui.widgets.labelled import Labelled
from qms_desktop.workspace.views import RecordView

_MARGIN = 60  # px that head, title and buttons of a table of lines need beside it


class Group(NamedTuple):
    """A titled group of declared fields."""

    title: str
    fields: tuple[Declared, ...]


def groups_of(register: Register) -> list[Group]:
    """The sections of the form as `RecordView.sections` has them; an amount carries its currency itself."""
    listed = {a.key for section in register.form for a in section.fields}
    found = [Group(s.title, tuple(register.fields[a.key] for a in s.fields)) for s in register.form]
    found.append(Group("More", tuple(f for f in register.fields.values() if f.name not in listed)))
    money = any(f.type is FieldType.MONEY for f in register.fields.values())
    left_out = {"title", "currency"} if money else {"title"}
    found = [Group(title, tuple(f for f in fields if f.name not in left_out)) for title, fields in found]
    return [group for group in found if group.fields]


class RecordForm(QScrollArea):
    """Editors with labels. `edited` comes when one was left with another value; the pane saves it."""

    edited = Signal(str)

    def __init__(self, desk: Desk, register: Register, *, new: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self.register, self._new = desk, register, new
        self._record: UUID | None = None
        self._currency = desk.organisation.currency
        self.editors: dict[str, Field] = {}
        self.labelled: dict[str, Labelled] = {}
        self._sections: dict[str, SectionBox] = {}
        self._boxes: list[SectionBox] = []
        self.lines: dict[str, LinesSection] = {}
        self.stored: dict[str, object] = {}
        self.last: dict[str, object] = {}
        self.pending: dict[str, int] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._content = QWidget()
        self._content.setProperty("kind", "content")
        self._content.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._box = QVBoxLayout(self._content)
        self._box.setContentsMargins(0, 8, 8, 8)
        self._box.setSpacing(4)
        self._contents = Label("", "caption", wrap=True)
        self._build()
        self._box.addStretch(1)
        self.setWidget(self._content)

    # -- building

    def _build(self) -> None:
        """The sections, then the lines, which a record has once it is saved, then what nobody declared a place for."""
        groups = groups_of(self.register)
        for group in groups[:-1]:
            self._add_group(group)
        if self.register.lines and not self._new:
            self._contents.setTextFormat(Qt.TextFormat.RichText)
            self._contents.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
            self._contents.linkActivated.connect(self.jump)
            self._box.insertWidget(0, self._contents)
            self._contents.setContentsMargins(0, 2, 0, 6)
            for declared in self.register.lines:
                section = self.lines[declared.name] = LinesSection(self._desk, declared)
                section.touched.connect(self._list_contents)
                self._box.addWidget(section)
        for group in groups[-1:]:
            self._add_group(group)

    def _list_contents(self) -> None:
        """The way to each kind of lines, which stand far below."""
        links = (
            f'<a href="{name}" style="text-decoration: none">{section.declared.title}&nbsp;{section.count or ""}</a>'
            for name, section in self.lines.items()
        )
        self._contents.setText("&nbsp;&nbsp;·&nbsp; ".join(links))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A table of lines is at most as high as what is seen of the form."""
        super().resizeEvent(event)
        for section in self.lines.values():
            section.table.room = self.viewport().height() - _MARGIN
            section.table.fit()

    def head(self, widget: QWidget) -> None:
        """Put words above everything, which scroll with it."""
        self._box.insertWidget(0, widget)

    def put_first(self, name: str, editor: Field) -> None:
        """Put a field above the sections (the title of a new record)."""
        info = self.register.fields[name].info
        self.labelled[name] = Labelled(self._desk.theme, info.label, editor, required=info.required)
        self._box.insertWidget(0, self.labelled[name])
        self.adopt(name, editor)

    def adopt(self, name: str, editor: Field) -> None:
        """Treat an editor that stands elsewhere (the title in the head) as a field of this form."""
        self.editors[name] = editor
        editor.keep_on_escape = self._new
        editor.committed.connect(lambda _value, name=name: self.edited.emit(name))

    def _add_group(self, group: Group) -> None:
        fields = [f for f in group.fields if not (self._new and self._left_out(f))]
        if not fields:
            return
        box = SectionBox(self._desk.theme, group.title)
        for declared in fields:
            editor = make_editor(self._desk, declared, self.register.kind)
            editor.keep_on_escape = self._new
            info = declared.info
            labelled = Labelled(self._desk.theme, info.label, editor, required=info.required, help_text=info.hint)
            box.add(labelled, full=declared.type in FULL_WIDTH)
            self.labelled[declared.name] = labelled
            self._sections[declared.name] = box
            if isinstance(editor, PlainField):
                self.editors[declared.name] = editor
            else:
                self.adopt(declared.name, editor)
        first = not self._boxes
        box.head.setVisible(not first)
        needed = any(f.info.required for f in fields)
        box.fold(group.title == "More" or (self._new and not first and not needed))
        self._boxes.append(box)
        self._box.addWidget(box)

    def _left_out(self, declared: Declared) -> bool:
        return not self.register.editable(declared.name, str(self.register.workflow.initial))

    # -- showing

    def fill(self, view: RecordView) -> None:
        """Show a record. What is being typed, refused or on its way to the disk stays as it is."""
        other = view.id != self._record
        self._record = view.id
        if other:
            self.pending.clear()
            self.verticalScrollBar().setValue(0)
        currency = view.value("currency")
        self._currency = str(currency or self._desk.organisation.currency)
        title = [("title", view.title, self._title_editable(view))]
        fields = [(f.field.name, f.value, f.editable) for section in view.sections for f in section.fields]
        for name, value, editable in {f[0]: f for f in [*fields, *title]}.values():
            if name in self.editors:
                self._show(name, value, keep=not other)
                self._lock(view, name, editable=editable)
        for found in view.lines:
            if found.name in self.lines:
                section = self.lines[found.name]
                because = why_lines_locked(self._desk, self.register, view, section.declared)
                section.fill(found, because=because, currency=self._currency, other=other)

    def _show(self, name: str, value: object, *, keep: bool) -> None:
        editor = self.editors[name]
        if keep and (editor.is_touched() or self.pending.get(name)):
            return
        declared = self.register.fields[name]
        self.stored[name] = raw(value)
        wanted = shown(editor, declared, value, self._currency)
        self.last[name] = wanted
        if isinstance(editor, PlainField) or wanted != editor.value() or editor.problem or editor.is_touched():
            editor.set_value(wanted)

    def _lock(self, view: RecordView, name: str, *, editable: bool) -> None:
        editor = self.editors[name]
        editor.set_read_only(not editable)
        because = "" if editable else why_locked(self._desk, self.register, view, name)
        if because or not isinstance(editor, PlainField):
            editor.setToolTip(because)
        if name in self.labelled:
            self.labelled[name].label.setToolTip(because or self.register.fields[name].info.hint)

    def _title_editable(self, view: RecordView) -> bool:
        return self._desk.writable and not view.voided and self.register.editable("title", view.state)

    # -- what the pane asks

    def values(self) -> dict[str, object]:
        """Every value that is given, for a new record."""
        found = {}
        for name, editor in self.editors.items():
            value = stored(editor, editor.value())
            if not isinstance(editor, PlainField) and value is not None and value is not False:
                found[name] = value
        return found | self.currency_of(self.editors.values())

    def value(self, name: str) -> dict[str, object]:
        """The value of one field, with the currency where it is an amount."""
        editor = self.editors[name]
        return {name: stored(editor, editor.value())} | self.currency_of([editor])

    def currency_of(self, editors: Iterable[Field]) -> dict[str, object]:
        """The currency that was typed with an amount, where it is another than before."""
        if "currency" not in self.register.fields:
            return {}
        for editor in editors:
            value = editor.value() if isinstance(editor, MoneyField) else None
            if isinstance(value, tuple) and value[1] != self._currency:
                return {"currency": value[1]}
        return {}

    def preset(self, values: dict[str, object]) -> None:
        """Begin a new record with values: typed ones or `Ref`s."""
        for name, editor in self.editors.items():
            wanted = shown(editor, self.register.fields[name], values.get(name), self._currency)
            editor.set_value(wanted)

    def commit(self) -> bool:
        """Take what is in every editor; False where one cannot be read, which then has the focus."""
        for name, editor in self.editors.items():
            if not editor.commit():
                self.jump(name)
                return False
        for name, section in self.lines.items():
            section.finish()
            if section.unsaved:
                self.jump(name)
                return False
        return True

    @property
    def unsaved(self) -> list[str]:
        """The fields that show something else than the record holds."""
        return [n for n, e in self.editors.items() if not isinstance(e, PlainField) and e.is_touched()]

    def refuse(self, unmet: Sequence[Unmet]) -> list[str]:
        """Say under each field what is wrong with it; the sentences that have no field come back."""
        left = []
        for condition in unmet:
            if condition.field in self.editors:
                name = str(condition.field)
                label = self.register.fields[name].label
                self.editors[name].set_problem(condition.message.removeprefix(f"{label}: "))
                self._unfold(name)
            else:
                left.append(condition.message)
        return left

    def jump(self, name: str) -> bool:
        """Bring a field into view and put the focus into it."""
        if name in self.lines:
            self._box.activate()
            self.ensureWidgetVisible(self.lines[name], 0, 8)
            self.verticalScrollBar().setValue(self.lines[name].y() - 8)
            self.lines[name].jump()
            return True
        if name not in self.editors:
            return False
        self._unfold(name)
        editor = self.editors[name]
        if name in self.labelled:
            self._box.activate()
            self.ensureWidgetVisible(self.labelled[name], 0, 24)
        editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def _unfold(self, name: str) -> None:
        if name in self._sections:
            self._sections[name].fold(folded=False)
