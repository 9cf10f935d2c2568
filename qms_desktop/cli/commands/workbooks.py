"""The commands for workbooks that go out to people without the program, and come back: workbook, workbook-in."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from uuid import UUID

from qms_desktop.cli.arguments import Commands, path_of
from qms_desktop.cli.documents import Document
from qms_desktop.cli.naming import one_of
from qms_desktop.cli.opening import reading, writing
from qms_desktop.cli.output import put, put_json, say
from qms_desktop.cli.tables import clean
from qms_desktop.errors import RuleBroken, Unavailable
from qms_desktop.exchange.check import Verdict
from qms_desktop.exchange.forms.actions import write_actions
from qms_desktop.exchange.forms.answers import AnswerCheck, label
from qms_desktop.exchange.forms.reading import read_form
from qms_desktop.exchange.forms.survey import survey_named, write_survey
from qms_desktop.exchange.forms.taking import apply, check
from qms_desktop.workspace.look import Look


def _actions(look: Look, path: Path, whom: str) -> int:
    return write_actions(look, path, person_named(look, whom) if whom else None)


def _survey(look: Look, path: Path, what: str) -> int:
    return write_survey(look, path, *survey_named(look, what))


WORKBOOKS = {"actions": _actions, "survey": _survey}
"""By name: what writes the workbook, given a look, the file, and whom or what it is for."""


def declare(commands: Commands) -> None:
    """Add the commands of this group."""
    out = commands.add("workbook", _out, "write a workbook to be filled in by somebody without the program")
    out.add_argument("name", metavar="NAME", help=f"one of: {', '.join(WORKBOOKS)}")
    out.add_argument(
        "what",
        metavar="NUMBER",
        nargs="?",
        default="",
        help="whom it is for (everybody), or the survey: SUR-2026-0001, or SUR-2026-0001/3 for one invitation",
    )
    out.add_argument("out", metavar="OUT.xlsx")
    back = commands.add("workbook-in", _back, "take in a workbook that came back, after a check of every row")
    back.add_argument("sheet_file", metavar="IN.xlsx")
    back.add_argument("--dry-run", action="store_true", help="check only, write nothing")
    back.add_argument("--skip-bad", action="store_true", help="take in the rest where rows need attention")
    back.add_argument("--anyway", action="store_true", help="take it in although it comes from somebody who left")


def _out(args: Namespace) -> int:
    if args.name not in WORKBOOKS:
        raise one_of(args.name, WORKBOOKS, f"There is no workbook “{args.name}”.")
    out = Path(args.out).expanduser()
    live = path_of(args.file)
    if out.exists() and live.exists() and out.samefile(live):
        raise Unavailable(f"{out.name} is the quality system itself. Name another file to write.")
    with reading(args) as workspace, workspace.read() as look:
        rows = WORKBOOKS[args.name](look, out, args.what)
    if args.json:
        put_json({"file": out, "workbook": args.name, "rows": rows})
    else:
        put(str(out))
    say(f"Wrote {rows:,} rows to {out.name}.")
    return 0


def person_named(look: Look, words: str) -> UUID:
    """The person of a number or name.

    Raises:
        RuleBroken: there is none.
    """
    found = look.resolve("person", words)
    if found is None:
        raise RuleBroken(f"There is nobody called “{words}” here. Name a person by number or full name.")
    return found


def _back(args: Namespace) -> int:
    path = Path(args.sheet_file).expanduser()
    if not path.exists():
        raise Unavailable(f"There is no file {path}. Check the name.")
    returned = read_form(path)
    with (reading if args.dry_run else writing)(args) as workspace:
        with workspace.read() as look:
            checked = check(look, returned)
        bad = checked.count(Verdict.ATTENTION)
        asked = bool(checked.asks) and not args.anyway
        applied = not args.dry_run and not asked and bool(checked.written) and (args.skip_bad or not bad)
        if applied:
            with workspace.change(label(checked)) as work:
                apply(work, checked)
        change = workspace.last.number if applied and workspace.last else None
    if args.json:
        put_json(_document(checked, change, applied=applied))
    _say(checked, applied=applied, asked=asked)
    return 1 if asked or (bad and not args.skip_bad) else 0


def _document(checked: AnswerCheck, change: int | None, *, applied: bool) -> Document:
    returned = checked.returned
    return {
        "file": returned.file,
        "workbook": returned.template,
        "sent_to": checked.sender,
        "sent_on": returned.sent_on,
        "rows": len(returned.rows),
        "new": 0,
        "changed": checked.count(Verdict.CHANGED),
        "unchanged": checked.count(Verdict.UNCHANGED),
        "attention": [
            {"row": p.row, "column": p.column, "value": p.value, "problem": p.problem} for p in checked.attention
        ],
        "changes": [
            {
                "row": answer.row.row, "record": answer.row.number, "move": answer.move or None,
                "values": {n: {"old": answer.before.get(n), "new": v} for n, v in answer.values.items()},
            }
            for answer in checked.written
        ],
        "asks": checked.asks or None,
        "remarks": returned.remarks,
        "applied": applied,
        "change_set": change,
    }  # fmt: skip


def _say(checked: AnswerCheck, *, applied: bool, asked: bool) -> None:
    returned = checked.returned
    whose = f" for {checked.sender}" if checked.sender else ""
    say(f"{returned.file}: {returned.template}, sent out on {returned.sent_on}{whose}, {len(returned.rows):,} rows.")
    for answer in checked.written:
        step = f", {answer.move}" if answer.move else ""
        say(clean(f"  Row {answer.row.row}, {answer.row.number}: {', '.join(answer.values)}{step}", blanks=True))
    for remark in returned.remarks:
        say(f"Note: {remark}")
    for problem in checked.attention:
        say(clean(f"  Row {problem.row}, {problem.column or 'row'}: {problem.problem}", blanks=True))
    counts = ", ".join(f"{checked.count(v):,} {v}" for v in Verdict if v is not Verdict.NEW)
    if asked:
        say(f"Nothing was taken in. {checked.asks} To do so, use --anyway.")
    elif applied:
        say(f"Taken in: {counts}.")
    elif checked.attention and checked.written:
        say(f"Nothing was taken in: {counts}. Correct those rows, or leave them out with --skip-bad.")
    elif not checked.written:
        say(f"Nothing to change: {counts}.")
    else:
        say(f"Checked only: {counts}. Nothing was written.")
