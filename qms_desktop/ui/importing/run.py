"""`ImportRun`: one import on its way: the file, what the user decided about it, and what the check found."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from qms_desktop.errors import QmsError
from qms_desktop.exchange.targets import Into, every, named
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.importing.background import Background, Errand
from qms_desktop.ui.importing.decisions import Decisions, Order
from qms_desktop.ui.importing.findings import Findings, apply_findings, check_file
from qms_desktop.ui.tasks import Progress
from qms_desktop.workspace.views import Changes
from qms_desktop.workspace.workspace import Workspace

if TYPE_CHECKING:
    from threading import Event

    from qms_desktop.exchange.importing import Applied, Source
    from qms_desktop.exchange.table import Book

Proposals = list[tuple[str, float]]

_WAIT = 120  # ms without another decision before the check begins


class ImportRun(QObject):
    """Reads, checks and applies in the background. Whatever is decided begins a new check; late answers are dropped."""

    read = Signal()
    """The file was read; `book` and `proposals` are there."""
    form_read = Signal(object)
    """The `Book` of a form that was sent out and came back, which is no list."""
    located = Signal()
    """The table was found, `source` is there; or it was not, and `source` is None."""
    decided = Signal()
    """Something was decided that `findings` does not know yet."""
    checked = Signal()
    """The newest check is in `findings`."""
    applied = Signal(object)
    """An `Applied`: it was written."""
    undone = Signal()
    refused = Signal(object)
    """A `QmsError` of the step that is shown."""
    working = Signal(str, int, int)
    """What goes on, how far, of how much (0: unknown); an empty sentence when nothing does any more."""

    def __init__(self, desk: Desk, kind: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.kind = self.given_kind = kind
        self.path: Path | None = None
        self.book: Book | None = None
        self.proposals: Proposals = []
        self.sheet = ""
        self.header_row: int | None = None
        self.source: Source | None = None
        self.decisions = Decisions()
        self.findings: Findings | None = None
        self.stale = True
        """Whether something was decided that `findings` does not know yet."""
        self.change = 0
        """The number of the change set that was written."""
        self.applying = False
        self._background = Background.of(desk)
        self._errand: Errand | None = None
        self._timer = QTimer(self, singleShot=True, interval=_WAIT)
        self._timer.timeout.connect(self._check)
        desk.tasks.changed.connect(self._follow)

    @property
    def into(self) -> Into | None:
        """The register, or the lines of one, that takes the rows."""
        return named(self.desk.registers.values(), self.kind)

    # -- what the pages tell

    def open(self, path: Path) -> None:
        """Read a file; what was known of another one is forgotten."""
        self.forget()
        self.path = path
        known = tuple(every(self.desk.registers.values()))
        reading, rows = self.tr("Reading {0}").format(path.name), self.tr("{0}: {1} rows")

        def job(cancelled: Event, told: Callable[[int], None]) -> tuple[Book, Proposals]:
            from qms_desktop.exchange.importing import propose_register  # noqa: PLC0415  brings the readers
            from qms_desktop.exchange.workbook_reading import read_book  # noqa: PLC0415  the same

            book = read_book(path, cancelled=cancelled.is_set, progress=told)
            return book, propose_register(book, known)

        def progress(done: int, _of: int) -> None:
            self.working.emit(rows.format(reading, f"{done:,}"), 0, 0)

        self._background.aside(self._begin(reading, self._take_book, progress=progress), job)

    def choose(self, *, kind: str = "", sheet: str = "", header_row: int | None = None) -> None:
        """Another register, sheet or header row; columns and corrections begin anew.

        In a workbook of ours a sheet and what its rows are belong together.
        """
        marked = self.book.kinds if self.book is not None else {}
        self.kind = kind or marked.get(sheet) or self.kind
        if kind and marked:
            self.sheet, self.header_row = "", None
        if sheet and sheet != self.sheet:
            self.sheet, self.header_row = sheet, None
        self.header_row = header_row or self.header_row
        self.decisions = Decisions()
        self._locate()

    def map(self, column: int, name: str) -> None:
        """A field, a note or nothing for a column."""
        self.decisions.map(column, name)
        self.renew()

    def set_key(self, name: str) -> None:
        """By which field a row is known to be a record; empty is the program's choice."""
        self.decisions.key = name
        self.renew()

    def set_order(self, order: Order | None) -> None:
        """How dates are read that do not tell themselves."""
        self.decisions.order = order
        self.renew()

    def fix(self, cells: Mapping[tuple[int, int], str]) -> None:
        """Correct cells, by row number of the file and column."""
        if self.source is not None:
            self.decisions.fix(cells, dict(self.source.found.data_rows))
            self.renew()

    def toggle_skip(self, rows: Collection[int]) -> None:
        """Leave rows out, or take them back."""
        self.decisions.toggle_skip(rows)
        self.renew()

    def renew(self) -> None:
        """Check again, shortly after the last decision."""
        self.drop()
        self._timer.start()
        self.decided.emit()

    def apply(self) -> None:
        """Write what was found, as one change set."""
        findings = self.findings
        if findings is None or self.stale or self.applying:
            return
        sentence = self.tr("Importing {0} of {1} rows")

        def job(workspace: Workspace, told: Progress) -> tuple[Applied, int]:
            return apply_findings(workspace, findings, told)

        words = sentence.format("0", f"{findings.written:,}")
        errand = self._begin(words, self._take_applied, sentence, failed=self._fail_applying)
        self.applying = True
        self._background.with_database(errand, job)

    def undo(self) -> None:
        """Take the import back."""
        number = self.change

        def job(workspace: Workspace, _told: Progress) -> str:
            return workspace.undo(number).label

        if number:
            errand = self._begin(self.tr("Taking the import back"), self._take_undone)
            self._background.with_database(errand, job)

    def cancel(self) -> None:
        """Stop what goes on: it ends with a `Stopped`, and nothing is left behind."""
        if self._errand is not None:
            self._errand.cancel()

    def drop(self) -> None:
        """Stop what goes on, and hear nothing of it any more."""
        self._timer.stop()
        self.stale = True
        self.applying = False
        if self._errand is not None:
            self._errand.drop()
            self._errand = None
            self.working.emit("", 0, 0)

    def forget(self) -> None:
        """No file any more."""
        self.drop()
        self.path = self.book = self.source = self.findings = None
        self.proposals, self.sheet, self.header_row, self.change = [], "", None, 0
        self.kind = self.given_kind
        self.decisions = Decisions()

    def close(self) -> None:
        """The dialog goes."""
        self.drop()
        self.desk.tasks.changed.disconnect(self._follow)

    # -- inside

    def _begin(
        self,
        words: str,
        then: Callable[[Any], None],
        sentence: str = "",
        *,
        progress: Callable[[int, int], None] | None = None,
        failed: Callable[[QmsError], None] | None = None,
    ) -> Errand:
        """The one errand of the moment; `sentence` takes rows done and in all."""

        def finish(result: object) -> None:
            self._errand, self.applying = None, False
            self.working.emit("", 0, 0)
            then(result)

        def refuse(error: QmsError) -> None:
            self._errand, self.applying = None, False
            self.working.emit("", 0, 0)
            (failed or self._fail)(error)

        def tell(done: int, of: int) -> None:
            if sentence:
                self.working.emit(sentence.format(f"{done:,}", f"{of:,}"), done, of)

        self.drop()
        self._errand = Errand(finish, refuse, progress or tell, self)
        self.working.emit(words, 0, 0)
        return self._errand

    def _take_book(self, found: tuple[Book, Proposals]) -> None:
        from qms_desktop.exchange.importing import FITS  # noqa: PLC0415  brings the readers

        if found[0].is_form:
            self.form_read.emit(found[0])
            return
        self.book, self.proposals = found
        best, score = self.proposals[0] if self.proposals else ("", 0.0)
        if not self.kind and score >= FITS:
            self.kind = best
        self.read.emit()
        self._locate()

    def _locate(self) -> None:
        book, into, sheet, header_row = self.book, self.into, self.sheet, self.header_row
        if book is None or into is None:
            return

        def job(_cancelled: Event, _told: Callable[[int], None]) -> Source:
            from qms_desktop.exchange.importing import locate  # noqa: PLC0415  brings the readers

            return locate(book, into, sheet=sheet, header_row=header_row)

        errand = self._begin(self.tr("Finding the table"), self._take_source, failed=self._fail_locating)
        self._background.aside(errand, job)

    def _take_source(self, source: Source) -> None:
        self.source, self.sheet, self.findings = source, source.sheet.name, None
        self.located.emit()
        self._check()

    def _fail_locating(self, error: QmsError) -> None:
        self.source = self.findings = None
        self.located.emit()
        self._fail(error)

    def _check(self) -> None:
        source, into, plan = self.source, self.into, self.decisions.plan
        if source is None or into is None:
            return

        def job(workspace: Workspace, told: Progress) -> Findings:
            return check_file(workspace, into, source, plan, told)

        sentence = self.tr("Checking {0} of {1} rows")
        errand = self._begin(self.tr("Checking the rows"), self._take_findings, sentence)
        self._background.with_database(errand, job)

    def _take_findings(self, findings: Findings) -> None:
        self.findings, self.stale = findings, False
        self.checked.emit()

    def _take_applied(self, done: tuple[Applied, int]) -> None:
        applied, self.change = done
        self.applied.emit(applied)

    def _take_undone(self, _label: str) -> None:
        self.change = 0
        self.undone.emit()
        self._check()

    def _fail(self, error: QmsError) -> None:
        self.refused.emit(error)

    def _fail_applying(self, error: QmsError) -> None:
        # nothing was written, and what the check said may be out of date
        self.refused.emit(error)
        self.renew()

    def _follow(self, _changes: Changes) -> None:
        """Records were changed while the dialog is open; the check must know them."""
        if self.findings is not None and not self.applying and not self.change:
            self.renew()
