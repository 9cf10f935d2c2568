"""The arguments that commands share, and how a refusal of the parser reads."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from qms_desktop import __version__
from qms_desktop.cli.output import WrongCall
from qms_desktop.errors import Unavailable

Run = Callable[[argparse.Namespace], int]
VALUED = {
    "--as",
    "--with",
    "--where",
    "--sort",
    "--limit",
    "--reason",
    "--organisation",
    "--owner",
    "--key",
    "--map",
    "--sheet",
    "--to",
}
"""Options whose value may begin with a sign (`--sort -due_on`), which argparse would take for an option."""


NAMES = (
    "new", "registers", "list", "show", "add", "set", "move", "link", "attach", "raise", "decline", "void", "hand-over",
    "record-levels", "templates", "history", "undo",
    "redo", "import", "export", "workbook", "workbook-in", "reminders",
    "reports", "report", "publish", "verify", "backup", "restore", "screens", "window",
)  # fmt: skip
"""Every command; named here, so that the window starts without what only the others need."""


class Parser(argparse.ArgumentParser):
    """A parser that refuses with one sentence instead of a usage line."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("allow_abbrev", False)
        super().__init__(**options)

    def error(self, message: str) -> NoReturn:
        """Refuse a call.

        Raises:
            WrongCall: always.
        """
        sentence = message[:1].upper() + message[1:].rstrip(".")
        raise WrongCall(f"{sentence}. “{self.prog} --help” says how it is called.")


class Commands:
    """The commands, to which each group adds its own."""

    def __init__(self) -> None:
        self.parser = Parser(
            prog="qms-desktop",
            description="The quality management system of a small organisation in one file. "
            "Without a command it opens the window: qms-desktop [FILE]",
            epilog="Exit status: 0 done, 1 the data said no, 2 wrong call, 3 the environment said no. "
            "FIELD is a field's name or label, DATE is 2026-11-22, today or +14d.",
        )
        self.parser.add_argument("--version", action="version", version=f"QMS Desktop {__version__}")
        self._group = self.parser.add_subparsers(dest="command", metavar="COMMAND", required=True)

    @property
    def declared(self) -> tuple[str, ...]:
        """The commands that were added."""
        return tuple(self._group.choices)

    def add(self, name: str, run: Run, does: str, *, file: bool = True, json: bool = True) -> Parser:
        """A command with what nearly all of them have: FILE, `--as` and `--json`."""
        made: Parser = self._group.add_parser(name, help=does, description=does[:1].upper() + does[1:] + ".")
        made.set_defaults(run=run, person=None, json=False)
        if file:
            made.add_argument("file", metavar="FILE", help="the quality system, a .qms file")
        made.add_argument("--as", dest="person", metavar="PERSON", help="who acts, by number or name")
        if json:
            made.add_argument("--json", action="store_true", help="print one JSON document")
        return made


def arranged(argv: Sequence[str]) -> list[str]:
    """The arguments with the command in front, `window` where none is named, and each valued option in one piece."""
    joined: list[str] = []
    rest = iter(argv)
    for argument in rest:
        if argument == "--":
            joined += [argument, *rest]
        elif argument in VALUED and (value := next(rest, None)) is not None:
            joined += [argument, value] if value.startswith("--") else [f"{argument}={value}"]
        else:
            joined.append(argument)
    at = next((n for n, argument in enumerate(joined) if not argument.startswith("-")), None)
    if at is None:
        asks = {"-h", "--help", "--version"} & set(joined)
        return joined if asks else ["window", *joined]
    if joined[at] in NAMES:
        return [joined[at], *joined[:at], *joined[at + 1 :]]
    if _is_file(joined[at]):
        return ["window", *joined]
    raise WrongCall(f"There is no command “{joined[at]}”, and no file of that name. Commands: {', '.join(NAMES)}.")


def _is_file(name: str) -> bool:

    return any(sign in name for sign in "./\\:~") or Path(name).exists()


def path_of(name: str) -> Path:
    """The path of a FILE argument.

    Raises:
        Unavailable: it names a database server, which a later version brings.
    """
    if name.split(":", maxsplit=1)[0].startswith("postgresql") and "://" in name:
        raise Unavailable("The team database on PostgreSQL comes with a later version. Name a .qms file instead.")
    return Path(name).expanduser()


def positive(text: str) -> int:
    """A count of one or more, for argparse."""
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < 1:
        message = f"“{text}” is not a count; write a whole number from 1"
        raise argparse.ArgumentTypeError(message)
    return number
