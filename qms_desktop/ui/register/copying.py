"""What a duplicate takes over from its record: values, and the lines that are wanted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from qms_desktop.exchange.table import counted
from qms_desktop.records.fields import FieldType, When
from qms_desktop.records.lines import Lines
from qms_desktop.records.register import Register
from qms_desktop.ui.register.editors import raw
from qms_desktop.ui.widgets.label import Label
from qms_desktop.workspace.views import LinesView, RecordView


@dataclass(frozen=True, slots=True)
class LinesCopied:
    """The lines of one kind as values; a series in time is the other record's history, and not proposed."""

    lines: Lines
    rows: tuple[Mapping[str, object], ...]

    @property
    def proposed(self) -> bool:
        """Whether they are wanted unless the user says otherwise."""
        past = (f.info.required and f.info.when is When.PAST for f in self.lines.fields.values())
        return not self.lines.order and not any(past)


@dataclass(frozen=True, slots=True)
class Copied:
    """What a new record begins with."""

    values: Mapping[str, object]
    lines: tuple[LinesCopied, ...] = ()


def copied(register: Register, view: RecordView) -> Copied:
    """What can be given at first, without the days and the reference of the old one."""
    initial = str(register.workflow.initial)
    found: dict[str, object] = {"title": view.title}
    for section in view.sections:
        for shown in section.fields:
            name, declared = shown.field.name, shown.field
            own = name in ("external_ref", "currency") or declared.type is FieldType.DAY
            if raw(shown.value) is not None and not own and register.editable(name, initial):
                found[name] = shown.value
    lines = (_lines(register, lines, initial) for lines in view.lines if lines.rows)
    return Copied(found, tuple(one for one in lines if one is not None))


def _lines(register: Register, view: LinesView, initial: str) -> LinesCopied | None:
    declared = register.lines_named(view.name)
    if declared is None or not register.takes_lines(declared, initial):
        return None
    rows = (
        {f.name: raw(v) for f, v in zip(view.fields, row.cells, strict=True) if not f.info.computed and v is not None}
        for row in view.rows
    )
    return LinesCopied(declared, tuple(rows))


class LinesWanted(QWidget):
    """A box for each kind of lines that a duplicate can take over; hidden where there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[str, QCheckBox] = {}
        self._copied: tuple[LinesCopied, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 4)
        self._grid.setSpacing(4)
        self._grid.addWidget(Label(self.tr("Take over too"), "caption"), 0, 0, 1, 2)
        self.hide()

    def offer(self, lines: tuple[LinesCopied, ...]) -> None:
        """Show what can be taken over."""
        for box in self.boxes.values():
            box.deleteLater()
        self.boxes, self._copied = {}, lines
        for place, one in enumerate(lines):
            box = QCheckBox(counted(len(one.rows), one.lines.one, one.lines.title.lower()))
            box.setChecked(one.proposed)
            self._grid.addWidget(box, 1 + place // 2, place % 2)
            self.boxes[one.lines.name] = box
        self.setVisible(bool(lines))

    def wanted(self) -> dict[str, tuple[Mapping[str, object], ...]]:
        """The rows of the kinds that are wanted."""
        return {one.lines.name: one.rows for one in self._copied if self.boxes[one.lines.name].isChecked()}
