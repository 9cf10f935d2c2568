"""The command that prepares reminders: for each person a workbook, a calendar and a mail draft."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from qms_desktop.cli.arguments import Commands
from qms_desktop.cli.commands.workbooks import person_named
from qms_desktop.cli.opening import reading
from qms_desktop.cli.output import put, put_json, say
from qms_desktop.errors import Unavailable
from qms_desktop.exchange.reminders.mail import owners, write_reminders


def declare(commands: Commands) -> None:
    """Add the command of this group."""
    made = commands.add(
        "reminders", _reminders, "write workbook, calendar (.ics) and mail draft (.eml) for people with open actions"
    )
    made.add_argument("folder", metavar="FOLDER", help="where the files are written")
    made.add_argument("--for", dest="people", metavar="PERSON", action="append", default=[], help="only for them")


def _reminders(args: Namespace) -> int:
    folder = Path(args.folder).expanduser()
    if not folder.is_dir():
        raise Unavailable(f"There is no folder {folder}. Make it first, or choose another one.")
    with reading(args) as workspace, workspace.read() as look:
        wanted = [person_named(look, words) for words in args.people] or list(owners(look))
        written = [write_reminders(look, folder, person) for person in wanted]
    if args.json:
        people = [{"person": w.name, "actions": w.actions, "files": w.files, "address": w.has_address} for w in written]
        put_json({"folder": folder, "people": people})
    for one in written:
        if not args.json:
            put(str(one.files[2]))
        if not one.has_address:
            say(f"Note: {one.name} has no e-mail address here; the draft has no receiver yet.")
    say(f"Prepared reminders for {len(written):,} people; nothing was sent.")
    return 0
