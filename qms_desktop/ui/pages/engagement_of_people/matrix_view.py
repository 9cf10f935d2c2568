"""`MatrixView`: the matrix with its sums below, driven by arrows and digits."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLabel, QTableView, QVBoxLayout, QWidget

from qms_desktop.ui.pages.engagement_of_people.matrix_model import MatrixModel, SumsModel
from qms_desktop.ui.pages.engagement_of_people.matrix_paint import CellDelegate, NameHeader, SkillHeader, cell_size
from qms_desktop.ui.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex
OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F2)
DIGITS = frozenset("0123456789")
_SUM_AIR = 8


class Grid(QTableView):
    """Cells of one size that are reached one by one; a digit is a level, Enter opens what is behind the cell."""

    typed = Signal(str)
    """A digit, for the current cell."""
    opened = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(CellDelegate(theme, self))
        self.setVerticalHeader(NameHeader(theme, self.tr("{0}, rows").format(name), self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits and Enter are the page's; arrows are the table's; letters do not search."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.text() in DIGITS and self.currentIndex().isValid():
            self.typed.emit(event.text())
        elif plain and event.key() in OPENS and self.currentIndex().isValid():
            self.opened.emit()
        elif event.text().isprintable() and event.text().strip() and plain:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Opens what is behind the cell."""
        super().mouseDoubleClickEvent(event)
        if self.indexAt(event.position().toPoint()).isValid():
            self.opened.emit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """The headers show where the current cell is."""
        super().currentChanged(current, previous)
        self.horizontalHeader().viewport().update()
        self.verticalHeader().viewport().update()


class MatrixView(QWidget):
    """The grid, and the sums that scroll along with it."""

    def __init__(self, theme: Theme, model: MatrixModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.grid, self.sums = Grid(theme, self.tr("Competence matrix")), Grid(theme, self.tr("Sums of the matrix"))
        self.grid.setHorizontalHeader(SkillHeader(theme, self.tr("Competences"), self.grid))
        self.corner = QLabel(self.grid)
        self.corner.setAlignment(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight)
        self.corner.setText(self.tr("missing"))
        self.corner.setProperty("role", "caption")
        self.corner.setContentsMargins(0, 0, 10, 4)
        self.grid.setModel(model)
        self.sums.setModel(SumsModel(model))
        self.sums.horizontalHeader().hide()
        self.sums.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sums.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.grid.horizontalScrollBar().valueChanged.connect(self.sums.horizontalScrollBar().setValue)
        self.sums.horizontalScrollBar().valueChanged.connect(self.grid.horizontalScrollBar().setValue)
        self.grid.verticalScrollBar().rangeChanged.connect(lambda *_: self.fit())
        self.rule = QFrame()
        self.rule.setProperty("kind", "rule")
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.setSpacing(0)
        box.addWidget(self.grid, 1)
        box.addWidget(self.rule)
        box.addWidget(self.sums)
        self.setFocusProxy(self.grid)
        model.modelReset.connect(self.fit)
        theme.changed.connect(self.fit)
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The corner and the sums follow."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Give cells, headers and sums the sizes of the theme."""
        size = cell_size(self._theme)
        line = QFontMetrics(self._theme.font("strong")).height() + _SUM_AIR
        for view, height in ((self.grid, size.height()), (self.sums, line)):
            view.horizontalHeader().setMinimumSectionSize(size.width())
            view.horizontalHeader().setDefaultSectionSize(size.width())
            view.verticalHeader().setMinimumSectionSize(height)
            view.verticalHeader().setDefaultSectionSize(height)
            view.verticalHeader().setFixedWidth(view.verticalHeader().sizeHint().width())
        above = self.grid.horizontalHeader()
        above.setFixedHeight(above.sizeHint().height())
        self.sums.setFixedHeight(3 * line)
        bar = self.grid.verticalScrollBar()
        self.layout_margin(bar.sizeHint().width() if bar.maximum() > 0 else 0)
        self.corner.setGeometry(0, 0, self.grid.verticalHeader().width(), above.height())

    def layout_margin(self, right: int) -> None:
        """Keep the sums as wide as the cells above them."""
        self.sums.setMaximumWidth(max(0, self.width() - right - 2))
