"""The way to read a document: a strip above its fields, with the valid version first and the others in a menu."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QDir, QTemporaryDir, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout

from qms_desktop.principles.process_approach.editions import Edition, editions
from qms_desktop.principles.process_approach.versions import Document
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.pages.part import Part
from qms_desktop.ui.pages.process_approach.reader import Reader
from qms_desktop.ui.widgets.buttons import Button
from qms_desktop.ui.widgets.chip import Chip
from qms_desktop.ui.widgets.label import Label
from qms_desktop.workspace.views import RecordView
from qms_desktop.workspace.workspace import Workspace

Editions = tuple[Edition, ...]


def read_editions(workspace: Workspace, view: RecordView) -> Editions:
    """Ask for the versions of a document."""
    with workspace.read() as look:
        return editions(cast("Document", look.get(view.id)), look)


class ReadingStrip(Part):
    """Which revision is in effect, and the button that opens it."""

    filled = Signal()
    """The versions are here."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.editions: Editions = ()
        self._copies = QTemporaryDir(f"{QDir.tempPath()}/qms-read-XXXXXX")
        self.read = Button(desk.theme, self.tr("Read"), "book-open")
        self.read.clicked.connect(lambda _on=False: self._open(0))
        self.others = Button(desk.theme, self.tr("Others"), kind="ghost")
        self.menu = QMenu(self)
        self.others.setMenu(self.menu)
        self.chip = Chip(desk.theme)
        self.stamp = Label("", "caption", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.chip)
        row.addStretch(1)
        row.addWidget(self.others)
        row.addWidget(self.read)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addLayout(row)
        box.addWidget(self.stamp)

    def fill(self, view: RecordView) -> None:
        """Ask for the versions of another document."""
        self.desk.tasks.read(
            lambda workspace: read_editions(workspace, view), self._show, key=f"editions {id(self)}", owner=self
        )

    def _show(self, found: Editions) -> None:
        self.editions = found
        self.setVisible(bool(found))
        if not found:
            return
        first = found[0]
        revision = self.tr("Revision {0}").format(first.revision) if first.revision else self.tr("No revision")
        self.chip.set_state(self.tr("{0} in effect").format(revision) if first.valid else revision, first.tone)
        self.stamp.setText(first.stamp)
        self.stamp.set_tone(first.tone)
        self.stamp.setVisible(bool(first.stamp))
        self.read.setToolTip(first.about)
        self.menu.clear()
        for place, edition in enumerate(found[1:], start=1):
            label = self.tr("Revision {0}: {1}").format(edition.revision or "–", edition.status.lower())
            self.menu.addAction(label).triggered.connect(partial(self._open, place))
        self.others.setVisible(len(found) > 1)
        self.filled.emit()

    def _open(self, place: int, _checked: bool = False) -> None:
        Reader(self.desk, self.editions[place], Path(self._copies.path()), self.window()).open()
