"""What a check found, in words."""

from __future__ import annotations

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
    rows += [(_tr("Row {0} left out").format(f"{number:,}"), reason) for number, reason in found.check.left_out]
    return rows
