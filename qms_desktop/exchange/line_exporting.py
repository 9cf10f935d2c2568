"""Lines out: a sheet behind their register's, or alone; each row begins with the number of the record that owns it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from uuid import UUID

from qms_desktop.exchange.field_cells import column_of, in_cell, in_json
from qms_desktop.exchange.targets import RowsOf
from qms_desktop.exchange.writing import ColumnSpec, Table, table_of_lines
from qms_desktop.records.lines import Lines
from qms_desktop.workspace.line_queries import OwnedRow
from qms_desktop.workspace.queries import Listing
from qms_desktop.workspace.reader import Reader

PAGE = 500


def columns(into: RowsOf) -> list[ColumnSpec]:
    """The name of the owning record, for reading, and the fields."""
    prompt = "For reading; the number in the first column says whose row this is."
    owner = ColumnSpec(into.owner, into.fields[into.owner].label, "reference", prompt=prompt)
    return [owner, *(column_of(field) for field in into.lines.fields.values())]


def table(reader: Reader, into: RowsOf, listing: Listing) -> Table:
    """The sheet of the lines of the records that a listing shows."""
    found = rows(reader, into, listing)
    return table_of_lines(into.title, into.kind, columns(into), found, marks(reader, into, listing))


def _owned(reader: Reader, into: RowsOf, listing: Listing) -> Iterator[OwnedRow]:
    offset = 0
    while records := reader.page(listing, ["number"], offset, PAGE):
        offset += len(records)
        yield from reader.lines(into.lines, [record.id for record in records])


def rows(reader: Reader, into: RowsOf, listing: Listing) -> Iterator[tuple[object, ...]]:
    """The cells of each line behind number and name of its record."""
    fields = into.lines.fields.values()
    for row in _owned(reader, into, listing):
        cells = (in_cell(field, value) for field, value in zip(fields, row.cells, strict=True))
        yield (row.record.number, row.record.title, *cells)


def marks(reader: Reader, into: RowsOf, listing: Listing) -> Iterator[tuple[str, int, str]]:
    """What is written behind each line, by which it is known again."""
    for row in _owned(reader, into, listing):
        yield row.id.hex[-12:], 1, sha256(row.id.bytes).hexdigest()[:4]


def objects(reader: Reader, into: RowsOf, listing: Listing) -> Iterator[dict[str, object]]:
    """The lines as scripts read them, each with the number of its record."""
    for row in _owned(reader, into, listing):
        yield {into.owner: row.record.number, **_values(into.lines, row)}


def by_record(reader: Reader, lines: Lines, records: Sequence[UUID]) -> Mapping[UUID, list[dict[str, object]]]:
    """The lines of some records as scripts read them."""
    found: dict[UUID, list[dict[str, object]]] = {record: [] for record in records}
    for row in reader.lines(lines, records):
        found[row.record.id].append(_values(lines, row))
    return found


def _values(lines: Lines, row: OwnedRow) -> dict[str, object]:
    return {f.name: in_json(f, v) for f, v in zip(lines.fields.values(), row.cells, strict=True)}
