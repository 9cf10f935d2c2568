"""The command for ready-made records: list the templates of a register, and add those that are chosen."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict

from qms_desktop.cli.arguments import Commands
from qms_desktop.cli.naming import register_of
from qms_desktop.cli.opening import reading, writing
from qms_desktop.cli.output import put, put_json, say
from qms_desktop.flows.templates import add_templates, offers


def declare(commands: Commands) -> None:
    """Add the command."""
    command = commands.add("templates", _templates, "list ready-made records of a register, or add them in one change")
    command.add_argument("kind", metavar="KIND", help="the register, such as process or indicator")
    command.add_argument("--add", metavar="TITLE", action="append", default=[], help="add this one; may be repeated")
    command.add_argument("--all", action="store_true", help="add every one that is not there yet")


def _templates(args: Namespace) -> int:
    kind = register_of(args.kind).kind
    return _add(args, kind) if args.add or args.all else _list(args, kind)


def _list(args: Namespace, kind: str) -> int:
    with reading(args) as workspace, workspace.read() as look:
        found = offers(look, kind)
    if args.json:
        put_json({"kind": kind, "templates": [asdict(offer) for offer in found]})
        return 0
    for offer in found:
        there = f"  (here: {offer.number})" if offer.number else ""
        put(f"{offer.title}{there}\n    {offer.holds}")
    return 0


def _add(args: Namespace, kind: str) -> int:
    with writing(args) as workspace:
        with workspace.change("Add from templates") as work:
            titles = [offer.title for offer in offers(work, kind)] if args.all else args.add
            numbers = add_templates(work, kind, titles)
            says = work.says
        change = workspace.last.number if workspace.last else None
    if args.json:
        put_json({"change_set": change, "done": says, "about": numbers})
    else:
        put("\n".join(numbers))
    say(f"{says}.")
    return 0
