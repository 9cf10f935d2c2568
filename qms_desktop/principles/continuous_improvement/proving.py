"""The rules of a corrective action: each cause addressed, the criterion first, nothing proven before its day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from sqlalchemy import inspect, select

from qms_desktop.errors import Unmet
from qms_desktop.principles.continuous_improvement import criteria
from qms_desktop.principles.continuous_improvement.corrective import (
    PLANNING,
    CorrectiveAction,
    FormerCycle,
    Result,
    State,
)
from qms_desktop.principles.continuous_improvement.grades import Severity
from qms_desktop.principles.continuous_improvement.promises import Action, ActionKind, Addresses
from qms_desktop.principles.continuous_improvement.promises import State as ActionState
from qms_desktop.records.choices import Access
from qms_desktop.records.types import uuid7
from qms_desktop.records.workflow import Context, differ, held_by

CHECK_AFTER = timedelta(days=90)
"""How long after its last action a corrective action is checked, unless another day is chosen."""


def derive(corrective_action: CorrectiveAction, context: Context) -> None:
    """The first cycle is number one, and the criterion is said in words."""
    corrective_action.cycle = corrective_action.cycle or 1
    criteria.follow(corrective_action, context)


def actions_of(corrective_action: CorrectiveAction, context: Context) -> list[Action]:
    """The actions of this cycle: made since the last one ended, or still open; voided and cancelled ones left out."""
    query = select(Action).where(
        Action.source == corrective_action.id, Action.voided.is_(False), Action.state != ActionState.CANCELLED
    )
    found = context.session.scalars(query.order_by(Action.id)).all()
    former: Sequence[FormerCycle] = context.lines(corrective_action, FormerCycle.__tablename__)
    since = max((line.id.int for line in former), default=0)  # both keys rise with the time of making
    return [a for a in found if a.id.int > since or a.state in (ActionState.OPEN, ActionState.IN_PROGRESS)]


def each_cause_addressed(corrective_action: CorrectiveAction, context: Context) -> Iterator[Unmet]:
    """At least one corrective action for each cause that was given."""
    planned = [a for a in actions_of(corrective_action, context) if a.action_kind == ActionKind.CORRECTIVE]
    addressed = {action.addresses for action in planned}
    for cause, name in (
        (Addresses.OCCURRENCE, "occurrence_cause"),
        (Addresses.ESCAPE, "escape_cause"),
        (Addresses.SYSTEMIC, "systemic_cause"),
    ):
        if getattr(corrective_action, name) and cause not in addressed:
            yield Unmet(f"No corrective action works on “{cause.label}” yet. Add one.", field=name)


def check_day_known(corrective_action: CorrectiveAction, context: Context) -> Iterator[Unmet]:
    """A day for the check, or actions with due days from which it follows."""
    if corrective_action.check_on is None and not any(a.due_on for a in actions_of(corrective_action, context)):
        yield Unmet(
            f"Check on is missing; it can follow {CHECK_AFTER.days} days after dated actions.", field="check_on"
        )


def actions_finished(corrective_action: CorrectiveAction, context: Context) -> Iterator[Unmet]:
    """Every action is done, verified or cancelled, and at least one of them done."""
    planned = actions_of(corrective_action, context)
    if not planned:
        yield Unmet("Nothing was done yet: there is no action.")
    for action in planned:
        if action.state not in (ActionState.DONE, ActionState.VERIFIED):
            yield Unmet(f"{action.number} “{action.title}” is not done.", record=action.id)


def early_only_with_data(corrective_action: CorrectiveAction, context: Context) -> Iterator[Unmet]:
    """The check begins on its day, or earlier where there are data enough."""
    day = corrective_action.check_on
    if day is not None and context.today < day:
        yield Unmet(
            f"The check is planned for {day}. Begin now only if there are enough data.", field="check_on", must=False
        )


def not_before_its_day(corrective_action: CorrectiveAction, context: Context) -> Iterator[Unmet]:
    """A check: by no door is it closed while its check lies ahead, not even as an entry of an old list."""
    day = corrective_action.check_on
    if corrective_action.state == State.CLOSED and day is not None and day > context.today:
        yield Unmet(f"It cannot be closed: its effect is checked on {day}.", field="check_on")


def nothing_to_judge_yet(corrective_action: CorrectiveAction, _context: Context) -> Iterator[Unmet]:
    """A check: the criterion comes first. A result that somebody enters into a plan would make it worthless."""
    planning = corrective_action.state in PLANNING and not corrective_action.taken_over_from
    if planning and any(inspect(corrective_action).attrs.result.history.added or ()):
        yield Unmet("There is no result yet: the plan is approved and implemented first.", field="result")


def measured_by_the_program(corrective_action: CorrectiveAction, _context: Context) -> Iterator[Unmet]:
    """Data can be looked at where the criterion names them."""
    if not criteria.is_measured(corrective_action):
        yield Unmet("A person judges this by evidence, so there is nothing to count. Write down the result.")


def not_implemented_before_done(corrective_action: CorrectiveAction, context: Context) -> Iterator[Unmet]:
    """The clock of the check starts when the last action was done, not before."""
    day = corrective_action.implemented_on
    last = max((a.done_on for a in actions_of(corrective_action, context) if a.done_on), default=None)
    if day is not None and last is not None and day < last:
        yield Unmet(f"Its last action was done on {last}, after that day.", field="implemented_on")


def verifier_is_no_doer(corrective_action: CorrectiveAction, context: Context) -> Iterator[Unmet]:
    """Who did the work does not say that it worked, unless the standing waiver covers it."""
    verifier = corrective_action.verifier
    if verifier is None or verifier == corrective_action.owner or context.waived:
        return
    mine = next((a for a in actions_of(corrective_action, context) if a.owner == verifier), None)
    if mine is not None:
        yield Unmet(f"The verifier did {mine.number}. Somebody else must verify.", field="verifier")


def check_day_reached(corrective_action: CorrectiveAction, context: Context) -> Iterator[Unmet]:
    """No proof before its day, by whichever door; a check that begins early gathers data."""
    day = corrective_action.check_on
    if day is None and not corrective_action.taken_over_from:
        yield Unmet("Check on is missing.", field="check_on")
    if day is not None and context.today < day:
        yield Unmet(f"It can be closed from {day} on, the day of the check.", field="check_on")


def criterion_first(corrective_action: CorrectiveAction, _context: Context) -> Iterator[Unmet]:
    """Judged by what was written before. What an old list never recorded is not asked for."""
    if not corrective_action.criterion and not corrective_action.taken_over_from:
        yield Unmet("There is no criterion to judge by. Plan it again with one.", field="criterion")


def proof_given(corrective_action: CorrectiveAction, context: Context) -> Iterator[Unmet]:
    """The data behind the result, as words or as a file."""
    if not corrective_action.result_evidence and not context.attached(corrective_action):
        yield Unmet("Say what shows the result, or attach the data.", field="result_evidence")


def found_effective(corrective_action: CorrectiveAction, _context: Context) -> Iterator[Unmet]:
    """It closes with one result only."""
    if corrective_action.result != Result.EFFECTIVE:
        yield Unmet("It closes with the result “Effective”; otherwise begin a new cycle.", field="result")


def found_wanting(corrective_action: CorrectiveAction, _context: Context) -> Iterator[Unmet]:
    """A new cycle begins from one of the other results."""
    if corrective_action.result not in (Result.PARTLY, Result.NOT_EFFECTIVE):
        yield Unmet("Enter the result first: partly or not effective.", field="result")


def management_for_major(corrective_action: CorrectiveAction, context: Context) -> Iterator[Unmet]:
    """What came from a major nonconformity is given up by top management only."""
    found = context.linked(corrective_action, "nonconformity")
    major = [n for n in found if getattr(n, "severity", None) == Severity.MAJOR]
    if major and context.actor is not None and Access.TOP_MANAGEMENT not in held_by(context.actor):
        yield Unmet(f"Top management must cancel this, because {major[0].number} is major.", record=major[0].id)


other_verifier = differ(
    CorrectiveAction.verifier, CorrectiveAction.owner, "The verifier must be somebody else than the owner."
)


def set_check_day(corrective_action: CorrectiveAction, context: Context) -> None:
    """Without a chosen day, the check follows the last action."""
    due = [action.due_on for action in actions_of(corrective_action, context) if action.due_on]
    if corrective_action.check_on is None and due:
        window = timedelta(days=corrective_action.window_days or 0)
        corrective_action.check_on = max(due) + max(CHECK_AFTER, window)


def approve(corrective_action: CorrectiveAction, context: Context) -> None:
    """Who approved, and when."""
    corrective_action.approved_by = context.actor.id if context.actor else None
    corrective_action.approved_on = context.today


def revoke(corrective_action: CorrectiveAction, _context: Context) -> None:
    """The approval is gone; the trail keeps it."""
    corrective_action.approved_by = corrective_action.approved_on = None


def await_check(corrective_action: CorrectiveAction, _context: Context) -> None:
    """From now on the day of the check is what is due."""
    corrective_action.due_on = corrective_action.check_on or corrective_action.due_on


def begin_again(corrective_action: CorrectiveAction, context: Context) -> None:
    """The next cycle has a plan, an approval and a result of its own; this one stays readable."""
    context.session.add(_as_it_was(corrective_action, context))
    revoke(corrective_action, context)
    corrective_action.cycle = (corrective_action.cycle or 1) + 1
    corrective_action.implemented_on = corrective_action.check_on = corrective_action.due_on = None
    corrective_action.result = corrective_action.result_evidence = corrective_action.verifier = None


def _as_it_was(corrective_action: CorrectiveAction, context: Context) -> FormerCycle:
    causes = (corrective_action.occurrence_cause, corrective_action.escape_cause, corrective_action.systemic_cause)
    said = zip(Addresses, causes, strict=True)
    actions = actions_of(corrective_action, context)
    kept = ("result", "criterion", "approved_on", "implemented_on", "check_on", "verifier")
    cycle = corrective_action.cycle or 1
    return FormerCycle(
        id=uuid7(),
        record=corrective_action.id,
        position=cycle,
        cycle=cycle,
        ended_on=context.today,
        causes="\n".join(f"{which.label}: {cause}" for which, cause in said if cause) or None,
        plan="\n".join(f"{a.number} {a.title}" for a in actions) or None,
        evidence=corrective_action.result_evidence,
        **{name: getattr(corrective_action, name) for name in kept},
    )
