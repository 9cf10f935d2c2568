"""Long work: what runs, how far it is, and Cancel."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from qms_desktop.errors import QmsError
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.tasks import Progress
from qms_desktop.ui.widgets.buttons import Button
from qms_desktop.ui.widgets.label import Label
from qms_desktop.workspace.workspace import Workspace

T = TypeVar("T")
_APPEARS_AFTER = 300  # ms; what is done sooner needs no dialog


class ProgressDialog(QDialog):
    """Shown while a job of `Tasks.run` goes on, if it goes on for long."""

    def __init__(self, desk: Desk, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(380)
        self._cancel: Callable[[], None] = lambda: None
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(title)
        self.words = Label("", "sub")
        button = Button(desk.theme, self.tr("Cancel"))
        button.clicked.connect(lambda _on: self.stop())
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        row.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 18, 20, 16)
        box.setSpacing(12)
        box.addWidget(Label(title, "card"))
        box.addWidget(self.bar)
        box.addLayout(row)
        self._timer = QTimer(self, singleShot=True, interval=_APPEARS_AFTER)
        self._timer.timeout.connect(self.open)
        self._timer.start()

    def watch(self, cancel: Callable[[], None]) -> None:
        """What Cancel does."""
        self._cancel = cancel

    def told(self, done: int, total: int) -> None:
        """Show how far it is."""
        if total > 0:
            self.bar.setRange(0, 1000)
            self.bar.setValue(min(1000, done * 1000 // total))
            self.words.setText(self.tr("{0} %").format(min(100, done * 100 // total)))
        elif done:
            self.words.setText(f"{done:,}")

    def stop(self) -> None:
        """Cancel; the dialog goes when the job has stopped."""
        self.words.setText(self.tr("Stopping …"))
        self._cancel()

    def reject(self) -> None:
        """Esc cancels too."""
        self.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The close button cancels too."""
        event.ignore()
        self.stop()

    def finish(self) -> None:
        """The job is over."""
        self._timer.stop()
        self.hide()
        self.deleteLater()


def run(
    desk: Desk,
    window: QWidget,
    title: str,
    job: Callable[[Workspace, Progress], T],
    then: Callable[[T], None],
) -> ProgressDialog:
    """Run a long job with a dialog; a refusal, or a cancelled job, is said in the window."""
    dialog = ProgressDialog(desk, title, window)

    def done(result: T) -> None:
        dialog.finish()
        then(result)

    def failed(error: QmsError) -> None:
        dialog.finish()
        if running.cancelled.is_set():
            desk.tell(str(error))
        else:
            desk.refuse(error)

    running = desk.tasks.run(job, done, progress=dialog.told, failed=failed, owner=dialog)
    dialog.watch(running.cancel)
    return dialog
