"""What goes to which stream: results to stdout, everything said about them to stderr."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from qms_desktop.records.choices import Choice


class WrongCall(Exception):
    """The command was called with a name that does not exist; the sentence says which ones do."""


def prepare_streams() -> None:
    """Let a terminal that cannot show a character show a substitute instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(sentence: str) -> None:
    """Tell the user something on stderr."""
    print(sentence, file=sys.stderr, flush=True)


def put(line: str = "") -> None:
    """Write a line of the result."""
    sys.stdout.write(line + "\n")


def put_json(document: dict[str, Any]) -> None:
    """Write the one JSON document of a call."""
    put(_dumped(document, indent=2))


def put_json_rows(head: dict[str, Any], name: str, rows: Iterable[dict[str, Any]]) -> None:
    """Write one JSON document with many rows as they come, because a register can hold more than memory should."""
    start = _dumped(head)[:-1]
    sys.stdout.write(f"{start}{', ' if head else ''}{_dumped(name)}: [")
    for line in _separated(_dumped(row) for row in rows):
        sys.stdout.write(line)
    put("\n]}")


def _separated(lines: Iterable[str]) -> Iterator[str]:
    mark = "\n"
    for line in lines:
        yield mark + line
        mark = ",\n"


def _dumped(value: object, indent: int | None = None) -> str:
    plain = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
    return json.dumps(value, ensure_ascii=plain, indent=indent, default=_as_json)


def _as_json(value: object) -> object:
    if isinstance(value, date):  # a datetime is one, too
        return value.isoformat()
    if isinstance(value, Path | Choice):
        return str(value)
    message = f"{type(value).__name__} has no place in a JSON document"
    raise TypeError(message)


def progress(verb: str) -> Callable[[int, int], bool]:
    """A teller of progress, for terminals only; it never cancels, because Ctrl+C does."""
    on_terminal = sys.stderr.isatty()

    def told(done: int, total: int) -> bool:
        if on_terminal:
            end = "\n" if done >= total else ""
            sys.stderr.write(f"\r{verb} {done:,} of {total:,}{end}")
            sys.stderr.flush()
        return True

    return told
