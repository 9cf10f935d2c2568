"""`ImportDialog`: the four steps of an import in one window beside the main one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QIcon
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from qms_desktop.errors import QmsError, Stopped
from qms_desktop.exchange.importing import Applied
from qms_desktop.exchange.table import Book, counted
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.importing.check_page import CheckPage
from qms_desktop.ui.importing.columns_page import ColumnsPage
from qms_desktop.ui.importing.done_page import DonePage, said
from qms_desktop.ui.importing.file_page import FilePage
from qms_desktop.ui.importing.run import ImportRun
from qms_desktop.ui.importing.sending_back import save_rows
from qms_desktop.ui.importing.steps import StepBar
from qms_desktop.ui.importing.summary import primary_words
from qms_desktop.ui.widgets.buttons import Button
from qms_desktop.ui.widgets.label import ElidedLabel
from qms_desktop.ui.widgets.notice import Notice

FILE, COLUMNS, CHECK, DONE = range(4)
USUAL, SMALLEST = QSize(1040, 640), QSize(760, 480)
_AROUND = 40


class ImportDialog(QDialog):
    """Import a spreadsheet into a register. It blocks nothing: the window behind it goes on working."""

    def __init__(self, desk: Desk, kind: str = "", file: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.run = ImportRun(desk, kind, self)
        self._asked = ""
        self._applied: Applied | None = None
        into = self.run.into
        title = self.tr("Import into {0}").format(into.title.lower()) if into else ""
        self.setWindowTitle(title or self.tr("Import a spreadsheet"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(False)
        self._make()
        self._build()
        self._connect()
        self.setMinimumSize(SMALLEST)
        most = parent.window().size() - QSize(_AROUND, _AROUND) if parent is not None else USUAL
        self.resize(USUAL.boundedTo(most).expandedTo(SMALLEST))
        self.go(FILE)
        if file is not None:
            self.run.open(file)

    # -- making

    def _make(self) -> None:
        theme = self.desk.theme
        self.steps = StepBar(theme, [self.tr("File"), self.tr("Columns"), self.tr("Check"), self.tr("Done")])
        self.notice = Notice(theme)
        self.file_page, self.columns_page = FilePage(self.run), ColumnsPage(self.run)
        self.check_page, self.done_page = CheckPage(self.run), DonePage(self.run)
        self.pages = (self.file_page, self.columns_page, self.check_page, self.done_page)
        self.stack = QStackedWidget()
        for page in self.pages:
            self.stack.addWidget(page)
        self.back = Button(theme, self.tr("Back"))
        self.words = ElidedLabel("", "sub")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(140, 6)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.stop = Button(theme, self.tr("Stop"), kind="ghost")
        self.leave = Button(theme, self.tr("Cancel"), kind="ghost")
        self.primary = Button(theme, "", kind="primary")

    def _build(self) -> None:
        footer = QHBoxLayout()
        footer.setSpacing(12)
        footer.addWidget(self.back)
        footer.addStretch(1)
        footer.addWidget(self.words, 20)
        footer.addWidget(self.bar)
        footer.addWidget(self.stop)
        footer.addWidget(self.leave)
        footer.addWidget(self.primary)
        self.words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 16, 24, 16)
        box.setSpacing(12)
        box.addWidget(self.steps)
        box.addWidget(self.notice)
        box.addWidget(self.stack, 1)
        box.addLayout(footer)
        self._show_work("", 0, 0)

    def _connect(self) -> None:
        run = self.run
        self.steps.chosen.connect(self.go)
        self.back.clicked.connect(lambda _on: self.go(self.step - 1))
        self.leave.clicked.connect(lambda _on: self.close())
        self.stop.clicked.connect(lambda _on: run.cancel())
        self.primary.clicked.connect(lambda _on: self._next())
        self.notice.acted.connect(self._act)
        self.check_page.saving.connect(self._save_bad)
        self.done_page.undoing.connect(run.undo)
        self.done_page.saving.connect(self.check_page.ask_path)
        self.done_page.another.connect(self._another)
        run.working.connect(self._show_work)
        run.refused.connect(self._refuse)
        run.form_read.connect(self._take_back)
        run.applied.connect(self._finish)
        run.undone.connect(self._show_undone)
        run.located.connect(self._offer_next)
        for signal in (run.read, run.located, run.checked):
            signal.connect(self._clear_trouble)
        for signal in (run.read, run.located, run.checked, run.decided):
            signal.connect(self._enable)

    # -- steps

    @property
    def step(self) -> int:
        """The step that is shown."""
        return self.stack.currentIndex()

    def go(self, step: int) -> None:
        """Show a step."""
        if not self._lies_open(step):
            return
        self.stack.setCurrentIndex(step)
        self.notice.clear()
        self._asked = ""
        self._enable()
        self.pages[step].focus()

    def _lies_open(self, step: int) -> bool:
        run = self.run
        if step == FILE:
            return True
        if step == DONE:
            return self._applied is not None
        if run.change:
            return False
        return run.findings is not None if step == CHECK else run.book is not None and bool(run.kind)

    def _enable(self) -> None:
        """Name the buttons, and let those be pressed that can do something."""
        run, step = self.run, self.step
        self.steps.show_step(step, [self._lies_open(n) for n in range(4)])
        self.back.setVisible(step in (COLUMNS, CHECK))
        self.back.setEnabled(not run.applying)
        words = {FILE: self.tr("Check columns"), COLUMNS: self.tr("Check rows"), DONE: self.tr("Show them")}
        self.primary.setText(words.get(step) or primary_words(run.findings))
        self.primary.set_icon("check" if step == CHECK else "")
        if step != CHECK:
            self.primary.setIcon(QIcon())
        self.leave.setText(self.tr("Close") if step == DONE else self.tr("Cancel"))
        ready = {
            FILE: self._lies_open(COLUMNS) and run.source is not None,
            COLUMNS: run.findings is not None and not run.stale,
            DONE: bool(run.change),
        }
        self.primary.setEnabled(ready[step] if step in ready else self._can_apply())
        self.primary.setVisible(step != DONE or bool(run.change))
        # Enter must not write anything by accident
        self.primary.setDefault(step in (FILE, COLUMNS))

    def _offer_next(self) -> None:
        """After a file was read, Enter goes on."""
        if self.step == FILE and self.run.source is not None:
            self._enable()
            self.primary.setFocus(Qt.FocusReason.OtherFocusReason)

    def _can_apply(self) -> bool:
        found = self.run.findings
        return found is not None and found.written > 0 and not self.run.stale and self.desk.writable

    def _next(self) -> None:
        if self.step == CHECK:
            self.run.apply()
            self._enable()
            self.primary.setEnabled(False)
        elif self.step == DONE:
            self._show_them()
        else:
            self.go(self.step + 1)

    # -- what is said

    def _show_work(self, words: str, done: int, of: int) -> None:
        for widget in (self.words, self.bar, self.stop):
            widget.setVisible(bool(words))
        self.words.setText(words)
        self.bar.setRange(0, of)
        self.bar.setValue(done)

    def _refuse(self, error: QmsError) -> None:
        retry = self.run.stale and self.run.findings is not None and not self.run.change
        action = self.tr("Check again") if retry and isinstance(error, Stopped) else ""
        self._asked = "check" if action else ""
        self.notice.say(str(error), "amber" if isinstance(error, Stopped) else "red", action=action)
        self._enable()

    def _clear_trouble(self) -> None:
        if not self._asked:
            self.notice.clear()
        if not self.desk.writable:
            self.notice.say(self.desk.read_only_because, "amber", dismissable=False)

    def _act(self) -> None:
        asked, self._asked = self._asked, ""
        self.notice.clear()
        if asked == "close":
            self.run.decisions.fixes.clear()
            self.close()
        elif asked == "check":
            self.run.renew()

    # -- the end

    def _finish(self, applied: Applied) -> None:
        self._applied = applied
        self.done_page.show_applied(applied)
        self.go(DONE)

    def _show_undone(self) -> None:
        self._applied = None
        self.done_page.show_undone()
        self._enable()

    def _show_them(self) -> None:
        self.desk.show(self.run.kind)
        self.close()

    def _another(self) -> None:
        self._applied = None
        self.run.forget()
        self.go(FILE)

    def _save_bad(self, path: Path) -> None:
        found = self.run.findings
        if found is not None:
            save_rows(self.desk, found, path, owner=self, then=self._saved, failed=self._refuse)

    def _saved(self, path: Path, rows: int) -> None:
        words = counted(rows, self.tr("row"), self.tr("rows"))
        self.notice.say(self.tr("{0} saved as {1}").format(words, path.name), "green")

    def _take_back(self, book: Book) -> None:
        """A form that came back has a dialog of its own."""
        from qms_desktop.ui.pages.continuous_improvement.answers import AnswersDialog  # noqa: PLC0415  rarely needed

        AnswersDialog(self.desk, book, self.parentWidget()).open()
        self.close()

    # -- leaving

    def reject(self) -> None:
        """Esc closes as the button does."""
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ends what runs; asks first where corrections would be lost, and waits for what is being written."""
        if self.run.applying:
            self.run.cancel()
            event.ignore()
            return
        lost = len(self.run.decisions.fixes)
        if lost and not self.run.change and self._asked != "close":
            words = counted(lost, self.tr("cell was corrected"), self.tr("cells were corrected"))
            self._asked = "close"
            self.notice.say(
                self.tr("{0}, and nothing is imported yet.").format(words), "amber", action=self.tr("Close")
            )
            event.ignore()
            return
        event.accept()
        self._leave()

    def _leave(self) -> None:
        if self._applied is not None and self.run.change:
            self.desk.tell(said(self.run, self._applied), undo=True)
        self.run.close()
        self._applied = None


def open_import(desk: Desk, kind: str = "", file: Path | None = None, parent: QWidget | None = None) -> ImportDialog:
    """Show the dialog beside the window."""
    dialog = ImportDialog(desk, kind, file, parent)
    dialog.show()
    return dialog
