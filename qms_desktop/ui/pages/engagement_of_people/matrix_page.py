"""`MatrixPage`: the competence matrix with its filters, its keyboard, and the evidence beside it."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from qms_desktop.flows.learning import assess
from qms_desktop.insight.competence_evidence import Evidence, evidence
from qms_desktop.insight.competence_matrix import KINDS, Matrix, Place, competence_matrix
from qms_desktop.principles.engagement_of_people.levels import Level, Method
from qms_desktop.statistics.competence import Standing
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.pages.engagement_of_people.cell_pane import CellPane
from qms_desktop.ui.pages.engagement_of_people.legend import Legend
from qms_desktop.ui.pages.engagement_of_people.matrix_model import EMPTY, MatrixModel, level_words
from qms_desktop.ui.pages.engagement_of_people.matrix_view import MatrixView
from qms_desktop.ui.widgets.buttons import Button
from qms_desktop.ui.widgets.card import TableCard
from qms_desktop.ui.widgets.chip import FilterChip
from qms_desktop.ui.widgets.choice_field import Combo
from qms_desktop.ui.widgets.empty_state import EmptyState
from qms_desktop.ui.widgets.label import ElidedLabel
from qms_desktop.workspace.work import Work
from qms_desktop.workspace.workspace import Workspace

LEVELS = frozenset(level.value for level in Level)
PANE, COVER_BELOW = 340, 760
_COMBO = 170


class MatrixPage(QWidget):
    """Reads the matrix on the worker, shows it, and writes a level for every digit; each is one undo."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._whole = EMPTY
        self._today = date.min
        self._stale = True
        self._open: Place | None = None
        self.method: Method | None = None
        """How levels are found at present; asked with the first digit."""
        self.model = MatrixModel(self)
        self.view = MatrixView(desk.theme, self.model)
        self._make_filters()
        self._lay_out()
        self.view.grid.typed.connect(self._typed)
        self.view.grid.opened.connect(self.open_cell)
        self.view.grid.selectionModel().currentChanged.connect(self._follow_cell)
        desk.tasks.changed.connect(lambda changes: self._touched(bool(changes.kinds & set(KINDS))))

    @cached_property
    def pane(self) -> CellPane:
        """The evidence, made when it is first wanted."""
        pane = CellPane(self._desk)
        pane.closing.connect(self.close_pane)
        self._splitter.addWidget(pane)
        return pane

    # -- what the principle page asks

    def areas(self) -> list[QWidget]:
        """The places F6 goes to."""
        found: list[QWidget] = [self.role, self.view.grid, self.view.sums]
        if self._open is not None:
            found.append(self.pane.close_button)
        return [area for area in found if area.isVisible()]

    def reload(self) -> None:
        """Read the matrix again."""
        self._stale = False

        def query(workspace: Workspace) -> tuple[Matrix, date]:
            with workspace.read() as look:
                return competence_matrix(look), look.today

        self._desk.tasks.read(query, self._show, key=f"matrix {id(self)}", owner=self)

    # -- events

    def showEvent(self, event: QShowEvent) -> None:
        """Reads what changed while another page was looked at."""
        super().showEvent(event)
        if self._stale:
            self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow page the evidence covers the matrix."""
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the evidence."""
        if event.key() == Qt.Key.Key_Escape and self._open is not None:
            self.close_pane()
            return
        super().keyPressEvent(event)

    # -- showing

    def _touched(self, mine: bool) -> None:
        if mine and self.isVisible():
            self.reload()
        elif mine:
            self._stale = True

    def _show(self, answer: tuple[Matrix, date]) -> None:
        self._whole, self._today = answer
        self._offer(self.role, self.tr("All roles"), list(self._whole.roles.items()))
        departments = sorted({p.department for p in self._whole.people if p.department}, key=str.casefold)
        self._offer(self.department, self.tr("All departments"), [(name, name) for name in departments])
        self._narrow()

    def _offer(self, combo: Combo, every: str, choices: list[tuple[object, str]]) -> None:
        wanted = [(None, every), *choices]
        if [(combo.itemData(n), combo.itemText(n)) for n in range(combo.count())] == wanted:
            return
        chosen = combo.currentData()
        combo.blockSignals(True)
        combo.clear()
        for value, label in wanted:
            combo.addItem(label, value)
        combo.setCurrentIndex(max(0, combo.findData(chosen)))
        combo.blockSignals(False)

    def _narrow(self) -> None:
        kept = self._current()
        role, department = self.role.currentData(), self.department.currentData()
        shown = self._whole.narrowed(
            role=role if isinstance(role, UUID) else None, department=department or "", gaps=self.gaps.isChecked()
        )
        self.model.show(shown, self._today)
        if kept is not None and (index := self.model.place(*kept)).isValid():
            self.view.grid.setCurrentIndex(index)
        elif shown.people and shown.skills and not self.view.grid.currentIndex().isValid():
            self.view.grid.setCurrentIndex(self.model.index(0, 0))
        self.summary.setText(self._summed(shown))
        self._left.setCurrentWidget(self._card if shown.people and shown.skills else self._nothing())
        if self._open is not None:
            self._ask_evidence(self._open)

    def _summed(self, shown: Matrix) -> str:
        words = []
        if shown.index is not None:
            words.append(self.tr("gap index {0} %").format(f"{100 * shown.index:.0f}"))
        ending, ended = shown.standings[Standing.EXPIRING], shown.standings[Standing.EXPIRED]
        if ending:
            words.append(self.tr("{0} ending soon").format(ending))
        if ended:
            words.append(self.tr("{0} expired").format(ended))
        if shown.at_risk:
            words.append(self.tr("{0} critical on one person or none").format(len(shown.at_risk)))
        # last, because the matrix shows it and a narrow page cuts the end
        words.append(self.tr("{0} people, {1} competences").format(len(shown.people), len(shown.skills)))
        return " · ".join(words)

    def _nothing(self) -> QWidget:
        return self.beginning if not self._whole.skills else self.no_match

    # -- the cell

    def _current(self) -> Place | None:
        index = self.view.grid.currentIndex()
        if not index.isValid():
            return None
        person, skill, _cell = self.model.at(index)
        return person.id, skill.id

    def open_cell(self) -> None:
        """Show the evidence behind the current cell."""
        place = self._current()
        if place is not None:
            self._ask_evidence(place)

    def close_pane(self) -> None:
        """Close the evidence."""
        self._open = None
        self.pane.hide()
        self._arrange()
        self.view.grid.setFocus()

    def _follow_cell(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        if self._open is not None:
            self.open_cell()

    def _ask_evidence(self, place: Place) -> None:
        self._open = place

        def query(workspace: Workspace) -> Evidence:
            with workspace.read() as look:
                return evidence(look, *place)

        self._desk.tasks.read(
            query, lambda found: self._show_evidence(place, found), key=f"cell {id(self)}", owner=self
        )

    def _show_evidence(self, place: Place, found: Evidence) -> None:
        index = self.model.place(*place)
        if self._open != place or not index.isValid():
            return
        self.pane.show_cell(*self.model.at(index), found)
        if self.pane.isHidden():
            self.pane.show()
            self._splitter.setSizes([max(0, self._splitter.width() - PANE), PANE])
        self._arrange()
        QTimer.singleShot(0, self, lambda: self.view.grid.scrollTo(self.view.grid.currentIndex()))

    def _arrange(self) -> None:
        cover = self._open is not None and self.width() < COVER_BELOW * self._desk.theme.base / 10
        focused = self.view.grid.hasFocus()
        self._left.setVisible(not cover)
        if cover and focused:
            self.pane.close_button.setFocus()

    # -- writing

    def _typed(self, digit: str) -> None:
        place = self._current()
        if place is None:
            return
        if not self._desk.writable:
            self._desk.tell(self._desk.read_only_because)
        elif digit not in LEVELS:
            self._desk.tell(self.tr("There is no level {0}. The levels are 0 to 4.").format(digit))
        elif self.method is None:
            self._ask_method(place, digit)
        else:
            self._write(place, digit, self.method)

    def _ask_method(self, place: Place, digit: str) -> None:
        """Once: how levels are found from now on."""
        menu = QMenu(self)
        menu.setAccessibleName(self.tr("How was it found?"))
        menu.addAction(self.tr("How was it found? (asked once)")).setEnabled(False)
        for number, method in enumerate(Method, start=1):
            action = menu.addAction(f"&{number}  {method.label}")
            action.triggered.connect(lambda _on=False, method=method: self._choose(method, place, digit))
        rect = self.view.grid.visualRect(self.view.grid.currentIndex())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.view.grid.viewport().mapToGlobal(rect.bottomLeft() + QPoint(0, 2)))
        first = menu.actions()[1]
        menu.setActiveAction(first)

    def _choose(self, method: Method, place: Place, digit: str) -> None:
        self.set_method(method)
        self._write(place, digit, method)

    def set_method(self, method: Method) -> None:
        """How the next levels are found."""
        self.method = method
        self.how.setText(self.tr("Found by: {0}").format(method.label))

    def _write(self, place: Place, digit: str, method: Method) -> None:
        person, skill = place
        names = {p.id: p.name for p in self._whole.people} | {s.id: s.name for s in self._whole.skills}

        def command(work: Work) -> None:
            assess(work, skill, person, digit, str(method))

        sentence = f"{names[person]}: {level_words(int(digit))} · {names[skill]}"
        self._desk.tasks.change(
            sentence, command, lambda _none: self._desk.tell(sentence, undo=True), failed=self._desk.refuse, owner=self
        )

    # -- building

    def _make_filters(self) -> None:
        theme = self._desk.theme
        self.role, self.department = Combo(), Combo()
        for combo, name, every in (
            (self.role, self.tr("Role"), self.tr("All roles")),
            (self.department, self.tr("Department"), self.tr("All departments")),
        ):
            combo.setAccessibleName(name)
            combo.setMinimumContentsLength(len(every))
            combo.setMaximumWidth(_COMBO)
            combo.addItem(every, None)
            combo.currentIndexChanged.connect(lambda _index: self._narrow())
        self.gaps = FilterChip(theme, self.tr("Only gaps"))
        self.gaps.toggled.connect(lambda _on: self._narrow())
        self.summary = ElidedLabel("", "sub", least=80)
        self.how = Button(theme, self.tr("Found by: asked once"), "eye", kind="ghost")
        self.how.setAccessibleName(self.tr("How typed levels are found"))
        menu = QMenu(self.how)
        for method in Method:
            menu.addAction(method.label).triggered.connect(lambda _on=False, method=method: self.set_method(method))
        self.how.setMenu(menu)
        self.how.setEnabled(self._desk.writable)

    def _make_empty(self) -> None:
        desk = self._desk
        self.beginning = EmptyState(
            desk.theme,
            "award",
            self.tr("No competences yet"),
            self.tr(
                "Name what has to be mastered here, and say in each role which level it asks for. "
                "Then type the levels that people have, from 0 to 4."
            ),
        )
        for words, icon, kind in (
            (self.tr("First competence"), "plus", "competence"),
            (self.tr("Roles and what they ask"), "badge-check", "role"),
        ):
            button = Button(desk.theme, words, icon, kind="primary" if kind == "competence" else "secondary")
            button.clicked.connect(lambda _on=False, kind=kind: desk.show(kind))
            self.beginning.add_button(button)
        self.no_match = EmptyState(
            desk.theme, "search", self.tr("Nothing found"), self.tr("No person and competence fit the filter.")
        )
        clear = Button(desk.theme, self.tr("Show all"))
        clear.clicked.connect(lambda _on=False: self.clear())
        self.no_match.add_button(clear)

    def clear(self) -> None:
        """Show everybody and everything."""
        for combo in (self.role, self.department):
            combo.setCurrentIndex(0)
        self.gaps.setChecked(False)

    def _lay_out(self) -> None:
        self._make_empty()
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self.role, self.department, self.gaps):
            row.addWidget(widget)
        row.addWidget(self.summary, 1)
        row.addWidget(self.how)
        self._card = TableCard(self._desk.theme)
        self._card.body.addWidget(self.view)
        self._left = QStackedWidget()
        for page in (self._card, self.beginning, self.no_match):
            self._left.addWidget(page)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(12)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._left)
        self._splitter.setStretchFactor(0, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addLayout(row)
        box.addWidget(self._splitter, 1)
        box.addWidget(Legend(self._desk.theme))
        self.setFocusProxy(self.view.grid)
