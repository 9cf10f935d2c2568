"""Customer Focus: what customers complain about, how fast they are answered, and what stands open."""

from __future__ import annotations

from qms_desktop.insight.chart import Tile
from qms_desktop.insight.dashboard import Dashboard, Question
from qms_desktop.insight.over_time import days_to_close, kept, opened_closed
from qms_desktop.insight.scope import Scope
from qms_desktop.insight.standing import ageing, open_tile
from qms_desktop.insight.weights import pareto_of
from qms_desktop.statistics import intervals
from qms_desktop.workspace.queries import Before, Listing

GOOD = 0.9
"""The share of replies in time below which a figure asks for attention."""


def replied_in_time(scope: Scope) -> Tile:
    """Which share of the replies of the period kept the day that was promised."""
    replied = scope.within("complaint", "replied_on", due_on=Before("replied_on", kept=True))
    late = scope.within("complaint", "replied_on", due_on=Before("replied_on"))
    hits, misses = scope.count(replied), scope.count(late)
    n, caption = hits + misses, "Replied in time"
    if n < intervals.ENOUGH:
        meaning = "too few for a rate" if n else "no replies yet"
        return Tile("replied_in_time", caption, f"{hits} of {n}", meaning, "grey", replied, hits)
    found = intervals.share(hits, n)
    tone = "green" if found.low >= GOOD else "amber" if found.high < GOOD else "grey"
    meaning = f"{100 * found.low:.0f} to {100 * found.high:.0f} % likely"
    return Tile("replied_in_time", caption, f"{100 * found.value:.0f} %", meaning, tone, replied, hits)


def active_customers(scope: Scope) -> Tile:
    """How many customers there are."""
    listing = scope.standing("customer")
    number = scope.count(listing)
    return Tile("customers", "Customers", f"{number:,}", "in the list", "grey", listing, number)


def not_accepted(scope: Scope) -> Tile:
    """How many answers the customer did not accept."""
    listing = scope.within("complaint", "replied_on", customer_verdict="not_accepted")
    number = scope.count(listing)
    spoken = scope.count(scope.within("complaint", "replied_on", customer_verdict=("accepted", "not_accepted")))
    tone = "amber" if number else "grey"
    return Tile("not_accepted", "Answers not accepted", f"{number:,}", f"of {spoken:,} verdicts", tone, listing, number)


def unlinked(listing: Listing) -> Listing:
    """The listing itself."""
    return listing


DASHBOARD = Dashboard(
    tiles=(
        open_tile("complaint", "Open complaints"),
        Question("replied_in_time", ("complaint",), replied_in_time),
        Question("not_accepted", ("complaint",), not_accepted),
        Question("customers", ("customer",), active_customers),
    ),
    charts=(
        opened_closed("complaint", "Complaints received and closed", "Received"),
        pareto_of("complaint", "category", "Complaints by category"),
        ageing("complaint", "Open complaints by age"),
        kept("complaint", "replied_on", "Replies in time and late", verb="replied in time"),
        days_to_close("complaint", "Complaints from receipt to closing"),
    ),
)
