"""Whether a corrective action worked, judged from data by the criterion that was written before there were any.

Decision: what is found is written into the record when somebody looks, with the data and their digest: values are
corrected later and complaints come in late, and what was decided on must still be there. The gate asks the data again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from itertools import pairwise

from sqlalchemy import ColumnElement, or_, select

from qms_desktop.errors import Unmet
from qms_desktop.principles import series
from qms_desktop.principles.continuous_improvement.corrective import (
    Comparison,
    CorrectiveAction,
    Counted,
    Judged,
    Measured,
    Result,
)
from qms_desktop.principles.continuous_improvement.criteria import is_measured, limit_in_words, things
from qms_desktop.principles.continuous_improvement.nonconformities import Nonconformity
from qms_desktop.principles.customer_focus.complaints import Complaint
from qms_desktop.principles.customer_focus.complaints import State as ComplaintState
from qms_desktop.principles.evidence_based_decision_making.measures import Indicator
from qms_desktop.principles.evidence_based_decision_making.measuring import values_of
from qms_desktop.principles.periods import Frequency, end_of, next_start, said
from qms_desktop.records.choices import YesNo
from qms_desktop.records.types import uuid7
from qms_desktop.records.workflow import Context

KEPT = 400
"""So many records or values are written down as data; their number is always the whole."""
MODELS: dict[str, type[Complaint | Nonconformity]] = {
    Counted.COMPLAINT: Complaint,
    Counted.NONCONFORMITY: Nonconformity,
}
Rows = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Finding:
    """What the data say: `met` is None as long as they cannot say it yet."""

    met: bool | None
    words: str
    value: float | None = None
    n: int = 0
    since: date | None = None
    until: date | None = None
    rows: Rows = ()

    @property
    def data(self) -> str:
        """The records or values that were looked at, as JSON."""
        return json.dumps({"n": self.n, "rows": self.rows[:KEPT]}, ensure_ascii=False, separators=(",", ":"))


def evaluate(corrective_action: CorrectiveAction, context: Context) -> Finding | None:
    """Judge by the criterion on the day of the context; None where a person judges."""
    if not is_measured(corrective_action):
        return None
    if corrective_action.implemented_on is None:
        return Finding(None, "It is not implemented yet, so there is nothing to measure.")
    if corrective_action.judged_by == Judged.COUNT:
        return _by_count(corrective_action, corrective_action.implemented_on, context)
    return _by_indicator(corrective_action, corrective_action.implemented_on, context)


def criterion_met(corrective_action: CorrectiveAction, context: Context) -> Iterator[Unmet]:
    """It is effective when the data say so, by what was asked for beforehand."""
    found = evaluate(corrective_action, context)
    if found is not None and found.met is not True:
        yield Unmet(found.words, field="result")


def measure(corrective_action: CorrectiveAction, context: Context) -> None:
    """Look at the data, and write down what they say."""
    found = evaluate(corrective_action, context)
    if found is None:
        return
    with context.session.no_autoflush:
        before: Sequence[Measured] = context.lines(corrective_action, Measured.__tablename__)
    last = before[-1] if before else None
    if corrective_action.result_evidence in (None, "", last.finding if last else None):
        corrective_action.result_evidence = found.words
    if corrective_action.result is None and found.met is not None:
        corrective_action.result = str(Result.EFFECTIVE if found.met else Result.NOT_EFFECTIVE)
    if last is not None and (last.measured_on, last.finding) == (context.today, found.words):
        return
    made = Measured(
        id=uuid7(),
        record=corrective_action.id,
        position=len(before) + 1,
        cycle=corrective_action.cycle or 1,
        measured_on=context.today,
        met=None if found.met is None else str(YesNo.YES if found.met else YesNo.NO),
        finding=found.words,
        value=found.value,
        n=found.n,
        since=found.since,
        until=found.until,
        data=found.data,
        digest=sha256(found.data.encode()).hexdigest(),
    )
    context.session.add(made)


def note_baseline(corrective_action: CorrectiveAction, context: Context) -> None:
    """The same count before anything was done, where nobody has written down another."""
    if corrective_action.judged_by == Judged.COUNT and not corrective_action.baseline:
        days = corrective_action.window_days or 1
        since = context.today - timedelta(days=days - 1)
        n = len(_counted(corrective_action, since, context.today, context))
        corrective_action.baseline = f"{_things(corrective_action, n)} in the {days} days up to {context.today}"[:300]


def counts_something(corrective_action: CorrectiveAction, context: Context) -> Iterator[Unmet]:
    """A count that never found anything will find nothing again: perhaps the category is written otherwise."""
    if corrective_action.judged_by != Judged.COUNT or not corrective_action.counted:
        return
    if not _counted(corrective_action, date.min, context.today, context):
        what = things(
            corrective_action.counted, 0, corrective_action.counted_category, corrective_action.counted_product
        )
        sentence = f"There never were any: {what}. Is the category or product written as in the records?"
        yield Unmet(sentence, field="counted_category", must=False)


def _holds(corrective_action: CorrectiveAction, value: float) -> bool:
    limit = corrective_action.threshold or 0.0
    return value <= limit if corrective_action.comparison == Comparison.AT_MOST else value >= limit


def _things(corrective_action: CorrectiveAction, n: int) -> str:
    return things(corrective_action.counted, n, corrective_action.counted_category, corrective_action.counted_product)


def _by_count(corrective_action: CorrectiveAction, start: date, context: Context) -> Finding:
    days = corrective_action.window_days or 1
    since, end = start + timedelta(days=1), start + timedelta(days=days)
    until = min(end, context.today)
    rows = _counted(corrective_action, since, until, context)
    n, over = len(rows), context.today >= end
    at_most = corrective_action.comparison == Comparison.AT_MOST
    holds = _holds(corrective_action, n)
    # what happened stays, so a limit that is passed, or a least number that is reached, needs no more days
    met = holds if over or holds != at_most else None
    asked = f"{limit_in_words(corrective_action)} was asked"
    verdict = {True: "met", False: "not met", None: f"it can be judged from {end} on"}[met]
    passed = days if over else max(0, (until - start).days)
    span = f"in {days} days" if passed == days else f"in {passed} of {days} days"
    words = f"{_things(corrective_action, n)} {span} ({since} to {until}), {asked}: {verdict}."
    return Finding(met, words, float(n), n, since, until, rows)


def _counted(corrective_action: CorrectiveAction, since: date, until: date, context: Context) -> Rows:
    model = MODELS[corrective_action.counted or Counted.COMPLAINT]
    wanted: list[ColumnElement[bool]] = [model.voided.is_(False), model.occurred_on.between(since, until)]
    if category := corrective_action.counted_category:
        below = model.category.startswith(f"{category} / ", autoescape=True)
        wanted.append(or_(model.category == category, below))
    if corrective_action.counted_product:
        wanted.append(model.product == corrective_action.counted_product)
    if model is Complaint:
        wanted.append(model.state != ComplaintState.WITHDRAWN)
    query = select(model.number, model.occurred_on).where(*wanted).order_by(model.occurred_on, model.number)
    with context.session.no_autoflush:
        return [(number, str(day)) for number, day in context.session.execute(query)]


def _by_indicator(corrective_action: CorrectiveAction, start: date, context: Context) -> Finding:
    with context.session.no_autoflush:
        indicator = context.session.get(Indicator, corrective_action.indicator)
    if indicator is None or not indicator.frequency:
        return Finding(None, "The indicator has no periods yet, so nothing can be judged.")
    frequency, wanted = Frequency(indicator.frequency), corrective_action.periods or 1
    points = [
        (begin, value)
        for begin, value in series.settled(values_of(indicator, context), frequency)
        if begin >= start and end_of(begin, frequency) < context.today
    ]
    run = _run(points, frequency)[-wanted:]
    unit = f" {indicator.unit}" if indicator.unit else ""
    listed = ", ".join(f"{said(begin, frequency)}: {value:g}{unit}" for begin, value in run)
    asked = f"{limit_in_words(corrective_action)}{unit} was asked"
    name = f"{indicator.number} {indicator.title}"
    if len(run) < wanted:
        so_far = f" ({listed})" if listed else ""
        words = f"{name}: only {len(run)} of {wanted} periods in a row measured yet{so_far}; {asked}."
        met = None
    else:
        met = all(_holds(corrective_action, value) for _, value in run)
        words = f"{name}: {listed}; {asked} in {wanted} in a row: {'met' if met else 'not met'}."
    return Finding(
        met,
        words,
        run[-1][1] if run else None,
        len(run),
        run[0][0] if run else None,
        end_of(run[-1][0], frequency) if run else None,
        [(begin.isoformat(), f"{value:g}") for begin, value in run],
    )


def _run(points: Sequence[tuple[date, float]], frequency: Frequency) -> list[tuple[date, float]]:
    """The newest periods that follow each other without a gap."""
    gaps = [n for n, (one, two) in enumerate(pairwise(points), 1) if next_start(one[0], frequency) != two[0]]
    return list(points[gaps[-1] if gaps else 0 :])
