"""The competence matrix as a sheet: taken in from any cross-table or list, and written out as workbook 07."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections import Counter
from datetime import date
from pathlib import Path

from qms_desktop.cli.documents import Document
from qms_desktop.cli.opening import reading, writing
from qms_desktop.cli.output import WrongCall, put, put_json, say
from qms_desktop.cli.tables import clean
from qms_desktop.errors import Unavailable
from qms_desktop.exchange.check import Verdict
from qms_desktop.exchange.matrix_applying import apply, label
from qms_desktop.exchange.matrix_checking import MatrixCheck, MatrixPlan, check
from qms_desktop.exchange.matrix_exporting import export_matrix
from qms_desktop.exchange.table import counted
from qms_desktop.exchange.unpivot import KIND, Subject, unpivot
from qms_desktop.exchange.workbook_reading import read_book
from qms_desktop.principles.engagement_of_people.levels import Level, Method

__all__ = ["KIND", "declare", "take_in", "write_out"]

SHOWN = 50


def declare(parser: ArgumentParser) -> None:
    """Add what only a matrix is asked."""
    group = parser.add_argument_group("competence_matrix", "a matrix of people or roles and competences, unpivoted")
    group.add_argument("--rows", choices=[str(s) for s in Subject], help="whom it names, where the file does not tell")
    levels = [level.value for level in Level]
    group.add_argument("--tick", choices=levels, default=Level.ALONE.value, help="the level that a tick means (3)")
    group.add_argument("--on", type=_day, metavar="DATE", help="the day of the levels (today)")
    methods = [method.value for method in Method]
    group.add_argument("--method", choices=methods, default=Method.EXPERIENCE.value, help="how they were found")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"“{text}” is not a day; write 2026-11-22"
        raise ArgumentTypeError(message) from None


def take_in(args: Namespace) -> int:
    """Import a matrix, after a check of every row.

    Raises:
        WrongCall: an option that a matrix does not know. Unavailable: there is no file.
    """
    if args.map or args.key or args.bad_rows:
        raise WrongCall("A competence matrix is read as it stands; leave --map, --key and --bad-rows out.")
    path = Path(args.sheet_file).expanduser()
    if not path.exists():
        raise Unavailable(f"There is no file {path}. Check the name.")
    subject = Subject(args.rows) if args.rows else None
    plan = MatrixPlan(subject, Level(args.tick), args.on, Method(args.method), args.dates)
    found = unpivot(read_book(path), sheet=args.sheet, subject=subject)
    with (reading if args.dry_run else writing)(args) as workspace:
        with workspace.read() as look:
            checked = check(look, found, plan)
        bad = checked.count(Verdict.ATTENTION)
        applied = not args.dry_run and bool(checked.written) and (args.skip_bad or not bad)
        if applied:
            with workspace.change(label(checked)) as work:
                apply(work, checked)
        change = workspace.last.number if applied and workspace.last else None
    if args.json:
        put_json(_document(checked, change, applied=applied))
    _say(checked, applied=applied)
    return 1 if bad and not args.skip_bad else 0


def _document(checked: MatrixCheck, change: int | None, *, applied: bool) -> Document:
    found = checked.unpivoted
    return {
        "file": found.file,
        "sheet": found.sheet,
        "header_row": found.header_row,
        "subject": str(checked.subject),
        "mapping": [{"column": header, "field": str(part), "why": ""} for header, part in found.parts],
        "rows": found.rows,
        "cells": len(checked.statements),
        "empty": found.empty,
        "new": checked.count(Verdict.NEW),
        "changed": checked.count(Verdict.CHANGED),
        "unchanged": checked.count(Verdict.UNCHANGED),
        "attention": [
            {"row": p.row, "column": p.column, "value": p.value, "problem": p.problem} for p in checked.attention
        ],
        "left_out": [{"row": row, "why": why} for row, why in found.left_out],
        "makes": checked.makes,
        "remarks": checked.remarks,
        "applied": applied,
        "change_set": change,
    }


def _say(checked: MatrixCheck, *, applied: bool) -> None:
    found = checked.unpivoted
    who = "people" if checked.subject is Subject.PERSON else "roles"
    say(
        f"{found.file}: headers in row {found.header_row}, {counted(found.rows, 'row', 'rows')} about {who}, "
        f"{counted(len(checked.statements), 'level', 'levels')} in them, "
        f"{counted(found.empty, 'empty cell', 'empty cells')}."
    )
    for why, rows in Counter(why for _row, why in found.left_out).items():
        say(f"  {counted(rows, 'row', 'rows')} left out: {why}.")
    for kind, names in checked.makes.items():
        say(clean(f"  Made along the way, {kind}: {', '.join(names)}.", blanks=True))
    for remark in checked.remarks:
        say(f"Note: {remark}")
    for problem in checked.attention[:SHOWN]:
        say(clean(f"  Row {problem.row}, {problem.column}: {problem.problem}", blanks=True))
    if len(checked.attention) > SHOWN:
        say(f"  and {len(checked.attention) - SHOWN:,} more.")
    counts = ", ".join(f"{checked.count(v):,} {v}" for v in Verdict)
    if applied:
        say(f"Imported: {counts}.")
    elif checked.attention and checked.written:
        say(f"Nothing was imported: {counts}. Correct those cells, or leave them out with --skip-bad.")
    elif not checked.written:
        say(f"Nothing to change: {counts}.")
    else:
        say(f"Checked only: {counts}. Nothing was written.")


def write_out(args: Namespace) -> int:
    """Write the matrix as a workbook or a text table."""
    out = Path(args.out).expanduser()
    with reading(args) as workspace:
        written = export_matrix(workspace, out)
    if args.json:
        put_json({"file": out, "rows": written.rows, "remarks": written.remarks})
    else:
        put(str(out))
    say(f"Wrote {written.rows:,} rows to {out.name}.")
    return 0
