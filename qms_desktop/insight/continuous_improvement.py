"""Continuous Improvement: what goes wrong, why, and whether what is done about it is done in time and works."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from qms_desktop.insight.chart import Chart, Point, Series, Shape, Tile
from qms_desktop.insight.dashboard import Dashboard, Question
from qms_desktop.insight.over_time import days_to_close, kept, opened_closed, per_step, share_said
from qms_desktop.insight.scope import Scope
from qms_desktop.insight.standing import ageing, late_tile, open_tile, share_tile
from qms_desktop.insight.weights import pareto_of
from qms_desktop.principles.continuous_improvement.corrective import CorrectiveAction, FormerCycle, Result
from qms_desktop.workspace.queries import Listing, Span

GOOD = 0.8
"""The share of effective corrective actions below which a figure asks for attention."""


def found_effective(span: Span) -> Listing:
    """What was closed as effective, by the day of its check."""
    return Listing("corrective_action", where={"check_on": span, "result": str(Result.EFFECTIVE), "state": "closed"})


def missed(scope: Scope) -> dict[str, list[tuple[date, int]]]:
    """How many cycles ended without the full effect, by result and day of the check; each was followed by another."""
    line, record = FormerCycle.__table__, CorrectiveAction.metadata.tables["record"]
    query = (
        select(line.c.result, line.c.check_on, func.count())
        .select_from(line.join(record, record.c.id == line.c.record))
        .where(
            record.c.voided.is_(False),
            line.c.result.in_((str(Result.PARTLY), str(Result.NOT_EFFECTIVE))),
            line.c.check_on.between(scope.period.first, scope.period.last),
        )
        .group_by(line.c.result, line.c.check_on)
    )
    found: dict[str, list[tuple[date, int]]] = {str(Result.PARTLY): [], str(Result.NOT_EFFECTIVE): []}
    for result, day, number in scope.connection.execute(query):
        found[result].append((day, number))
    return found


def effectiveness(scope: Scope) -> Tile:
    """Which share of the cycles whose check fell into the period had the effect that was asked for."""
    works = found_effective(scope.period.span)
    fails = sum(number for days in missed(scope).values() for _day, number in days)
    return share_tile(scope, "effectiveness", "Effective corrective actions", works, fails, GOOD)


def effects(scope: Scope) -> Chart:
    """What the checks of effectiveness found, per step."""
    words = {str(m): (m.label, str(m.tone)) for m in Result}
    works = per_step(scope, found_effective(scope.period.span), "check_on", *words[str(Result.EFFECTIVE)])
    others = [
        Series(words[result][0], tuple(Point(n, None, int(n)) for n in scope.period.fold(days)), words[result][1])
        for result, days in missed(scope).items()
    ]
    hits, misses = (sum(p.n for one in some for p in one.points) for some in ((works,), others))
    about = f"Cycles of corrective actions by the day of their check, {scope.period.said}"
    return Chart(
        "effects",
        f"Checks of effectiveness per {scope.period.word}",
        Shape.STACKED,
        scope.period.labels,
        (works, *others),
        note=share_said(hits, hits + misses, "effective"),
        source=scope.source(about, hits + misses),
        columns=scope.period.word.capitalize(),
    )


DAYS = days_to_close("corrective_action", "Corrective actions from raising to closing", working=True)

DASHBOARD = Dashboard(
    tiles=(
        open_tile("nonconformity", "Open nonconformities"),
        late_tile("action", "Actions overdue"),
        open_tile("corrective_action", "Open corrective actions"),
        Question("effectiveness", ("corrective_action",), effectiveness),
    ),
    charts=(
        opened_closed("nonconformity", "Nonconformities opened and closed"),
        pareto_of(
            "nonconformity_pareto", "nonconformity", "Nonconformities",
            {"By source": "source", "By cause family": "cause_code", "By cause in detail": "cause_detail",
             "By category": "category", "By process": "process",
             "By product": "product"},
            cost="cost", reads=("process",),
        ),
        ageing("action", "Open actions by age"),
        kept("action", "done_on", "Actions done in time and late", verb="done in time"),
        ageing("nonconformity", "Open nonconformities by age"),
        Question("effects", ("corrective_action",), effects, (("Effect", effects), ("Days to close", DAYS.ask))),
    ),
)  # fmt: skip
