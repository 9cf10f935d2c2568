"""How a file is shown for reading: text as text, Markdown as it is meant, pictures in their size; the rest in words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QSize, Qt, QUrl
from PySide6.QtGui import QImage, QImageReader, QPixmap, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QLabel, QScrollArea, QTextBrowser, QVBoxLayout, QWidget

from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.label import Label

MARKDOWN = frozenset({".md", ".markdown"})
PLAIN = frozenset({".txt", ".csv", ".log"})
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".svg"})
LARGEST_TEXT = 2_000_000
"""More characters than this are not laid out here."""
_PICTURE_MEGABYTES = 256


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReadingSheet", text)


@dataclass(frozen=True)
class Sheet:
    """A page to read: the widget to place, and the part of it over which a stamp lies."""

    widget: QWidget
    page: QWidget

    @classmethod
    def saying(cls, sentence: str, more: str = "") -> Sheet:
        """A page with a sentence instead of a file."""
        widget = QWidget()
        box = QVBoxLayout(widget)
        box.addStretch(1)
        for words, role in ((sentence, "card"), (more, "sub")):
            label = Label(words, role, wrap=True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setVisible(bool(words))
            box.addWidget(label)
        box.addStretch(2)
        return cls(widget, widget)


class Pages(QTextBrowser):
    """Text that fetches nothing from anywhere: no pictures, no links."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Nothing but what the file itself says."""
        return QByteArray()


class Picture(QLabel):
    """A picture as large as the room allows, never larger than itself."""

    def __init__(self, image: QImage) -> None:
        super().__init__()
        self._image = image
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumSize(1, 1)

    def sizeHint(self) -> QSize:
        """Its own size."""
        return self._image.size()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Scales it down to the room there is."""
        super().resizeEvent(event)
        size = self._image.size().boundedTo(self.size())
        kept, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        self.setPixmap(QPixmap.fromImage(self._image.scaled(size, kept, smooth)))


def sheet_of(theme: Theme, name: str, content: bytes) -> Sheet:
    """The page for a file."""
    suffix = Path(name).suffix.lower()
    if suffix in MARKDOWN | PLAIN and len(content) <= LARGEST_TEXT:
        return _text(theme, decoded(content), markdown=suffix in MARKDOWN)
    if suffix in PICTURES:
        image = picture(content)
        if image is not None:
            return _picture(name, image)
    sentence = _tr("{0} is not shown here.").format(name)
    return Sheet.saying(sentence, _tr("Open a copy in its own program; the copy cannot be saved back."))


def decoded(content: bytes) -> str:
    """The text of a file: UTF-8 or UTF-16 where it says so, else as Western Windows wrote it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def picture(content: bytes) -> QImage | None:
    """The picture, turned as the camera was held; None where it cannot be read."""
    buffer = QBuffer()
    buffer.setData(content)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    QImageReader.setAllocationLimit(_PICTURE_MEGABYTES)
    image = reader.read()
    return None if image.isNull() else image


def _text(theme: Theme, words: str, *, markdown: bool) -> Sheet:
    view = Pages()
    view.setAccessibleName(_tr("The document"))
    view.setOpenLinks(False)
    view.document().setDocumentMargin(24)
    view.document().setDefaultFont(theme.font())
    if markdown:
        view.setMarkdown(words)
    else:
        view.setPlainText(words)
    view.moveCursor(QTextCursor.MoveOperation.Start)
    return Sheet(view, view.viewport())


def _picture(name: str, image: QImage) -> Sheet:
    shown = Picture(image)
    shown.setAccessibleName(name)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(shown)
    return Sheet(area, shown)
