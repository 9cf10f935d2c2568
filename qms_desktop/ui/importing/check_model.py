"""The rows of a file after the check, as a table in which cells are corrected."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from qms_desktop.exchange.check import Verdict
from qms_desktop.records.fields import FieldType
from qms_desktop.records.register import Register
from qms_desktop.ui.delegates import MUTED_ROLE, TINT_ROLE, TONE_ROLE
from qms_desktop.ui.importing.columns_model import field_label
from qms_desktop.ui.importing.findings import SKIPPED, Findings, Line
from qms_desktop.ui.importing.run import ImportRun

Index = QModelIndex | QPersistentModelIndex

ROW, RESULT, FIRST = 0, 1, 2
ICON_ROLE = Qt.ItemDataRole.UserRole + 120  # an icon before the words, so that colour is not all that tells
CHOICES_ROLE = Qt.ItemDataRole.UserRole + 121  # the words a cell may take
TONES = {Verdict.NEW: "blue", Verdict.CHANGED: "amber", Verdict.UNCHANGED: "grey", Verdict.ATTENTION: "red"}
_NONE = QModelIndex()


class CheckModel(QAbstractTableModel):
    """Row, result, the columns that feed a field, and what is wrong; filtered by verdict."""

    corrected = Signal(int, int, str)
    """Row number and column of the file, and the words that shall stand there."""

    def __init__(self, run: ImportRun, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run = run
        self.findings: Findings | None = None
        self.columns: list[int] = []
        self.shown: list[int] = []
        self.verdict = ""
        self._words = {
            str(Verdict.NEW): self.tr("New"),
            str(Verdict.CHANGED): self.tr("Changed"),
            str(Verdict.UNCHANGED): self.tr("Unchanged"),
            str(Verdict.ATTENTION): self.tr("Needs attention"),
            SKIPPED: self.tr("Skipped"),
        }

    # -- what the page says

    def show_findings(self, findings: Findings | None, verdict: str) -> None:
        """Show the rows of a check that have a verdict; all of them without one."""
        self.beginResetModel()
        self.findings, self.verdict = findings, verdict
        self.columns = findings.columns() if findings is not None else []
        lines = findings.lines if findings is not None else []
        self.shown = [n for n, line in enumerate(lines) if not verdict or verdict_of(line) == verdict]
        self.endResetModel()

    def refresh(self) -> None:
        """Draw again: something was corrected or skipped, and the new check is on its way."""
        if self.shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.shown) - 1, self.last))

    @property
    def last(self) -> int:
        """The column that says what is wrong."""
        return FIRST + len(self.columns)

    def line(self, row: int) -> Line:
        """The row of the file that a row of the table shows."""
        assert self.findings is not None  # noqa: S101  there are rows
        return self.findings.lines[self.shown[row]]

    def telling(self) -> list[int]:
        """The columns of the table that have something wrong or changed in the rows shown."""
        found: set[int] = set()
        for row in range(len(self.shown)):
            line = self.line(row)
            found.update(self._problems(line))
            if line.found is not None and line.found.before and self.findings is not None:
                found.update(c for c in self.columns if self.findings.field_of(c) in line.found.before)
        return [FIRST + n for n, column in enumerate(self.columns) if column in found]

    def first_wrong(self, row: int) -> int:
        """The column of the table at which the user begins in a row."""
        wrong = self._problems(self.line(row))
        here = [FIRST + n for n, column in enumerate(self.columns) if column in wrong]
        return here[0] if here else min(FIRST, self.last)

    def alike(self, row: int, column: int) -> list[tuple[int, int]]:
        """The other cells of a column in which the same words are wrong."""
        if self.findings is None or not FIRST <= column < self.last:
            return []
        source, here = self.columns[column - FIRST], self.line(row)
        text, found = self.findings.text(here, source), []
        for line in self.findings.lines:
            wrong = line is not here and line.found is not None and line.found.problems
            if wrong and source in self._problems(line) and self.findings.text(line, source) == text:
                found.append((line.number, source))
        return found

    # -- what the table asks

    def rowCount(self, parent: Index = _NONE) -> int:
        """The rows that are shown."""
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index = _NONE) -> int:
        """Row, result, fields, what is wrong."""
        return 0 if parent.isValid() or self.findings is None else self.last + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The labels of the fields; the file's own headers as tooltips."""
        if orientation != Qt.Orientation.Horizontal or self.findings is None:
            return None
        if FIRST <= section < self.last:
            mapped = self.findings.check.mapping[self.columns[section - FIRST]]
            if role == Qt.ItemDataRole.ToolTipRole:
                return self.tr("In the file: {0}").format(mapped.header)
            label = field_label(self.findings.check.into, mapped.field)
            return label if role == Qt.ItemDataRole.DisplayRole else None
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        last = (
            self.tr("What is wrong, and what you can do") if self.verdict == Verdict.ATTENTION else self.tr("Remarks")
        )
        return {ROW: self.tr("Row"), RESULT: self.tr("Result")}.get(section, last)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells that feed a field can be corrected."""
        flags = super().flags(index)
        editable = FIRST <= index.column() < self.last and not self._skips(self.line(index.row()))
        return flags | Qt.ItemFlag.ItemIsEditable if editable else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:  # noqa: PLR0911  one line for each role
        """The words of a cell and how it is drawn."""
        if not index.isValid() or self.findings is None:
            return None
        line, column = self.line(index.row()), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(line, column)
        if role == Qt.ItemDataRole.EditRole and FIRST <= column < self.last:
            return self._plain(line, self.columns[column - FIRST])
        if role == MUTED_ROLE:
            return self._skips(line) or column == ROW
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(line, column)
        if role == CHOICES_ROLE and FIRST <= column < self.last:
            return self._choices(self.columns[column - FIRST])
        if role in (TINT_ROLE, TONE_ROLE, ICON_ROLE):
            return self._look(line, column, role)
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a correction."""
        if role != Qt.ItemDataRole.EditRole or str(value).strip() == index.data(Qt.ItemDataRole.EditRole):
            return False
        self.corrected.emit(self.line(index.row()).number, self.columns[index.column() - FIRST], str(value))
        return True

    # -- inside

    def _skips(self, line: Line) -> bool:
        return line.number in self._run.decisions.skip

    def _pending(self, line: Line, column: int) -> str | None:
        """A correction that the newest check may not know yet."""
        return self._run.decisions.fixes.get((line.number, column))

    def _problems(self, line: Line) -> list[int]:
        return self.findings.problems(line) if self.findings is not None else []

    def _plain(self, line: Line, column: int) -> str:
        assert self.findings is not None  # noqa: S101  asked by data alone
        pending = self._pending(line, column)
        return self.findings.text(line, column) if pending is None else pending

    def _text(self, line: Line, column: int) -> str:
        assert self.findings is not None  # noqa: S101  asked by data alone
        if column == ROW:
            return f"{line.number:,}"
        if column == RESULT:
            return self._words[SKIPPED if self._skips(line) else verdict_of(line)]
        if column == self.last:
            return (
                self.tr("Left out by you")
                if self._skips(line)
                else "  ·  ".join(self.findings.remark(line).split("\n"))
            )
        source = self.columns[column - FIRST]
        text = self._plain(line, source)
        if source in self._problems(line):
            return text or self.tr("empty")
        change = self.findings.change(line, source)
        return f"{change[0] or '–'} → {change[1] or '–'}" if change else text

    def _tip(self, line: Line, column: int) -> str:
        assert self.findings is not None  # noqa: S101  asked by data alone
        if column == self.last:
            return self.findings.remark(line)
        if not FIRST <= column < self.last:
            return self._text(line, column)
        source = self.columns[column - FIRST]
        row = line.found
        if row is not None and source in self._problems(line):
            header = self.findings.check.mapping[source].header
            return "\n".join(p.problem for p in row.problems if p.column == header)
        change = self.findings.change(line, source)
        if change:
            return self.tr("Now: {0}\nAfter the import: {1}").format(change[0] or "–", change[1] or "–")
        return self._text(line, column)

    def _look(self, line: Line, column: int, role: int) -> str | None:
        if FIRST <= column < self.last:
            tint, icon = self._marks(line, self.columns[column - FIRST])
            return {TINT_ROLE: tint, ICON_ROLE: icon}.get(role)
        if role != TONE_ROLE:
            return None
        if column == RESULT:
            return "grey" if self._skips(line) or line.found is None else TONES[line.found.verdict]
        wrong = line.found is not None and bool(line.found.problems) and not self._skips(line)
        return "red" if column == self.last and wrong else None

    def _marks(self, line: Line, source: int) -> tuple[str | None, str | None]:
        """Tint and icon of a cell."""
        assert self.findings is not None  # noqa: S101  asked by data alone
        if self._skips(line):
            return None, None
        fixed = self._pending(line, source) is not None
        if source in self._problems(line):
            return ("blue", "pencil") if fixed and self._run.stale else ("red", "triangle-alert")
        if fixed:
            return None, "pencil"
        return ("amber", None) if self.findings.change(line, source) else (None, None)

    def _choices(self, column: int) -> list[str]:
        assert self.findings is not None  # noqa: S101  asked by data alone
        into, name = self.findings.check.into, self.findings.field_of(column)
        if name == "state" and isinstance(into, Register):
            return [s.label for s in into.workflow.states]
        shown = into.fields.get(name)
        if shown is None:
            return []
        if shown.type is FieldType.FLAG:
            return [self.tr("Yes"), self.tr("No")]
        return [m.label for m in shown.info.members] if shown.type is FieldType.CHOICE else []


def verdict_of(line: Line) -> str:
    """The verdict of a row, or that it is skipped."""
    return str(line.found.verdict) if line.found is not None else SKIPPED
