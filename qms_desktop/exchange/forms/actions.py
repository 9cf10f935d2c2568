"""Workbook 01: the open actions of one person, or of everybody, to be answered without the program."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from qms_desktop.errors import RuleBroken
from qms_desktop.exchange.forms.form import Form, FormColumn, FormRow
from qms_desktop.exchange.forms.identity import identity
from qms_desktop.exchange.forms.writing import write_form
from qms_desktop.exchange.table import FORM
from qms_desktop.insight.promises import Promise, promises
from qms_desktop.principles.continuous_improvement.promises import REASON, State
from qms_desktop.workspace.look import Look

KIND, TEMPLATE, VERSION = f"{FORM}actions", "01 Actions", "1"
ANSWERS = (State.OPEN, State.IN_PROGRESS, State.DONE)
REMARK = 1000
COLUMNS = (
    FormColumn("action_no", "Action", locked=True, width=15),
    FormColumn("source", "Source", "long_text", locked=True, width=26),
    FormColumn("text", "What is to be done", "long_text", locked=True, width=38),
    FormColumn("owner", "Owner", locked=True, width=16),
    FormColumn("due", "Due", "day", locked=True, width=12),
    FormColumn(
        "status", "Status", "choice", required=True, choices=tuple(s.label for s in ANSWERS), width=13,
        hint="Open, In progress or Done.",
    ),
    FormColumn("done_on", "Done on", "day", width=12, hint="The day it was finished; needed when it is done."),
    FormColumn("remark", "Remark", "long_text", width=34, most=REMARK, hint="When it is done: what shows it."),
    FormColumn("new_due_request", "New date asked for", "day", width=13, hint="Only if the date cannot be kept."),
    FormColumn("reason", "Reason for the new date", "long_text", width=28, most=REASON, hint="Why the date moves."),
)  # fmt: skip
INSTRUCTIONS = (
    "Fill in the white cells and send the file back. The blue cells are ours. A new date is asked for with its reason; "
    "until it is granted, the old one stands."
)


def write_actions(look: Look, path: Path, owner: UUID | None = None) -> int:
    """Write workbook 01 for a person, or for everybody; returns the number of actions in it.

    Raises:
        RuleBroken: another ending, or nothing is open. Unavailable: the file cannot be written.
    """
    if path.suffix.lower() != ".xlsx":
        raise RuleBroken(f"“{path.name}” must end in .xlsx.")
    found = promises(look, owner)
    name = look.get(owner).title if owner else ""
    if not found:
        raise RuleBroken(f"{name or 'Nobody'} has no open action, so there is nothing to send.")
    form = Form(
        template=TEMPLATE,
        version=VERSION,
        kind=KIND,
        title=f"Open actions: {name}" if name else "Open actions",
        about=look.organisation.name,
        period=f"As of {look.today.isoformat()}",
        instructions=INSTRUCTIONS,
        columns=COLUMNS,
        rows=[_row(one) for one in found],
        subject=owner.hex if owner else "",
    )
    write_form(path, form, identity(look))
    return len(found)


def _row(one: Promise) -> FormRow:
    cells = (one.number, one.source, one.title, one.owner_name, one.due, one.state.label, None, None, None, None)
    return FormRow(one.id.hex, one.number, cells)
