"""Writing a register as a workbook of our standard: Read me, the register, Lists (hidden), _qms (very hidden).

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
from qms_desktop.workspace.saving import replacing

__all__ = ["ColumnSpec", "ColumnType", "Written", "write_csv", "write_json", "write_register"]

ColumnType: TypeAlias = Literal[
    "text", "long_text", "day", "number", "whole", "money", "choice", "flag", "reference", "person"
]

MOST_TABLE_ROWS = 20_000
MOST_ROWS = 1_048_575
_TICK = 200
ROW_MARK = "qms_row"


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column of a register's workbook. `name` is the stable field name, `width` in characters (else by content)."""

    name: str
    label: str
    type: ColumnType = "text"
    required: bool = False
    width: float | None = None
    choices: Sequence[str] = ()
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
        progress: told the number of rows written.
        cancelled: asked often.

    Raises:
        Unavailable: the file cannot be written; Stopped: cancelled; RuleBroken: more rows than a sheet holds.
    """
    source = _with_marks(rows, qms_rows)
    head = list(islice(source, MOST_TABLE_ROWS))
    is_table = len(head) < MOST_TABLE_ROWS
    plan = _Plan(sheet_title, columns, key_column, qms_rows is not None, properties, read_me, is_table)
    with replacing(path) as part:
        book = _open(part, large=not is_table)
        try:
            written = _fill(book, plan, head, chain(head, source), progress, cancelled)
        except BaseException:
            _abandon(book)
            raise
        _close(book)
    return written


@dataclass(slots=True)
class _Plan:
    """What is written, beside the rows."""

    title: str
    columns: Sequence[ColumnSpec]
    key: str
    has_marks: bool
    properties: Mapping[str, str]
    read_me: Sequence[str]
    is_table: bool

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
    try:
        part.touch()
        return xlsxwriter.Workbook(str(part), options)
    except xlsxwriter.exceptions.XlsxWriterException as error:
        raise OSError(str(error)) from error


def _close(book: Any) -> None:
    """Finish the file; XlsxWriter wraps what the disk says."""
    import xlsxwriter  # noqa: PLC0415  start-up budget

    try:
        book.close()
    except xlsxwriter.exceptions.XlsxWriterException as error:
        raise OSError(str(error)) from error


def _abandon(book: Any) -> None:
    """Forget a workbook that shall not be finished, with the temporary files of its sheets."""
    book.fileclosed = 1  # XlsxWriter's own mark; without it the destructor complains
    for sheet in book.worksheets():
        if sheet.constant_memory and sheet.row_data_fh and not sheet.row_data_fh_closed:
            sheet.row_data_fh.close()
            Path(sheet.row_data_filename).unlink(missing_ok=True)


def _fill(
    book: Any,
    plan: _Plan,
    sample: Sequence[Sequence[object]],
    rows: Iterable[Sequence[object]],
    progress: Callable[[int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> Written:
    """All sheets of the workbook."""
    formats = Formats(book)
    write_read_me(book.add_worksheet("Read me"), formats, plan.title, plan.read_me)
    sheet = book.add_worksheet(safe_sheet_name(plan.title))
    lists = write_lists(book, book.add_worksheet("Lists"), formats, plan.columns)
    _head_row(sheet, formats, plan)
    cells = CellWriter(sheet, formats)
    types: list[str] = ["key", *(column.type for column in plan.columns)] + (["mark"] if plan.has_marks else [])
    count = 0
    for row in rows:
        count += 1
        if count > MOST_ROWS:
            raise RuleBroken(f"A sheet holds at most {MOST_ROWS:,} rows. Filter the register and export it in parts.")
        for index, (value, kind) in enumerate(zip(row, types, strict=True)):
            cells.write(count, index, value, kind)
        if count % _TICK == 0:
            _watch(count, progress, cancelled)
    _watch(count, progress, cancelled)
    _frame(sheet, formats, plan, count)
    dress_register(sheet, formats, plan, sample, count, lists)
    cells.write_long_texts(book, long_texts.SHEET)
    write_marks(book, formats, plan)
    sheet.activate()
    return Written(count, cells.remarks)


def _head_row(sheet: Any, formats: Formats, plan: _Plan) -> None:
    """The header, formatted by hand, because LibreOffice does not draw table styles."""
    for index, text in enumerate(plan.headers):
        write_text(sheet, 0, index, text, formats.header if index else formats.key_header)


def _frame(sheet: Any, formats: Formats, plan: _Plan, count: int) -> None:
    """A real table around the rows, or a filter where it cannot be one."""
    headers = plan.headers
    if not count or not plan.is_table:
        sheet.autofilter(0, 0, count, len(headers) - 1)
        return
    columns = [
        {"header": text, "header_format": formats.header if index else formats.key_header}
        for index, text in enumerate(headers)
    ]
    sheet.add_table(
        0, 0, count, len(headers) - 1, {"name": "Register", "style": "Table Style Light 1", "columns": columns}
    )


def _watch(count: int, progress: Callable[[int], None] | None, cancelled: Callable[[], bool] | None) -> None:
    """Tell and ask between rows."""
    if cancelled and cancelled():
        raise Stopped
    if progress:
        progress(count)
