"""Reading text tables (.csv .tsv .txt): encoding, delimiter, ragged rows. Every cell stays a text, nothing is guessed.

A text that begins with apostrophes before `= + - @`, a tab or a carriage return loses one apostrophe: writers (ours,
and others that follow the same advice) put it there so that no spreadsheet program takes the text for a formula.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from qms_desktop.errors import Stopped
from qms_desktop.exchange.guard import MOST_CELLS, Refused
from qms_desktop.exchange.table import Book, Sheet, Value, counted
from qms_desktop.exchange.text_encoding import Encoding, encoding_of

DELIMITERS = ("\t", ";", "|", ",")
"""In the order that decides a tie: the comma last, because it also stands in numbers."""

MOST_TEXT = 1_000_000
DISARMED = re.compile(r"'+[=+\-@\t\r]")
_SAMPLE_LINES = 200
_TICK = 1_000
_CONTROL_SHARE = 0.02


@dataclass(frozen=True, slots=True)
class Shape:
    """How a text table is written. `quoting` is off where a quotation mark is opened and never closed."""

    encoding: Encoding
    delimiter: str = ","
    skip_lines: int = 0
    skip_blank: bool = False
    quoting: bool = True


def shape_of(path: Path) -> Shape:
    """Find encoding, delimiter and habits of a text table.

    Raises:
        Refused: the file holds no text.
    """
    encoding = encoding_of(path)
    with path.open(encoding=encoding.codec, errors="replace", newline="") as file:
        lines = list(islice((file.readline(MOST_TEXT) for _ in range(_SAMPLE_LINES)), _SAMPLE_LINES))
    text = "".join(lines)
    controls = sum(1 for sign in text if sign < " " and sign not in "\t\r\n\0\f\v")
    if controls > _CONTROL_SHARE * max(1, len(text)):
        raise Refused(f"‘{path.name}’ holds no text but other data. Save the table as .csv or .xlsx and read that.")
    shape = Shape(encoding)
    first = lines[0].strip().lower().replace("\0", "") if lines else ""
    if re.fullmatch(r'"?sep=.\s*"?', first):  # Excel's own line that names the delimiter
        return replace(shape, delimiter=lines[0][lines[0].lower().index("sep=") + 4], skip_lines=1)
    shape = replace(shape, delimiter=_delimiter(lines))
    head = next(csv.reader(lines, delimiter=shape.delimiter), [])
    skips = len(head) > 1 and all(cell.startswith(" ") for cell in head[1:])
    return replace(shape, skip_blank=skips)


def _delimiter(lines: list[str]) -> str:
    """The delimiter that cuts most rows into equally many cells."""
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        try:
            widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if row)
        except csv.Error:
            continue
        width, rows = max(widths.items(), key=lambda item: (item[0] > 1, item[1]), default=(0, 0))
        score = rows / max(1, widths.total()) + min(width, 50) / 1_000 if width > 1 else 0.0
        if score > best_score:
            best, best_score = delimiter, score
    return best


def stream_rows(path: Path, shape: Shape) -> Iterator[tuple[int, list[str]]]:
    """The rows with the number of the line each begins on, one at a time; a file of any size.

    Raises:
        Refused: a text of more than a million characters, or a quotation mark that is never closed.
    """
    before = csv.field_size_limit(MOST_TEXT)
    try:
        with path.open(encoding=shape.encoding.codec, errors="replace", newline="") as file:
            watched = _Lines(file, shape.skip_lines)
            rows = csv.reader(
                watched,
                delimiter=shape.delimiter,
                skipinitialspace=shape.skip_blank,
                quoting=csv.QUOTE_MINIMAL if shape.quoting else csv.QUOTE_NONE,
            )
            for row in rows:
                number, is_open = watched.begin()
                if is_open and watched.ended:
                    raise _Unclosed(_unclosed(path, number))
                yield number, row
    except csv.Error as error:
        raise _Unclosed(_unclosed(path, watched.first)) from error
    finally:
        csv.field_size_limit(before)


class _Unclosed(Refused):
    """A quotation mark swallows the rest of the file."""


def _unclosed(path: Path, line: int) -> str:
    """The sentence for it."""
    return (
        f"In ‘{path.name}’ a quotation mark is opened on line {line:,} and never closed, so the rows behind it run "
        "into one cell. Close or remove it and read the file again."
    )


class _Lines:
    """The lines of a file, with a memory of the lines that belong to the row being read."""

    def __init__(self, file: Iterator[str], skip: int) -> None:
        self._file = file
        self.ended = False
        self.first = self._next = skip + 1
        self._quotes = 0
        self._count = 0
        for _ in range(skip):
            next(file, "")

    def __iter__(self) -> Iterator[str]:
        for line in self._file:
            self._count += 1
            self._quotes += line.count('"')
            yield line
        self.ended = True

    def begin(self) -> tuple[int, bool]:
        """The first line of the row that was just read, and whether it ends inside a quotation; then start anew."""
        number, is_open = self._next, self._quotes % 2 == 1 and self._count > 1
        self._next += self._count
        self.first = self._next
        self._quotes = self._count = 0
        return number, is_open


def read_text_table(
    path: Path,
    *,
    shape: Shape | None = None,
    cancelled: Callable[[], bool] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Book:
    """Read a text table of at most two million cells into a book of one sheet.

    Raises:
        Refused: no text, or too many cells.
        Stopped: cancelled.
    """
    try:
        found = shape or shape_of(path)
        try:
            return _read(path, found, cancelled, progress)
        except _Unclosed:
            if not found.quoting:
                raise
            book = _read(path, replace(found, quoting=False), cancelled, progress)
            book.remarks.append("A quotation mark is never closed; quotation marks were read as ordinary characters.")
            return book
    except OSError as error:
        raise Refused(f"‘{path.name}’ could not be read: {error.strerror or error}.") from error


def _read(
    path: Path, shape: Shape, cancelled: Callable[[], bool] | None, progress: Callable[[int], None] | None
) -> Book:
    """The book, with every remark about the text."""
    sheet = Sheet(path.stem)
    tally: Counter[str] = Counter()
    cells = width = 0
    for number, row in stream_rows(path, shape):
        index = len(sheet.rows) + 1
        sheet.rows.append([_cell(text, tally) for text in row])
        cells += len(row)
        if not width and len(row) > 1:
            width = len(row)
        if len(row) > width > 0:
            sheet.ragged[index] = len(row)
        if index % _TICK == 0:
            _watch(cancelled, progress, index)
        if cells > MOST_CELLS:
            raise Refused(
                f"‘{path.name}’ has more than {MOST_CELLS:,} cells (line {number:,}). Split it into several files."
            )
    while sheet.rows and not any(sheet.rows[-1]):
        sheet.rows.pop()
    return Book(path, path.suffix.lower(), [sheet], _remarks(shape, sheet, tally))


def _watch(cancelled: Callable[[], bool] | None, progress: Callable[[int], None] | None, rows: int) -> None:
    """Ask and tell between rows."""
    if cancelled and cancelled():
        raise Stopped
    if progress:
        progress(rows)


def _cell(text: str, tally: Counter[str]) -> Value:
    """One cell: text, or nothing."""
    if "\0" in text:
        tally["nul"] += 1
        text = text.replace("\0", "")
    if "\ufffd" in text:
        tally["broken"] += 1
    if text.startswith("'") and DISARMED.match(text):
        tally["apostrophe"] += 1
        text = text[1:]
    return text or None


def _remarks(shape: Shape, sheet: Sheet, tally: Counter[str]) -> list[str]:
    """The sentences about a text table."""
    found = []
    if shape.encoding.guessed:
        found.append(f"The file does not say how its letters are written; it was read as {shape.encoding.name}.")
    if tally["broken"]:
        texts = counted(tally["broken"], "text", "texts")
        found.append(f"{texts} held bytes that are no letters; they are shown as �.")
    if tally["nul"]:
        found.append(f"{counted(tally['nul'], 'text', 'texts')} lost NUL characters, which no text may hold.")
    if tally["apostrophe"]:
        texts = counted(tally["apostrophe"], "text", "texts")
        found.append(f"{texts} lost the apostrophe that protected a leading =, +, - or @.")
    if sheet.ragged:
        rows = counted(len(sheet.ragged), "row has", "rows have")
        found.append(f"{rows} more cells than the first row (first: row {min(sheet.ragged)}).")
    return found


def mend_ragged(row: list[Value], width: int) -> list[Value] | None:
    """A row with too many cells, put right where there is only one way; `None` where there is not.

    Unquoted commas of a sentence are followed by a space, the file's own delimiters are not: so the cells that begin
    with a space belong to the cell before them, if they are exactly as many as the row has too many. Empty cells
    behind the width are dropped.
    """
    cells = list(row)
    while len(cells) > width and cells[-1] is None:
        cells.pop()
    extra = len(cells) - width
    if extra <= 0:
        return cells
    glued = [index for index, cell in enumerate(cells) if index and isinstance(cell, str) and cell.startswith(" ")]
    if len(glued) != extra:
        return None
    mended: list[Value] = []
    for index, cell in enumerate(cells):
        if index in glued:
            mended[-1] = f"{mended[-1] or ''},{cell}"
        else:
            mended.append(cell)
    return mended
