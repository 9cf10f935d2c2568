"""The list that drops down from the search of the top bar. The cursor stays in the search all the time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QVBoxLayout

from qms_desktop.ui.palette.commands import all_commands, matching
from qms_desktop.ui.palette.rows import Found, FoundDelegate, FoundModel
from qms_desktop.workspace.search import Hit
from qms_desktop.workspace.workspace import Workspace

if TYPE_CHECKING:
    from qms_desktop.ui.desk import Desk
    from qms_desktop.ui.main_window import MainWindow

MOST_HITS = 50
_FEW_COMMANDS, _COMMANDS = 4, 30
_WIDTH, _HEIGHT, _MARGIN = 620, 460, 20
_OPENS = (Qt.FocusReason.ShortcutFocusReason, Qt.FocusReason.MouseFocusReason)


class Palette(QFrame):
    """Records as you type, newest first, by rank where they are few or Enter asks for it; and commands."""

    def __init__(self, window: MainWindow, desk: Desk) -> None:
        super().__init__(window)
        self._window, self._desk = window, desk
        self._field = window.top_bar.search
        self._typed = ""
        self._ranked = self._moved = self._wanted = False
        self._searching = self._entered = False
        self.setProperty("kind", "card")
        self.setAccessibleName(self.tr("Search results and commands"))
        self.model = FoundModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(FoundDelegate(desk.theme, self.list))
        self.list.setAccessibleName(self.tr("Search results and commands"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.clicked.connect(lambda index: self._run(index.row()))
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 4, 4, 4)
        box.addWidget(self.list)
        bar = window.top_bar
        bar.search_typed.connect(self.ask)
        bar.search_activated.connect(self.activate)
        bar.search_moved.connect(self.move_choice)
        self._field.installEventFilter(self)
        window.installEventFilter(self)
        desk.theme.changed.connect(self.list.viewport().update)
        self.hide()

    def ask(self, typed: str) -> None:
        """Show what was found for these words; the answer to overtaken ones is dropped."""
        self._typed = typed
        self._ranked = self._moved = self._searching = self._entered = False
        self._wanted = True
        words = typed.strip()
        if not words or words.startswith(">"):
            self._show([], words.lstrip("> "))
            return

        def query(workspace: Workspace) -> tuple[list[Hit], bool]:
            hits = workspace.search(words, MOST_HITS)
            if len(hits) < MOST_HITS:
                return workspace.search(words, MOST_HITS, ranked=True), True
            return hits, False

        self._search(query, words)

    def activate(self) -> None:
        """Enter: do what is chosen; where many were found and none was chosen, rank them first."""
        if self._searching:
            # what was typed before Enter is meant, not what is listed still
            self._searching, self._entered = False, True
        elif not self.isVisible():
            self.ask(self._field.text())
        elif self._moved or self._ranked or not self._typed.strip():
            self._run(self.list.currentIndex().row())
        else:
            words = self._typed.strip()
            self._search(lambda workspace: (workspace.search(words, MOST_HITS, ranked=True), True), words)

    def move_choice(self, step: int) -> None:
        """Up and down."""
        if not self.isVisible():
            self.ask(self._field.text())
            return
        self._moved = True
        self._choose(self.model.next_choice(self.list.currentIndex().row(), step))

    def close_popup(self) -> None:
        """Go away; an answer that is still on its way comes too late."""
        self._wanted = False
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Opens with the focus, goes with it or with Esc, and follows the window's size."""
        if watched is self._field:
            if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
                return self._escape(event)
            if isinstance(event, QFocusEvent) and event.gotFocus() and event.reason() in _OPENS:
                self.ask(self._field.text())
            elif event.type() == QEvent.Type.FocusOut:
                self.close_popup()
        elif event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _escape(self, event: QKeyEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress:
            self.close_popup()
            self._field.clear()
            page = self._window.tabs.currentWidget()
            if page is not None:
                page.setFocus()
            return True
        return False

    def _search(self, query: Callable[[Workspace], tuple[list[Hit], bool]], words: str) -> None:
        def then(answer: tuple[list[Hit], bool]) -> None:
            if self._typed.strip() == words and self._wanted:
                entered, self._searching, self._entered = self._entered, False, False
                self._ranked = answer[1]
                self._show(answer[0], words)
                if entered:
                    self.activate()

        self._searching = True
        self._desk.tasks.read(query, then, key="palette", owner=self)

    def _show(self, hits: list[Hit], words: str) -> None:
        rows: list[Found] = []
        commands = matching(all_commands(self._window, self._desk), words)
        if hits:
            head = self.tr("Records, best first") if self._ranked else self.tr("Records, newest first")
            rows += [Found(head), *map(self._record, hits)]
            commands = commands[:_FEW_COMMANDS]
        if commands:
            rows.append(Found(self.tr("Commands")))
            rows += [Found(c.title, c.icon, right=c.key_text, run=c.run) for c in commands[:_COMMANDS]]
        if not rows:
            rows = [Found(self.tr("Nothing was found for “{0}”.").format(words))]
        self.model.show(rows)
        self._place()
        self.show()
        self.raise_()
        self._choose(self.model.next_choice(-1, 1))

    def _record(self, hit: Hit) -> Found:
        register = self._desk.registers[hit.kind]
        state = register.workflow.states(hit.state)
        return Found(
            hit.title,
            register.icon,
            hit.number,
            hit.snippet,
            state.label,
            str(state.tone),
            run=lambda: self._desk.show(hit.kind, hit.id),
        )

    def _choose(self, row: int) -> None:
        if row >= 0:
            index = self.model.index(row)
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)
            self._field.setAccessibleDescription(str(index.data()))

    def _run(self, row: int) -> None:
        if not 0 <= row < len(self.model.rows) or (run := self.model.rows[row].run) is None:
            return
        self.close_popup()
        self._field.clear()
        self._typed = ""
        page = self._window.tabs.currentWidget()
        if page is not None:
            page.setFocus()
        run()

    def _place(self) -> None:
        window, field = self._window, self._field
        width = min(max(_WIDTH, field.width()), window.width() - 2 * _MARGIN)
        rows = sum(self.list.sizeHintForRow(row) for row in range(self.model.rowCount()))
        bottom = field.mapTo(window, QPoint(0, field.height() + 6))
        height = min(rows + 12, _HEIGHT, window.height() - bottom.y() - _MARGIN)
        left = bottom.x() + (field.width() - width) // 2
        left = max(_MARGIN, min(left, window.width() - width - _MARGIN))
        self.setGeometry(left, bottom.y(), width, max(48, height))
