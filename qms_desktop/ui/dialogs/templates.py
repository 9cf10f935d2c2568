"""`TemplatesDialog`: ready-made records of a register, chosen from a list and added as one change."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QCheckBox,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from qms_desktop.errors import QmsError
from qms_desktop.flows.templates import Offer, add_templates, counted, offers
from qms_desktop.records.register import Register
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.dialogs.sheet import SheetDialog
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.workspace.work import Work
from qms_desktop.workspace.workspace import Workspace

_AIR, _LEAST, _MOST, _WIDTH = 14, 3, 8, 620
"""px around the two lines of a template; so many of them are seen at least and at most; px of the dialog."""
_OFFER = Qt.ItemDataRole.UserRole


def _tr(text: str) -> str:
    return QCoreApplication.translate("TemplatesDialog", text)


class TwoLines(QStyledItemDelegate):
    """The title of a template, and below it in one line what it holds."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        """Room for both lines."""
        fonts = self._theme.font("strong"), self._theme.font("caption")
        return QSize(0, sum(QFontMetrics(font).height() for font in fonts) + _AIR)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Box and ground as the style draws them, then the words."""
        self.initStyleOption(option, index)
        style, offer = option.widget.style(), index.data(_OFFER)
        room = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, option.widget)
        room.adjust(4, _AIR // 2, -4, -_AIR // 2)
        option.text = ""
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        there = _tr("{0}   (here already: {1})").format(offer.title, offer.number) if offer.number else offer.title
        for words, role, colour in (
            (there, "strong", "text3" if offer.number else "text"),
            (offer.holds, "caption", "text2"),
        ):
            font = self._theme.font(role)
            metrics = QFontMetrics(font)
            painter.setFont(font)
            painter.setPen(self._theme.color(colour))
            line = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room.x(), room.y() + metrics.ascent(), line)
            room.setTop(room.top() + metrics.height())


class TemplateList(QListWidget):
    """As high as a few of its templates."""

    def sizeHint(self) -> QSize:
        """Room for the most that are seen."""
        return QSize(super().sizeHint().width(), min(_MOST, self.count()) * self.sizeHintForRow(0) + 6)

    def minimumSizeHint(self) -> QSize:
        """Room for the least."""
        return QSize(super().minimumSizeHint().width(), min(_LEAST, self.count()) * self.sizeHintForRow(0) + 6)


class TemplatesDialog(SheetDialog):
    """Nothing is written before the primary button says how many, and Undo takes all of them back."""

    def __init__(self, desk: Desk, register: Register, found: Sequence[Offer], parent: QWidget | None = None) -> None:
        title = _tr("{0}: choose from templates").format(register.title)
        sentence = _tr("Ready-made records to begin with. Every word can be changed afterwards.")
        super().__init__(desk.theme, title, sentence, width=_WIDTH, parent=parent)
        self._desk, self._register = desk, register
        self.every = QCheckBox(_tr("All that are not here yet"))
        self.list = TemplateList()
        self.list.setAccessibleName(_tr("Templates"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(TwoLines(desk.theme, self.list))
        for offer in found:
            self.list.addItem(_item(offer))
        self.body.addWidget(self.every)
        self.body.addWidget(self.list, 1)
        self.add_button(_tr("Cancel")).clicked.connect(lambda _on: self.reject())
        self.act = self.add_button("", primary=True, icon="plus")
        self.act.clicked.connect(lambda _on: self._add())
        self.every.clicked.connect(self._tick_every)
        self.list.itemChanged.connect(lambda _item: self._word())
        self._word()
        self.list.setCurrentRow(0)
        self.list.setFocus()

    @property
    def ticked(self) -> list[str]:
        """The titles that are chosen."""
        return [item.data(_OFFER).title for item in self._free() if item.checkState() is Qt.CheckState.Checked]

    def _free(self) -> list[QListWidgetItem]:
        items = (self.list.item(row) for row in range(self.list.count()))
        return [item for item in items if not item.data(_OFFER).number]

    def _tick_every(self, ticked: bool) -> None:
        state = Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        for item in self._free():
            item.setCheckState(state)

    def _word(self) -> None:
        number, free = len(self.ticked), len(self._free())
        self.every.setChecked(0 < free == number)
        self.every.setEnabled(free > 0)
        self.act.setEnabled(number > 0)
        self.act.setText(_tr("Add {0}").format(counted(self._register, number)) if number else _tr("Add"))

    def _add(self) -> None:
        kind, titles = self._register.kind, self.ticked

        def command(work: Work) -> str:
            add_templates(work, kind, titles)
            return work.says

        self.act.setEnabled(False)
        self._desk.tasks.change(_tr("Add from templates"), command, self._done, failed=self._failed, owner=self)

    def _done(self, said: str) -> None:
        self._desk.show(self._register.kind)
        self._desk.tell(said, undo=True)
        self.accept()

    def _failed(self, error: QmsError) -> None:
        self.notice.say(str(error))
        self._word()


def _item(offer: Offer) -> QListWidgetItem:
    item = QListWidgetItem(offer.title)
    item.setData(_OFFER, offer)
    item.setToolTip(offer.holds)
    item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, offer.holds)
    if offer.number:
        item.setFlags(Qt.ItemFlag.ItemIsSelectable)
        item.setCheckState(Qt.CheckState.Checked)
    else:
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Unchecked)
    return item


def open_templates(desk: Desk, register: Register, parent: QWidget) -> None:
    """Ask what is there already, and then which templates are wanted."""

    def query(workspace: Workspace) -> list[Offer]:
        with workspace.read() as look:
            return offers(look, register.kind)

    def then(found: list[Offer]) -> None:
        TemplatesDialog(desk, register, found, parent).open()

    desk.tasks.read(query, then, failed=desk.refuse, owner=parent)
