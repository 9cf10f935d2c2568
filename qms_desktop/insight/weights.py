"""Charts of kinds: which causes weigh most, how many are in which state, what falls together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from qms_desktop.insight.chart import Chart, Label, Point, Series, Shape, counted, listed
from qms_desktop.insight.dashboard import Question
from qms_desktop.insight.scope import Scope, narrowed
from qms_desktop.statistics.intervals import ENOUGH
from qms_desktop.statistics.pareto import pareto
from qms_desktop.workspace.queries import Listing

MOST = 7
"""Names a Pareto shows; the rest are one bar."""
NOT_STATED = "Not stated"
Value = tuple[str | None, str, str]
"""A choice, its words and its tone."""


def pareto_of(kind: str, column: str, title: str) -> Question:
    """The values of a field by how often they occur in the period; what is not stated is said, not ranked."""

    def ask(scope: Scope) -> Chart:
        listing = scope.within(kind)
        counts = scope.by(listing, column)
        unstated = counts.pop(None, 0) + counts.pop("", 0)
        register = scope.register(kind)
        chart = weighed(name, title, named(scope, kind, column, counts), narrowed(listing), column)
        n = sum(counts.values())
        left = f"; {unstated:,} without a {register.fields[column].label.lower()} left out" if unstated else ""
        return replace(chart, source=scope.source(f"{register.title}, {scope.period.said}{left}", n))

    name = f"{kind}_{column}_pareto"
    return Question(name, (kind,), ask)


def named(scope: Scope, kind: str, column: str, counts: Mapping[Any, int]) -> dict[Any, tuple[str, int]]:
    """Values with their words and counts, in the order of the choices, else by name."""
    info = scope.register(kind).fields[column].info
    if info.members:
        return {str(m): (m.label, counts[str(m)]) for m in info.members if str(m) in counts}
    return {value: (str(value), counts[value]) for value in sorted(counts, key=str)}


def weighed(name: str, title: str, counts: Mapping[Any, tuple[str, int]], listing: Listing, column: str) -> Chart:
    """A Pareto chart; rare names are summed in a last bar that opens them all."""
    if not counts:
        return Chart(name, title, Shape.PARETO, (), ())
    found = pareto({str(place): number for place, (_words, number) in enumerate(counts.values())})
    values, words = list(counts), [w for w, _n in counts.values()]
    order = [int(place) for place in found.order]
    if len(order) > MOST + 1:
        head, tail = order[:MOST], order[MOST:]
    else:
        head, tail = order, []
    bars = [(words[i], (values[i],), list(counts.values())[i][1]) for i in head]
    if tail:
        bars.append(
            (f"Other ({len(tail)})", tuple(values[i] for i in tail), sum(list(counts.values())[i][1] for i in tail))
        )
    total, so_far = sum(number for _w, _v, number in bars), 0
    points = []
    for place, (_word, inside, number) in enumerate(bars):
        so_far += number
        behind = narrowed(listing, **{column: inside if len(inside) > 1 else inside[0]})
        said = f"{number:,} ({100 * so_far / total:.0f} % together)"
        points.append(Point(number, behind, number, said, tone="" if place < found.vital else "rest"))
    return Chart(
        name,
        title,
        Shape.PARETO,
        tuple(Label(word) for word, _v, _n in bars),
        (Series("Number", tuple(points)),),
        note=_vital(total, [word for word, _v, _n in bars], found.vital),
        columns="Name",
    )


def _vital(total: int, names: Sequence[str], vital: int) -> str:
    if total < ENOUGH:
        return f"{counted(total, 'case', 'cases')}: too few to rank."
    if vital == 1:
        return f"{names[0]} makes four fifths or more."
    return f"{listed(names[:vital])} make four fifths." if vital <= 3 else f"The first {vital} make four fifths."  # noqa: PLR2004


def by_choice(
    name: str, title: str, kind: str, rows: str, series: str = "", *, of: str = "all", without: Sequence[str] = ()
) -> Question:
    """How many records have which value of one field, each bar divided by a second one where it is named.

    `of` says which are counted: all, those that are "standing" (not closed), or those that came in the "period".
    """

    def ask(scope: Scope) -> Chart:
        register = scope.register(kind)
        listing, what = {
            "all": (Listing(kind), register.title),
            "standing": (scope.standing(kind), f"{register.title} that are not closed"),
            "period": (scope.within(kind), f"{register.title}, {scope.period.said}"),
        }[of]
        lines = [value for value in _values(scope, kind, rows, listing) if value[0] not in without]
        found = _divided(scope, listing, rows, series, lines) if series else [_whole(scope, listing, rows, lines)]
        n = sum(point.n for one in found for point in one.points)
        label = "State" if rows == "state" else register.fields[rows].label
        labels = tuple(Label(words) for _value, words, _tone in lines)
        return Chart(name, title, Shape.ROWS, labels, tuple(found), source=scope.source(what, n), columns=label)

    return Question(name, (kind,), ask)


def _values(scope: Scope, kind: str, column: str, listing: Listing) -> list[Value]:
    """The choices of a field with their words and tones; that it is empty too, where it is."""
    found: list[Value] = [(str(m), m.label, str(m.tone)) for m in scope.choices(kind, column)]
    return [*found, (None, NOT_STATED, "grey")] if None in scope.by(listing, column) else found


def _whole(scope: Scope, listing: Listing, rows: str, lines: Sequence[Value]) -> Series:
    counts = scope.by(listing, rows)
    points = [
        Point(counts.get(value, 0), narrowed(listing, **{rows: value}), counts.get(value, 0), tone=tone)
        for value, _words, tone in lines
    ]
    return Series("Number", tuple(points))


def _divided(scope: Scope, listing: Listing, rows: str, series: str, lines: Sequence[Value]) -> list[Series]:
    counts = scope.tally(listing, rows, series)
    found = []
    for part, words, tone in _values(scope, listing.kind, series, listing):
        numbers = [counts.get((row, part), 0) for row, _said, _tone in lines]
        behind = [narrowed(listing, **{rows: row, series: part}) for row, _said, _tone in lines]
        if any(numbers):
            points = (Point(number, one, number) for number, one in zip(numbers, behind, strict=True))
            found.append(Series(words, tuple(points), tone))
    return found
