"""The tab Evidence: files of a record, dropped or pasted in, opened as read-only copies."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from qms_desktop.errors import QmsError, RuleBroken
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.register import files
from qms_desktop.ui.register.scroller import Scroller
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.buttons import IconButton
from qms_desktop.ui.widgets.day_text import show_day
from qms_desktop.ui.widgets.drop_zone import DropZone
from qms_desktop.ui.widgets.label import ElidedLabel, IconLabel, Label
from qms_desktop.ui.widgets.notice import Notice
from qms_desktop.workspace.views import AttachmentView, RecordView


class FileRow(QWidget):
    """One file: what it is called, how large, since when and by whom."""

    def __init__(self, theme: Theme, file: AttachmentView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        icon = "image" if file.mime.startswith("image/") else "file-text"
        added = file.added_at.astimezone()
        about = [files.size_words(file.size), show_day(added.date()), f"{added:%H:%M}", file.added_by]
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(file.name))
        words.addWidget(ElidedLabel(" · ".join(part for part in about if part), "caption"))
        self.open = IconButton(theme, "external-link", self.tr("Open a copy of {0}").format(file.name))
        self.save = IconButton(theme, "download", self.tr("Save {0} as…").format(file.name))
        self.remove = IconButton(theme, "trash-2", self.tr("Remove {0}").format(file.name))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(4)
        row.addWidget(IconLabel(theme, icon))
        row.addSpacing(4)
        row.addLayout(words, 1)
        for button in (self.open, self.save, self.remove):
            row.addWidget(button)


class EvidenceTab(QWidget):
    """The drop zone over the list of files."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._view: RecordView | None = None
        self._copies: TemporaryDirectory[str] | None = None
        self.rows: list[FileRow] = []
        self.zone = DropZone(desk.theme)
        self.zone.dropped.connect(self._attach)
        self.zone.pasted_image.connect(self._paste)
        self.notice = Notice(desk.theme)
        self._list = Scroller()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 10, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.zone)
        box.addWidget(self.notice)
        box.addWidget(self._list, 1)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(
            lambda: self.zone.isEnabled() and self.zone.take(QGuiApplication.clipboard().mimeData())
        )

    def fill(self, view: RecordView, because: str) -> None:
        """Show the files of a record; `because` says why it takes no more."""
        if self._view is not None and self._view.id != view.id:
            self.notice.clear()
        self._view = view
        self.zone.setEnabled(not because)
        self.zone.setToolTip(because or self.tr("Click to choose files"))
        self._list.empty()
        self.rows = []
        for file in view.attachments:
            row = FileRow(self._desk.theme, file)
            row.open.clicked.connect(lambda _checked=False, file=file: self._open(file))
            row.save.clicked.connect(lambda _checked=False, file=file: self._save(file))
            row.remove.clicked.connect(lambda _checked=False, file=file: self._remove(file))
            row.remove.setEnabled(not because)
            if because:
                row.remove.setToolTip(because)
            self.rows.append(row)
            self._list.box.addWidget(row)
        if not view.attachments:
            words = self.tr("No files yet. Photos, reports and mails belong here; they are kept inside this system.")
            self._list.box.addWidget(Label(words, "sub", wrap=True))

    def _attach(self, paths: list[Path]) -> None:
        view = self._view
        if view is None or not paths:
            return
        record = view.id
        what = paths[0].name if len(paths) == 1 else self.tr("{0} files").format(len(paths))
        sentence = self.tr("Attached {0} to {1}").format(what, view.number)
        self.zone.setText(self.tr("Reading {0}…").format(what))
        self._desk.tasks.change(
            self.tr("Attach {0} to {1}").format(what, view.number),
            lambda work: files.attach(work, record, paths),
            lambda _count: self._done(sentence),
            failed=self._fail,
            owner=self,
        )

    def _paste(self, image: QImage) -> None:
        view = self._view
        if view is None:
            return
        record = view.id
        name = self.tr("Screenshot {0}.png").format(f"{datetime.now().astimezone():%Y-%m-%d %H-%M-%S}")
        sentence = self.tr("Attached {0} to {1}").format(name, view.number)
        self._desk.tasks.change(
            self.tr("Attach {0} to {1}").format(name, view.number),
            lambda work: work.attach(record, name, files.picture(image), "image/png").name,
            lambda _name: self._done(sentence),
            failed=self._fail,
            owner=self,
        )

    def _done(self, sentence: str) -> None:
        self._ready()
        self._desk.tell(sentence, undo=True)

    def _fail(self, error: QmsError) -> None:
        self._ready()
        self.notice.say(str(error))

    def _ready(self) -> None:
        self.notice.clear()
        self.zone.setText(self.tr("Drop photos or files here, or paste a screenshot"))

    def _open(self, file: AttachmentView) -> None:
        if Path(file.name).suffix.lower() in files.PROGRAMS:
            sentence = self.tr("{0} is a program, which is not started from here. Save it, if you trust it.")
            self._fail(RuleBroken(sentence.format(file.name)))
            return
        if self._copies is None:
            self._copies = TemporaryDirectory(prefix="qms-files-", ignore_cleanup_errors=True)
        target = Path(self._copies.name) / str(file.id) / file.name
        self._desk.tasks.read(
            lambda workspace: files.copy(workspace, file.sha256, target, read_only=True),
            self._show,
            failed=self._fail,
            owner=self,
        )

    def _show(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            sentence = self.tr("No program on this computer opens {0}. Save it and open it elsewhere.")
            self._fail(RuleBroken(sentence.format(path.name)))

    def _save(self, file: AttachmentView) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save as"), file.name)
        if chosen:
            target = Path(chosen)
            self._desk.tasks.read(
                lambda workspace: files.copy(workspace, file.sha256, target, read_only=False),
                lambda path: self._desk.tell(self.tr("Saved {0}").format(path.name)),
                failed=self._fail,
                owner=self,
            )

    def _remove(self, file: AttachmentView) -> None:
        view = self._view
        if view is None:
            return
        key, sentence = file.id, self.tr("Removed {0}").format(file.name)
        self._desk.tasks.change(
            self.tr("Remove {0} from {1}").format(file.name, view.number),
            lambda work: work.detach(key),
            lambda _none: self._desk.tell(sentence, undo=True),
            failed=self._fail,
            owner=self,
        )
