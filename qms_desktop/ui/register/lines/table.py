"""`LinesTable`: the table of one kind of lines, with the keys of a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from qms_desktop.ui.desk import Desk
from qms_desktop.ui.register.lines.cells import LineDelegate, ToneDelegate, widths
from qms_desktop.ui.register.lines.editing import CellEditor
from qms_desktop.ui.register.lines.model import LinesModel, has_tones
from qms_desktop.ui.register.lines.states import LineState, Typed
from qms_desktop.ui.widgets.table import Table

MOST_ROWS = 8
"""So many rows are shown at once; more scroll inside the table."""
_LEAST_ROWS, _TALL_ROWS = 2, 3
_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
_CONTROL = Qt.KeyboardModifier.ControlModifier
_COMMANDS = ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)


class LinesTable(Table):
    """Arrows walk the cells; a key, Enter or a second click writes into one, Tab and Enter go on from there."""

    typed = Signal(object, str)
    """The `LineState` and the field that something else was written into."""
    left = Signal(object)
    """The `LineState` whose row was left."""
    lost = Signal(str)
    """What was being written into a row that is not there any more."""
    removing = Signal(object)
    """The `LineState`s that are to go."""
    pasting = Signal(object, str, str)
    """The `LineState` and field at which a block begins, and the block."""

    def __init__(self, desk: Desk, model: LinesModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(desk.theme, name, parent=parent)
        self._desk, self.lines = desk, model
        self.editor: CellEditor | None = None
        self._row: LineState | None = None
        self._kept: tuple[LineState, str] | None = None
        self._pressed: QModelIndex | None = None
        self.room = 0
        """The px of height that the surroundings leave; 0 where they do not say."""
        self.setModel(model)
        self.setItemDelegate(LineDelegate(desk.theme, self))
        self.set_delegates({n: ToneDelegate(desk.theme, self) for n, f in enumerate(model.columns) if has_tones(f)})
        self.setSelectionBehavior(Table.SelectionBehavior.SelectItems)
        self.setSelectionMode(Table.SelectionMode.ContiguousSelection)
        self.setEditTriggers(Table.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionsClickable(False)
        self.selectionModel().currentChanged.connect(self._reached)
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._put_back)
        for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved, desk.theme.changed):
            signal.connect(lambda *_: self.fit())
        self.horizontalScrollBar().valueChanged.connect(self._place_editor)
        self.verticalScrollBar().valueChanged.connect(self._place_editor)

    # -- size

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shares the width anew."""
        super().resizeEvent(event)
        self._share_width()

    def fit(self) -> None:
        """As high as the rows, up to a limit; more scroll."""
        self._share_width()
        row, head = self.verticalHeader().defaultSectionSize(), self.horizontalHeader().height()
        least = _TALL_ROWS * row if self.editor is not None and self.editor.tall else 0
        bar = self.horizontalScrollBar().sizeHint().height() if self._overflows() else 0
        fitting = (self.room - head - bar) // row if self.room else MOST_ROWS
        most = min(MOST_ROWS, max(_LEAST_ROWS, fitting)) * row  # whole rows
        wanted = head + max(least, min(most, self.lines.rowCount() * row)) + bar
        if wanted != self.height() or self.minimumHeight() != wanted:
            self.setFixedHeight(wanted)

    def _overflows(self) -> bool:
        return self.horizontalHeader().length() > self.viewport().width()

    def _share_width(self) -> None:
        for column, width in enumerate(widths(self._theme, self.lines, self.viewport().width())):
            if self.columnWidth(column) != width:
                self.setColumnWidth(column, width)
        self._place_editor()

    # -- writing into a cell

    def begin(self, index: QModelIndex, text: str | None = None) -> bool:
        """Write into a cell; says whether it takes anything."""
        self.finish()
        state = self.lines.state(index)
        if state is None or not self.lines.takes(index):
            return False
        declared = self.lines.columns[index.column()]
        self.setCurrentIndex(index)
        self.scrollTo(index)
        name = self.tr("{0}, row {1}").format(declared.label, index.row() + 1)
        self.editor = CellEditor(self._desk, declared, state, name, self.viewport(), owner=self.lines.declared.name)
        self.editor.ended.connect(self._go_on)
        self.editor.pasted.connect(self._paste_over)
        self.fit()
        self._place_editor()
        self.editor.begin(self.lines.currency, text)
        return True

    def write_first(self) -> None:
        """Write into the empty row, which makes the next line."""
        if self.lines.editable:
            row = self.lines.rowCount() - 1
            columns = (n for n in range(len(self.lines.columns)) if self.lines.takes(self.lines.index(row, n)))
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.begin(self.lines.index(row, next(columns, 0)))

    def finish(self) -> None:
        """Take what stands in the open cell; what cannot be read stays, with the reason."""
        editor, self.editor = self.editor, None
        if editor is None:
            return
        state, declared = editor.state, editor.declared
        found = editor.read(self.lines.currency, own_currency=self.lines.own_currency)
        editor.close()
        self.fit()
        if state in self.lines.states:
            self._take(state, declared.name, found, editor.before)

    def _take(self, state: LineState, name: str, found: Typed, was: object) -> None:
        before = state.typed.get(name)
        same = (found.raw or None) == (was or None) if isinstance(found.raw, bool) else found.raw == was
        if same and not found.unread and not found.also and not (before and before.unread):
            return
        found.base = was if before is None or before.on_its_way else before.base
        if state.key is None and found.raw is None and not found.unread:
            self.lines.set_typed(state, name, None)
        elif before and not before.on_its_way and found.raw == before.base and not found.unread:
            self.lines.set_typed(state, name, None)  # what the file has stands there again
        else:
            self.lines.set_typed(state, name, found)
        self.typed.emit(state, name)

    def _go_on(self, how: str) -> None:
        editor = self.editor
        if editor is None:
            return
        if not how:
            self.editor = None
            editor.close()
            self.fit()
        place = self.lines.place(editor.state, editor.declared.name)
        empty = editor.state.blank
        self.finish()
        if how == "left":
            self._leave_row()
            return
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if how == "down":
            self._down(editor.state, place)
        elif how in ("next", "back"):
            self._walk(place, 1 if how == "next" else -1, leave=empty and editor.state.blank)

    def _down(self, state: LineState, place: QModelIndex) -> None:
        """Enter goes down a row; from a new one to the next new one."""
        row = min(place.row() + 1, self.lines.rowCount() - 1)
        new = state.key is None
        column = self._first() if new else place.column()
        self.setCurrentIndex(self.lines.index(row, column))
        if new:
            self.scrollTo(self.currentIndex())

    def _walk(self, place: QModelIndex, step: int, *, leave: bool) -> None:
        """Tab goes on to the next cell that takes something; from an empty new row it leaves the table."""
        if leave and step > 0:
            self.focusNextPrevChild(True)
            return
        width, here = len(self.lines.columns), place.row() * len(self.lines.columns) + place.column()
        for number in range(here + step, width * self.lines.rowCount() if step > 0 else -1, step):
            index = self.lines.index(*divmod(number, width))
            if self.lines.takes(index):
                self.begin(index)
                return
        self.focusNextPrevChild(step > 0)

    def _first(self) -> int:
        return next((n for n, f in enumerate(self.lines.columns) if not f.info.computed), 0)

    def _place_editor(self) -> None:
        if self.editor is not None:
            place = self.lines.place(self.editor.state, self.editor.declared.name)
            if place.isValid():
                self.editor.place(self.visualRect(place), self.viewport().rect())

    # -- rows come and go

    def _keep(self) -> None:
        state, column = self.lines.state(self.currentIndex()), self.currentIndex().column()
        self._kept = (state, self.lines.columns[column].name) if state is not None else None

    def _put_back(self) -> None:
        if self.editor is not None and self.editor.state not in self.lines.states:
            editor, self.editor = self.editor, None
            words = editor.read(self.lines.currency, own_currency=False).words
            editor.close()
            self.lost.emit(words)
        place = self.lines.place(*self._kept) if self._kept else QModelIndex()
        self._kept = None
        if place.isValid():
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(place, flags.ClearAndSelect)

    def _reached(self, now: QModelIndex, _before: QModelIndex) -> None:
        state = self.lines.state(now)
        if state is not self._row:
            left, self._row = self._row, state
            if left is not None and left in self.lines.states:
                self.left.emit(left)

    def _leave_row(self) -> None:
        focus = QApplication.focusWidget()
        if self._row is not None and (focus is None or (focus is not self and not self.isAncestorOf(focus))):
            self.left.emit(self._row)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A new row is saved when the table is left."""
        super().focusOutEvent(event)
        if self.editor is None and event.reason() != Qt.FocusReason.PopupFocusReason:
            self._leave_row()

    # -- keys and mouse

    def event(self, event: QEvent) -> bool:
        """Keeps the keys that write into a cell from the page."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._wants(event):
            event.accept()
            return True
        return super().event(event)

    def _wants(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Copy):
            return True
        if not self.lines.editable or not self.currentIndex().isValid():
            return False
        keys = (*_OPENING, Qt.Key.Key_Delete)
        known = event.key() in keys and not event.modifiers() & _COMMANDS
        down = event.key() == Qt.Key.Key_D and event.modifiers() == _CONTROL
        return known or down or event.matches(QKeySequence.StandardKey.Paste) or bool(_written(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copies, pastes, fills down, removes, or writes into the cell."""
        index = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif not self._wants(event):
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
        elif event.key() == Qt.Key.Key_Delete:
            self.remove()
        elif event.modifiers() == _CONTROL:
            self._fill_down(index)
        else:
            self.begin(index, _written(event) or None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remembers whether the cell was chosen before."""
        before = self.currentIndex()
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        state = self.lines.state(index)
        again = index == before or (state is not None and state.key is None)
        self._pressed = index if again and event.button() == Qt.MouseButton.LeftButton else None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A second click, or the first one in the empty row, writes into the cell."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if self._pressed is not None and index == self._pressed and not event.modifiers():
            self.begin(index)
        self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Writes into the cell."""
        self.begin(self.indexAt(event.position().toPoint()))

    # -- rows and blocks

    def chosen(self) -> list[LineState]:
        """The lines that the selection touches, without the empty row."""
        rows = sorted({index.row() for index in self.selectedIndexes()} or {self.currentIndex().row()})
        return [s for s in (self.lines.states[r] for r in rows if 0 <= r < len(self.lines.states)) if not s.blank]

    def remove(self) -> None:
        """Ask for the chosen lines to go."""
        self.finish()
        if self.lines.editable and (states := self.chosen()):
            self.removing.emit(states)

    def copy(self) -> None:
        """Put the chosen cells on the clipboard, as spreadsheets take them."""
        rows: dict[int, list[QModelIndex]] = {}
        for index in sorted(self.selectedIndexes(), key=lambda i: (i.row(), i.column())):
            if not self.lines.states[index.row()].blank:
                rows.setdefault(index.row(), []).append(index)
        if rows:
            QGuiApplication.clipboard().setText(_block([[self.lines.text(i) for i in row] for row in rows.values()]))

    def paste(self, text: str) -> None:
        """Write a block of cells from here on."""
        state = self.lines.state(self.currentIndex())
        if self.lines.editable and state is not None and text.strip():
            self.pasting.emit(state, self.lines.columns[self.currentIndex().column()].name, text)

    def _paste_over(self, text: str) -> None:
        editor, self.editor = self.editor, None
        if editor is not None:
            editor.close()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.pasting.emit(editor.state, editor.declared.name, text)

    def _fill_down(self, index: QModelIndex) -> None:
        """Take the value of the cell above."""
        above, state = self.lines.state(index.siblingAtRow(index.row() - 1)), self.lines.state(index)
        if above is None or state is None or not self.lines.takes(index):
            return
        declared = self.lines.columns[index.column()]
        found = Typed(above.value(declared.name), above.words(declared, self.lines.currency))
        self._take(state, declared.name, found, state.value(declared.name))


def _written(event: QKeyEvent) -> str:
    """The sign a key writes; empty for a command."""
    text = event.text()
    return text if text.isprintable() and text.strip() and not event.modifiers() & _COMMANDS else ""


def _block(rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, dialect="excel-tab", lineterminator="\n").writerows(rows)
    return out.getvalue()
