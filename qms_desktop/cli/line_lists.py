"""`list` for lines that records own: each with the number of its record."""

from __future__ import annotations

from argparse import Namespace

from qms_desktop.cli.documents import json_value
from qms_desktop.cli.naming import field_of
from qms_desktop.cli.opening import reading
from qms_desktop.cli.output import WrongCall, put, put_json_rows, say
from qms_desktop.cli.tables import table
from qms_desktop.cli.values import conditions
from qms_desktop.exchange.targets import RowsOf
from qms_desktop.workspace import line_queries
from qms_desktop.workspace.reading import in_words


def list_lines(args: Namespace, rows: RowsOf) -> int:
    """Print the lines of one kind, of all records or of those that the conditions leave.

    Raises:
        WrongCall: an option that only records know.
    """
    if args.overdue or args.voided:
        raise WrongCall(f"{rows.title} are neither overdue nor void by themselves; leave --overdue and --voided out.")
    name = args.sort.removeprefix("-")
    sort = field_of(rows, name).name if name else ""
    with reading(args) as workspace, workspace.read() as look:
        where = {"record" if n == rows.owner else n: v for n, v in conditions(look, rows, args.where).items()}
        connection = look.session.connection()
        found = line_queries.rows(
            connection,
            rows.lines,
            where=where,
            sort="" if sort == rows.owner else sort,
            descending=args.sort.startswith("-"),
            limit=args.limit,
        )
        total = line_queries.count(connection, rows.lines, where)
    fields = list(rows.lines.fields.values())
    if args.json:
        documents = (
            {
                rows.owner: row.record.number,
                **{f.name: json_value(f, cell) for f, cell in zip(fields, row.cells, strict=True)},
            }
            for row in found
        )
        put_json_rows({"kind": rows.kind, "total": total}, "rows", documents)
        return 0
    labels = [rows.fields[rows.owner].label, *(f.label for f in fields)]
    cells = [
        (row.record.number, *(in_words(f, cell) for f, cell in zip(fields, row.cells, strict=True))) for row in found
    ]
    for line in table(labels, cells) if cells else ():
        put(line)
    say(f"{len(found):,} {rows.one if len(found) == 1 else rows.title.lower()}")
    return 0
