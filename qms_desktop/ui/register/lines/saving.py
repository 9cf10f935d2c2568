"""`LinesSaver`: writes a cell when it is left and a new row when the row is left, and says what was refused."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from qms_desktop.errors import Conflict, QmsError, RuleBroken, Unavailable
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.register.inlay import Inlay, Question
from qms_desktop.ui.register.lines.section import LinesSection
from qms_desktop.ui.register.lines.states import LineState, Typed
from qms_desktop.ui.widgets.notice import Notice
from qms_desktop.workspace.views import RecordView
from qms_desktop.workspace.work import Work


class LinesSaver(QObject):
    """Turns what a lines table holds into change sets."""

    saving = Signal()
    reload_wanted = Signal()

    def __init__(self, desk: Desk, section: LinesSection, notice: Notice, inlay: Inlay, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._section, self._notice, self._inlay = desk, section, notice, inlay
        self._name, self._one = section.declared.name, section.declared.one
        self.view: RecordView | None = None
        self._waiting: list[LineState] = []
        section.table.typed.connect(self._typed)
        section.table.left.connect(self.add)
        section.table.removing.connect(self.remove)
        section.table.pasting.connect(self._paste)
        notice.acted.connect(self.retry)

    # -- one cell

    def _typed(self, state: LineState, name: str) -> None:
        typed = state.typed.get(name)
        if state.key is not None and typed is not None and not typed.problem:
            self.save(state, name, typed)

    def save(self, state: LineState, name: str, typed: Typed, *, knowing: bool = False) -> None:
        """Write one cell of a line; `knowing` overwrites what someone else wrote there meanwhile."""
        view, key, line = self.view, state.key, self._name
        if view is None or key is None:
            return
        record, number = view.id, view.number
        values = {name: typed.raw, **typed.also}
        seen = {} if knowing else {name: typed.base}
        typed.on_its_way, typed.problem = True, ""

        def then(_changed: bool) -> None:
            typed.on_its_way = False
            if self._is_shown(record):
                self._notice.clear()

        def failed(error: QmsError) -> None:
            typed.on_its_way = False
            if not self._is_shown(record):
                self._desk.refuse(error)
                return
            if state.typed.get(name) is typed:
                typed.problem = self._sentence(error, name)
                self._section.model.refresh()
            self._after_refusal(error, state, name, typed)

        label = self._section.declared.fields[name].label.lower()
        words = self.tr("Change {0} of {1}: {2}").format(self._one, number, label)
        self.saving.emit()
        self._desk.tasks.change(
            words, lambda work: work.amend_line(record, line, key, values, seen), then, failed=failed, owner=self
        )

    def _sentence(self, error: QmsError, name: str) -> str:
        label = self._section.declared.fields[name].label
        own = [u.message for u in error.unmet] if isinstance(error, RuleBroken) else []
        return " ".join(own).removeprefix(f"{label}: ") or str(error)

    def _after_refusal(self, error: QmsError, state: LineState, name: str, typed: Typed) -> None:
        if isinstance(error, Conflict):
            self._ask_whose(str(error), state, name, typed)
        elif isinstance(error, Unavailable):
            typed.problem = self.tr("Not saved yet.")
            self._section.model.refresh()
            self._notice.say(str(error), "red", action=self.tr("Try again"))

    def _ask_whose(self, sentence: str, state: LineState, name: str, typed: Typed) -> None:
        def theirs() -> None:
            self._section.model.set_typed(state, name, None)
            self.reload_wanted.emit()

        def mine() -> None:
            self.save(state, name, typed, knowing=True)

        answers = [(self.tr("Show theirs"), theirs), (self.tr("Keep mine"), mine)]
        self._inlay.open(Question(self._desk.theme, self.tr("Changed meanwhile"), sentence, answers))

    # -- a new row

    def add(self, state: LineState) -> None:
        """Write a new row, where it holds something that can be read; an emptied one goes."""
        view, name = self.view, self._name
        if view is None or state.key is not None or state.saving or not state.typed:
            return
        if not self._complete(state):
            self._section.model.refresh()
            return
        record, number = view.id, view.number
        values: dict[str, object] = {n: t.raw for n, t in state.typed.items() if t.raw is not None}
        for typed in state.typed.values():
            values |= typed.also
        state.saving = True

        def then(key: UUID) -> None:
            state.saving, state.key = False, key
            if self._is_shown(record):
                self._section.say("")
                self._notice.clear()

        def failed(error: QmsError) -> None:
            state.saving = False
            if self._is_shown(record):
                self._refuse_row(state, error)
            else:
                self._desk.refuse(error)

        self.saving.emit()
        words = self.tr("Add {0} to {1}").format(self._one, number)
        self._desk.tasks.change(
            words, lambda work: work.add_lines(record, name, [values])[0].id, then, failed=failed, owner=self
        )
        self._section.model.refresh()

    def _complete(self, state: LineState) -> bool:
        """Whether everything is there that a new line needs; what is missing is said in its cell."""
        for declared in self._section.model.columns:
            typed = state.typed.get(declared.name)
            if declared.info.required and not declared.info.computed and (typed is None or typed.raw is None):
                if typed is None or not typed.unread:
                    state.typed[declared.name] = Typed(None, "", self.tr("This is needed."))
            elif typed is not None and not typed.unread:
                typed.problem = ""
        return not any(t.problem for t in state.typed.values())

    def _refuse_row(self, state: LineState, error: QmsError) -> None:
        left = []
        for condition in error.unmet if isinstance(error, RuleBroken) else ():
            declared = self._section.declared.fields.get(condition.field or "")
            if declared is None:
                left.append(condition.message)
            else:
                typed = state.typed.setdefault(declared.name, Typed(None, ""))
                typed.problem = condition.message.removeprefix(f"{declared.label}: ")
        if isinstance(error, Unavailable):
            self._waiting.append(state)
            self._notice.say(str(error), "red", action=self.tr("Try again"))
        self._section.say(" ".join(left) or ("" if any(t.problem for t in state.typed.values()) else str(error)))
        self._section.model.refresh()

    def retry(self) -> None:
        """Write again what could not be written."""
        waiting, self._waiting = self._waiting, []
        for state in waiting:
            self.add(state)
        for state, declared, _ in self._section.model.problems():
            typed = state.typed[declared.name]
            if state.key is not None and not typed.unread:
                self.save(state, declared.name, typed)

    # -- rows and blocks

    def remove(self, states: Sequence[LineState]) -> None:
        """Take lines away; what was never stored just goes."""
        view, name = self.view, self._name
        keys = [s.key for s in states if s.key is not None]
        for state in states:
            if state.key is None and not state.saving:
                self._section.model.drop(state)
        if view is None or not keys:
            return
        record, number, declared = view.id, view.number, self._section.declared
        first = next((f for f in self._section.model.columns), None)
        words = states[0].words(first, self._section.model.currency) if first is not None else ""
        if len(keys) == 1:
            what, said = self._one, self.tr("Removed {0} “{1}”").format(self._one, words)
        else:
            what = self.tr("{0} {1}").format(len(keys), declared.title.lower())
            said = self.tr("Removed {0}").format(what)

        def take_away(work: Work) -> None:
            for key in keys:
                work.remove_line(record, name, key)

        self._desk.tasks.change(
            self.tr("Remove {0} from {1}").format(what, number),
            take_away,
            lambda _none: self._desk.tell(said, undo=True),
            failed=self._desk.refuse,
            owner=self,
        )

    def _paste(self, state: LineState, name: str, text: str) -> None:
        from qms_desktop.ui.register.lines.pasting import Block  # noqa: PLC0415  needs the readers of spreadsheets

        view = self.view
        if view is None:
            return
        model, record = self._section.model, view.id
        block = Block.of(model, state, name, text)
        if block.refusal:
            self._section.say(block.refusal)
            return
        targets = block.begin(model)

        def then(written: int) -> None:
            if self._is_shown(record):
                block.show(model, targets)
                self._section.say(block.sentence)
            if written:
                self._desk.tell(block.told(self._section.declared, written), undo=True)

        def failed(error: QmsError) -> None:
            block.give_up(model, targets)
            if self._is_shown(record):
                self._section.say(str(error))
            else:
                self._desk.refuse(error)

        self.saving.emit()
        words = self.tr("Paste {0} into {1}").format(self._section.declared.title.lower(), view.number)
        self._desk.tasks.change(words, lambda work: block.write(work, record), then, failed=failed, owner=self)

    def _is_shown(self, record: UUID) -> bool:
        return self.view is not None and self.view.id == record
