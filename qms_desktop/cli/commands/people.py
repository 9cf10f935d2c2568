"""The commands about people: hand over what a leaver answers for, and write the levels that a training gave."""

from __future__ import annotations

from argparse import Namespace

from qms_desktop.cli.arguments import Commands
from qms_desktop.cli.opening import writing
from qms_desktop.cli.output import put_json, say
from qms_desktop.flows.handover import hand_over
from qms_desktop.flows.learning import record_levels


def declare(commands: Commands) -> None:
    """Add the commands of this group."""
    over = commands.add("hand-over", _hand_over, "give what a person answers for to another one, in one change")
    over.add_argument("giver", metavar="PERSON", help="who gives, such as PER-2026-0003")
    over.add_argument("taker", metavar="PERSON", help="who takes over")
    over.add_argument("--leave", action="store_true", help="the first one leaves in the same change")
    over.add_argument("--not-needed", action="store_true", help="pass what should be done before leaving")
    levels = commands.add("record-levels", _record_levels, "write the levels that an effective training gave")
    levels.add_argument("number", metavar="NUMBER", help="the training, such as TRN-2026-0007")
    levels.add_argument("--close", action="store_true", help="close the training in the same change")


def _hand_over(args: Namespace) -> int:
    with writing(args) as workspace:
        with workspace.change("Hand over") as work:
            numbers = hand_over(work, args.giver, args.taker, leave=args.leave, waive=args.not_needed)
            says = work.says
        return _told(args, says, numbers, workspace.last.number if workspace.last else None)


def _record_levels(args: Namespace) -> int:
    with writing(args) as workspace:
        with workspace.change("Write levels") as work:
            names = record_levels(work, args.number, close=args.close)
            says = work.says
        return _told(args, says, names, workspace.last.number if workspace.last else None)


def _told(args: Namespace, says: str, about: list[str], change: int | None) -> int:
    if args.json:
        put_json({"change_set": change, "done": says, "about": about})
    say(f"{says}.")
    return 0
