"""Risk-Based Thinking: where the risks lie, which are above the appetite, and which are to be looked at again."""

from __future__ import annotations

from datetime import timedelta

from qms_desktop.insight.chart import Chart, Label, Point, Series, Shape, Tile, counted
from qms_desktop.insight.dashboard import Dashboard, Question
from qms_desktop.insight.scope import Scope, narrowed, until
from qms_desktop.insight.standing import due_ahead, late_tile, open_tile
from qms_desktop.insight.weights import pareto_of
from qms_desktop.principles.risk_based_thinking.matrix import APPETITE, RANK, Impact, Level, Likelihood, level_of
from qms_desktop.principles.risk_based_thinking.risks import State
from qms_desktop.workspace.queries import Listing

SOON = 60
"""Days ahead in which the end of an acceptance is announced."""
LEVELS = tuple(str(level) for level in Level)
ABOVE = tuple(str(level) for level in Level if RANK[level] > RANK[APPETITE])
UNDECIDED = tuple(str(state) for state in (State.IDENTIFIED, State.ASSESSED, State.TREATMENT))
"""States in which a risk above the appetite has neither been brought down nor accepted."""


def above_appetite(scope: Scope) -> Tile:
    """How many open risks are above the appetite, and how many of them are neither treated nor accepted."""
    listing = scope.standing("risk", level=ABOVE)
    number, left = scope.count(listing), scope.count(narrowed(listing, state=UNDECIDED))
    meaning, tone = (f"{left:,} to treat or accept", "red") if left else ("all treated or accepted", "green")
    return Tile("above_appetite", "Risks above appetite", f"{number:,}", meaning, tone, listing, number)


def acceptances(scope: Scope) -> Tile:
    """How many acceptances end soon, or have ended."""
    accepted = Listing("risk", where={"state": str(State.ACCEPTED)})
    listing = narrowed(accepted, accepted_until=until(scope.today + timedelta(SOON)))
    number = scope.count(listing)
    passed = scope.count(narrowed(accepted, accepted_until=until(scope.today - timedelta(1))))
    meaning, tone = (f"{passed:,} ended", "red") if passed else (f"in the next {SOON} d", "grey")
    return Tile("acceptances", "Acceptances that end", f"{number:,}", meaning, tone, listing, number)


def matrix(scope: Scope) -> Chart:
    """How many risks lie in which field of the matrix."""
    listing = scope.standing("risk")
    counts = scope.tally(listing, "likelihood", "impact")
    series = []
    for likelihood in reversed(Likelihood):
        points = []
        for impact in Impact:
            number = counts.get((str(likelihood), str(impact)), 0)
            behind = narrowed(listing, likelihood=str(likelihood), impact=str(impact))
            level = level_of(likelihood, impact)
            points.append(Point(number, behind, number, tone=str(level.tone) if level else ""))
        series.append(Series(likelihood.label, tuple(points)))
    placed = sum(point.n for one in series for point in one.points)
    left = sum(counts.values()) - placed
    return Chart(
        "matrix",
        "Risks by likelihood and impact",
        Shape.GRID,
        tuple(Label(impact.label) for impact in Impact),
        tuple(series),
        note=f"{counted(left, 'risk is', 'risks are')} not assessed yet." if left else "",
        source=scope.source("Risks that are not closed, as they are now", placed),
        rows="Likelihood",
        columns="Impact",
    )


def profile(scope: Scope) -> Chart:
    """How many risks have which level, and how many will have it after their treatment."""
    listing = scope.standing("risk", level=LEVELS)
    now, then = (scope.by(listing, column) for column in ("level", "residual_level"))
    points = [Point(now.get(level, 0), narrowed(listing, level=level), now.get(level, 0)) for level in LEVELS]
    later = [Point(then.get(one, 0), narrowed(listing, residual_level=one), then.get(one, 0)) for one in LEVELS]
    told = sum(number for level, number in then.items() if level is not None)
    return Chart(
        "profile",
        "Risks by level, now and after treatment",
        Shape.COLUMNS,
        tuple(Label(level.label) for level in Level),
        (Series("Now", tuple(points)), Series("After treatment", tuple(later))),
        note=f"{told:,} of {sum(now.values()):,} say what remains after treatment.",
        source=scope.source("Risks that are not closed and assessed", sum(now.values())),
        columns="Level",
    )


def pipeline(scope: Scope) -> Chart:
    """How far the opportunities are; those that were dropped or realised, only of the period."""
    states = list(scope.choices("opportunity", "state"))
    now = scope.by(scope.standing("opportunity"), "state")
    past = scope.by(scope.within("opportunity", "closed_on"), "state")
    points = []
    for state in states:
        over = scope.register("opportunity").workflow.is_closed(state)
        base = scope.within("opportunity", "closed_on") if over else Listing("opportunity")
        number = (past if over else now).get(str(state), 0)
        points.append(Point(number, narrowed(base, state=str(state)), number, tone=str(state.tone)))
    n = sum(point.n for point in points)
    return Chart(
        "pipeline",
        "Opportunities by state",
        Shape.ROWS,
        tuple(Label(state.label) for state in states),
        (Series("", tuple(points)),),
        source=scope.source(f"Opportunities; decided ones of {scope.period.said}", n),
        columns="State",
    )


DASHBOARD = Dashboard(
    tiles=(
        open_tile("risk", "Risks"),
        Question("above_appetite", ("risk",), above_appetite),
        late_tile("risk", "Reviews overdue"),
        Question("acceptances", ("risk",), acceptances),
        open_tile("opportunity", "Opportunities"),
    ),
    charts=(
        Question("matrix", ("risk",), matrix),
        Question("profile", ("risk",), profile),
        due_ahead("risk", "Reviews of risks by month", noun="day of review"),
        pareto_of(
            "risk_pareto",
            "risk",
            "Risks identified",
            {"By category": "category", "By process": "process"},
            reads=("process",),
        ),
        Question("pipeline", ("opportunity",), pipeline),
    ),
)
