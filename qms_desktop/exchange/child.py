"""Reading a workbook in a throw-away child process with limits, and what the child does there.

The child answers with lines of JSON, each a list that begins with its kind: `["book", {...}]`, then for each sheet
`["sheet", {...}]` and several `["rows", [[cell, ...], ...]]`, then `["remarks", [...]]` and `["end"]`; or
`["refused", "sentence"]`. A cell is null, text, number, true or false, or an object of one key: `d` date, `t` date
and time, `c` time of day, `s` duration in seconds, `e` error code, `n` formula without value. JSON was chosen over
pickle and marshal: a child that a hostile file has taken over can then only lie about cells, not run code in the
program.
"""

from __future__ import annotations

import contextlib
import json
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from qms_desktop.errors import Stopped
from qms_desktop.exchange.guard import AGAIN, Refused
from qms_desktop.paths import is_frozen

READER_SWITCH = "--qms-read-workbook"
"""The first argument with which a frozen build must call `main()` of this module instead of opening its window."""

MOST_SECONDS = 60.0
MOST_LINE = 64 << 20
MOST_ANSWER = 600 << 20
_POLL = 0.05
_START = (
    "import sys, json; sys.path[:] = json.loads(sys.argv.pop(1)); "
    "from qms_desktop.exchange.reader import main; sys.exit(main(sys.argv[1:]))"
)


def reader_command(path: Path) -> list[str]:
    """The command that reads `path`: this interpreter without its start-up files, or the frozen program itself."""
    if is_frozen():
        return [sys.executable, READER_SWITCH, str(path)]
    # -I and -S: neither the user's environment nor start-up files; the program's own search path is handed over
    return [sys.executable, "-I", "-S", "-c", _START, json.dumps([entry for entry in sys.path if entry]), str(path)]


def answers(
    path: Path,
    *,
    cancelled: Callable[[], bool] | None = None,
    seconds: float = MOST_SECONDS,
    command: Sequence[str] | None = None,
) -> Iterator[list[Any]]:
    """What the child says, message by message, until it ends.

    Args:
        path: the workbook.
        cancelled: asked about 20 times a second; when it says yes, the child is killed.
        seconds: the time the child has in all.
        command: another command than `reader_command(path)`; tests use it.

    Raises:
        Refused: the child refused the file, died, hung or said too much; the sentence says which.
        Stopped: cancelled.
    """
    process = _start(command or reader_command(path))
    lines: queue.Queue[bytes | None] = queue.Queue(maxsize=16)
    gone = threading.Event()
    assert process.stdout is not None  # noqa: S101  it was asked for; this tells the type checker
    feeder = threading.Thread(target=_feed, args=(process.stdout, lines, gone), daemon=True)
    feeder.start()
    try:
        yield from _messages(process, lines, cancelled, time.monotonic() + seconds)
    finally:
        gone.set()
        process.kill()
        process.wait()
        feeder.join()
        process.stdout.close()


def _start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start the child without a window, without input, and without the program's environment where possible."""
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        process = subprocess.Popen(  # noqa: S603  the program itself, with a path as an argument
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=None if sys.platform == "win32" or is_frozen() else {},
            creationflags=hidden,
        )
    except OSError as error:
        raise Refused(
            f"The reader could not be started: {error.strerror or error}. Close other programs and try again."
        ) from error
    if sys.platform == "win32":
        from qms_desktop.exchange.windows_job import confine  # noqa: PLC0415  exists on Windows only

        confine(process)
    return process


def _feed(pipe: IO[bytes], lines: queue.Queue[bytes | None], gone: threading.Event) -> None:
    """Carry lines from the pipe into the queue until the pipe ends or nobody wants them."""
    with contextlib.suppress(OSError, ValueError):
        while not gone.is_set() and (line := pipe.readline(MOST_LINE)):
            _put(lines, line, gone)
    _put(lines, None, gone)


def _put(lines: queue.Queue[bytes | None], line: bytes | None, gone: threading.Event) -> None:
    """Put into a queue that may be full, as long as someone listens."""
    while not gone.is_set():
        with contextlib.suppress(queue.Full):
            lines.put(line, timeout=_POLL)
            return


def _messages(
    process: subprocess.Popen[bytes],
    lines: queue.Queue[bytes | None],
    cancelled: Callable[[], bool] | None,
    deadline: float,
) -> Iterator[list[Any]]:
    """The decoded lines, with a watch on time, size and cancellation."""
    said = 0
    while True:
        if cancelled and cancelled():
            raise Stopped
        if time.monotonic() > deadline:
            raise Refused(f"Reading took too long and was stopped. {AGAIN}")
        try:
            line = lines.get(timeout=_POLL)
        except queue.Empty:
            continue
        if line is None:
            raise Refused(_death(process.wait()))
        said += len(line)
        if said > MOST_ANSWER or len(line) >= MOST_LINE:
            raise Refused(f"The file holds far more text than its cells should, so reading was stopped. {AGAIN}")
        message = _decoded(line)
        if message[0] == "refused":
            raise Refused(str(message[1]))
        if message[0] == "end":
            return
        yield message


def _decoded(line: bytes) -> list[Any]:
    """One message of the child."""
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        message = None
    if not isinstance(message, list) or not message:
        raise Refused(f"The reader gave an answer that makes no sense; the file is probably damaged. {AGAIN}")
    return message


def _death(code: int) -> str:
    """The sentence for a child that ended before it had finished."""
    if code in {-getattr(signal, "SIGXCPU", 24), -signal.SIGTERM, -9}:
        return f"Reading this file took more time than it is given, so the reader was stopped. {AGAIN}"
    if code == -signal.SIGABRT:
        return (
            "The reader stopped because this file asks for more memory than any real workbook needs; it is damaged, or "
            f"made to do harm. Nothing was read. {AGAIN}"
        )
    return f"The reader stopped on this file (code {code}); it is probably damaged. Nothing was read. {AGAIN}"
