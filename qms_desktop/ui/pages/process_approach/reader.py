"""The reading view: one version of a document, read-only, with its stamp across it where it is not valid.

Text and pictures are shown here. What needs another program is opened there as a read-only copy, whose name begins with
the stamp, because no band of ours reaches into that program.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from qms_desktop.errors import QmsError, RuleBroken
from qms_desktop.principles.process_approach.editions import Edition
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.pages.process_approach.sheets import Sheet, sheet_of
from qms_desktop.ui.register import files
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.buttons import Button
from qms_desktop.ui.widgets.chip import Chip
from qms_desktop.ui.widgets.label import Label
from qms_desktop.ui.widgets.notice import Notice
from qms_desktop.workspace.files import safe_name
from qms_desktop.workspace.workspace import Workspace

WIDTH, HEIGHT = 860, 660
_MARGIN = 60  # px that the window around stays visible
_ANGLE, _SHARE, _ALPHA = -24, 9, 46


class Across(QWidget):
    """The first word of the stamp, large and pale across the page, so that a picture of it says so too."""

    def __init__(self, theme: Theme, word: str, tone: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._word, self._tone = theme, word, tone
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(parent.rect())
        parent.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stays over the whole page."""
        if isinstance(event, QResizeEvent):
            self.resize(event.size())
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Writes it from the lower left to the upper right."""
        painter = QPainter(self)
        font = self._theme.font("page")
        font.setPixelSize(max(24, min(self.width() // _SHARE, self.height() // 4)))
        painter.setFont(font)
        colour = QColor(self._theme.color(self._tone))
        colour.setAlpha(_ALPHA)
        painter.setPen(colour)
        painter.translate(self.rect().center())
        painter.rotate(_ANGLE)
        painter.drawText(self.rect().translated(-self.rect().center()), Qt.AlignmentFlag.AlignCenter, self._word)


class Reader(QDialog):
    """One version, to be read and not changed. `copies` is a folder that outlives the dialog."""

    def __init__(self, desk: Desk, edition: Edition, copies: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.edition = desk, edition
        self._copies = copies
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(f"{edition.number} {edition.title}")
        self.band = Notice(desk.theme)
        self.notice = Notice(desk.theme)
        self.outside = Button(desk.theme, self.tr("Open a copy in its own program"), "external-link")
        self.outside.clicked.connect(lambda _on=False: self._open_outside())
        self.close_button = Button(desk.theme, self.tr("Close"), kind="primary")
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(lambda _on=False: self.accept())
        self.sheet: Sheet | None = None
        self.across: Across | None = None
        self._place = QVBoxLayout()
        self._lay_out()
        self._size()
        self._read()

    def _lay_out(self) -> None:
        edition, theme = self.edition, self.desk.theme
        number = Label(edition.number, "sub")
        chip = Chip(theme, self.tr("Revision {0}").format(edition.revision or "–"), edition.tone)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(number)
        head.addWidget(chip)
        head.addWidget(Label(edition.about, "sub", wrap=True), 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        copy = self.tr("A copy is valid on the day it is printed or sent; read the newest one here.")
        buttons.addWidget(Label(copy, "caption", wrap=True), 1)
        buttons.addWidget(self.outside)
        buttons.addWidget(self.close_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(10)
        box.addWidget(Label(edition.title, "page", wrap=True))
        box.addLayout(head)
        box.addWidget(self.band)
        box.addWidget(self.notice)
        box.addLayout(self._place, 1)
        box.addLayout(buttons)
        if edition.stamp:
            self.band.say(edition.stamp, edition.tone, dismissable=False)
        self.outside.setVisible(bool(edition.sha256))

    def _size(self) -> None:
        parent = self.parentWidget()
        width, height = (parent.width(), parent.height()) if parent is not None else (WIDTH, HEIGHT)
        self.resize(min(WIDTH, width - _MARGIN), min(HEIGHT, height - _MARGIN))

    def _read(self) -> None:
        edition = self.edition
        if not edition.sha256:
            where = self.tr("It is kept at {0}.").format(edition.kept_at) if edition.kept_at else ""
            self._show(Sheet.saying(self.tr("The file of this version does not lie inside."), where))
            return
        sha256, name, theme = edition.sha256, edition.file_name, self.desk.theme

        def shown(content: bytes) -> None:
            self._show(sheet_of(theme, name, content))

        self.desk.tasks.read(lambda workspace: workspace.file(sha256), shown, failed=self._fail, owner=self)

    def _show(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._place.addWidget(sheet.widget, 1)
        sheet.widget.show()
        sheet.widget.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.edition.stamp:
            word = self.edition.stamp.partition(":")[0]
            self.across = Across(self.desk.theme, word, self.edition.tone, sheet.page)
            self.across.show()

    def _open_outside(self) -> None:
        edition = self.edition
        if Path(edition.file_name).suffix.lower() in files.PROGRAMS:
            sentence = self.tr("{0} is a program, which is not started from here.")
            self._fail(RuleBroken(sentence.format(edition.file_name)))
            return
        target = self._copies / edition.sha256[:12] / stamped_name(edition)

        def query(workspace: Workspace) -> Path:
            return files.copy(workspace, edition.sha256, target, read_only=True)

        self.desk.tasks.read(query, self._hand_over, failed=self._fail, owner=self)

    def _hand_over(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._fail(RuleBroken(self.tr("No program on this computer opens {0}.").format(path.name)))

    def _fail(self, error: QmsError) -> None:
        self.notice.say(str(error))


def stamped_name(edition: Edition) -> str:
    """The name of the copy: what is not valid says so before anything else."""
    return safe_name(
        f"{edition.stamp.replace(':', ' -')} - {edition.file_name}" if edition.stamp else edition.file_name
    )
