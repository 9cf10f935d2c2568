"""What is asked before printing: with history and chain, or which part of a list; then to save, or to open at once."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton, QWidget

from qms_desktop.records.register import Register
from qms_desktop.reports.limits import MOST_ROWS, ROWS_A_PAGE
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.dialogs.sheet import SheetDialog
from qms_desktop.ui.widgets.buttons import Button
from qms_desktop.ui.widgets.label import Label
from qms_desktop.workspace.queries import Listing
from qms_desktop.workspace.views import RecordView
from qms_desktop.workspace.workspace import Workspace

LISTS = {"action": ("person", "source", "overdue")}
"""Other ways to print a register, besides as it stands, by kind."""
PUBLISHED = frozenset({"document", "supplier", "policy"})


class PrintDialog(SheetDialog):
    """Emits `wanted(save)`: True to choose a file, False to open the PDF at once."""

    wanted = Signal(bool)

    def __init__(self, desk: Desk, title: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(desk.theme, title, sentence, width=460, parent=parent)
        self.desk = desk
        self.leave = self.add_button(self.tr("Cancel"))
        self.save = self.add_button(self.tr("Save as PDF…"), icon="download")
        self.view = self.add_button(self.tr("Open PDF"), primary=True)
        self.leave.clicked.connect(lambda _on: self.reject())
        self.save.clicked.connect(lambda _on: self._want(save=True))
        self.view.clicked.connect(lambda _on: self._want(save=False))

    def _want(self, *, save: bool) -> None:
        self.accept()
        self.wanted.emit(save)


class RecordPrintDialog(PrintDialog):
    """One record, with what else is wanted of it."""

    def __init__(self, desk: Desk, register: Register, record: RecordView, parent: QWidget | None = None) -> None:
        title = desk.tr("Print {0}").format(record.number)
        sentence = desk.tr("The {0} with all its fields, links, files and approvals.").format(register.one)
        super().__init__(desk, title, sentence, parent)
        self.history = QCheckBox(self.tr("With its history: who changed what, and when"))
        self.chain = QCheckBox(self.tr("With its chain: what led to it, and what followed"))
        self._reports: dict[QRadioButton, str] = {}
        self._what = QButtonGroup(self)
        self._offer(desk, register)
        for box in (self.history, self.chain):
            self.body.addWidget(box)
        self.body.addStretch(1)
        self.fit()

    @property
    def report(self) -> str:
        """The name of the report that is wanted instead of the record, or nothing."""
        return next((name for button, name in self._reports.items() if button.isChecked()), "")

    def _offer(self, desk: Desk, register: Register) -> None:
        """The reports about records of this kind, besides the record itself."""
        eight_d = ("8d", desk.tr("The 8D: the same records by the eight disciplines"))
        offered = {
            "person": (("person", desk.tr("The person file: roles, what they require, and the evidence")),),
            "complaint": (("reply", desk.tr("The letter that answers the customer")), eight_d),
            "nonconformity": (eight_d,),
            "corrective_action": (eight_d,),
        }
        reports = offered.get(register.kind, ())
        for name, words in (("", desk.tr("The record")), *reports) if reports else ():
            button = QRadioButton(words)
            button.setChecked(not name)
            self._what.addButton(button)
            self._reports[button] = name
            self.body.addWidget(button)
            button.toggled.connect(lambda _on: self._limit())

    def _limit(self) -> None:
        for box in (self.history, self.chain):
            box.setEnabled(not self.report)


class ListPrintDialog(PrintDialog):
    """A register: what the list shows now, or all of it. Emits `publishing` where its records can be published."""

    publishing = Signal()

    def __init__(self, desk: Desk, register: Register, listing: Listing, parent: QWidget | None = None) -> None:
        title = desk.tr("Print {0}").format(register.title.lower())
        super().__init__(desk, title, desk.tr("As a list, with the columns of the table."), parent)
        self.register, self._shown_listing = register, listing
        self._whole = Listing(register.kind, sort=listing.sort, descending=listing.descending)
        narrowed = listing != self._whole
        self.shown = QRadioButton(self.tr("Only what the list shows now"))
        self.all = QRadioButton(self.tr("All"))
        self._group = QButtonGroup(self)
        offered = LISTS.get(register.kind, ())
        for button in (self.shown, self.all):
            self._group.addButton(button)
            self.body.addWidget(button)
            button.setVisible(narrowed or (bool(offered) and button is self.all))
            button.toggled.connect(self._count)
        self.lists: dict[str, QRadioButton] = {}
        for name in offered:
            self._offer(name)
        self.words = Label("", "sub", wrap=True)
        self.body.addWidget(self.words)
        self.publish = Button(
            desk.theme, self.tr("Publish what is in effect for everybody…"), "external-link", kind="link"
        )
        self.publish.setVisible(register.kind in PUBLISHED)
        self.publish.clicked.connect(lambda _on: self._publish())
        self.body.addWidget(self.publish)
        self.body.addStretch(1)
        (self.shown if narrowed else self.all).setChecked(True)
        self.fit()

    def _offer(self, name: str) -> None:
        """Another way to print it."""
        words = {
            "person": self.tr("What is open, by person"),
            "source": self.tr("What is open, by source"),
            "overdue": self.tr("What is overdue"),
        }
        button = self.lists[name] = QRadioButton(words[name])
        self._group.addButton(button)
        self.body.addWidget(button)
        button.toggled.connect(self._count)

    @property
    def report(self) -> str:
        """The other way that is wanted, or nothing."""
        return next((name for name, button in self.lists.items() if button.isChecked()), "")

    def _publish(self) -> None:
        self.reject()
        self.publishing.emit()

    @property
    def listing(self) -> Listing:
        """What is printed."""
        return self._shown_listing if self.shown.isChecked() else self._whole

    def _count(self) -> None:
        wanted = replace(self.listing)
        self.words.setVisible(not self.report)

        def query(workspace: Workspace) -> int:
            return workspace.count(wanted)

        self.desk.tasks.read(query, self._say, key=f"print count {id(self)}", owner=self)

    def _say(self, rows: int) -> None:
        printed = min(rows, MOST_ROWS)
        pages = max(1, -(-printed // ROWS_A_PAGE))
        name = self.register.one if rows == 1 else self.register.title.lower()
        about = self.tr("1 page") if pages == 1 else self.tr("about {0} pages").format(f"{pages:,}")
        said = self.tr("{0} {1}, {2}.").format(f"{rows:,}", name, about)
        if rows > MOST_ROWS:
            said += " " + self.tr("The first {0} are printed; filter the list for the rest.").format(f"{MOST_ROWS:,}")
        self.words.setText(said)
