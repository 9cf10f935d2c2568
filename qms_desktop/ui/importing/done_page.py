"""Step 4: what was written, with the way back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from qms_desktop.exchange.check import Verdict
from qms_desktop.exchange.importing import Applied
from qms_desktop.exchange.table import counted
from qms_desktop.ui.importing.run import ImportRun
from qms_desktop.ui.widgets.buttons import Button
from qms_desktop.ui.widgets.label import IconLabel, Label


class DonePage(QWidget):
    """Counts, Undo, the rows that were left out, and another file."""

    undoing = Signal()
    saving = Signal()
    another = Signal()

    def __init__(self, run: ImportRun, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.run = run
        theme = run.desk.theme
        self.icon = IconLabel(theme, "circle-check", color="green", size=48)
        self.title = Label("", "page", wrap=True)
        self.counts = Label("", "sub", wrap=True)
        self.undo = Button(theme, self.tr("Undo the import"), "undo-2")
        self.save = Button(theme, self.tr("Save the bad rows as Excel"), "file-warning")
        self.again = Button(theme, self.tr("Import another file"), "upload")
        self.undo.clicked.connect(self.undoing)
        self.save.clicked.connect(self.saving)
        self.again.clicked.connect(self.another)
        for label in (self.title, self.counts):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for button in (self.undo, self.save, self.again):
            buttons.addWidget(button)
        buttons.addStretch(1)
        box = QVBoxLayout(self)
        box.setSpacing(10)
        box.addStretch(2)
        box.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(self.title)
        box.addWidget(self.counts)
        box.addSpacing(8)
        box.addLayout(buttons)
        box.addStretch(3)

    def show_applied(self, applied: Applied) -> None:
        """Say what was written."""
        if self.run.into is None:
            return
        self.icon.set_icon("circle-check", "green")
        self.title.setText(said(self.run, applied))
        found = self.run.findings
        left, bad = (found.left, found.counts[Verdict.ATTENTION]) if found is not None else (0, 0)
        parts = (
            (applied.new, self.tr("{0} new")),
            (applied.changed, self.tr("{0} changed")),
            (applied.along, self.tr("{0} made along the way")),
            (left, self.tr("{0} left out")),
        )
        self.counts.setText("  ·  ".join(words.format(f"{number:,}") for number, words in parts if number))
        self.save.setVisible(bad > 0)
        self.undo.setVisible(True)

    def show_undone(self) -> None:
        """Say that it was taken back."""
        self.icon.set_icon("undo-2", "text2")
        self.title.setText(self.tr("The import was taken back"))
        self.counts.setText(self.tr("Everything is as it was before. The step Check still has your corrections."))
        self.undo.setVisible(False)
        self.save.setVisible(False)

    def focus(self) -> None:
        """Put the focus where the way back is."""
        (self.undo if self.run.change else self.again).setFocus(Qt.FocusReason.OtherFocusReason)


def said(run: ImportRun, applied: Applied) -> str:
    """What was imported, in one sentence."""
    into = run.into
    assert into is not None  # noqa: S101  something was imported into it
    what = counted(applied.new + applied.changed, into.one, into.title.lower())
    name = run.path.name if run.path is not None else ""
    return run.tr("Imported {0} from {1}").format(what, name)
