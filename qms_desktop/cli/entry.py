"""`main`: from the arguments to a command, and from any error to one sentence and an exit status."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from qms_desktop.cli.arguments import Commands, arranged
from qms_desktop.cli.commands import window
from qms_desktop.cli.output import WrongCall, prepare_streams, say
from qms_desktop.errors import Conflict, RuleBroken, Unavailable
from qms_desktop.paths import user_data

DONE, DATA, CALL, ENVIRONMENT, STOPPED = 0, 1, 2, 3, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    prepare_streams()
    try:
        status = _run(list(sys.argv[1:] if argv is None else argv))
        sys.stdout.flush()
    except SystemExit as asked:  # --help and --version
        return asked.code if isinstance(asked.code, int) else DONE
    except BrokenPipeError:
        _drop_output()  # whoever read this has had enough, which is their right
        return DONE
    except KeyboardInterrupt:
        say("Stopped. What was not finished was taken back.")
        return STOPPED
    except Exception as error:  # noqa: BLE001  the last door: a defect becomes a sentence, too
        return _refused(error)
    return status


def _run(argv: list[str]) -> int:
    order = arranged(argv)
    args = declared(only_window=order[0] == "window").parser.parse_args(order)
    return int(args.run(args))


def declared(*, only_window: bool = False) -> Commands:
    """The commands. The window alone comes without the database, which it opens once it is painted."""
    commands = Commands()
    if not only_window:
        from qms_desktop.cli.commands import (  # noqa: PLC0415  see above
            changing,
            files,
            looking,
            people,
            printing,
            reminding,
            sheets,
            templates,
            trail,
            workbooks,
        )

        for group in (files, looking, changing, people, templates, trail, sheets, workbooks, reminding, printing):
            group.declare(commands)
    window.declare(commands)
    return commands


def _refused(error: Exception) -> int:
    """Say what an error means; returns its exit status."""
    if isinstance(error, WrongCall):
        status, sentence = CALL, str(error)
    elif isinstance(error, RuleBroken | Conflict):
        status, sentence = DATA, str(error)
    elif isinstance(error, Unavailable):
        status, sentence = ENVIRONMENT, str(error)
    elif isinstance(error, OSError):
        status, sentence = ENVIRONMENT, _in_words(error)
    else:
        kept = _keep(error)
        where = f" The details are in {kept}." if kept else ""
        status, sentence = ENVIRONMENT, f"Something went wrong inside the program ({type(error).__name__}).{where}"
    with suppress(OSError):
        say(sentence)
    return status


def _in_words(error: OSError) -> str:
    """The sentence for a refusal of the operating system; output that does not fit is dropped for good."""
    if error.filename is None and error.errno in (errno.ENOSPC, errno.EIO, errno.EBADF, errno.EFBIG):
        _drop_output()
        return f"The output could not be written: {error.strerror}. Free some space or write it elsewhere."
    name = f"{os.fsdecode(error.filename)}: " if isinstance(error.filename, str | bytes) else ""
    return f"{name}{error.strerror or error}. Check the path and that you may use it."


def _drop_output() -> None:
    """Point stdout at nothing, so that what is left in its buffer does not fail again at the end."""
    with suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)


def _keep(error: Exception) -> Path | None:
    """Write what happened where whoever mends the program can find it."""
    path = user_data() / "logs" / "command-line.log"
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        told = "".join(traceback.format_exception(error))
        with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{datetime.now(UTC).isoformat(timespec='seconds')}\n{told}\n")
        return path
    return None
