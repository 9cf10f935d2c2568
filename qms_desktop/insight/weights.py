"""Charts of kinds: which causes weigh most, how many are in which state, what falls together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
        return _with(chart, scope.source(f"{register.title}, {scope.period.said}{left}", n))

    name = f"{kind}_{column}_pareto"
    return Question(name, (kind,), ask)


def named(scope: Scope, kind: str, column: str, counts: Mapping[Any, int]) -> dict[Any, tuple[str, int]]:
    """Values with their words and counts, in the order of the choices, else by name."""
    info = scope.register(kind).fields[column].info
    if info.members:
        return {str(m): (m.label, counts[str(m)]) for m in info.members if str(m) in counts}
    return {value: (str(value), counts[value]) for value in sorted(counts, key=str)}


def weighed(
    name: str, title: str, counts: Mapping[Any, tuple[str, int]], listing: Listing, column: str
) -> Chart:
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
        bars.append((f"Other ({len(tail)})", tuple(values[i] for i in tail), sum(list(counts.values())[i][1] for i in tail)))
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


def _with(chart: Chart, source: str) -> Chart:
    from dataclasses import replace

    return replace(chart, source=source)


def by_choice(
    name: str, title: str, kind: str, rows: str, series: str = "", *, of: str = "all", without: Sequence[str] = ()
) -> Question:
    """How many records have which value of one field, each bar divided by a second one where it is named.

    `of` says which are counted: all, those that stand (not closed), or those that came in the period.
    """

    def ask(scope: Scope) -> Chart:
        listing = {"all": Listing(kind), "standing": scope.standing(kind), "period": scope.within(kind)}[of]
        lines = [m for m in scope.choices(kind, rows) if str(m) not in without]
        counts = scope.tally(listing, rows, *((series,) if series else ()))
        lines_said: list[tuple[str | None, str]] = [(str(m), m.label) for m in lines]
        if any(values[0] is None for values in counts):
            lines_said.append((None, NOT_STATED))
        found = []
        if series:
            parts: list[tuple[str | None, str, str]] = [(str(m), m.label, str(m.tone)) for m in scope.choices(kind, series)]
            if any(values[1] is None for values in counts):
                parts.append((None, NOT_STATED, "grey"))
            for value, words, tone in parts:
                points = [
                    Point(counts.get((row, value), 0), narrowed(listing, **{rows: row, series: value}),
                          counts.get((row, value), 0))
                    for row, _said in lines_said
                ]
                if any(point.n for point in points):
                    found.append(Series(words, tuple(points), tone))
        else:
            tones = {str(m): str(m.tone) for m in lines}
            points = [
                Point(counts.get((row,), 0), narrowed(listing, **{rows: row}), counts.get((row,), 0),
                      tone=tones.get(str(row), "grey"))
                for row, _said in lines_said
            ]
            found.append(Series("Number", tuple(points)))
        n = sum(point.n for one in found for point in one.points)
        register = scope.register(kind)
        label = "State" if rows == "state" else register.fields[rows].label
        what = {"all": register.title, "standing": f"{register.title} that are not closed",
                "period": f"{register.title}, {scope.period.said}"}[of]
        return Chart(
            name, title, Shape.ROWS, tuple(Label(said) for _value, said in lines_said), tuple(found),
            source=scope.source(what, n), columns=label,
        )

    return Question(name, (kind,), ask)
