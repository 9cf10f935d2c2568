"""What a check found, prepared in the database thread for a table of any length: plain values, no Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from qms_desktop.errors import Conflict
from qms_desktop.exchange import importing
from qms_desktop.exchange.bad_rows import problem_columns, wrong
from qms_desktop.exchange.check import Check, Plan, Row, Verdict
from qms_desktop.exchange.checking import Progress
from qms_desktop.exchange.conversion import Unknown
from qms_desktop.exchange.field_cells import in_cell
from qms_desktop.exchange.importing import Applied, Source
from qms_desktop.exchange.mapping import LEAVE_OUT, MARK, NOTE
from qms_desktop.exchange.table import Value
from qms_desktop.exchange.targets import Into
from qms_desktop.exchange.values import to_text
from qms_desktop.workspace.reading import refs
from qms_desktop.workspace.workspace import Workspace

CHUNK = 500
_LONGEST = 60


class Line(NamedTuple):
    """A row of the file as the table shows it; `found` is None where the user skips the row."""

    number: int
    cells: Sequence[Value]
    found: Row | None


@dataclass(slots=True)
class Findings:
    """A check with everything its page shows. `as_of` is the newest change set the check has seen."""

    check: Check
    source: Source
    lines: list[Line]
    names: Mapping[UUID, str]
    counts: Counter[str] = field(default_factory=Counter)
    as_of: int = 0

    @property
    def written(self) -> int:
        """How many rows an import would write."""
        return self.counts[Verdict.NEW] + self.counts[Verdict.CHANGED]

    @property
    def left(self) -> int:
        """How many rows it would leave out: those that need attention and those the user skips."""
        return self.counts[Verdict.ATTENTION] + self.counts[SKIPPED]

    def columns(self) -> list[int]:
        """The columns of the file that feed a field, in their order."""
        return [m.column for m in self.check.mapping if m.field not in (NOTE, LEAVE_OUT, MARK)]

    def field_of(self, column: int) -> str:
        """The field a column feeds."""
        return self.check.mapping[column].field

    def text(self, line: Line, column: int) -> str:
        """What the file, or a correction, says in a cell."""
        cell = line.cells[column] if column < len(line.cells) else None
        shown = self.source.sheet.shown.get((line.number, self.source.found.first_column + column))
        return to_text(cell, shown if isinstance(cell, int | float) else None)

    def change(self, line: Line, column: int) -> tuple[str, str] | None:
        """The old and the new value of a cell that would change."""
        row, name = line.found, self.field_of(column)
        if row is None or row.verdict is not Verdict.CHANGED or name not in row.before:
            return None
        return self.words(name, row.before[name]), self.words(name, row.values.get(name))

    def problems(self, line: Line) -> list[int]:
        """The columns whose cells are wrong."""
        return problem_columns(self.check, line.found) if line.found is not None and line.found.problems else []

    def remark(self, line: Line) -> str:
        """What is wrong and what to do, or what will happen beside the cells."""
        row = line.found
        if row is None:
            return ""
        if row.problems:
            return wrong(row)
        here = {self.field_of(column) for column in self.columns()}
        beside = [n for n in row.before if n not in here] if row.verdict is Verdict.CHANGED else []
        changes = [f"{self.label(n)}: {_short(self.words(n, row.values.get(n)))}" for n in beside]
        return "\n".join([*changes, *row.remarks])

    def label(self, name: str) -> str:
        """The label of a field."""
        shown = self.check.into.fields.get(name)
        return shown.label if shown else name

    def words(self, name: str, value: object) -> str:
        """A stored value as a spreadsheet shows it."""
        if isinstance(value, Unknown):
            return value.name
        if isinstance(value, UUID):
            return self.names.get(value, "")
        shown = self.check.into.fields.get(name)
        said = in_cell(shown, value) if shown is not None else value
        return to_text(said) if isinstance(said, str | int | float) else "" if said is None else str(said)


SKIPPED = "skipped"


def check_file(workspace: Workspace, into: Into, source: Source, plan: Plan, progress: Progress | None) -> Findings:
    """Run the check; writes nothing.

    Raises:
        RuleBroken: the plan does not fit the sheet. Stopped: cancelled.
    """
    with workspace.read() as look:
        checked = importing.check(look, into, source, plan, progress)
        changed = [row for row in checked.rows if row.verdict is Verdict.CHANGED]
        wanted = {v for r in changed for n in r.before for v in (r.before[n], r.values.get(n)) if isinstance(v, UUID)}
        ids, names = list(wanted), {}
        for start in range(0, len(ids), CHUNK):
            found = refs(look.session.connection(), ids[start : start + CHUNK])
            names.update({key: ref.title for key, ref in found.items()})
    lines = _lines(source, checked, plan.skip)
    counts = Counter(str(line.found.verdict) if line.found else SKIPPED for line in lines)
    return Findings(checked, source, lines, names, counts, _newest(workspace))


def _lines(source: Source, checked: Check, skip: Collection[int]) -> list[Line]:
    judged = {row.row: row for row in checked.rows}
    lines = []
    for number, cells in source.found.data_rows:
        row = judged.get(number) if number not in skip else None
        lines.append(Line(number, row.cells if row else cells, row))
    return lines


def apply_findings(workspace: Workspace, findings: Findings, progress: Progress) -> tuple[Applied, int]:
    """Write what was found, as one change set; what was written and the number of the set.

    Raises:
        Conflict: something was changed since the check. RuleBroken, Stopped: nothing is written.
    """
    if _newest(workspace) != findings.as_of:
        raise Conflict("Records were changed since the check. The rows are checked again; nothing was written.")
    with workspace.change(importing.label(findings.check)) as work:
        applied = importing.apply(work, findings.check, progress)
    return applied, _newest(workspace)


def _newest(workspace: Workspace) -> int:
    return workspace.last.number if workspace.last is not None else 0


def _short(text: str) -> str:
    line = " / ".join(text.split("\n"))
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
