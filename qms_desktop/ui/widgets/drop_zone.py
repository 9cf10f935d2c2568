"""Where files come in: dropped, pasted, or chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.label import set_look

HEIGHT = 40


def local_files(data: QMimeData) -> list[Path]:
    """The files on this computer that a drop or the clipboard holds."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class DropZone(QPushButton):
    """A dashed field 40 high. A click chooses files; with the focus on it, Ctrl+V pastes files or a picture."""

    dropped = Signal(list)
    pasted_image = Signal(QImage)

    def __init__(self, theme: Theme, text: str = "", *, patterns: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text or self.tr("Drop photos or files here, or paste a screenshot"))
        self._patterns = patterns
        self._theme = theme
        self.setProperty("kind", "drop")
        self.setAcceptDrops(True)
        self.setAutoDefault(False)
        self.setMinimumHeight(HEIGHT)
        self.setMinimumWidth(80)
        self.setToolTip(self.tr("Click to choose files"))
        self.clicked.connect(self.choose)

    def choose(self) -> None:
        """Opens the file chooser."""
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Choose files"), "", self._patterns)
        if names:
            self.dropped.emit([Path(name) for name in names])

    def take(self, data: QMimeData | None) -> bool:
        """Takes files, else a picture, and says whether there was any."""
        if data is None:
            return False
        if files := local_files(data):
            self.dropped.emit(files)
            return True
        image = data.imageData() if data.hasImage() else None
        if isinstance(image, QImage) and not image.isNull():
            self.pasted_image.emit(image)
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pastes."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.take(QGuiApplication.clipboard().mimeData())
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Says yes to files and pictures."""
        if local_files(event.mimeData()) or event.mimeData().hasImage():
            set_look(self, "over", True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Looks as before."""
        super().dragLeaveEvent(event)
        set_look(self, "over", False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Takes what is dropped."""
        set_look(self, "over", False)
        if self.take(event.mimeData()):
            event.acceptProposedAction()
