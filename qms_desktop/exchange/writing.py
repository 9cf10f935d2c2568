"""Writing a register as a workbook of our standard: Read me, the register, Lists (hidden), _qms (very hidden).

Lines that its records own follow the register on a sheet for each kind, in the same dress.

Every text of a user goes through `write_string` with all of XlsxWriter's conversions off, so that `=1+1` stays a text.
Below 20,000 rows the register is a real Excel table; above it is written row by row to the disk, with a filter only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any, Literal, TypeAlias

from qms_desktop.errors import RuleBroken, Stopped
from qms_desktop.exchange import long_texts
from qms_desktop.exchange.cell_writing import CellWriter, Formats, write_text
from qms_desktop.exchange.plain_writing import write_csv, write_json
from qms_desktop.exchange.sheet_dress import dress_register, safe_sheet_name, write_lists, write_marks, write_read_me
from qms_desktop.exchange.sink import Sink, finish
from qms_desktop.workspace.saving import replacing

__all__ = ["ColumnSpec", "ColumnType", "Written", "table_of_lines", "write_csv", "write_json", "write_register"]

ColumnType: TypeAlias = Literal[
    "text", "long_text", "day", "number", "whole", "money", "choice", "flag", "reference", "person"
]

MOST_TABLE_ROWS = 20_000
MOST_ROWS = 1_048_575
_TICK = 200
ROW_MARK = "qms_row"
LONGEST_NAME = 27


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column of a register's workbook. `name` is the stable field name, `width` in characters (else by content)."""

    name: str
    label: str
    type: ColumnType = "text"
    required: bool = False
    width: float | None = None
    choices: Sequence[str | int] = ()
    prompt: str = ""


@dataclass(slots=True)
class Written:
    """What was written: the number of rows, and what the user should know, as sentences."""

    rows: int = 0
    remarks: list[str] = field(default_factory=list)


def write_register(
    path: Path,
    *,
    sheet_title: str,
    columns: Sequence[ColumnSpec],
    rows: Iterable[Sequence[object]],
    properties: Mapping[str, str],
    read_me: Sequence[str] = (),
    key_column: str = "No.",
    qms_rows: Iterable[tuple[str, int, str]] | None = None,
    lines: Sequence[Table] = (),
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Written:
    """Write a styled workbook, or leave the old file as it is.

    Args:
        path: the .xlsx to write.
        sheet_title: the register's name, also the sheet's.
        columns: the columns behind the key, in screen order.
        rows: for each record its number and then a value per column: text, int, float, Decimal, date, bool or None.
        properties: identity, written as custom document properties `qms.<name>` and on the sheet `_qms`: template,
            version, schema, export_id, exported_at, kind, organisation.
        read_me: lines of the first sheet; the first is its title, "Label: text" is set in two columns.
        key_column: the label of the number.
        qms_rows: for each row its short id, revision and check digit, for the hidden last column.
        lines: tables that follow on sheets of their own, made by `table_of_lines`.
        progress: told the number of rows written.
        cancelled: asked often.

    Raises:
        Unavailable: the file cannot be written; Stopped: cancelled; RuleBroken: more rows than a sheet holds.
    """
    kind = properties.get("kind", "")
    register = _started(sheet_title, kind, columns, key_column, rows, qms_rows)
    tables = [register, *lines]
    large = any(len(table.head) == MOST_TABLE_ROWS for table in tables)
    plan = _Plan(register, properties, read_me)
    with replacing(path) as part:
        book = _open(part, large=large)
        try:
            written = _fill(book, plan, tables, _Watch(progress, cancelled), large=large)
        except BaseException:
            _abandon(book)
            raise
        finish(book)
    return written


@dataclass(slots=True)
class Table:
    """One sheet with a table: its columns, and its rows, the first of which were fetched already."""

    title: str
    kind: str
    columns: Sequence[ColumnSpec]
    key: str
    has_marks: bool
    head: Sequence[Sequence[object]]
    rest: Iterator[Sequence[object]]

    @property
    def headers(self) -> list[str]:
        """The header's texts, unique as a table needs them."""
        labels = [self.key, *(column.label + (" *" if column.required else "") for column in self.columns)]
        labels += [ROW_MARK] if self.has_marks else []
        seen: dict[str, int] = {}
        found = []
        for label in labels:
            key = label.casefold()
            seen[key] = seen.get(key, 0) + 1
            found.append(label if seen[key] == 1 else f"{label} ({seen[key]})")
        return found


def table_of_lines(
    title: str,
    kind: str,
    columns: Sequence[ColumnSpec],
    rows: Iterable[Sequence[object]],
    marks: Iterable[tuple[str, int, str]],
) -> Table:
    """A table of lines for `write_register`: for each its record's number, and then a value per column."""
    return _started(title, kind, columns, "No.", rows, marks)


def _started(
    title: str,
    kind: str,
    columns: Sequence[ColumnSpec],
    key: str,
    rows: Iterable[Sequence[object]],
    marks: Iterable[tuple[str, int, str]] | None,
) -> Table:
    source = _with_marks(rows, marks)
    return Table(title, kind, columns, key, marks is not None, list(islice(source, MOST_TABLE_ROWS)), source)


@dataclass(slots=True)
class _Plan:
    """What is written, beside the rows: the register comes first and gives the workbook its name."""

    register: Table
    properties: Mapping[str, str]
    read_me: Sequence[str]

    @property
    def title(self) -> str:
        return self.register.title

    @property
    def columns(self) -> Sequence[ColumnSpec]:
        return self.register.columns

    @property
    def headers(self) -> list[str]:
        return self.register.headers


@dataclass(slots=True)
class _Watch:
    """Tells and asks between rows."""

    progress: Callable[[int], None] | None
    cancelled: Callable[[], bool] | None

    def look(self, count: int) -> None:
        if self.cancelled and self.cancelled():
            raise Stopped
        if self.progress:
            self.progress(count)


def _with_marks(
    rows: Iterable[Sequence[object]], marks: Iterable[tuple[str, int, str]] | None
) -> Iterator[Sequence[object]]:
    """The rows, each with its mark behind it."""
    if marks is None:
        yield from rows
        return
    for row, (short_id, revision, check) in zip(rows, marks, strict=True):
        yield (*row, f"{short_id}.{revision}.{check}")


def _open(part: Path, *, large: bool) -> Any:
    """A new workbook in which no text is taken for anything else."""
    import xlsxwriter  # noqa: PLC0415  start-up budget

    options = {
        "constant_memory": large,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": "Calibri", "font_size": 11, "valign": "top"},
    }
    return xlsxwriter.Workbook(Sink(part), options)


def _abandon(book: Any) -> None:
    """Forget a workbook that shall not be finished, with the temporary files of its sheets."""
    book.fileclosed = 1  # XlsxWriter's own mark; without it the destructor complains
    book.filename.close()
    for sheet in book.worksheets():
        if sheet.constant_memory and sheet.row_data_fh and not sheet.row_data_fh_closed:
            sheet.row_data_fh.close()
            Path(sheet.row_data_filename).unlink(missing_ok=True)


def _fill(book: Any, plan: _Plan, tables: Sequence[Table], watch: _Watch, *, large: bool) -> Written:
    """All sheets of the workbook; progress is told of the register's rows."""
    formats = Formats(book)
    write_read_me(book.add_worksheet("Read me"), formats, plan.title, plan.read_me)
    names = _sheet_names(tables)
    sheets = [book.add_worksheet(names[0])]
    lists = write_lists(book, book.add_worksheet("Lists"), formats, [table.columns for table in tables])
    sheets += [book.add_worksheet(name) for name in names[1:]]
    cells = CellWriter(sheets[0], formats)
    counts = []
    for sheet, table, choices in zip(sheets, tables, lists, strict=True):
        _head_row(sheet, formats, table)
        cells.turn_to(sheet)
        count = _rows(cells, table, watch if table is plan.register else _Watch(None, watch.cancelled))
        counts.append(count)
        _frame(sheet, formats, table, count, is_table=not large)
        dress_register(sheet, formats, table, plan.properties, count, choices)
    cells.write_long_texts(book, long_texts.SHEET)
    kinds = [table.kind for table in tables]
    write_marks(book, formats, plan, list(zip(names, kinds, strict=True)))
    sheets[0].activate()
    return Written(counts[0], cells.remarks)


def _sheet_names(tables: Sequence[Table]) -> list[str]:
    """A name for each sheet, no two alike in any case."""
    names: list[str] = []
    for table in tables:
        name = safe_sheet_name(table.title)
        while name.casefold() in {other.casefold() for other in names}:
            name = safe_sheet_name(f"{name[:LONGEST_NAME]} {len(names) + 1}")
        names.append(name)
    return names


def _rows(cells: CellWriter, table: Table, watch: _Watch) -> int:
    types: list[str] = ["key", *(column.type for column in table.columns)] + (["mark"] if table.has_marks else [])
    count = 0
    for row in chain(table.head, table.rest):
        count += 1
        if count > MOST_ROWS:
            raise RuleBroken(f"A sheet holds at most {MOST_ROWS:,} rows. Filter the register and export it in parts.")
        for index, (value, kind) in enumerate(zip(row, types, strict=True)):
            cells.write(count, index, value, kind)
        if count % _TICK == 0:
            watch.look(count)
    watch.look(count)
    return count


def _head_row(sheet: Any, formats: Formats, table: Table) -> None:
    """The header, formatted by hand, because LibreOffice does not draw table styles."""
    for index, text in enumerate(table.headers):
        write_text(sheet, 0, index, text, formats.header if index else formats.key_header)


def _frame(sheet: Any, formats: Formats, table: Table, count: int, *, is_table: bool) -> None:
    """A real table around the rows, or a filter where it cannot be one."""
    headers = table.headers
    if not count or not is_table:
        sheet.autofilter(0, 0, count, len(headers) - 1)
        return
    columns = [
        {"header": text, "header_format": formats.header if index else formats.key_header}
        for index, text in enumerate(headers)
    ]
    name = "Register" if sheet.index == 1 else f"Rows_{sheet.index}"
    sheet.add_table(0, 0, count, len(headers) - 1, {"name": name, "style": "Table Style Light 1", "columns": columns})
