"""`RecordPane`: one record with its steps, fields, links, evidence and history."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from qms_desktop.errors import QmsError
from qms_desktop.records.register import Register
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.pages import part_of
from qms_desktop.ui.register.copying import copied
from qms_desktop.ui.register.course import CourseTab, has_course
from qms_desktop.ui.register.evidence import EvidenceTab
from qms_desktop.ui.register.facts import facts_of
from qms_desktop.ui.register.form import RecordForm
from qms_desktop.ui.register.head import PaneHead
from qms_desktop.ui.register.history import HistoryTab
from qms_desktop.ui.register.inlay import Blocked, Inlay, Question, Reason
from qms_desktop.ui.register.lines.saving import LinesSaver
from qms_desktop.ui.register.links import LinksTab
from qms_desktop.ui.register.locks import why_read_only
from qms_desktop.ui.register.parts import Parts
from qms_desktop.ui.register.remarks import Remarks
from qms_desktop.ui.register.saving import Saver
from qms_desktop.ui.register.steps import Footer, Steps
from qms_desktop.ui.register.title import TitleField
from qms_desktop.ui.widgets.day_text import show_day
from qms_desktop.ui.widgets.label import Label
from qms_desktop.ui.widgets.notice import Notice
from qms_desktop.ui.widgets.stepper import Stepper
from qms_desktop.ui.widgets.sub_tabs import SubTabs
from qms_desktop.workspace.views import MoveView, RecordView

DETAILS, LINKS, EVIDENCE, HISTORY = range(4)


class RecordPane(QFrame):
    """Shows a record by its key and keeps it up to date."""

    closing = Signal()
    gone = Signal()
    """The record is no longer there: its creation was undone."""
    duplicating = Signal(object)
    """What a new record takes over: a `Copied`."""
    filled = Signal(object)
    """The `RecordView` that is shown now."""
    importing = Signal(str)
    """The name of lines for which a spreadsheet is wanted."""
    wide_wanted = Signal()
    """A table of lines is wanted over the whole width of the page, or back."""

    def __init__(self, desk: Desk, register: Register, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.desk, self.register = desk, register
        self.view: RecordView | None = None
        self._wanted: UUID | None = None
        self._then_edit = ""
        theme = desk.theme
        self.head = PaneHead(desk, register)
        self.title = TitleField(theme)
        self._title_problem = Label("", "caption", tone="red", wrap=True)
        self.stepper = Stepper(theme)
        self.part = part_of(desk, register.kind)
        self.facts = Label("", "caption", wrap=True)
        self.remarks = Remarks(desk)
        self.void = Notice(theme)
        self.notice = Notice(theme)
        self.inlay = Inlay(theme)
        self.form = RecordForm(desk, register)
        self.form.adopt("title", self.title)
        self.form.head(self.remarks)
        self.links, self.evidence, self.history = LinksTab(desk, self.inlay), EvidenceTab(desk), HistoryTab(desk)
        self.links.offer_stories(register.kind)
        self.course = CourseTab(desk) if has_course(register.kind) else None
        self.saver = Saver(desk, self.form, self.notice, self.inlay, self)
        sections = self.form.lines.values()
        self.line_savers = [LinesSaver(desk, section, self.notice, self.inlay, self) for section in sections]
        self.steps = Steps(desk, register, self.inlay, self)
        self.footer = Footer(theme)
        self.tabs = SubTabs(theme, self.tr("Parts of the record"))
        self._stack = Parts()
        self._lay_out()
        self._connect()

    # -- what the page asks

    def show_record(self, record: UUID) -> None:
        """Show a record; what was shown stays until it is here."""
        self._wanted = record
        self.inlay.close_panel()
        self.reload()

    def reload(self) -> None:
        """Read the record again."""
        record = self._wanted
        if record is not None:
            self.desk.tasks.read(
                lambda workspace: workspace.view(record),
                self._fill,
                failed=self._failed,
                key=f"view {id(self)}",
                owner=self,
            )

    def clear(self) -> None:
        """Show nothing any more."""
        self._wanted = self.view = self.saver.view = self.steps.view = None
        for saver in self.line_savers:
            saver.view = None
        self.inlay.close_panel()

    def edit(self, name: str) -> None:
        """Put the focus into a field, as soon as the record is here."""
        if self.view is None or self.view.id != self._wanted:
            self._then_edit = name
            return
        self.tabs.setCurrentIndex(DETAILS)
        if not self.form.jump(name):
            self.form.jump("title")

    def take_next(self) -> None:
        """Save what is being typed and take the next step."""
        if self.form.commit():
            self.footer.ask_next()

    def leave(self, then: Callable[[], object]) -> bool:
        """Whether the record can be left; asks first where something typed was not saved."""
        for name in self.form.unsaved:
            if not self.form.editors[name].problem:
                self.form.editors[name].commit()
        unsaved = [n for n in self.form.unsaved if self.form.editors[n].problem]
        for section in self.form.lines.values():
            section.finish()
        lines = [name for name, section in self.form.lines.items() if section.unsaved]
        if not (unsaved or lines) or self.view is None:
            return True
        labels = ", ".join(
            [self.register.fields[name].label for name in unsaved]
            + [self.form.lines[name].declared.title for name in lines]
        )
        sentence = self.tr("Not saved: {0}.").format(labels)

        def discard() -> None:
            for name in self.form.unsaved:
                self.form.editors[name].restore()
            for section in self.form.lines.values():
                section.discard()
            then()

        first = [*unsaved, *lines][0]
        answers = [(self.tr("Keep writing"), lambda: self.form.jump(first)), (self.tr("Discard"), discard)]
        self.inlay.open(Question(self.desk.theme, self.tr("Leave what you typed?"), sentence, answers))
        return False

    def ask_void(self) -> None:
        """Ask why the record is voided."""
        view = self.view
        if view is None or view.voided or not self.desk.writable:
            return
        record = view.id
        panel = Reason(self.desk.theme, self.tr("Void {0}: why?").format(view.number), self.tr("Void"))

        def voided(number: str) -> None:
            self.inlay.close_panel()
            self.desk.tell(self.tr("Voided {0}").format(number), undo=True)

        def void(reason: str) -> None:
            self.desk.tasks.change(
                self.tr("Void {0}").format(view.number),
                lambda work: work.void(record, reason).number,
                voided,
                failed=self.desk.refuse,
                reason=reason,
                owner=self,
            )

        panel.given.connect(void)
        self.inlay.open(panel)

    def bring_back(self) -> None:
        """Take the void mark away."""
        if self.view is not None:
            record, number = self.view.id, self.view.number
            self.desk.tasks.change(
                self.tr("Bring {0} back").format(number),
                lambda work: work.unvoid(record).number,
                lambda _number: self.desk.tell(self.tr("Brought {0} back").format(number), undo=True),
                failed=self.desk.refuse,
                owner=self,
            )

    def copy(self, *, link: bool) -> None:
        """Put the number or a link on the clipboard."""
        if self.view is not None:
            text = link_to(self.view.number) if link else self.view.number
            QGuiApplication.clipboard().setText(text)
            self.desk.tell(self.tr("Copied {0}").format(text))

    def duplicate(self) -> None:
        """Offer the values for a new record."""
        if self.view is not None and self.desk.writable:
            self.duplicating.emit(copied(self.register, self.view))

    # -- showing

    def _fill(self, view: RecordView) -> None:
        other = self.view is None or self.view.id != view.id
        self.view = self.saver.view = self.steps.view = view
        for saver in self.line_savers:
            saver.view = view
        if other:
            self.notice.clear()
            self.inlay.close_panel()
        because = why_read_only(self.desk, self.register, view)
        self.head.fill(view)
        self._step(view)
        self._tell_facts(view)
        self.remarks.fill(view)
        self.part.fill(view)
        self.form.fill(view)
        self.links.fill(view, because)
        self.evidence.fill(view, because)
        self.history.fill(view)
        if self.course is not None:
            self.course.fill(view)
        self.footer.fill(view, "" if self.desk.writable else self.desk.read_only_because)
        self._say_saved(view)
        self.tabs.set_count(LINKS, len(view.links))
        self.tabs.set_count(EVIDENCE, len(view.attachments))
        self.setAccessibleName(f"{view.number} {view.title}")
        self.filled.emit(view)
        if self._then_edit:
            name, self._then_edit = self._then_edit, ""
            self.edit(name)

    def _step(self, view: RecordView) -> None:
        workflow = self.register.workflow
        states = [s for s in workflow.states if s not in workflow.aside or str(s) == view.state]
        current = next((n for n, s in enumerate(states) if str(s) == view.state), -1)
        self.stepper.set_steps([s.label for s in states], current)
        self.stepper.setVisible(len(states) > 1)

    def _tell_facts(self, view: RecordView) -> None:
        if view.voided:
            sentence = self.tr("Void, because: {0}").format(view.void_reason or "")
            self.void.say(sentence, "amber", dismissable=False)
        else:
            self.void.clear()
        sentences = facts_of(view)
        self.facts.setText("\n".join(sentences))
        self.facts.setVisible(bool(sentences))

    def _say_saved(self, view: RecordView) -> None:
        at = view.updated_at.astimezone()
        words = f"{at:%H:%M}" if at.date() == at.now(at.tzinfo).date() else show_day(at.date())
        self.footer.saved.setText(self.tr("Saved {0}").format(words))

    def show_wide(self, *, wide: bool, possible: bool) -> None:
        """Tell the tables of lines whether the pane takes the whole width, and whether it need not."""
        for section in self.form.lines.values():
            section.show_wide(wide=wide, possible=possible)

    def _failed(self, error: QmsError) -> None:
        del error  # the record is not there any more, which the page shows by closing the pane
        self.clear()
        self.gone.emit()

    # -- building

    def _lay_out(self) -> None:
        parts = (self.tr("Details"), self.form), (self.tr("Links"), self.links)
        for name, part in (*parts, (self.tr("Evidence"), self.evidence), (self.tr("History"), self.history)):
            self.tabs.add(name)
            self._stack.addWidget(part)
        if self.course is not None:
            self.tabs.add(self.tr("Course"))
            self._stack.addWidget(self.course)
            self.course.values_wanted.connect(lambda: self.tabs.setCurrentIndex(DETAILS))
        self._title_problem.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 10, 16, 12)
        box.setSpacing(6)
        above = (self.head, self.title, self._title_problem, self.stepper, self.void, self.facts)
        for widget in (*above, self.part, self.tabs, self.notice):
            box.addWidget(widget)
        box.addWidget(self._stack, 1)
        box.addWidget(self.inlay)
        box.addWidget(self.footer)

    def _connect(self) -> None:
        self.inlay.toggled.connect(self._make_room)
        self._stack.dropped.connect(self._take_files)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self.head.closing.connect(self.closing)
        self.head.link_wanted.connect(lambda: self.copy(link=True))
        self.head.number_wanted.connect(lambda: self.copy(link=False))
        self.head.duplicating.connect(self.duplicate)
        self.head.voiding.connect(self.ask_void)
        self.head.bringing_back.connect(self.bring_back)
        self.saver.saving.connect(lambda: self.footer.saved.setText(self.tr("Saving…")))
        self.saver.reload_wanted.connect(self.reload)
        for saver in self.line_savers:
            saver.saving.connect(lambda: self.footer.saved.setText(self.tr("Saving…")))
            saver.reload_wanted.connect(self.reload)
        for section in self.form.lines.values():
            section.wide_wanted.connect(self.wide_wanted)
            section.importing.connect(self.importing)
        self.steps.jumping.connect(self._jump)
        self.remarks.following.connect(lambda: self._jump("links"))
        self.footer.asked.connect(self._take)
        self.title.problem_changed.connect(self._show_title_problem)

    def _make_room(self, asked: bool) -> None:
        """While something else is asked the steps are away; what a step lacks is filled in with the step in view."""
        self._stack.make_room(asked)
        self.footer.setHidden(asked and not isinstance(self.inlay.panel, Blocked))

    def _take_files(self, paths: list[Path]) -> None:
        if self.evidence.zone.isEnabled():
            self.tabs.setCurrentIndex(EVIDENCE)
            self.evidence.zone.dropped.emit(paths)

    def _take(self, move: MoveView) -> None:
        if self.form.commit():
            self.steps.take(move)

    def _jump(self, where: str) -> None:
        tab = {"attachments": EVIDENCE, "links": LINKS}.get(where)
        if tab is None:
            self.edit(where)
        else:
            self.tabs.setCurrentIndex(tab)

    def _show_title_problem(self, sentence: str) -> None:
        self._title_problem.setText(sentence)
        self._title_problem.setVisible(bool(sentence))


def link_to(number: str) -> str:
    """The link that names a record, for mails and notes."""
    return f"qms:{number}"
