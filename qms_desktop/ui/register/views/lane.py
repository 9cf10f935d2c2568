"""`LaneList`: the cards of one state, to be dragged away, dropped upon, and moved by keys."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from qms_desktop.ui.register.views.card import CARD_ROLE, CardDelegate
from qms_desktop.ui.register.views.reading import Card
from qms_desktop.ui.theme.theme import Theme

MIME = "application/x-qms-card"
_SIDES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class LaneList(QListWidget):
    """One column of the board."""

    dropped = Signal(str)
    """The record that was dropped here, as hex."""
    stepped = Signal(int)
    """The focus goes to the lane so many places to the right."""
    pushed = Signal(int)
    """The current card goes there."""
    wanted = Signal(object)
    """The `UUID` of a record to open."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "lane")
        self.setAccessibleName(name)
        self.setItemDelegate(CardDelegate(theme, self))
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDropIndicatorShown(False)
        self.viewport().setAutoFillBackground(False)
        self.itemDoubleClicked.connect(lambda item: self.wanted.emit(item.data(CARD_ROLE).id))
        theme.changed.connect(self.viewport().update)

    @property
    def card(self) -> Card | None:
        """The card that keys act on."""
        item = self.currentItem()
        found: Card | None = item.data(CARD_ROLE) if item is not None else None
        return found

    def all(self) -> list[Card]:
        """The cards in their order."""
        return [self.item(row).data(CARD_ROLE) for row in range(self.count())]

    def fill(self, cards: Iterable[Card]) -> None:
        """Show other cards; the current one stays current where it is still here."""
        kept = self.card
        self.clear()
        for card in cards:
            item = QListWidgetItem(card.words)
            item.setData(CARD_ROLE, card)
            item.setToolTip(card.words)
            self.addItem(item)
        if kept is not None:
            self.choose(kept.id)

    def choose(self, record: UUID) -> bool:
        """Make the card of a record the current one; False where it is not here."""
        for row in range(self.count()):
            if self.item(row).data(CARD_ROLE).id == record:
                self.setCurrentRow(row)
                return True
        return False

    # -- keys

    def focusInEvent(self, event: QFocusEvent) -> None:
        """A lane that is entered by keys has a current card."""
        super().focusInEvent(event)
        if self.currentRow() < 0 and self.count() and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right go to the next lane, with Ctrl they take the card along; Enter opens it."""
        side = _SIDES.get(Qt.Key(event.key()))
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if side is not None and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            (self.pushed if held and self.card is not None else self.stepped).emit(side)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.card is not None:
            self.wanted.emit(self.card.id)
        else:
            super().keyPressEvent(event)

    # -- dragging

    def mimeTypes(self) -> list[str]:
        """What can be dropped here."""
        return [MIME]

    def mimeData(self, items: Iterable[QListWidgetItem]) -> QMimeData:
        """The record of the card that is dragged."""
        data = QMimeData()
        for item in items:
            data.setData(MIME, item.data(CARD_ROLE).id.hex.encode())
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        """A card moves; it is never copied."""
        return Qt.DropAction.MoveAction

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes cards of this board, whose program is this one."""
        if event.mimeData().hasFormat(MIME) and isinstance(event.source(), LaneList):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """The whole lane takes a card, not only the place between two others."""
        event.setAccepted(event.mimeData().hasFormat(MIME))

    def dropEvent(self, event: QDropEvent) -> None:
        """Tells what was dropped; the card moves when the file says so."""
        event.setDropAction(Qt.DropAction.IgnoreAction)  # else Qt would take the card out of the other lane at once
        event.accept()
        if event.source() is not self:
            self.dropped.emit(bytes(event.mimeData().data(MIME).data()).decode())
