"""Evidence-Based Decision Making: which indicators are on target, and the course of those that most need a look."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from qms_desktop.insight.chart import Chart, Label, Point, Series, Shape, Target, Tile
from qms_desktop.insight.dashboard import Dashboard, Question
from qms_desktop.insight.period import MONTHS, month_name
from qms_desktop.insight.scope import Scope
from qms_desktop.insight.standing import late_tile
from qms_desktop.insight.weights import by_choice
from qms_desktop.principles.evidence_based_decision_making.figures import TIMES, Standing, standing_of
from qms_desktop.principles.evidence_based_decision_making.indicators import Indicator, State, Value
from qms_desktop.principles.periods import Frequency, said
from qms_desktop.principles.targets import Direction
from qms_desktop.statistics import intervals
from qms_desktop.workspace.queries import Listing

SHOWN = 4
"""Indicators whose course is shown; those that need it most come first."""
MOST = 60
"""Values of a course; of a daily indicator the newest."""
URGENCY = (Standing.ALARM, Standing.MISSED, Standing.ON_TARGET, Standing.NO_TARGET)
PERCENT = 100.0
record, indicator, value = Indicator.metadata.tables["record"], Indicator.__table__, Value.__table__


def on_target(scope: Scope) -> Tile:
    """How many indicators meet their target, of those that have one and a value."""
    counts = scope.by(scope.standing("indicator"), "standing")
    hits = counts.get(str(Standing.ON_TARGET), 0)
    n = hits + counts.get(str(Standing.MISSED), 0) + counts.get(str(Standing.ALARM), 0)
    listing = scope.standing("indicator", standing=str(Standing.ON_TARGET))
    meaning, tone = (
        ("all of them", "green")
        if n and hits == n
        else (f"{n - hits:,} not", "amber")
        if n
        else ("no targets yet", "grey")
    )
    return Tile("on_target", "On target", f"{hits:,} of {n:,}", meaning, tone, listing, hits)


def alarms(scope: Scope) -> Tile:
    """How many are beyond an alarm limit."""
    listing = scope.standing("indicator", standing=str(Standing.ALARM))
    number = scope.count(listing)
    meaning, tone = ("look at them first", "red") if number else ("none", "green")
    return Tile("alarms", "Beyond alarm limit", f"{number:,}", meaning, tone, listing, number)


def course(place: int) -> Question:
    """The values of one indicator against its target."""

    def ask(scope: Scope) -> Chart | None:
        chosen = _chosen(scope)
        return _course(scope, name, chosen[place]) if place < len(chosen) else None

    name = f"course_{place + 1}"
    return Question(name, ("indicator",), ask)


def _chosen(scope: Scope) -> Sequence[Any]:
    """The indicators with values, the urgent ones first, then those that were entered last."""
    columns = [c for c in indicator.c if c.key != "id"]
    query = (
        select(record.c.id, record.c.number, record.c.title, *columns)
        .select_from(record.join(indicator, indicator.c.id == record.c.id))
        .where(record.c.kind == "indicator", record.c.voided.is_(False), record.c.state == str(State.IN_USE))
        .where(indicator.c.last_value.is_not(None), indicator.c.frequency.is_not(None))
    )
    urgency = [str(standing) for standing in URGENCY]
    found = list(scope.connection.execute(query))
    found.sort(key=lambda row: (urgency.index(row.standing) if row.standing in urgency else len(urgency), row.number))
    return found[:SHOWN]


def _course(scope: Scope, name: str, row: Any) -> Chart:
    query = select(value).where(value.c.record == row.id, value.c.value.is_not(None), value.c.period >= _since(scope))
    found = list(scope.connection.execute(query.order_by(value.c.period)))[-MOST:]
    frequency = Frequency(row.frequency)
    behind = Listing("indicator", where={"number": row.number})
    points = tuple(_point(row, one, behind) for one in found)
    labels = tuple(_label(date.fromisoformat(one.period), frequency) for one in found)
    unit = row.unit or ""
    limits = (
        [(row.target, "target")]
        if row.direction != Direction.RANGE
        else [(row.target_low, "from"), (row.target_high, "to")]
    )
    target = next((Target(v, f"{words} {v:g} {unit}".strip()) for v, words in limits if v is not None), None)
    return Chart(
        name,
        f"{row.title}, {unit}" if unit else row.title,
        Shape.LINE,
        labels,
        (Series("Value", points),),
        note=_said(row, found),
        source=scope.source(f"{row.number}, values since {month_name(scope.period.first)}", len(found)),
        unit=unit if unit in TIMES else "",
        target=target,
        places=row.decimals if row.decimals is not None else _places(found),
        columns="Period",
    )


def _since(scope: Scope) -> str:
    return scope.period.first.isoformat()


def _places(found: Sequence[Any]) -> int:
    """As many decimal places as the values have, two at most."""
    return max((min(2, len(f"{one.value:g}".partition(".")[2])) for one in found), default=0)


def _label(start: date, frequency: Frequency) -> Label:
    full = said(start, frequency)
    if frequency is not Frequency.MONTHLY:
        return Label(full.replace(" ", "\n"), full)
    year = f"\n{start.year}" if start.month == 1 else ""
    return Label(f"{MONTHS[start.month - 1]}{year}", month_name(start))


def _point(row: Any, one: Any, behind: Listing) -> Point:
    """A value; a share that was counted has the interval in which it lies."""
    beyond = standing_of(row, one.value) is Standing.ALARM
    bounds = _bounds(row, one)
    low, high = (bounds.low * PERCENT, bounds.high * PERCENT) if bounds else (None, None)
    return Point(one.value, behind, 1, low=low, high=high, signal=beyond)


def _bounds(row: Any, one: Any) -> intervals.Interval | None:
    hits, n = one.numerator, one.denominator
    whole = hits is not None and n is not None and float(hits).is_integer() and float(n).is_integer()
    if (row.unit or "").strip() != "%" or not whole or not 0 <= hits <= n or n < intervals.ENOUGH:
        return None
    return intervals.share(int(hits), int(n))


def _said(row: Any, found: Sequence[Any]) -> str:
    """How often the target was met, and whether the last value differs from it by more than chance explains."""
    judged = [standing_of(row, one.value) for one in found]
    met = sum(standing is Standing.ON_TARGET for standing in judged)
    known = [standing for standing in judged if standing is not Standing.NO_TARGET]
    if not known:
        return "No target is set."
    words = f"Target met in {met} of {len(known)} periods."
    last = _bounds(row, found[-1])
    if last is None:
        return words
    words += " The bars show how far chance reaches."
    if row.target is None or judged[-1] is Standing.ON_TARGET:
        return words
    inside = last.low * PERCENT <= row.target <= last.high * PERCENT
    more = "the last miss may be chance." if inside else "the last miss is more than chance."
    return f"{words.removesuffix('.')}; {more}"


DASHBOARD = Dashboard(
    tiles=(
        Question("on_target", ("indicator",), on_target),
        Question("alarms", ("indicator",), alarms),
        late_tile("indicator", "Values not entered"),
    ),
    charts=(
        by_choice("standings", "Indicators against their targets", "indicator", "standing", of="standing"),
        *(course(place) for place in range(SHOWN)),
    ),
)
