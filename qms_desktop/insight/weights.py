"""Charts of kinds: which causes weigh most, how many are in which state, what falls together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from qms_desktop.insight.chart import Chart, Label, Point, Series, Shape, counted, listed
from qms_desktop.insight.dashboard import Ask, Question
from qms_desktop.insight.ink import AGAIN
from qms_desktop.insight.scope import Scope, narrowed
from qms_desktop.statistics.intervals import ENOUGH
from qms_desktop.statistics.pareto import pareto
from qms_desktop.workspace.queries import REFERENCES, Listing, Span
from qms_desktop.workspace.reading import refs

MINOR = 100
"""Minor units of money in one of the currency's."""
NAMED = 3
"""So many names fit into a sentence."""
MOST = 7
"""Names a Pareto shows; the rest are one bar."""
NOT_STATED = "Not stated"
Weight = tuple[str, float, int]
"""Words, weight and number of records."""
Value = tuple[str | None, str, str]
"""A choice, its words and its tone."""


def pareto_of(
    name: str,
    kind: str,
    title: str,
    columns: Mapping[str, str],
    *,
    cost: str = "",
    reads: tuple[str, ...] = (),
) -> Question:
    """What weighs most in the period: the number by each of some columns (words: field), and where told the cost.

    `reads` are the kinds whose titles stand beside the bars.
    """
    views: list[tuple[str, Ask]] = [
        (words, partial(_numbered, name, kind, f"{title} {words.lower()}", column)) for words, column in columns.items()
    ]
    if cost:
        views += [
            (
                f"Cost {words.lower()}",
                partial(_priced, name, kind, f"Cost of {title.lower()} {words.lower()}", column, cost),
            )
            for words, column in columns.items()
        ]
    return Question(name, (kind, *reads), views[0][1], tuple(views) if len(views) > 1 else ())


def _numbered(name: str, kind: str, title: str, column: str, scope: Scope) -> Chart:
    """By how often the values of a field occur; what is not stated is said, not ranked."""
    listing, register = scope.within(kind), scope.register(kind)
    counts = scope.by(listing, column)
    unstated = counts.pop(None, 0) + counts.pop("", 0)
    heap = Heap(listing, column, named(scope, kind, column, counts))
    n = sum(counts.values())
    undated = scope.count(Listing(kind, where={"occurred_on": None}))
    left = "".join(
        f"; {number:,} without a {words} left out"
        for number, words in ((unstated, register.fields[column].label.lower()), (undated, "day"))
        if number
    )
    source = scope.source(f"{register.title}, {scope.period.said}{left}", n)
    return replace(heap.chart(name, title), source=source)


def _priced(name: str, kind: str, title: str, column: str, cost: str, scope: Scope) -> Chart:
    """By what they cost, in the currency of the organisation; other currencies are said, not added."""
    currency, register = scope.look.organisation.currency, scope.register(kind)
    listing = scope.within(kind, currency=(currency, None), **{cost: Span(1)})
    sums, counts = scope.sums(listing, column, cost), scope.by(listing, column)
    unstated = counts.pop(None, 0)
    sums.pop(None, 0)
    values = {
        value: (words, sums[value] / MINOR, n) for value, (words, _w, n) in named(scope, kind, column, counts).items()
    }
    foreign = scope.count(scope.within(kind, **{cost: Span(1)})) - sum(counts.values()) - unstated
    left = "".join(
        f"; {number:,} {words} left out"
        for number, words in (
            (unstated, f"without a {register.fields[column].label.lower()}"),
            (foreign, "in other currencies"),
        )
        if number
    )
    source = scope.source(f"{register.title} with a cost, {scope.period.said}{left}", sum(counts.values()))
    return replace(Heap(listing, column, values, currency).chart(name, f"{title}, {currency}"), source=source)


def named(scope: Scope, kind: str, column: str, counts: Mapping[Any, int]) -> dict[Any, Weight]:
    """Values with their words, in the order of the choices, else by name."""
    shown = scope.register(kind).fields[column]
    if shown.info.members:
        return {str(m): (m.label, counts[str(m)], counts[str(m)]) for m in shown.info.members if str(m) in counts}
    if shown.type in REFERENCES:
        known = refs(scope.connection, list(counts))
        named = {value: known[value].title for value in counts if value in known}
    else:
        named = {value: str(value) for value in counts}
    return {v: (named[v], counts[v], counts[v]) for v in sorted(named, key=lambda value: named[value].casefold())}


@dataclass(frozen=True, slots=True)
class Heap:
    """What is to be ranked: values of a field of a listing, each with its words, its weight and its records."""

    listing: Listing
    column: str
    values: Mapping[Any, Weight]
    unit: str = ""

    def bars(self) -> list[tuple[str, tuple[Any, ...], float, int]]:
        """Words, values, weight and number of records of each bar; rare ones share the last, which opens them all."""
        order = sorted(self.values, key=lambda value: -self.values[value][1])
        head = order if len(order) <= MOST + 1 else order[:MOST]
        bars = [(self.values[v][0], (v,), float(self.values[v][1]), self.values[v][2]) for v in head]
        tail = order[len(head) :]
        if tail:
            weight = float(sum(self.values[v][1] for v in tail))
            bars.append((f"Other ({len(tail)})", tuple(tail), weight, sum(self.values[v][2] for v in tail)))
        return bars

    def chart(self, name: str, title: str) -> Chart:
        """The Pareto chart."""
        bars = self.bars()
        if not bars or not sum(weight for _words, _values, weight, _n in bars):
            return Chart(name, title, Shape.PARETO, (), ())
        found = pareto({str(place): weight for place, (_words, _values, weight, _n) in enumerate(bars)})
        vital = min(found.vital, MOST) if bars[-1][0].startswith("Other (") else found.vital
        points, so_far = [], 0.0
        for place, (_words, inside, weight, number) in enumerate(bars):
            so_far += weight
            behind = narrowed(self.listing, **{self.column: inside if len(inside) > 1 else inside[0]})
            said = f"{weight:,.0f} ({100 * so_far / found.cumulative[-1]:.0f} % together)"
            points.append(Point(weight, behind, number, said, tone="" if place < vital else "rest"))
        labels = tuple(Label(words) for words, _values, _weight, _n in bars)
        n = sum(number for _words, _values, _weight, number in bars)
        note = _vital(n, [label.short for label in labels], found.vital)
        series = Series(self.unit, tuple(points))
        return Chart(name, title, Shape.PARETO, labels, (series,), note=note, columns="Name")


def _vital(total: int, names: Sequence[str], vital: int) -> str:
    if total < ENOUGH:
        return f"{counted(total, 'case', 'cases')}: too few to rank."
    if vital == 1:
        return f"{names[0]} makes four fifths or more."
    return f"{listed(names[:vital])} make four fifths." if vital <= NAMED else f"The first {vital} make four fifths."


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
    return Series("", tuple(points))


def _divided(scope: Scope, listing: Listing, rows: str, series: str, lines: Sequence[Value]) -> list[Series]:
    counts = scope.tally(listing, rows, series)
    found: list[Series] = []
    for part, words, tone in _values(scope, listing.kind, series, listing):
        numbers = [counts.get((row, part), 0) for row, _said, _tone in lines]
        behind = [narrowed(listing, **{rows: row, series: part}) for row, _said, _tone in lines]
        if any(numbers):
            points = (Point(number, one, number) for number, one in zip(numbers, behind, strict=True))
            again = any(other.tone == tone for other in found)
            found.append(Series(words, tuple(points), f"{tone}{AGAIN}" if again else tone))
    return found
