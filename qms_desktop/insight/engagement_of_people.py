"""Engagement of People: who can do what is asked, whether training works, and what becomes of ideas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from qms_desktop.insight.chart import Chart, Label, Point, Series, Shape, Tile, counted
from qms_desktop.insight.competence_matrix import KINDS, Cell, competence_matrix
from qms_desktop.insight.dashboard import Dashboard, Question
from qms_desktop.insight.over_time import per_step, share_said
from qms_desktop.insight.scope import Scope
from qms_desktop.insight.standing import late_tile, share_tile
from qms_desktop.insight.weights import by_choice
from qms_desktop.principles.engagement_of_people.people import State
from qms_desktop.statistics.competence import Standing
from qms_desktop.workspace.queries import Listing

GOOD = 0.8
"""The share of effective training below which a figure asks for attention."""
MOST = 8
"""Groups of competences that a chart names; the rest are one bar."""
NO_GROUP = "Without a group"


class Fit(StrEnum):
    """How somebody stands against what a role asks."""

    MET = "Met"
    BELOW = "Below the level"
    EXPIRED = "Ran out"
    UNKNOWN = "Not assessed"


TONES = {Fit.MET: "green", Fit.BELOW: "amber", Fit.EXPIRED: "red", Fit.UNKNOWN: "grey"}
Asked = tuple[str, str, Fit]
"""The number of a person, the group of a competence, and how the person stands in it."""


def asked(scope: Scope) -> list[Asked]:
    """Every level of a competence that a role asks of somebody."""
    matrix = competence_matrix(scope.look)
    return [
        (person.number, skill.family or NO_GROUP, _fit(cell))
        for skill in matrix.skills
        for person, cell in zip(matrix.people, matrix.column(skill.id), strict=True)
        if cell.required
    ]


def _fit(cell: Cell) -> Fit:
    if not cell.gap:
        return Fit.MET
    if cell.level is None:
        return Fit.UNKNOWN
    return Fit.EXPIRED if cell.standing is Standing.EXPIRED and cell.level >= (cell.required or 0) else Fit.BELOW


def gaps(scope: Scope) -> Tile:
    """How many requirements are not met, and by how many people."""
    every = asked(scope)
    short = [one for one in every if one[2] is not Fit.MET]
    numbers = _numbers(short)
    meaning, tone = (f"of {len(every):,}, {len(numbers):,} people", "amber") if short else ("all are met", "green")
    if not every:
        meaning, tone = "roles ask for nothing yet", "grey"
    return Tile("gaps", "Requirements not met", f"{len(short):,}", meaning, tone, _people(numbers), len(numbers))


def _numbers(found: Sequence[Asked]) -> tuple[str, ...]:
    return tuple(sorted({number for number, _family, _fit in found}))


def _people(numbers: tuple[str, ...]) -> Listing:
    return Listing("person", where={"number": numbers})


def fits(scope: Scope) -> Chart:
    """How the requirements of the roles are met, by group of competences; those with most gaps first."""
    every = asked(scope)
    open_ones = Counter(family for _number, family, fit in every if fit is not Fit.MET)
    order = sorted({family for _number, family, _fit in every}, key=lambda family: (-open_ones[family], family))
    groups = [(family, {family}) for family in order[:MOST]]
    if order[MOST:]:
        groups.append((f"Other ({len(order) - MOST})", set(order[MOST:])))
    series = []
    for fit in Fit:
        inside = [[one for one in every if one[2] is fit and one[1] in families] for _name, families in groups]
        if any(inside):
            points = (Point(len(some), _people(_numbers(some)), len(_numbers(some))) for some in inside)
            series.append(Series(fit.value, tuple(points), TONES[fit]))
    met = sum(fit is Fit.MET for _number, _family, fit in every)
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


def people(scope: Scope) -> Tile:
    """How many people work here, and how many have left."""
    listing = scope.standing("person")
    number, gone = scope.count(listing), scope.count(Listing("person", where={"state": str(State.LEFT)}))
    meaning = counted(gone, "has left", "have left") if gone else "nobody has left"
    return Tile("person_open", "People", f"{number:,}", meaning, "grey", listing, number)


DASHBOARD = Dashboard(
    tiles=(
        Question("person_open", ("person",), people),
        Question("gaps", KINDS, gaps),
        Question("training_effective", ("training",), effective),
        late_tile("training", "Training overdue"),
        late_tile("suggestion", "Replies to ideas overdue"),
    ),
    charts=(
        Question("fits", KINDS, fits),
        Question("training_held", ("training",), held),
        by_choice("training_states", "Training by what showed the need", "training", "source", "state", of="all"),
        Question("ideas", ("suggestion",), ideas),
    ),
)
