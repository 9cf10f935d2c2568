"""Workbook 01 comes back: every answer judged by the rules of the actions, nothing written; then one change set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from qms_desktop.errors import Unmet
from qms_desktop.exchange.check import Problem, Verdict
from qms_desktop.exchange.conversion import find_choice
from qms_desktop.exchange.forms.actions import ANSWERS, KIND, REMARK
from qms_desktop.exchange.forms.form import Returned, ReturnedRow, plain
from qms_desktop.exchange.forms.identity import refuse_stranger
from qms_desktop.exchange.values import to_date
from qms_desktop.principles.continuous_improvement.actions import REGISTER
from qms_desktop.principles.continuous_improvement.promises import REASON, Action, State
from qms_desktop.records.fields import Field
from qms_desktop.workspace.look import Look
from qms_desktop.workspace.reader import ReadSession
from qms_desktop.workspace.validation import checked
from qms_desktop.workspace.work import Work

MOVES = {State.IN_PROGRESS: "start", State.DONE: "done"}
"""The step that leads to a state somebody reports."""


@dataclass(slots=True)
class Answer:
    """What one row of the workbook would do."""

    row: ReturnedRow
    action: UUID
    verdict: Verdict = Verdict.UNCHANGED
    values: dict[str, object] = field(default_factory=dict)
    before: dict[str, object] = field(default_factory=dict)
    move: str = ""
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class AnswerCheck:
    """What a returned workbook would do, row by row. `asks` is what has to be confirmed before it is taken in."""

    returned: Returned
    sender: str
    answers: list[Answer] = field(default_factory=list)
    others: list[Problem] = field(default_factory=list)
    """Rows that are not ours, or not known any more."""
    asks: str = ""
    fields: Mapping[str, Field] = field(default_factory=lambda: REGISTER.fields)
    """What the answers fill in."""

    def count(self, verdict: Verdict) -> int:
        """How many rows have this verdict."""
        found = sum(answer.verdict is verdict for answer in self.answers)
        return found + (len(self.others) if verdict is Verdict.ATTENTION else 0)

    @property
    def attention(self) -> list[Problem]:
        """Every cell that needs attention."""
        return [*self.others, *(problem for answer in self.answers for problem in answer.problems)]

    @property
    def written(self) -> list[Answer]:
        """The answers that applying writes."""
        return [answer for answer in self.answers if answer.verdict is Verdict.CHANGED]


def check(look: Look, returned: Returned) -> AnswerCheck:
    """Judge every row by the rules that applying follows; nothing is written.

    Raises:
        RuleBroken: the workbook is of another kind or organisation.
    """
    refuse_stranger(look, returned, KIND)
    # a session of its own, thrown away afterwards, in which the answers stand as if they were taken in
    with ReadSession(bind=look.session.connection(), autoflush=False) as session:
        trial = Look(session, look.registers, look.rules, look.now, look.actor_id)
        found = AnswerCheck(returned, "")
        subject = UUID(returned.subject) if returned.subject else None
        if subject is not None:
            _name_sender(trial, found, subject)
        for row in returned.rows:
            action = session.get(Action, UUID(row.key))
            if action is None:
                found.others.append(Problem(row.row, "", row.number, f"{row.number} is not here any more."))
                continue
            answer = Answer(row, action.id)
            answer.problems += [Problem(row.row, *told) for told in _judged(trial, found, answer, action, subject)]
            if answer.problems:
                answer.verdict = Verdict.ATTENTION
            elif answer.values or answer.move:
                answer.verdict = Verdict.CHANGED
            found.answers.append(answer)
        sentence = "This row did not go out with the workbook. Enter a new action in the program."
        found.others += [Problem(number, "", "", sentence) for number in returned.strangers]
        session.expunge_all()
    return found


def _name_sender(look: Look, found: AnswerCheck, subject: UUID) -> None:
    person = look.get(subject)
    found.sender = person.title
    if person.voided or look.registers["person"].workflow.is_closed(person.state):
        found.asks = f"{person.title} no longer works here. Take the answers in only if they were given before."


def _judged(
    look: Look, found: AnswerCheck, answer: Answer, action: Action, subject: UUID | None
) -> Iterator[tuple[str, str, str]]:
    """What is wrong with a row: header, cell and sentence; what is right is set on the answer."""
    row, labels = answer.row, found.returned.labels
    for name, place in row.altered.items():
        yield labels[name], "", f"{place} is ours and was altered. Nothing is taken from this row; correct it by hand."
    if row.altered or not row.filled:
        return
    if subject is not None and action.owner != subject:
        owner = look.get(action.owner).title if action.owner else "nobody"
        yield labels["owner"], "", f"{action.number} belongs to {owner} by now, not to {found.sender}."
        return
    wanted: dict[str, object] = {}
    try:
        state = _state(row)
        _read(row, state, found, wanted)
    except _Wrong as wrong:
        yield labels[wrong.column], plain(row.values[wrong.column]), str(wrong)
        return
    _settle(look, answer, action, state, wanted)
    if action.voided or (REGISTER.workflow.is_closed(action.state) and answer.values):
        yield labels["status"], "", f"{action.number} is closed or void by now, so nothing can be added to it."
        return
    for unmet in _refused(look, answer, action, state):
        yield labels["status"], plain(row.values["status"]), unmet.message


class _Wrong(ValueError):
    """A cell that cannot be taken, with the name of its column."""

    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column = column


def _state(row: ReturnedRow) -> State | None:
    """The state that is reported; None where the cell is as it went out."""
    text = plain(row.values["status"])
    if "status" not in row.filled:
        return None
    named = find_choice(tuple(State), text)
    if named not in ANSWERS:
        choices = ", ".join(state.label for state in ANSWERS)
        raise _Wrong("status", f"‘{text}’ is not one of: {choices}.")
    return State(named)


def _read(row: ReturnedRow, state: State | None, found: AnswerCheck, wanted: dict[str, object]) -> None:
    """The typed values of a row.

    Raises:
        _Wrong: a cell that cannot be taken.
    """
    done_on, asked = _day(row, "done_on"), _day(row, "new_due_request")
    remark, reason = _text(row, "remark", REMARK), _text(row, "reason", REASON)
    if state is State.DONE:
        if done_on is None:
            raise _Wrong("done_on", "It is done, so say on which day.")
        wanted["done_on"] = done_on
        if remark:
            wanted["evidence"] = remark
    elif done_on is not None:
        raise _Wrong("status", "There is a day on which it was done, but the status is not Done.")
    if asked is not None:
        if not reason:
            raise _Wrong("reason", "A new date is asked for. Say why.")
        wanted |= {"due_requested": asked, "reschedule_reason": reason}
    elif reason:
        raise _Wrong("new_due_request", "There is a reason for a new date, but no date.")
    if remark:
        who = found.sender or "Workbook 01"
        wanted["notes"] = f"{who}, workbook of {found.returned.sent_on}: {remark}"


def _day(row: ReturnedRow, name: str) -> date | None:
    try:
        return to_date(row.values[name])
    except ValueError as error:
        raise _Wrong(name, str(error)) from error


def _text(row: ReturnedRow, name: str, most: int) -> str:
    text = plain(row.values[name])
    if len(text) > most:
        raise _Wrong(name, f"This has {len(text):,} characters; {most:,} fit. Shorten it.")
    return text


def _settle(look: Look, answer: Answer, action: Action, state: State | None, wanted: dict[str, object]) -> None:
    """What of the wishes is not so already; so the same workbook a second time changes nothing."""
    if state is not None and action.state != state and not REGISTER.workflow.is_closed(action.state):
        answer.move = MOVES.get(state, str(state))
    if wanted.get("due_requested") == action.due_on:
        wanted = {n: v for n, v in wanted.items() if n not in ("due_requested", "reschedule_reason")}
    if action.evidence or look.attached(action):
        wanted.pop("evidence", None)
    note = wanted.pop("notes", None)
    if note is not None and str(note) not in (action.notes or ""):
        wanted["notes"] = "\n".join(filter(None, (action.notes, str(note))))
    for name, value in wanted.items():
        before = getattr(action, name)
        if before != value:
            answer.values[name], answer.before[name] = value, before


def _refused(look: Look, answer: Answer, action: Action, state: State | None) -> Iterator[Unmet]:
    """What the rules of the actions say, with the answer's values in their places."""
    for name, value in answer.values.items():
        try:
            setattr(action, name, checked(REGISTER.fields[name], value, look.today))
        except ValueError as error:
            yield Unmet(f"{REGISTER.fields[name].label}: {error}")
    asked = answer.values.get("due_requested")
    if isinstance(asked, date) and asked < look.today:
        yield Unmet(f"The new date {asked} lies in the past.")
    for rule in REGISTER.checks:
        yield from rule(action, look)
    if not answer.move:
        return
    transition = REGISTER.workflow.named(action.state, answer.move)
    if transition is None:
        now = State(action.state).label
        yield Unmet(
            f"{action.number} is {now.lower()} by now; from there it does not become “{state and state.label}”."
        )
    else:
        yield from look.unmet(action, transition)


def apply(work: Work, found: AnswerCheck) -> int:
    """Write the answers that need no attention; returns how many actions were changed.

    Raises:
        RuleBroken: a rule refuses one after all; then nothing is written.
    """
    for answer in found.written:
        work.amend(answer.action, answer.values, answer.before)
        if answer.move:
            work.move(answer.action, answer.move)
    work.says = label(found)
    return len(found.written)


def label(found: AnswerCheck) -> str:
    """The name of the change set."""
    whose = f" of {found.sender}" if found.sender else ""
    return f"Take in the answers{whose} from {found.returned.file}"
