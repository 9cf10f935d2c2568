"""`MatrixModel` and `SumsModel`: the competence matrix as tables, in figures, words and tones."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from qms_desktop.insight.competence_matrix import LEAST, Cell, Matrix, Skill, Somebody
from qms_desktop.principles.engagement_of_people.levels import Level
from qms_desktop.statistics.competence import Standing
from qms_desktop.ui.delegates import TONE_ROLE

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()

CELL_ROLE = Qt.ItemDataRole.UserRole + 120
"""The `Cell` itself, for painting."""
GAP_ROLE = Qt.ItemDataRole.UserRole + 121
"""Of a row's header: how many levels the person is missing."""
CRITICAL_ROLE = Qt.ItemDataRole.UserRole + 122
"""Of a column's header: whether the competence is critical."""
NOTE_ROLE = Qt.ItemDataRole.UserRole + 123
"""The small words under the figure: when it ends, or that it has."""

EMPTY = Matrix((), (), {}, {})
WIDE_GAP = 2
"""From so many missing levels on, a cell is red."""


def level_words(level: int) -> str:
    """A level as people say it."""
    return Level(str(level)).label


def tone_of(cell: Cell) -> str | None:
    """The colour that a cell has; None leaves it plain."""
    if cell.required is None and cell.level is None:
        return None
    if cell.gap:
        return "red" if cell.gap >= WIDE_GAP or not cell.actual else "amber"
    if cell.standing is Standing.EXPIRED:
        return "grey"
    return "green" if cell.required else "blue"


def figure(cell: Cell) -> str:
    """Actual and required: "2/3", "–/3", "3"."""
    actual = "–" if cell.level is None else str(cell.level)
    if cell.required is None:
        return actual if cell.level is not None else ""
    return f"{actual}/{cell.required}"


def note(cell: Cell, today: date) -> str:
    """What stands small under the figure."""
    if cell.level is None or cell.standing is Standing.VALID:
        return ""
    if cell.standing is Standing.EXPIRED:
        return QCoreApplication.translate("Matrix", "expired")
    days = (cell.valid_until - today).days if cell.valid_until else 0
    return QCoreApplication.translate("Matrix", "{0} d").format(days)


def said(person: Somebody, skill: Skill, cell: Cell) -> str:
    """A cell in words, for the tooltip and for screen readers."""
    tr = QCoreApplication.translate
    words = [f"{person.name}, {skill.name}"]
    if cell.level is None:
        words.append(tr("Matrix", "no assessment"))
    else:
        words.append(level_words(cell.level) + (f" ({cell.assessed_on})" if cell.assessed_on else ""))
    if cell.required is not None:
        words.append(tr("Matrix", "required {0}").format(level_words(cell.required)))
    if cell.standing is Standing.EXPIRED and cell.level is not None:
        words.append(tr("Matrix", "expired on {0}").format(cell.valid_until))
    elif cell.valid_until is not None:
        words.append(tr("Matrix", "valid until {0}").format(cell.valid_until))
    if cell.gap:
        words.append(tr("Matrix", "{0} missing").format(cell.gap))
    return ", ".join(words)


class MatrixModel(QAbstractTableModel):
    """People down, competences across. Digits are written by the page; the model only shows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.matrix = EMPTY
        self.today = date.min

    def show(self, matrix: Matrix, today: date) -> None:
        """Show another matrix; the same people and competences keep the place of the focus."""
        same = (matrix.people, matrix.skills) == (self.matrix.people, self.matrix.skills)
        if same:
            self.matrix, self.today = matrix, today
            if matrix.people and matrix.skills:
                last = self.index(len(matrix.people) - 1, len(matrix.skills) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
                self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(matrix.people) - 1)
            return
        self.beginResetModel()
        self.matrix, self.today = matrix, today
        self.endResetModel()

    def place(self, person: UUID, skill: UUID) -> QModelIndex:
        """Where a cell is now; nowhere where it is not shown."""
        row = next((n for n, p in enumerate(self.matrix.people) if p.id == person), -1)
        column = next((n for n, s in enumerate(self.matrix.skills) if s.id == skill), -1)
        return self.index(row, column)

    def at(self, index: Index) -> tuple[Somebody, Skill, Cell]:
        """Person, competence and cell."""
        person, skill = self.matrix.people[index.row()], self.matrix.skills[index.column()]
        return person, skill, self.matrix.cell(person.id, skill.id)

    def rowCount(self, parent: Index = ROOT) -> int:
        """The people."""
        return 0 if parent.isValid() else len(self.matrix.people)

    def columnCount(self, parent: Index = ROOT) -> int:
        """The competences."""
        return 0 if parent.isValid() else len(self.matrix.skills)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Figure, note, tone and words of a cell."""
        if not index.isValid():
            return None
        person, skill, cell = self.at(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return figure(cell)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return said(person, skill, cell)
        if role == CELL_ROLE:
            return cell
        if role == NOTE_ROLE:
            return note(cell, self.today)
        return tone_of(cell) if role == TONE_ROLE else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Names, and what stands beside them."""
        if orientation == Qt.Orientation.Vertical:
            return self._person(section, role)
        return self._skill(section, role)

    def _person(self, section: int, role: int) -> object:
        person, gap = self.matrix.people[section], self.matrix.person_gaps[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return person.name
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            roles = ", ".join(self.matrix.roles.get(role_id, "") for role_id in person.roles)
            missing = self.tr("{0} levels missing").format(gap)
            return " · ".join(word for word in (person.name, roles, person.department, missing) if word)
        return gap if role == GAP_ROLE else None

    def _skill(self, section: int, role: int) -> object:
        skill = self.matrix.skills[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return skill.name
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            words = [skill.name, skill.family, self.tr("critical") if skill.critical else ""]
            return " · ".join(word for word in words if word)
        return skill.critical if role == CRITICAL_ROLE else None


class SumsModel(QAbstractTableModel):
    """What stands under each competence: levels missing, coverage, and how many can do it alone."""

    def __init__(self, above: MatrixModel) -> None:
        super().__init__(above)
        self._above = above
        above.modelReset.connect(self._reset)
        above.dataChanged.connect(lambda *_: self._reset())

    def _reset(self) -> None:
        self.beginResetModel()
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """Three."""
        return 0 if parent.isValid() else 3

    def columnCount(self, parent: Index = ROOT) -> int:
        """The competences."""
        return 0 if parent.isValid() else len(self._above.matrix.skills)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The figure, its words and its tone."""
        if not index.isValid():
            return None
        text, tone, words = self._sum(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{self._above.matrix.skills[index.column()].name}: {words}"
        return tone if role == TONE_ROLE else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The names of the three."""
        names = (
            (self.tr("Levels missing"), self.tr("What all people together are missing")),
            (self.tr("Coverage"), self.tr("Of those who are asked, the share that has the level")),
            (self.tr("Can do it alone"), self.tr("The bus factor: people with level 3 or more")),
        )
        if orientation == Qt.Orientation.Vertical:
            if role == Qt.ItemDataRole.DisplayRole:
                return names[section][0]
            if role == Qt.ItemDataRole.ToolTipRole:
                return names[section][1]
        return None

    def _sum(self, row: int, column: int) -> tuple[str, str | None, str]:
        matrix = self._above.matrix
        if row == 0:
            missing = matrix.skill_gaps[column]
            return str(missing or "–"), None, self.tr("{0} levels missing").format(missing)
        if row == 1:
            share = matrix.coverages[column]
            if share is None:
                return "", None, self.tr("nobody is asked for it")
            part = f"{100 * share:.0f}%"  # no blank: three digits need the width of a column
            return part, None, self.tr("{0} of those who are asked have it").format(part)
        alone, skill = matrix.bus_factors[column], matrix.skills[column]
        words = self.tr("{0} can do it alone").format(alone)
        if skill.critical and alone < LEAST:
            return f"! {alone}", "red", self.tr("{0}; critical, at least {1} should").format(words, LEAST)
        return str(alone), None, words
