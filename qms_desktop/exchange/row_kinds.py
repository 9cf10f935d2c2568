"""Which rows below a header are no records, and why: blank, header again, section, total, signature, numbered only."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qms_desktop.exchange.table import ErrorCell, NoValue, Sheet, Value
from qms_desktop.exchange.words import folded

BLANK = "blank"
HEADER_AGAIN = "the header again"
SECTION = "a section title"
TOTAL = "a total"
BELOW = "a note or signature below the table"
NUMBERED = "only a number given in advance"
FORMULAS = "only formulas, nothing entered"
ERRORS = "only error values"

_TOTAL_WORD = (
    r"(?:grand |sub-?)?totals?|sum(?:me)?|gesamt(?:summe)?|zwischensumme|insgesamt|total g[eé]n[eé]ral|somme|suma|soma|"
    r"totale|somma|итого|всего|average|mean|durchschnitt|mittelwert|moyenne|promedio|média|media|среднее|count|anzahl"
)
_TOTAL = re.compile(
    rf"(?:{_TOTAL_WORD})(?:\s+(?:of|number|score|points|amount|risks?|items?|records?).{{0,30}})?\s*[:=]?\s*",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"(?:prepared|reviewed|approved|checked|verified|authori[sz]ed|compiled|signed|issued|revised) by\b|signature|"
    r"sign(?:ed)?:|"
    r"(?:erstellt|geprüft|freigegeben|genehmigt) (?:von|durch|am)\b|unterschrift|visum\b|"
    r"(?:établi|vérifié|approuvé|préparé) par\b|(?:elaborado|revisado|aprobado|preparado|aprovado) por\b|firma\b|"
    r"assinatura|"
    r"(?:redatto|verificato|approvato) da\b|подпись|утвердил|составил|проверил|"
    r"(?:legend|key|note|notes|remarks?|legende|hinweis|légende|nota|примечание)\s*[:=]|page \d+ of|seite \d+ von|"
    r"(?:form|doc(?:ument)?)\.? ?(?:no|nr|number)\b",
    re.IGNORECASE,
)
_NUMBER_LIKE = re.compile(r"[^\W\d_]{0,12}[\s._/#-]{0,3}\d[\w\s._/#-]{0,15}")
_SAME_HEADER = 0.75
_NARROW = 3
_FEW_TEXTS = 2
_TITLE_SPAN = 0.5


class RowJudge:
    """Judges the rows of one table; it knows them all, because the last records decide what stands below them."""

    def __init__(
        self, sheet: Sheet, first_column: int, headers: Sequence[str], rows: Sequence[tuple[int, Sequence[Value]]]
    ) -> None:
        self._sheet = sheet
        self._first_column = first_column
        self._headers = [folded(text) for text in headers]
        self._width = len(headers)
        self._spans = {row: right - left + 1 for row, left, _, right in sheet.merged if left <= right}
        self._last_full = self._last_record(rows)

    def _last_record(self, rows: Sequence[tuple[int, Sequence[Value]]]) -> int:
        """The number of the last row that fills more than a couple of cells."""
        enough = 1 if self._width < _NARROW else min(3, self._width // 2)
        for number, cells in reversed(rows):
            entered = self._entered(number, cells)
            if len(entered) >= enough and not self._is_total(cells) and not self._is_signature(cells):
                return number
        return rows[-1][0] if rows else 0

    def reason(self, number: int, cells: Sequence[Value]) -> str | None:  # noqa: PLR0911  one line for each reason
        """Why a row is no record; `None` for a record."""
        filled = [index for index, cell in enumerate(cells) if _shows(cell)]
        if not filled:
            return BLANK
        if all(isinstance(cells[index], ErrorCell) for index in filled):
            return ERRORS
        if self._is_header(cells):
            return HEADER_AGAIN
        if self._is_total(cells):
            return TOTAL
        if number > self._last_full and self._is_signature(cells):
            return BELOW
        entered = self._entered(number, cells)
        if not entered:
            return FORMULAS
        return self._reason_of_few(number, cells, entered) if self._width >= _NARROW else None

    def _reason_of_few(self, number: int, cells: Sequence[Value], entered: Sequence[int]) -> str | None:
        """Why a row with a single entry, or a few after the last record, is none."""
        first = entered[0]
        text = _text(cells[first])
        if len(entered) == 1 and _NUMBER_LIKE.fullmatch(text) and first == self._key_column():
            return NUMBERED
        if number > self._last_full and len(entered) <= _FEW_TEXTS and self._width > _NARROW:
            return BELOW
        spans = self._spans.get(number, 1) >= max(2, _TITLE_SPAN * self._width)
        if len(entered) == 1 and isinstance(cells[first], str) and (first == 0 or spans):
            return SECTION
        return None

    def _entered(self, number: int, cells: Sequence[Value]) -> list[int]:
        """The indexes of cells that somebody filled in: shown, and neither formulas nor errors."""
        return [
            index
            for index, cell in enumerate(cells)
            if _shows(cell)
            and not isinstance(cell, ErrorCell)
            and (number, self._first_column + index) not in self._sheet.formulas
        ]

    def _key_column(self) -> int:
        """The index of the first column that has a header; numbers given in advance stand there."""
        return next((index for index, text in enumerate(self._headers) if text), 0)

    def _is_header(self, cells: Sequence[Value]) -> bool:
        """Whether the row says what the header says."""
        pairs = [(folded(_text(cell)), head) for cell, head in zip(cells, self._headers, strict=False) if _shows(cell)]
        same = sum(1 for text, head in pairs if text == head and head)
        heads = sum(1 for head in self._headers if head)
        return same >= max(1, _SAME_HEADER * max(len(pairs), heads * _TITLE_SPAN))

    def _is_total(self, cells: Sequence[Value]) -> bool:
        """Whether the row adds up others: its first text says so, and the rest are mostly figures."""
        texts = [_text(cell) for cell in cells if isinstance(cell, str) and cell.strip()]
        if not texts or not _TOTAL.fullmatch(texts[0].strip()):
            return False
        return len(texts) <= _FEW_TEXTS or all(text.strip()[:1].isdigit() for text in texts[1:])

    def _is_signature(self, cells: Sequence[Value]) -> bool:
        """Whether the row belongs to a block of signatures or notes."""
        texts = [_text(cell).strip() for cell in cells if _shows(cell)]
        return bool(texts) and bool(_SIGNATURE.match(texts[0]))


def _shows(cell: Value) -> bool:
    """Whether a cell shows anything but a formula without a result."""
    return cell is not None and not isinstance(cell, NoValue) and not (isinstance(cell, str) and not cell.strip())


def _text(cell: Value) -> str:
    """The cell's text for comparison."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None or isinstance(cell, ErrorCell | NoValue) else str(cell)
