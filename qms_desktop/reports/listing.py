"""The printed register: the list as it is shown, over as many pages as it takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from reportlab.platypus import Flowable, Spacer

from qms_desktop.errors import Stopped
from qms_desktop.records.choices import Tone
from qms_desktop.records.fields import FieldType
from qms_desktop.records.register import Register
from qms_desktop.reports import limits, parts, styles
from qms_desktop.reports.pages import Progress, Sheet, write
from qms_desktop.reports.rows import Cell, Column, Rows, RowTable
from qms_desktop.reports.stamp import Stamp, stamp
from qms_desktop.reports.texts import on_one_line
from qms_desktop.workspace import queries
from qms_desktop.workspace.look import Look
from qms_desktop.workspace.queries import Listing
from qms_desktop.workspace.reader import Reader
from qms_desktop.workspace.reading import in_words, refs
from qms_desktop.workspace.rows import Row

PAGE = 500
WIDTH = styles.LANDSCAPE[0] - 2 * styles.SIDE
NUMBERS = {FieldType.NUMBER, FieldType.WHOLE, FieldType.MONEY}


@dataclass(frozen=True, slots=True)
class PrintedList:
    """Everything the pages of one list show; gathered in one read."""

    stamp: Stamp
    register: Register
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    total: int
    said: str
    today: date


def print_list(
    reader: Reader,
    listing: Listing,
    path: Path,
    *,
    columns: Sequence[str] = (),
    progress: Progress | None = None,
    compressed: bool = True,
) -> int:
    """Write a list as PDF, with its columns, filter and order; returns the number of pages.

    Raises:
        RuleBroken: no such register or field. Unavailable: the file cannot be written. Stopped: cancelled.
    """
    printed = gather(reader, listing, columns, progress)
    sheet = Sheet(printed.stamp, "", printed.register.title, size=styles.LANDSCAPE)
    return write(path, sheet, _story(printed, progress), compressed=compressed)


def gather(
    reader: Reader, listing: Listing, columns: Sequence[str] = (), progress: Progress | None = None
) -> PrintedList:
    """Read the rows of a list, at most as many as are printed."""
    with reader.read() as look:
        register = look.register(listing.kind)
        shown = tuple(columns) or tuple(a.key for a in register.columns)
        connection = look.session.connection()
        total = queries.count(connection, register, listing)
        keys = queries.keys(connection, register, listing, 0, limits.MOST_ROWS)
        rows: list[Row] = []
        for start in range(0, len(keys), PAGE):
            part = keys[start : start + PAGE]
            found = {row.id: row for row in queries.rows(connection, register, part, shown)}
            rows += [found[key] for key in part]
            _tell(progress, len(rows) // 2, len(keys))
        said = " · ".join(filter_in_words(look, register, listing))
        return PrintedList(stamp(look), register, shown, tuple(rows), total, said, look.today)


def _tell(progress: Progress | None, done: int, of: int) -> None:
    """Tell the progress; reading is the first half of it.

    Raises:
        Stopped: the user cancelled.
    """
    if progress is not None and not progress(done, of):
        raise Stopped("Stopped. No PDF was written.")


def _story(printed: PrintedList, progress: Progress | None) -> Iterator[Flowable]:
    register, many = printed.register, len(printed.rows)
    name = register.one if printed.total == 1 else register.title.lower()
    yield parts.paragraph(f"{printed.stamp.organisation}  ·  ISO 9001 clause {register.clause}", styles.SUBTITLE)
    yield Spacer(1, 4)
    yield parts.titled("", register.title)
    yield parts.paragraph(f"{printed.total:,} {name}  ·  {printed.said}", styles.NOTE)
    yield Spacer(1, 8)
    if printed.total > many:
        words = f"The first {many:,} of {printed.total:,} are printed. Filter the list, or export it, for the rest."
        yield from parts.strip(words, "amber")
    if not many:
        yield parts.paragraph("Nothing is in this list.", styles.EMPTY)
        return
    columns = [_column(register, name) for name in printed.columns]
    cells = [[_cell(printed, name, row, n) for n, name in enumerate(printed.columns)] for row in printed.rows]
    yield RowTable(Rows(columns, cells, WIDTH), lambda done: _tell(progress, (many + done) // 2, many))


def _column(register: Register, name: str) -> Column:
    shown = register.fields.get(name)
    if shown is None:
        return Column({"number": "No."}.get(name, name.replace("_", " ").capitalize()))
    return Column(shown.label, right=shown.type in NUMBERS)


def _cell(printed: PrintedList, name: str, row: Row, place: int) -> Cell:
    register, value = printed.register, row.cells[place]
    if name == "state":
        state = register.workflow.states(str(value))
        return Cell(state.label, state.tone, chip=True)
    shown = register.fields.get(name)
    words = on_one_line(in_words(shown, value) if shown else str(value if value is not None else ""))
    if name == "due_on" and isinstance(value, date):
        return _due(printed, row.state, value)
    if shown is not None and shown.type is FieldType.CHOICE:
        tone = next((m.tone for m in shown.info.members if m.value == value), Tone.GREY)
        return Cell(words, tone if tone is not Tone.GREY else "")
    return Cell(words)


def _due(printed: PrintedList, state: str, day: date) -> Cell:
    overdue = day < printed.today and not printed.register.workflow.is_settled(state)
    return Cell(f"{day} overdue", Tone.RED) if overdue else Cell(str(day))


def filter_in_words(look: Look, register: Register, listing: Listing) -> Iterator[str]:
    """Which rows these are, and in which order."""
    if not listing.is_filtered and not listing.voided:
        yield "the whole register"
    if listing.voided:
        yield "voided ones"
    if listing.text:
        yield f"with “{listing.text}”"
    if listing.owner:
        yield f"owner {_titles(look, (listing.owner,))}"
    if listing.overdue_on:
        yield f"overdue on {listing.overdue_on}"
    for name, value in listing.where.items():
        yield _condition(look, register, name, value if isinstance(value, tuple) else (value,))
    shown = register.fields.get(listing.sort)
    label = shown.label.lower() if shown else listing.sort.replace("_", " ")
    turned = ", descending" if listing.descending else ""
    yield f"in the order of {label}{turned}" if label else "newest first"


def _condition(look: Look, register: Register, name: str, values: tuple[object, ...]) -> str:
    if name == "state":
        return "state " + " or ".join(register.workflow.states(str(v)).label.lower() for v in values)
    shown = register.fields.get(name)
    label = shown.label.lower() if shown else name
    if values == (None,):
        return f"{label} left empty"
    if any(isinstance(v, UUID) for v in values):
        return f"{label} {_titles(look, [v for v in values if isinstance(v, UUID)])}"
    return f"{label} " + " or ".join(in_words(shown, v) if shown else str(v) for v in values)


def _titles(look: Look, keys: Sequence[UUID]) -> str:
    found = refs(look.session.connection(), list(keys))
    return " or ".join(found[key].title for key in keys if key in found)
