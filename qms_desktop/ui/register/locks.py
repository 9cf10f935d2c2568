"""Why something cannot be changed, as a sentence for a tooltip."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from qms_desktop.records.lines import Lines
from qms_desktop.records.register import Register
from qms_desktop.ui.desk import Desk
from qms_desktop.workspace.views import RecordView


def _tr(text: str) -> str:
    return QCoreApplication.translate("Locks", text)


def why_read_only(desk: Desk, register: Register, view: RecordView) -> str:
    """Why the whole record takes no changes; empty where it does."""
    if not desk.writable:
        return _tr("This file can only be read. {0}").format(desk.read_only_because)
    if view.voided:
        return _tr("{0} is void. Bring it back first.").format(view.number)
    if view.closed:
        state = register.workflow.states(view.state).label.lower()
        ways = [move.label for move in view.moves]
        way = _tr(" Use “{0}” first.").format(ways[0]) if ways else ""
        return _tr("{0} is {1}.").format(view.number, state) + way
    return ""


def why_locked(desk: Desk, register: Register, view: RecordView, name: str) -> str:
    """Why a field takes no changes."""
    if register.fields[name].info.computed:
        return _tr("The program works this out itself.")
    whole = why_read_only(desk, register, view)
    if whole:
        return whole
    section = register.section_of(name)
    if section is not None and section.editable_in:
        states = ", ".join(state.label for state in section.editable_in)
        return _tr("This can be changed in the states: {0}.").format(states)
    return ""


def why_lines_locked(desk: Desk, register: Register, view: RecordView, lines: Lines) -> str:
    """Why lines take no changes by hand; empty where they do."""
    if lines.editable_in == ():
        return _tr("The program writes these itself.")
    whole = why_read_only(desk, register, view)
    if whole or register.takes_lines(lines, view.state):
        return whole
    states = ", ".join(state.label for state in lines.editable_in or ())
    return _tr("These can be changed in the states: {0}.").format(states)
