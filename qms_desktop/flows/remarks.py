"""What is worth saying at the top of a record, where it follows from other registers or from the day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qms_desktop.flows.alarms import open_alarms, standing_in_words
from qms_desktop.flows.attainment import Attainment, attainment_of
from qms_desktop.flows.proposals import PROPOSALS, Open, open_on
from qms_desktop.flows.similar import recurrences, similar_to
from qms_desktop.principles.continuous_improvement.actions import WORKFLOW, Action
from qms_desktop.principles.continuous_improvement.faults import Nonconformity
from qms_desktop.principles.continuous_improvement.faults import State as FaultState
from qms_desktop.principles.continuous_improvement.rescheduling import confirmed
from qms_desktop.principles.dates import working_days_between
from qms_desktop.principles.evidence_based_decision_making.figures import Standing, shown
from qms_desktop.principles.evidence_based_decision_making.measures import Indicator
from qms_desktop.principles.evidence_based_decision_making.measures import State as IndicatorState
from qms_desktop.principles.evidence_based_decision_making.measuring import is_stale
from qms_desktop.principles.leadership.aims import Objective, State
from qms_desktop.principles.leadership.commitments import Policy, coverage
from qms_desktop.principles.leadership.commitments import State as PolicyState
from qms_desktop.principles.periods import said, start_of
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Tone
from qms_desktop.records.workflow import Context
from qms_desktop.statistics.attainment import Track, Way

TONES = {Track.ON_TRACK: Tone.GREEN, Track.AT_RISK: Tone.AMBER, Track.OFF_TRACK: Tone.RED, Track.TOO_FEW: Tone.BLUE}
WORDS = {Track.ON_TRACK: "on track", Track.AT_RISK: "at risk", Track.OFF_TRACK: "off track"}

MOST_PLACES = 3
"""A planned or expected figure has one decimal place more than those that were measured."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing worth saying; `proposes` where something may be raised from here, which nobody has to."""

    text: str
    tone: Tone
    proposes: bool = False


def remarks_on(record: Record, context: Context) -> list[Remark]:
    """What is worth saying of a record today."""
    if record.voided:
        return []
    find = REMARKS.get(record.kind)
    return [*(find(record, context) if find else ()), *_proposed(open_on(record, context))]


def _proposed(waiting: Sequence[Open]) -> Iterator[Remark]:
    """One remark for all, because each of them has its own place among the links."""
    if len(waiting) == 1:
        yield Remark(waiting[0].sentence, Tone.AMBER, proposes=True)
    elif waiting:
        targets = ", ".join(one.target.replace("_", " ") for one in waiting)
        yield Remark(f"{len(waiting)} proposals wait for an answer: {targets}.", Tone.AMBER, proposes=True)


def remarked(kind: str) -> bool:
    """Whether there is ever anything to say of a kind."""
    return kind in REMARKS or any(proposal.kind == kind for proposal in PROPOSALS)


def _of_indicator(indicator: Indicator, context: Context) -> Iterator[Remark]:
    if indicator.state != IndicatorState.IN_USE:
        return
    missed = indicator.standing in (Standing.MISSED, Standing.ALARM)
    if missed and not open_alarms(indicator, context):  # an alarm that waits for an answer is a proposal
        yield Remark(f"{standing_in_words(indicator)}: missed.", Tone.AMBER, proposes=True)
    due = indicator.due_on
    if due is not None and is_stale(indicator, context.today):
        yield Remark(f"The next value was due on {due.day} {due:%b %Y}. What is shown here is old.", Tone.AMBER)


def _of_objective(objective: Objective, context: Context) -> Iterator[Remark]:
    if objective.state == State.CANCELLED:
        return
    found = attainment_of(objective, context)
    if found.measured:
        yield Remark(_progress(objective, found), TONES[found.track], proposes=found.track == Track.OFF_TRACK)
    elif objective.state == State.ACTIVE:
        yield Remark("Nothing was measured yet.", Tone.BLUE)
    if found.silent:
        yield Remark(f"For {found.missing} periods nobody has measured it.", Tone.AMBER)


def _of_policy(policy: Policy, context: Context) -> Iterator[Remark]:
    if policy.state != PolicyState.IN_FORCE:
        return
    served, promised = coverage(policy, context)
    if served < promised:
        yield Remark(f"{served} of {promised} commitments have an active objective.", Tone.AMBER, proposes=True)
    elif promised:
        yield Remark("Every commitment has an active objective.", Tone.GREEN)


def _progress(objective: Objective, found: Attainment) -> str:
    """How far it is: 63 % of the way, whether that is enough, the last figure, the plan, and what is expected."""
    day, value = found.measured[-1]
    way = "of the way" if isinstance(found.plan, Way) else f"of {len(found.measured)} values inside"
    share = f"{100 * found.share:.0f} % {way}" if found.share is not None else ""
    head = ", ".join(words for words in (share, WORDS.get(found.track, "")) if words)
    period = said(start_of(day, found.frequency), found.frequency) if found.frequency else str(day)
    last = f"{_figure(objective, found, value)} in {period}"
    if isinstance(found.plan, Way):
        last += f", {_figure(objective, found, found.plan.planned(day))} planned"
    words = f"{head}: {last}." if head else f"{last}."
    if found.forecast is not None:
        low, high = _figure(objective, found, found.forecast.low), _figure(objective, found, found.forecast.high)
        words += f" Forecast for the due day: {low} to {high}."
    elif isinstance(found.plan, Way) and objective.state == State.ACTIVE:
        words += " Too few points for a forecast."
    return f"{words[0].upper()}{words[1:]}"


def _figure(objective: Objective, found: Attainment, value: float) -> str:
    """As the indicator shows it, or with the unit of the objective."""
    if found.indicator is not None:
        return shown(found.indicator, value)
    places = max((len(f"{known:g}".partition(".")[2]) for _, known in found.measured), default=0)
    figure = f"{round(value, min(places, MOST_PLACES) + 1):g}"
    return f"{figure} {objective.unit}" if objective.unit else figure


def _of_action(action: Action, context: Context) -> Iterator[Remark]:
    if WORKFLOW.is_settled(action.state):
        return
    if action.due_on is not None and action.due_on < context.today:
        late = working_days_between(action.due_on, context.today)
        yield Remark(f"{late} working {'day' if late == 1 else 'days'} overdue.", Tone.RED)
    if action.due_requested is not None and action.due_requested != action.due_on:
        why = f": {action.reschedule_reason}" if action.reschedule_reason else ""
        words = f"{action.due_requested} is asked for as the new date{why}"
        yield Remark(f"{words.rstrip('.')}. Make it the due date, or empty the request.", Tone.AMBER)
    for unmet in confirmed(action, context):
        yield Remark(unmet.message, Tone.AMBER)
    if action.for_review:
        words = "The management review sees it, because its date was moved"
        yield Remark(f"{words} {action.reschedule_count} times.", Tone.RED)


BEFORE_ANALYSIS = (FaultState.OPEN, FaultState.CONTAINED, FaultState.CAUSE_ANALYSIS)


def _of_nonconformity(nonconformity: Nonconformity, context: Context) -> Iterator[Remark]:
    """What is like it, as long as somebody still looks for the cause."""
    if nonconformity.state not in BEFORE_ANALYSIS or recurrences(nonconformity, context):
        return
    found = similar_to(nonconformity, context)
    if found:
        named = "; ".join(f"{c.record.number} “{c.record.title}” (same {', '.join(c.alike)})" for c in found)
        sentence = f"Similar cases: {named}. Has one come back? Then link it as “Recurrence of”."
        yield Remark(sentence, Tone.BLUE)


REMARKS: Mapping[str, Callable[[Any, Context], Iterator[Remark]]] = {
    "action": _of_action,
    "indicator": _of_indicator,
    "nonconformity": _of_nonconformity,
    "objective": _of_objective,
    "policy": _of_policy,
}
"""By kind."""
