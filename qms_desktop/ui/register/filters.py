"""The row above a table: the filter box, the chips with their counts, and a menu of all states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from qms_desktop.ui import keys
from qms_desktop.ui.register.sketch import Sketch
from qms_desktop.ui.register.views.switch import ViewSwitch
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.buttons import Button
from qms_desktop.ui.widgets.chip import FilterChip

if TYPE_CHECKING:  # these bring SQLAlchemy with them, and the first look shows the row before it
    from qms_desktop.workspace.queries import Listing
    from qms_desktop.workspace.rows import Facets
    from qms_desktop.workspace.workspace import Workspace

ALL, MINE, OVERDUE, VOID, NARROW = "all", "mine", "overdue", "void", "narrow"
_WAIT = 180  # ms without a key before the list is filtered
_BOX_LEAST, _BOX_MOST, _GAP = 140, 220, 8
_LEAST = 320  # px of the row; chips without room are in the menu


@dataclass(frozen=True)
class Counts:
    """What the chips know: the facets, the counts of the register's own chips, who acts, and the day."""

    facets: Facets
    chips: Mapping[str, int] = field(default_factory=dict)
    actor: UUID | None = None
    today: date | None = None


def count(workspace: Workspace, sketch: Sketch) -> Counts:
    """Ask the counts of a register."""
    from qms_desktop.workspace.queries import Listing  # noqa: PLC0415  see above

    facets = workspace.facets(sketch.kind)
    chips = {}
    for chip, _label in sketch.chips:
        name, _, value = chip.partition("=")
        in_state = facets.states.get(value, 0) if name == "state" else None
        chips[chip] = workspace.count(Listing(sketch.kind, where={name: value})) if in_state is None else in_state
    return Counts(facets, chips, workspace.actor, workspace.today)


class FilterBox(QLineEdit):
    """Filters while typing; Esc clears it first and leaves it then."""

    wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setPlaceholderText(f"{self.tr('Filter this list…')}   {keys.key('filter').text}")
        self.setAccessibleName(self.tr("Filter this list"))
        self.setToolTip(keys.tooltip(keys.key("filter").title, "filter"))
        self.setClearButtonEnabled(True)
        self.setFixedWidth(_BOX_LEAST)
        self._icon = self.addAction(theme.icon("search", "text3"), QLineEdit.ActionPosition.LeadingPosition)
        self._timer = QTimer(self, singleShot=True, interval=_WAIT)
        self._timer.timeout.connect(lambda: self.wanted.emit(self.text()))
        self.textChanged.connect(self._timer.start)
        self.returnPressed.connect(lambda: self._timer.start(0))
        for button in self.findChildren(QToolButton):
            mine = button.defaultAction() is self._icon
            button.setAccessibleName(self.accessibleName() if mine else self.tr("Clear the filter"))
        theme.changed.connect(self._redraw)

    def take(self, text: str) -> None:
        """Hold a text that is filtered by already."""
        self.setText(text)
        self._timer.stop()

    def _redraw(self) -> None:
        self._icon.setIcon(self._theme.icon("search", "text3"))

    def event(self, event: QEvent) -> bool:
        """Keeps Esc for itself while there is something to clear."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self.text():
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.clear()
                return True
        return super().event(event)


class FilterRow(QWidget):
    """Says which rows are wanted. Chips that have no room are in the menu, where all states are anyway."""

    changed = Signal()

    def __init__(self, theme: Theme, sketch: Sketch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._sketch = theme, sketch
        self._counts: Counts | None = None
        self._chosen = ALL
        self._narrow: Listing | None = None
        self.box = FilterBox(theme)
        self.box.wanted.connect(lambda _text: self.changed.emit())
        self.chips: dict[str, FilterChip] = {}
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)
        self._row.addWidget(self.box)
        for name, label in self._named():
            self._add(name, label)
        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.more = Button(theme, self.tr("State: any"), "funnel", kind="ghost")
        self.more.setAccessibleName(self.tr("Filter by state"))
        self.more.setMenu(self.menu)
        self.more.installEventFilter(self)
        self.views = ViewSwitch(theme, dated=sketch.dated)
        self._row.addStretch(1)
        self._row.addWidget(self.more)
        self._row.addWidget(self.views)
        self.setMinimumWidth(_LEAST)
        self._mark()

    # -- what the page asks

    @property
    def chosen(self) -> str:
        """The chip or state by which the list is filtered."""
        return self._chosen

    def take(self, text: str, chosen: str) -> None:
        """Stand as another row was left, without telling anyone."""
        self.box.take(text)
        self._chosen = chosen
        self._mark()

    def listing(self, before: Listing) -> Listing:
        """The rows that are wanted, in the order of before."""
        from qms_desktop.workspace.queries import Listing  # noqa: PLC0415  see above

        counts = self._counts
        kind, chosen = self._sketch.kind, self._chosen
        wanted = Listing(kind, text=self.box.text().strip(), sort=before.sort, descending=before.descending)
        if chosen == NARROW and self._narrow is not None:
            return replace(self._narrow, text=wanted.text, sort=wanted.sort, descending=wanted.descending)
        if chosen == MINE and counts is not None:
            return replace(wanted, owner=counts.actor, where={"state": self._sketch.open})
        if chosen == OVERDUE and counts is not None:
            return replace(wanted, overdue_on=counts.today)
        if chosen == VOID:
            return replace(wanted, voided=True)
        name, _, value = chosen.partition("=")
        return replace(wanted, where={name: value}) if value else wanted

    def choose(self, name: str) -> None:
        """Filter by a chip or a state: "all", "mine", "overdue", "void", "state=open", "severity=major"."""
        if name != self._chosen:
            self._chosen = name
            self._mark()
            self.changed.emit()

    def narrow(self, listing: Listing, words: str) -> None:
        """Filter by what stands behind a figure, as a chip of its own that goes when another is chosen."""
        self.box.clear()
        self._narrow, self._chosen = listing, NARROW
        chip = self.chips.get(NARROW)
        if chip is None:
            self._add(NARROW, words, at=1)
            chip = self.chips[NARROW]
        chip.set_label(words)
        self._mark()
        self.changed.emit()

    def clear(self) -> None:
        """Show everything again."""
        self.box.clear()
        self.choose(ALL)

    @property
    def narrowed(self) -> bool:
        """Whether rows are left out."""
        return self._chosen != ALL or bool(self.box.text().strip())

    def show_counts(self, counts: Counts) -> None:
        """Put the numbers behind the words."""
        waited, self._counts = self._counts is None and self._chosen in (MINE, OVERDUE), counts
        facets = counts.facets
        for name, number in {
            ALL: facets.total,
            MINE: facets.mine,
            OVERDUE: facets.overdue,
            VOID: facets.voided,
        }.items():
            if name in self.chips:
                self.chips[name].set_count(number)
        for name, number in counts.chips.items():
            self.chips[name].set_count(number)
        self._fit()
        if waited:  # only now it is known who acts, and the day
            self.changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hides the chips that have no room."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down opens the menu, as in a combo box."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if watched is self.more and pressed and event.key() == Qt.Key.Key_Down:  # type: ignore[attr-defined]
            self.more.showMenu()
            return True
        return super().eventFilter(watched, event)

    # -- inside

    def _named(self) -> list[tuple[str, str]]:
        found = [(ALL, self.tr("All"))]
        if self._sketch.owned:
            found.append((MINE, self.tr("Mine")))
        if self._sketch.dated:
            found.append((OVERDUE, self.tr("Overdue")))
        return [*found, *self._sketch.chips, (VOID, self.tr("Void"))]

    def _add(self, name: str, label: str, at: int = -1) -> None:
        chip = FilterChip(self._theme, label, parent=self)
        chip.clicked.connect(lambda _checked=False, name=name: self.choose(name))
        self._group.addButton(chip)
        self.chips[name] = chip
        self._row.insertWidget(at, chip)
        chip.setVisible(name != VOID)

    def _mark(self) -> None:
        self._group.setExclusive(False)
        for name, chip in self.chips.items():
            chip.setChecked(name == self._chosen)
        self._group.setExclusive(True)
        state = self._chosen.removeprefix("state=") if self._chosen.startswith("state=") else ""
        label = self._sketch.states[state].label if state else self.tr("any")
        self.more.setText(self.tr("State: {0}").format(label))
        self._fit()

    def _fit(self) -> None:
        """A chip is shown while there is room beside the box at its least and the menu; the chosen one always."""
        right = self.more.sizeHint().width() + self.views.sizeHint().width() + _GAP
        room = self.width() - _BOX_LEAST - right - 2 * _GAP
        voided = self._counts.facets.voided if self._counts else 0
        chosen = self.chips.get(self._chosen)
        room -= chosen.sizeHint().width() + _GAP if chosen else 0
        for name, chip in self.chips.items():
            if chip is chosen:
                chip.show()
                continue
            needed = chip.sizeHint().width() + _GAP
            fits = needed <= room and (name != VOID or voided > 0)
            fits = fits and name != NARROW
            chip.setVisible(fits)
            room -= needed if fits else 0
        self.box.setFixedWidth(max(_BOX_LEAST, min(_BOX_MOST, _BOX_LEAST + room)))

    def _fill_menu(self) -> None:
        self.menu.clear()
        self._offer(ALL, self.tr("Any state"), None)
        self.menu.addSeparator()
        facets = self._counts.facets if self._counts else None
        for state, word in self._sketch.states.items():
            self._offer(f"state={state}", word.label, facets.states.get(state, 0) if facets else None)
        hidden = [
            (name, chip) for name, chip in self.chips.items() if chip.isHidden() and not name.startswith("state=")
        ]
        if hidden:
            self.menu.addSeparator()
        for name, chip in hidden:
            if name == NARROW:
                continue
            self._offer(name, chip.text(), None)

    def _offer(self, name: str, label: str, number: int | None) -> None:
        action = self.menu.addAction(label if number is None else f"{label}   {number}")
        action.setCheckable(True)
        action.setChecked(name == self._chosen)
        action.triggered.connect(lambda _checked=False, name=name: self.choose(name))
