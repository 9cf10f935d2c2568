"""The printed action list: what is open, by person or by source, or what is overdue alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from reportlab.platypus import Flowable, Spacer

from qms_desktop.insight.promises import Promise, in_working_days, promises
from qms_desktop.records.choices import Tone
from qms_desktop.reports import parts, styles
from qms_desktop.reports.pages import Progress, Sheet, write
from qms_desktop.reports.rows import Cell, Column, Rows, RowTable
from qms_desktop.reports.stamp import Stamp, stamp
from qms_desktop.workspace.reader import Reader

WIDTH = styles.LANDSCAPE[0] - 2 * styles.SIDE


class By(StrEnum):
    """How the list is divided."""

    PERSON = "person"
    SOURCE = "source"
    OVERDUE = "overdue"


TITLES = {
    By.PERSON: "Open actions by person",
    By.SOURCE: "Open actions by source",
    By.OVERDUE: "Overdue actions",
}


@dataclass(frozen=True, slots=True)
class ActionList:
    """Everything the pages show; gathered in one read."""

    stamp: Stamp
    by: By
    promises: tuple[Promise, ...]
    today: date


def print_actions(
    reader: Reader, by: By, path: Path, *, progress: Progress | None = None, compressed: bool = True
) -> int:
    """Write the list as PDF; returns the number of pages.

    Raises:
        Unavailable: the file cannot be written. Stopped: cancelled.
    """
    with reader.read() as look:
        found = promises(look)
        if by is By.OVERDUE:
            found = [one for one in found if one.due is not None and one.due < look.today]
        printed = ActionList(stamp(look), by, tuple(found), look.today)
    sheet = Sheet(printed.stamp, "", TITLES[by], size=styles.LANDSCAPE)
    return write(path, sheet, _story(printed), progress, compressed=compressed)


def _story(printed: ActionList) -> Iterator[Flowable]:
    many, today = len(printed.promises), printed.today
    late = sum(one.due is not None and one.due < today for one in printed.promises)
    counted = "1 action" if many == 1 else f"{many:,} actions"
    yield parts.paragraph(f"{printed.stamp.organisation}  ·  as of {today.isoformat()}", styles.SUBTITLE)
    yield Spacer(1, 4)
    yield parts.titled("", TITLES[printed.by])
    yield parts.paragraph(f"{counted}  ·  {late:,} overdue, counted in working days", styles.NOTE)
    if not many:
        yield Spacer(1, 8)
        yield parts.paragraph("Nothing is in this list.", styles.EMPTY)
    for head, group in _groups(printed):
        if head:
            yield from parts.heading(f"{head}  ({len(group)})")
        else:
            yield Spacer(1, 8)
        yield _table(printed, group)


def _groups(printed: ActionList) -> Iterator[tuple[str, list[Promise]]]:
    """The parts of the list with their heads, in the order of their names; what has none comes last."""
    if printed.by is By.OVERDUE:
        if printed.promises:
            yield "", list(printed.promises)
        return
    found: dict[str, list[Promise]] = {}
    for one in printed.promises:
        found.setdefault(one.owner_name if printed.by is By.PERSON else one.source, []).append(one)
    for name in sorted(found, key=lambda name: (not name, name.casefold())):
        yield name or ("Nobody" if printed.by is By.PERSON else "No source"), found[name]


def _table(printed: ActionList, group: Sequence[Promise]) -> RowTable:
    other = "Owner" if printed.by is By.SOURCE else "Source"
    columns = [Column("No."), Column("Action"), Column(other), Column("State"), Column("Due"), Column("Overdue")]
    columns += [Column("Owner")] if printed.by is By.OVERDUE else []
    columns.append(Column("Moved", right=True))
    return RowTable(Rows(columns, [_cells(printed, one) for one in group], WIDTH))


def _cells(printed: ActionList, one: Promise) -> list[Cell]:
    late = one.due is not None and one.due < printed.today
    cells = [
        Cell(one.number),
        Cell(one.title),
        Cell(one.owner_name if printed.by is By.SOURCE else one.source),
        Cell(one.state.label, one.state.tone, chip=True),
        Cell(one.due.isoformat() if one.due else "no date"),
        Cell(in_working_days(one.late(printed.today)), Tone.RED) if late else Cell(""),
    ]
    cells += [Cell(one.owner_name)] if printed.by is By.OVERDUE else []
    return [*cells, Cell(f"{one.moved} ×" if one.moved else "")]
