"""How commands open a file: for reading beside an open window, or for writing where nobody else does."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from qms_desktop.cli.arguments import path_of
from qms_desktop.cli.output import progress, say
from qms_desktop.errors import RuleBroken, Unavailable
from qms_desktop.flows.sample.tell import make_sample
from qms_desktop.flows.transitions import RULES
from qms_desktop.principles import REGISTERS
from qms_desktop.workspace.workspace import Workspace


def make(args: Namespace) -> Workspace:
    """A new file.

    Raises:
        Unavailable: it exists already, or cannot be made there.
    """
    path = path_of(args.file)
    if not path.absolute().parent.is_dir():
        raise Unavailable(f"There is no folder {path.absolute().parent}. Make it first, or choose another one.")
    program = f"qms-desktop {args.command}"
    if args.sample:
        make_sample(path, REGISTERS, datetime.now().astimezone().date(), progress("Told"))
        return Workspace.open(path, REGISTERS, RULES, program=program)
    return Workspace.create(
        path, REGISTERS, RULES, organisation=args.organisation or "", owner=args.owner or "", program=program
    )


@contextmanager
def reading(args: Namespace) -> Iterator[Workspace]:
    """The file for reading; it may be open elsewhere."""
    with _opened(args, read_only=True) as workspace:
        yield workspace


@contextmanager
def writing(args: Namespace) -> Iterator[Workspace]:
    """The file for writing.

    Raises:
        Unavailable: somebody has it open, or it cannot be written.
    """
    with _opened(args, read_only=False) as workspace:
        yield workspace


@contextmanager
def _opened(args: Namespace, *, read_only: bool) -> Iterator[Workspace]:
    program = f"qms-desktop {args.command}"
    with Workspace.open(path_of(args.file), REGISTERS, RULES, program=program, read_only=read_only) as workspace:
        for warning in workspace.warnings:
            say(f"Note: {warning}")
        if not read_only and workspace.read_only_because:
            raise Unavailable(f"{workspace.path.name} cannot be changed now. {workspace.read_only_because}")
        if args.person:
            workspace.actor = _person(workspace, args.person)
        yield workspace


def _person(workspace: Workspace, words: str) -> UUID:
    """Who acts.

    Raises:
        RuleBroken: nobody has this number or name, or they have left.
    """
    with workspace.read() as look:
        found = look.resolve("person", words)
        person = look.get(found) if found else None
        if person is None:
            raise RuleBroken(f"There is nobody called “{words}” here. Name a person by number or full name.")
        if person.voided or look.register("person").workflow.is_closed(person.state):
            raise RuleBroken(f"{person.title} ({person.number}) no longer works here. Name somebody who does.")
        return person.id
