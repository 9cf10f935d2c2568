"""What a check found, in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from qms_desktop.exchange.check import Verdict
from qms_desktop.exchange.table import counted
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.importing.findings import SKIPPED, Findings

NoteRow = tuple[str, str]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Import", text)


def words_of(verdict: str, count: int) -> str:
    """A number with its verdict, as on the chips."""
    if verdict == Verdict.ATTENTION:
        return f"{count:,} {_tr('needs attention') if count == 1 else _tr('need attention')}"
    words = {
        str(Verdict.NEW): _tr("new"),
        str(Verdict.CHANGED): _tr("changed"),
        str(Verdict.UNCHANGED): _tr("unchanged"),
        SKIPPED: _tr("skipped"),
    }
    return f"{count:,} {words[verdict]}"


def counts_in_words(found: Findings) -> str:
    """All verdicts in one line."""
    parts = [words_of(str(v), found.counts[v]) for v in (*Verdict, SKIPPED) if found.counts[v]]
    rows = counted(len(found.lines), _tr("row"), _tr("rows"))
    return f"{rows}: {', '.join(parts)}" if parts else _tr("There is no row below the headers.")


def primary_words(found: Findings | None) -> str:
    """What the button of the third step will do."""
    if found is None or not found.written:
        return _tr("Nothing to import")
    rows = counted(found.written, _tr("row"), _tr("rows"))
    if not found.left:
        return _tr("Import {0}").format(rows)
    return _tr("Import {0}, skip {1}").format(rows, f"{found.left:,}")


def made_in_words(found: Findings, desk: Desk) -> str:
    """The records that the rows name and that will be made: "3 people, 1 supplier"."""
    parts = []
    for kind, unknown in found.check.makes.items():
        register = desk.registers[kind]
        parts.append(counted(len(unknown), register.one, register.title.lower()))
    return ", ".join(parts)


def notes_of(found: Findings, desk: Desk) -> list[NoteRow]:
    """What is good to know beside the rows: records made along the way, rows left out, remarks."""
    rows: list[NoteRow] = []
    new = _tr("New {0}")
    for kind, unknown in found.check.makes.items():
        what = new.format(desk.registers[kind].one)
        rows += [(what, f"{one.name} ({one.more})" if one.more else one.name) for one in unknown]
    rows += [(_tr("Remark"), remark) for remark in found.check.remarks]
    return rows + _left_out(found.check.left_out)


def _left_out(left_out: Sequence[tuple[int, str]]) -> list[NoteRow]:
    """Rows that are no records, those beside each other with one reason as one line."""
    spans: list[list[int]] = []
    reasons: list[str] = []
    for number, reason in left_out:
        if reasons and reasons[-1] == reason and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
            reasons.append(reason)
    one, many = _tr("Row {0} left out"), _tr("Rows {0} to {1} left out")
    return [
        ((one if first == last else many).format(f"{first:,}", f"{last:,}"), reason)
        for (first, last), reason in zip(spans, reasons, strict=True)
    ]
