"""A row against the record it names: what an import would change in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qms_desktop.exchange import mapping as columns
from qms_desktop.exchange.check import Problem, Row, Verdict
from qms_desktop.records.register import Register


@dataclass(frozen=True)
class Comparison:
    """How rows of one sheet are compared. In an export of ours an empty cell clears; elsewhere it says nothing."""

    register: Register
    fields: Mapping[str, int]
    headers: list[str]
    ours: bool

    def judge(self, row: Row, present: Mapping[str, object]) -> None:
        """Fill `before`, and tell new from changed and unchanged; changes to closed records need attention."""
        row.before = {n: present[n] for n in row.values if self._differs(row, n, present)}
        if self.ours:
            cleared = [n for n in self.fields if self._cleared(row, n, present)]
            row.before |= {n: present[n] for n in cleared}
            row.values |= dict.fromkeys(cleared)
        self._notes(row, present)
        state = str(present[columns.STATE])
        label = self.register.workflow.states(state).label
        if row.state not in (None, state):
            row.remarks.append(f"It is in the state {label} here; an import does not move records.")
        row.verdict = Verdict.CHANGED if row.before or row.ties else Verdict.UNCHANGED
        locked = [n for n in row.before if not self.register.editable(n, state)]
        if locked:
            sentence = f"The record is {label.lower()} and takes no changes here. Reopen it first, or skip the row."
            row.problems.append(
                Problem(row.row, self.header(locked[0]), str(row.values.get(locked[0]) or ""), sentence)
            )

    def header(self, name: str) -> str:
        """The header of the column that feeds a field, else the field's label."""
        if name in self.fields:
            return self.headers[self.fields[name]]
        return self.register.fields[name].label if name in self.register.fields else name

    def _differs(self, row: Row, name: str, present: Mapping[str, object]) -> bool:
        made_up = name == "title" and "title" not in self.fields
        computed = name in self.register.fields and self.register.fields[name].info.computed
        return (
            name in present and name != "notes" and not made_up and not computed and present[name] != row.values[name]
        )

    def _cleared(self, row: Row, name: str, present: Mapping[str, object]) -> bool:
        if name not in present or row.values.get(name) is not None or name == "notes":
            return False
        if name == "external_ref" and present[name] == row.values.get(columns.NUMBER):
            return False  # the number it had in the system it came from
        shown = self.register.fields.get(name)
        return shown is not None and not shown.info.computed and present[name] not in (None, "", False)

    def _notes(self, row: Row, present: Mapping[str, object]) -> None:
        have = str(present.get("notes") or "")
        given = row.values.get("notes")
        if self.ours:
            if "notes" in self.fields and (given or "") != have:
                row.before["notes"] = have or None
                row.values["notes"] = given
            return
        new = [line for line in ([str(given)] if given else []) + row.notes if line not in have]
        row.values.pop("notes", None)
        if new:
            row.before["notes"] = have or None
            row.values["notes"] = "\n".join([*([have] if have else []), *new])
