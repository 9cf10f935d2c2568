"""Engagement of People: who can do what is asked, whether training works, and what becomes of ideas."""

from __future__ import annotations

from collections.abc import Sequence

from qms_desktop.insight.chart import Chart, Label, Point, Series, Shape, Tile
from qms_desktop.insight.competences import FITS, Fit, Required, required
from qms_desktop.insight.dashboard import Dashboard, Question
from qms_desktop.insight.over_time import per_step, share_said
from qms_desktop.insight.scope import Scope
from qms_desktop.insight.standing import late_tile, open_tile, share_tile
from qms_desktop.insight.weights import by_choice
from qms_desktop.workspace.queries import Listing

GOOD = 0.8
"""The share of effective training below which a figure asks for attention."""
MOST = 8
"""Groups of competences that a chart names; the rest are one bar."""
READS = ("person", "role", "competence")


def gaps(scope: Scope) -> Tile:
    """How many requirements are not met, and by how many people."""
    every = list(required(scope))
    short = [one for one in every if one.fit is not Fit.MET]
    numbers = _numbers(short)
    meaning, tone = (f"of {len(every):,}, {len(numbers):,} people", "amber") if short else ("all are met", "green")
    if not every:
        meaning, tone = "roles ask for nothing yet", "grey"
    return Tile("gaps", "Requirements not met", f"{len(short):,}", meaning, tone, _people(numbers), len(numbers))


def _numbers(found: Sequence[Required]) -> tuple[str, ...]:
    return tuple(sorted({one.person for one in found}))


def _people(numbers: tuple[str, ...]) -> Listing:
    return Listing("person", where={"number": numbers})


def fits(scope: Scope) -> Chart:
    """How the requirements of the roles are met, by group of competences."""
    every = list(required(scope))
    sizes: dict[str, int] = {}
    for one in every:
        sizes[one.family] = sizes.get(one.family, 0) + (one.fit is not Fit.MET)
    order = sorted(sizes, key=lambda family: (-sizes[family], family))
    groups = [(family, {family}) for family in order[:MOST]]
    if order[MOST:]:
        groups.append((f"Other ({len(order) - MOST})", set(order[MOST:])))
    series = []
    for fit, (words, tone) in FITS.items():
        points = []
        for _name, families in groups:
            inside = [one for one in every if one.fit is fit and one.family in families]
            numbers = _numbers(inside)
            points.append(Point(len(inside), _people(numbers), len(numbers)))
        if any(point.n for point in points):
            series.append(Series(words, tuple(points), tone))
    met = sum(one.fit is Fit.MET for one in every)
    return Chart(
        "fits",
        "Requirements of roles by group, and how they are met",
        Shape.ROWS,
        tuple(Label(name) for name, _families in groups),
        tuple(series),
        note=share_said(met, len(every), "met", future=False),
        source=scope.source("Requirements of the roles that people hold", len(every)),
        columns="Group",
    )


def effective(scope: Scope) -> Tile:
    """Which share of the training that was evaluated in the period worked."""
    works = scope.within("training", "evaluated_on", outcome="effective")
    fails = scope.within("training", "evaluated_on", outcome=("partly", "not_effective"))
    return share_tile(scope, "training_effective", "Effective training", works, fails, GOOD)


def held(scope: Scope) -> Chart:
    """The training that was held, by what its evaluation found."""
    parts = [(str(m), m.label, str(m.tone)) for m in scope.choices("training", "outcome")]
    series = [
        per_step(scope, Listing("training", where={"outcome": value}), "held_on", words, tone)
        for value, words, tone in parts
    ]
    series.append(per_step(scope, Listing("training", where={"outcome": None}), "held_on", "Not evaluated yet", "grey"))
    n = sum(point.n for one in series for point in one.points)
    unknown = sum(point.n for point in series[-1].points)
    return Chart(
        "training_held",
        f"Training held per {scope.period.word}",
        Shape.STACKED,
        scope.period.labels,
        tuple(one for one in series if any(point.n for point in one.points)),
        note=f"{unknown:,} of {n:,} not evaluated yet." if unknown else "",
        source=scope.source(f"Training held {scope.period.said}", n),
        columns=scope.period.word.capitalize(),
    )


def ideas(scope: Scope) -> Chart:
    """Ideas that came, and those that were put to work."""
    came = per_step(scope, Listing("suggestion"), "occurred_on", "Received")
    done = per_step(scope, Listing("suggestion"), "implemented_on", "Implemented", "green")
    n = sum(point.n for point in came.points)
    return Chart(
        "ideas",
        f"Suggestions received and implemented per {scope.period.word}",
        Shape.COLUMNS,
        scope.period.labels,
        (came, done),
        source=scope.source(f"Suggestions, {scope.period.said}", n),
        columns=scope.period.word.capitalize(),
    )


DASHBOARD = Dashboard(
    tiles=(
        open_tile("person", "People", overdue=False),
        Question("gaps", READS, gaps),
        Question("training_effective", ("training",), effective),
        late_tile("training", "Training overdue"),
        late_tile("suggestion", "Replies to ideas overdue"),
    ),
    charts=(
        Question("fits", READS, fits),
        Question("training_held", ("training",), held),
        by_choice("training_states", "Training by what showed the need", "training", "source", "state", of="all"),
        Question("ideas", ("suggestion",), ideas),
    ),
)
