"""The commands on what was done: history, undo, redo."""

from __future__ import annotations

from argparse import Namespace

from qms_desktop.cli.arguments import Commands, positive
from qms_desktop.cli.documents import change_document
from qms_desktop.cli.opening import reading, writing
from qms_desktop.cli.output import put, put_json, say
from qms_desktop.cli.tables import table
from qms_desktop.workspace.views import HistoryEntry


def declare(commands: Commands) -> None:
    """Add the commands of this group."""
    history = commands.add("history", _history, "list the change sets, newest first")
    history.add_argument("--limit", metavar="N", type=positive, default=100, help="at most so many (100)")
    undo = commands.add("undo", _undo, "undo the newest change set, by a new one")
    undo.add_argument("--change-set", metavar="N", type=positive, help="this one instead of the newest")
    commands.add("redo", _redo, "undo the newest undo")


def _history(args: Namespace) -> int:
    with reading(args) as workspace:
        entries = workspace.history(args.limit)
    if args.json:
        put_json({"change_sets": [change_document(e) for e in entries]})
        return 0
    for line in table(
        ("NO.", "WHEN", "WHO", "WHAT", "WHY"),
        [(str(e.change), f"{e.at.astimezone():%Y-%m-%d %H:%M}", e.actor, _what(e), e.reason or "") for e in entries],
    ):
        put(line)
    return 0


def _what(entry: HistoryEntry) -> str:
    return f"{entry.label}{' (undone)' if entry.undone else ''}"


def _undo(args: Namespace) -> int:
    with writing(args) as workspace:
        return _told(args, workspace.undo(args.change_set))


def _redo(args: Namespace) -> int:
    with writing(args) as workspace:
        return _told(args, workspace.redo())


def _told(args: Namespace, entry: HistoryEntry) -> int:
    if args.json:
        put_json({"change_set": entry.change, "label": entry.label, "undoes": entry.undoes})
    verb, _, label = entry.label.partition(": ")
    say(f"{'Undone' if verb == 'Undo' else 'Done again'}: {label}.")
    return 0
