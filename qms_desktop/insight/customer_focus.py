"""Customer Focus: what customers complain about, how fast they are answered, and what else they say."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from qms_desktop.insight.chart import Chart, Point, Series, Shape, Tile
from qms_desktop.insight.dashboard import Dashboard, Question
from qms_desktop.insight.over_time import days_to_close, opened_closed, per_step, signals_said
from qms_desktop.insight.scope import Scope
from qms_desktop.insight.standing import ageing, open_tile, share_tile
from qms_desktop.insight.weights import by_choice, pareto_of
from qms_desktop.principles.customer_focus.customers import Customer, Volume
from qms_desktop.statistics.attributes import u_chart
from qms_desktop.workspace.queries import Before, Listing

THOUSAND = 1000.0
GOOD = 0.9
"""The share of replies in time below which a figure asks for attention."""


def replied_in_time(scope: Scope) -> Tile:
    """Which share of the replies of the period kept the day that was promised."""
    kept = scope.within("complaint", "replied_on", due_on=Before("replied_on", kept=True))
    late = scope.within("complaint", "replied_on", due_on=Before("replied_on"))
    return share_tile(scope, "replied_in_time", "Replied in time", kept, late, GOOD)


def not_accepted(scope: Scope) -> Tile:
    """How many answers the customer did not accept."""
    listing = scope.within("complaint", "replied_on", customer_verdict="not_accepted")
    spoken = scope.within("complaint", "replied_on", customer_verdict=("accepted", "not_accepted"))
    number, tone = scope.count(listing), "amber" if scope.count(listing) else "grey"
    meaning = f"of {scope.count(spoken):,} verdicts"
    return Tile("not_accepted", "Answers not accepted", f"{number:,}", meaning, tone, listing, number)


def deliveries(scope: Scope) -> list[tuple[date, float]]:
    """How much went to all customers, by month."""
    line, record = Volume.__table__, Customer.metadata.tables["record"]
    query = (
        select(line.c.period, func.sum(line.c.deliveries))
        .select_from(line.join(record, record.c.id == line.c.record))
        .where(record.c.voided.is_(False), line.c.period.between(scope.period.first, scope.period.last))
        .group_by(line.c.period)
    )
    return [(day, float(number or 0)) for day, number in scope.connection.execute(query)]


def complaint_rate(scope: Scope) -> Chart | None:
    """Complaints per thousand deliveries with the limits of a u chart; steps without deliveries have no rate."""
    volumes = scope.period.fold(deliveries(scope))
    received = per_step(scope, Listing("complaint"), "occurred_on", "Complaints")
    steps = scope.period.steps
    judged = [place for place, step in enumerate(steps) if volumes[place] and not step.running]
    if not judged:
        return None
    found = u_chart([received.points[i].n for i in judged], [volumes[i] / THOUSAND for i in judged])
    beyond = {judged[signal] for signal in found.signals}
    points = tuple(
        Point(
            received.points[i].n / volumes[i] * THOUSAND if i in judged else None,
            received.points[i].behind, received.points[i].n, signal=i in beyond,
        )
        for i in range(len(steps))
    )  # fmt: skip
    lower, upper = (dict(zip(judged, limits, strict=True)) for limits in (found.lower, found.upper))
    n = sum(received.points[i].n for i in judged)
    return Chart(
        "complaint_rate",
        f"Complaints per 1,000 deliveries, by {scope.period.word}",
        Shape.LINE,
        scope.period.labels,
        (Series("Rate", points),),
        note=signals_said(scope.period, [steps[i] for i in judged], found, n, "the rate", places=1),
        source=scope.source(f"Complaints, and deliveries of customers, {scope.period.said}", n),
        centre=found.centre,
        lower=tuple(lower.get(i) for i in range(len(steps))),
        upper=tuple(upper.get(i) for i in range(len(steps))),
        places=1,
        columns=scope.period.word.capitalize(),
    )


DASHBOARD = Dashboard(
    tiles=(
        open_tile("complaint", "Open complaints"),
        Question("replied_in_time", ("complaint",), replied_in_time),
        Question("not_accepted", ("complaint",), not_accepted),
        open_tile("feedback", "Feedback to follow up"),
    ),
    charts=(
        opened_closed("complaint", "Complaints received and closed", "Received"),
        Question("complaint_rate", ("complaint", "customer"), complaint_rate),
        pareto_of(
            "complaint_pareto", "complaint", "Complaints",
            {"By category": "category", "By customer": "customer", "By product": "product"},
            cost="cost", reads=("customer",),
        ),
        days_to_close("complaint", "Complaints from receipt to closing"),
        ageing("complaint", "Open complaints by age"),
        by_choice(
            "feedback_kinds", "Feedback by kind and sentiment", "feedback", "feedback_kind", "sentiment", of="period"
        ),
    ),
)  # fmt: skip
