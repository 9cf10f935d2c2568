"""The commands that look: registers, list, show. They work while a window has the file open."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator

from qms_desktop.cli.arguments import Commands, Parser, positive
from qms_desktop.cli.documents import Document, register_document, row_document
from qms_desktop.cli.line_lists import list_lines
from qms_desktop.cli.naming import field_of, plain, target_of
from qms_desktop.cli.opening import reading
from qms_desktop.cli.output import put, put_json, put_json_rows, say
from qms_desktop.cli.records import read_aloud, shown_record
from qms_desktop.cli.tables import table
from qms_desktop.cli.values import conditions
from qms_desktop.exchange.targets import RowsOf
from qms_desktop.principles import PRINCIPLES
from qms_desktop.records.register import Register
from qms_desktop.workspace import queries
from qms_desktop.workspace.look import Look
from qms_desktop.workspace.queries import Listing
from qms_desktop.workspace.reading import in_words
from qms_desktop.workspace.rows import Row

ALL = 1_000_000_000
PAGE = 500


def declare(commands: Commands) -> None:
    """Add the commands of this group."""
    commands.add("registers", _registers, "list every register with its states and fields", file=False)
    rows = commands.add("list", _list, "list the records of a register, newest first")
    rows.add_argument("kind", metavar="KIND")
    listing_arguments(rows)
    rows.add_argument("--limit", metavar="N", type=positive, default=ALL, help="at most so many")
    show = commands.add("show", _show, "show one record with its moves, links, files and history")
    show.add_argument("number", metavar="NUMBER")


def listing_arguments(parser: Parser) -> None:
    """Which rows of a register, and in which order."""
    parser.add_argument(
        "--where",
        metavar="FIELD=VALUE",
        action="append",
        default=[],
        help="only these; several fields must all fit, a field named twice may have either value; state=open works",
    )
    parser.add_argument("--sort", metavar="FIELD", default="", help="in the order of a field; -FIELD turns it round")
    parser.add_argument("--overdue", action="store_true", help="only what is past its due day")
    parser.add_argument("--voided", action="store_true", help="the voided ones instead")


def _registers(args: Namespace) -> int:
    pairs = [(p, r) for p in PRINCIPLES for r in p.registers]
    if args.json:
        put_json({"registers": [register_document(p, r) for p, r in pairs]})
        return 0
    told = []
    for principle, register in pairs:
        states = ", ".join(s.value for s in register.workflow.states)
        told.append((register.kind, register.title, principle.title, f"{register.prefix}-", states))
        told += [(n.name, n.title, principle.title, "", f"(lines of {register.kind})") for n in register.lines]
    for line in table(("KIND", "REGISTER", "TAB", "NUMBERS", "STATES"), told):
        put(line)
    return 0


def _list(args: Namespace) -> int:
    register = target_of(args.kind)
    if isinstance(register, RowsOf):
        return list_lines(args, register)
    with reading(args) as workspace, workspace.read() as look:
        listing = listing_of(args, look, register)
        connection = look.session.connection()
        if args.json:
            total = queries.count(connection, register, listing)
            columns = ["number", "title", "state", *(n for n in register.fields if n != "title")]
            rows = (row_document(register, columns, r.cells) for r in _rows(look, register, listing, columns, args))
            put_json_rows({"kind": register.kind, "total": total}, "rows", rows)
        else:
            _tabulate(look, register, listing, args)
    return 0


def _tabulate(look: Look, register: Register, listing: Listing, args: Namespace) -> None:
    columns = [a.key for a in register.columns]
    labels = [register.fields[c].label if c in register.fields else c.capitalize() for c in columns]
    found = [
        tuple(_cell(register, name, value) for name, value in zip(columns, row.cells, strict=True))
        for row in _rows(look, register, listing, columns, args)
    ]
    for line in table(labels, found) if found else ():
        put(line)
    say(f"{len(found):,} {register.one if len(found) == 1 else register.title.lower()}")


def listing_of(args: Namespace, look: Look, register: Register) -> Listing:
    """The listing that these arguments mean."""
    name = args.sort.removeprefix("-")
    known = plain(name).replace(" ", "_")
    sort = known if known in queries.PLAIN or not name else field_of(register, name).name
    return Listing(
        register.kind,
        where=conditions(look, register, args.where),
        overdue_on=look.today if args.overdue else None,
        voided=args.voided,
        sort=sort,
        descending=args.sort.startswith("-"),
    )


def _rows(look: Look, register: Register, listing: Listing, columns: list[str], args: Namespace) -> Iterator[Row]:
    """The rows as they come: their keys at once, which are small, and the rest in stretches."""
    connection = look.session.connection()
    keys = queries.keys(connection, register, listing, 0, args.limit)
    for start in range(0, len(keys), PAGE):
        part = keys[start : start + PAGE]
        found = {row.id: row for row in queries.rows(connection, register, part, columns)}
        yield from (found[key] for key in part)


def _cell(register: Register, name: str, value: object) -> str:
    if name == "state":
        return register.workflow.states(str(value)).label
    shown = register.fields.get(name)
    return in_words(shown, value) if shown else str(value if value is not None else "")


def _show(args: Namespace) -> int:
    with reading(args) as workspace:
        if args.json:
            document: Document = shown_record(workspace, args.number)
            put_json(document)
        else:
            for line in read_aloud(workspace, args.number):
                put(line)
    return 0
