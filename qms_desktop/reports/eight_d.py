"""The 8D report: one problem by the eight disciplines, for the customer and for the wall."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from reportlab.platypus import Flowable, Spacer

from qms_desktop.flows.eight_d import Discipline, EightD, eight_d
from qms_desktop.reports import parts, styles
from qms_desktop.reports.pages import Progress, Sheet, write
from qms_desktop.reports.stamp import Stamp, stamp
from qms_desktop.workspace.reader import Reader

WIDTH = styles.PORTRAIT[0] - 2 * styles.SIDE
LABEL, SOURCE = 120.0, 82.0


def print_eight_d(
    reader: Reader, key: UUID | str, path: Path, *, progress: Progress | None = None, compressed: bool = True
) -> int:
    """Write the 8D of a complaint, nonconformity or corrective action; returns the number of pages.

    Raises:
        RuleBroken: there is no such record, or it has no 8D. Unavailable: the file cannot be written.
        Stopped: cancelled.
    """
    with reader.read() as look:
        found = eight_d(look, key)
        sheet = Sheet(stamp(look), found.name, f"{found.about.title}: 8D")
    return write(path, sheet, _story(sheet.stamp, found), progress, compressed=compressed)


def _story(printed: Stamp, found: EightD) -> Iterator[Flowable]:
    yield parts.paragraph(f"{printed.organisation}  ·  8D report", styles.SUBTITLE)
    yield Spacer(1, 4)
    yield parts.titled(found.name, found.about.title)
    others = ", ".join(ref.number for ref in found.records if ref.number != found.about.number)
    if others:
        yield parts.paragraph(f"Together with {others}", styles.NOTE)
    yield Spacer(1, 4)
    if printed.waiver:
        yield from parts.strip(f"Standing waiver of the organisation: {printed.waiver}", "grey")
    for discipline in found.disciplines:
        yield from _discipline(discipline)


def _discipline(discipline: Discipline) -> Iterator[Flowable]:
    yield from parts.heading(f"{discipline.code}  {discipline.title}")
    if discipline.missing:
        yield from parts.strip(discipline.missing, "amber")
        return
    lines = ([entry.label, entry.words, entry.ref.number] for entry in discipline.entries)
    yield parts.table(("What", "Said", "Record"), lines, (LABEL, WIDTH - LABEL - SOURCE, SOURCE))
