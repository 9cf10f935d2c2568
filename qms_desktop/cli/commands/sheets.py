"""The commands that read and write spreadsheets: import, export."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from qms_desktop.cli.arguments import Commands, path_of
from qms_desktop.cli.commands import matrix
from qms_desktop.cli.documents import Document
from qms_desktop.cli.naming import field_of, plain, target_of
from qms_desktop.cli.opening import reading, writing
from qms_desktop.cli.output import WrongCall, progress, put, put_json, say
from qms_desktop.cli.tables import clean
from qms_desktop.errors import Unavailable
from qms_desktop.exchange import exporting, importing
from qms_desktop.exchange.bad_rows import write_bad_rows
from qms_desktop.exchange.check import Check, Plan, Verdict
from qms_desktop.exchange.importing import Applied, Source
from qms_desktop.exchange.mapping import LEAVE_OUT, NOTE, NUMBER, STATE
from qms_desktop.exchange.targets import Into, RowsOf
from qms_desktop.records.register import Register
from qms_desktop.workspace.workspace import Workspace

ENDINGS = (".xlsx", ".csv", ".json")
SHOWN = 50
"""So many cells that need attention are told one by one; `--json` has all."""
APART = {"number": NUMBER, "no": NUMBER, "state": STATE, "note": NOTE, "": LEAVE_OUT}


def declare(commands: Commands) -> None:
    """Add the commands of this group."""
    sheet = commands.add("import", _import, "import a spreadsheet into a register, after a check of every row")
    sheet.add_argument("kind", metavar="KIND")
    sheet.add_argument("sheet_file", metavar="SHEETFILE", help="an .xlsx or .csv file")
    sheet.add_argument("--sheet", metavar="NAME", default="", help="the sheet (the one that fits best)")
    sheet.add_argument(
        "--map",
        metavar="COLUMN=FIELD",
        action="append",
        default=[],
        help="a column's field, against the proposal; COLUMN=note keeps it in the notes, COLUMN= leaves it out",
    )
    sheet.add_argument("--key", metavar="FIELD", default="", help="by which field rows find their records")
    sheet.add_argument("--dates", choices=("dmy", "mdy"), help="the order of day and month where dates do not tell")
    sheet.add_argument("--bad-rows", metavar="OUT", help="write the rows that need attention as .xlsx, to be corrected")
    sheet.add_argument("--dry-run", action="store_true", help="check only, write nothing")
    sheet.add_argument("--skip-bad", action="store_true", help="import the rest where rows need attention")
    matrix.declare(sheet)
    out = commands.add("export", _export, "write a register as .xlsx, .csv or .json")
    out.add_argument("kind", metavar="KIND")
    out.add_argument("out", metavar="OUT", help="the file to write; its ending says how")


def _import(args: Namespace) -> int:
    if plain(args.kind) == plain(matrix.KIND):
        return matrix.take_in(args)
    register = target_of(args.kind)
    if args.bad_rows and not args.bad_rows.lower().endswith(".xlsx"):
        raise WrongCall(f"“{args.bad_rows}” must end in .xlsx, which the rows to correct are written as.")
    plan = Plan(given=_mapped(register, args.map), key=_key(register, args.key), order=args.dates)
    path = Path(args.sheet_file).expanduser()
    if not path.exists():
        raise Unavailable(f"There is no file {path}. Check the name.")
    opened = reading if args.dry_run else writing
    with opened(args) as workspace:
        source = importing.read(path, register, sheet=args.sheet)
        checked = _checked(workspace, register, source, plan)
        bad = checked.count(Verdict.ATTENTION)
        if bad and args.bad_rows:
            write_bad_rows(Path(args.bad_rows).expanduser(), source, checked, progress=progress("Written"))
        applied = None
        if not args.dry_run and (args.skip_bad or not bad):
            with workspace.change(importing.label(checked)) as work:
                applied = importing.apply(work, checked, progress("Imported"))
        change = workspace.last.number if applied and workspace.last else None
    if args.json:
        put_json(_document(checked, applied, change))
    _say(checked, applied)
    return 1 if bad and not args.skip_bad else 0


def _checked(workspace: Workspace, register: Into, source: Source, plan: Plan) -> Check:
    with workspace.read() as look:
        return importing.check(look, register, source, plan, progress("Checked"))


def _mapped(register: Into, given: list[str]) -> dict[str, str]:
    """The fields that `--map` gives to columns, by header.

    Raises:
        WrongCall: no equals sign, or no such field.
    """
    found = {}
    for argument in given:
        header, sign, name = argument.rpartition("=")
        if not sign or not header.strip():
            raise WrongCall(f"“{argument}” is not COLUMN=FIELD. Write the column's header, then the field.")
        apart = APART if isinstance(register, Register) else {"": LEAVE_OUT}
        found[header.strip()] = apart.get(plain(name)) or field_of(register, name).name
    return found


def _key(register: Into, name: str) -> str:
    if name and isinstance(register, RowsOf):
        raise WrongCall(f"{register.title} are known by their {register.owner} and their own key; leave --key out.")
    if not name or plain(name) == NUMBER:
        return name and NUMBER
    return field_of(register, name).name


def _document(checked: Check, applied: Applied | None, change: int | None) -> Document:
    return {
        "file": checked.file,
        "sheet": checked.sheet,
        "header_row": checked.header_row,
        "mapping": [{"column": m.header, "field": m.field, "why": m.why} for m in checked.mapping],
        "key": checked.key,
        "rows": len(checked.rows),
        "new": checked.count(Verdict.NEW),
        "changed": checked.count(Verdict.CHANGED),
        "unchanged": checked.count(Verdict.UNCHANGED),
        "attention": [
            {"row": p.row, "column": p.column, "value": p.value, "problem": p.problem} for p in checked.attention
        ],
        "attention_rows": checked.count(Verdict.ATTENTION),
        "left_out": [{"row": row, "why": why} for row, why in checked.left_out],
        "makes": {kind: [unknown.name for unknown in found] for kind, found in checked.makes.items()},
        "values": [
            {"column": r.column, "value": r.value, "becomes": r.becomes, "rows": r.rows} for r in checked.readings
        ],
        "remarks": checked.remarks,
        "applied": applied is not None,
        "change_set": change,
    }


def _say(checked: Check, applied: Applied | None) -> None:
    """Tell on stderr what was found and what was done."""
    where = f"sheet “{checked.sheet}”, " if checked.sheet else ""
    say(f"{checked.file}: {where}headers in row {checked.header_row}, {len(checked.rows):,} rows.")
    for column in checked.mapping:
        say(clean(f"  {column.header} -> {column.field} ({column.why})", blanks=True))
    for told in checked.readings:
        words = f"  {told.column}: “{told.value}” becomes {told.becomes} ({told.rows:,} rows)"
        say(clean(words, blanks=True))
    for remark in checked.remarks:
        say(f"Note: {remark}")
    problems = checked.attention
    for problem in problems[:SHOWN]:
        say(clean(f"  Row {problem.row}, {problem.column}: {problem.problem}", blanks=True))
    if len(problems) > SHOWN:
        say(f"  and {len(problems) - SHOWN:,} more.")
    counts = ", ".join(f"{checked.count(v):,} {v}" for v in Verdict)
    if applied and not applied.new + applied.changed:
        say(f"Nothing to change: {counts}.")
    elif applied:
        say(f"Imported: {applied}.")
    elif problems:
        say(f"Nothing was imported: {counts}. Correct those rows, or leave them out with --skip-bad.")
    else:
        say(f"Checked only: {counts}. Nothing was written.")


def _counted(total: int) -> Callable[[int], None]:
    told = progress("Written")

    def tell(done: int) -> None:
        told(done, total)

    return tell


def _export(args: Namespace) -> int:
    if plain(args.kind) == plain(matrix.KIND):
        return matrix.write_out(args)
    register = target_of(args.kind)
    out = Path(args.out).expanduser()
    if out.suffix.lower() not in ENDINGS:
        raise WrongCall(f"“{out.name}” must end in {', '.join(ENDINGS)}, which says how it is written.")
    live = path_of(args.file)
    if out.exists() and live.exists() and out.samefile(live):
        raise Unavailable(f"{out.name} is the quality system itself. Name another file to write.")
    # the pages of a register are read one after the other; on a copy they all show the same moment
    with reading(args) as workspace, workspace.snapshot() as copy:
        parent = register.register if isinstance(register, RowsOf) else register
        written = exporting.export(copy, register.kind, out, progress=_counted(copy.facets(parent.kind).total))
    if args.json:
        put_json({"file": out, "rows": written.rows, "remarks": written.remarks})
    else:
        put(str(out))
    for remark in written.remarks:
        say(f"Note: {remark}")
    say(f"Wrote {written.rows:,} rows to {out.name}.")
    return 0
