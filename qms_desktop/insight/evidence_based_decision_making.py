"""Evidence-Based Decision Making: which indicators are on target, and the course of those that most need a look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from qms_desktop.insight.chart import Chart, Tile
from qms_desktop.insight.courses import MOST, of_indicator
from qms_desktop.insight.dashboard import Dashboard, Question
from qms_desktop.insight.period import month_name
from qms_desktop.insight.scope import Scope
from qms_desktop.insight.standing import late_tile
from qms_desktop.insight.weights import by_choice
from qms_desktop.principles.evidence_based_decision_making.figures import Standing
from qms_desktop.principles.evidence_based_decision_making.measures import Indicator, State, Value

SHOWN = 4
"""Indicators whose course is shown; those that need it most come first."""
URGENCY = (Standing.ALARM, Standing.MISSED, Standing.ON_TARGET, Standing.NO_TARGET)
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
        else (f"{n - hits:,} missed", "amber")
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
    first = scope.period.first
    query = select(value).where(
        value.c.record == row.id, value.c.value.is_not(None), value.c.period >= first.isoformat()
    )
    found = list(scope.connection.execute(query.order_by(value.c.period)))[-MOST:]
    source = scope.source(f"{row.number}, values since {month_name(first)}", len(found))
    return of_indicator(row, found, source=source, name=name)


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
