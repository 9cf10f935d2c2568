"""The commands that need Qt: the window itself, and pictures of its pages. Nothing else imports it."""

from __future__ import annotations

import argparse
import os
import re
import tempfile
from argparse import Namespace
from pathlib import Path
from typing import Any

from qms_desktop import bootstrap
from qms_desktop.cli.arguments import Commands, path_of
from qms_desktop.cli.output import put, put_json, say
from qms_desktop.errors import Unavailable


def declare(commands: Commands) -> None:
    """Add the commands of this group."""
    window = commands.add("window", _window, "open the window; the word may be left out", file=False, json=False)
    window.add_argument("file", metavar="FILE", nargs="?", help="the quality system, a .qms file")
    screens = commands.add("screens", _screens, "take pictures of every page, without a display")
    screens.add_argument("folder", metavar="DIR")
    screens.add_argument("--size", metavar="WxH", type=_size, default=(1366, 768), help="of the window (1366x768)")
    screens.add_argument("--theme", choices=("light", "dark"), default="light")


def _app() -> Any:
    """The composition root, which brings Qt with it."""
    bootstrap.require_qt()
    from qms_desktop import app  # noqa: PLC0415  Qt, which the other commands do without

    return app


def _window(args: Namespace) -> int:
    path = path_of(args.file) if args.file else None
    if bootstrap.display_available():
        return int(_app().run_window(path) or 0)
    say("There is no display here, so the window cannot be shown. A guided demo runs instead, without one.")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    folder = Path(tempfile.mkdtemp(prefix="qms-desktop-demo-"))
    _app().run_demo(folder)
    say(f"The demo is done. Its pictures and files lie in {folder}:")
    for found in sorted(p for p in folder.rglob("*") if p.is_file()):
        put(str(found))
    return 0


def _screens(args: Namespace) -> int:
    folder = Path(args.folder).expanduser().absolute()
    from qms_desktop.cli.opening import reading  # noqa: PLC0415  the window starts without the database

    with reading(args):
        pass  # a file that cannot be opened is refused before Qt starts
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(f"The folder {folder} cannot be made: {error.strerror}.") from error
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    pictures = [Path(p) for p in _app().run_screens(path_of(args.file), folder, size=args.size, theme=args.theme)]
    if args.json:
        put_json({"pictures": pictures})
    else:
        for picture in pictures:
            put(str(picture))
    say(f"{len(pictures)} pictures lie in {folder}.")
    return 0


def _size(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{3,4})[x×](\d{3,4})", text.strip().lower(), re.ASCII)
    if not found:
        message = f"“{text}” is not a size; write for example 1920x1080"
        raise argparse.ArgumentTypeError(message)
    return int(found[1]), int(found[2])
