"""Filling in a workbook that was sent out, and taking it in again, as it is done with every form."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import openpyxl

from qms_desktop.exchange.forms.answers import AnswerCheck, label
from qms_desktop.exchange.forms.reading import read_form
from qms_desktop.exchange.forms.taking import apply, check
from qms_desktop.workspace.workspace import Workspace

FIRST = 6
"""The first row of answers."""


def fill(path: Path, sheet: str, places: Mapping[str, int], cells: Mapping[str, object]) -> Path:
    """Write into cells named by column and row from 0, such as `status_0`."""
    book = openpyxl.load_workbook(path)
    for place, value in cells.items():
        name, row = place.rsplit("_", 1)
        book[sheet].cell(FIRST + int(row), places[name]).value = value
    book.save(path)
    return path


def judged(workspace: Workspace, path: Path) -> AnswerCheck:
    """What taking it in would do."""
    returned = read_form(path)
    with workspace.read() as look:
        return check(look, returned)


def take_in(workspace: Workspace, path: Path) -> AnswerCheck:
    """Take it in as one change."""
    found = judged(workspace, path)
    with workspace.change(label(found)) as work:
        apply(work, found)
    return found
