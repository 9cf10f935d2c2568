"""The commands on whole files: new, verify, backup, restore."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime
from pathlib import Path

from qms_desktop.cli.arguments import Commands, path_of
from qms_desktop.cli.opening import make, reading
from qms_desktop.cli.output import WrongCall, progress, put, put_json, say
from qms_desktop.cli.restoring import restore
from qms_desktop.errors import Unavailable


def declare(commands: Commands) -> None:
    """Add the commands of this group."""
    new = commands.add("new", _new, "make a new quality system")
    new.add_argument("--organisation", metavar="NAME", help="whose it is (the name of the file)")
    new.add_argument("--owner", metavar="NAME", help="its first person, the quality manager")
    new.add_argument(
        "--sample", action="store_true", help="with the demo company: an invented workshop, three years old"
    )
    commands.add("verify", _verify, "prove storage, audit chain, records against the chain, and attachments")
    backup = commands.add("backup", _backup, "write a verified copy")
    backup.add_argument("target", metavar="DEST", nargs="?", help="a file or a folder (beside the file)")
    backup.add_argument("--force", action="store_true", help="replace DEST, once the new copy is verified")
    again = commands.add("restore", _restore, "bring a backup back; a file in its place is kept beside", file=False)
    again.add_argument("backup", metavar="BACKUP")
    again.add_argument("file", metavar="FILE")
    again.add_argument("--force", action="store_true", help="also where FILE exists")


def _new(args: Namespace) -> int:
    if args.sample and (args.organisation or args.owner):
        raise WrongCall("The demo company has a name and people of its own: leave --organisation and --owner out.")
    with make(args) as workspace:
        organisation = workspace.organisation()
        owner = organisation.owner.title if organisation.owner else ""
        if args.json:
            put_json({"file": workspace.path, "organisation": organisation.name, "owner": owner})
        else:
            put(str(workspace.path))
        say(f"Made {workspace.path.name} for {organisation.name}; {owner} is its quality manager.")
    return 0


def _verify(args: Namespace) -> int:
    with reading(args) as workspace:
        report = workspace.verify(progress("Verified"))
    if args.json:
        put_json(
            {
                "ok": report.ok,
                "problems": list(report.problems),
                "entries": report.entries,
                "head": report.head.code,
            }
        )
    if report.ok:
        say(f"Sound: {report.entries:,} entries of the trail, code {report.head.code}.")
        return 0
    for problem in report.problems:
        say(problem)
    say("The file is not sound. Keep it as it is, and restore the newest backup that verifies.")
    return 1


def _backup(args: Namespace) -> int:
    with reading(args) as workspace:
        target = _target(workspace.path, args.target)
        if target.exists() and target.samefile(workspace.path):
            raise Unavailable(f"{target.name} is the file itself. Name another place for the copy.")
        if target.exists() and not args.force:
            raise Unavailable(f"{target} exists already. Name another place, or replace it with --force.")
        written = workspace.backup(target, progress("Copied"))
    if args.json:
        put_json({"file": written, "size": written.stat().st_size})
    else:
        put(str(written))
    say(f"Copied and verified: {written.name}.")
    return 0


def _target(path: Path, wanted: str | None) -> Path:
    """Where the copy goes; a folder gets one named by the minute.

    Raises:
        Unavailable: the folder does not exist.
    """
    target = path_of(wanted).absolute() if wanted else path.parent
    if target.is_dir():
        return target / f"{path.stem} backup {datetime.now().astimezone():%Y-%m-%d %H%M%S}.qms"
    if not target.parent.is_dir():
        raise Unavailable(f"There is no folder {target.parent}. Make it first, or choose another one.")
    return target


def _restore(args: Namespace) -> int:
    made, kept = restore(args, path_of(args.file).absolute(), force=args.force)
    if args.json:
        put_json({"file": made, "kept": kept})
    else:
        put(str(made))
    say(f"Restored {made.name}." + (f" The file that stood there is kept as {kept.name}." if kept else ""))
    return 0
