"""Figures of the moment: what is open, since when, and what falls due."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from qms_desktop.insight.chart import Chart, Label, Point, Series, Shape, Tile
from qms_desktop.insight.dashboard import Question
from qms_desktop.insight.over_time import label_of, months_ahead
from qms_desktop.insight.scope import Scope, narrowed, until
from qms_desktop.statistics.intervals import ENOUGH, share
from qms_desktop.workspace.queries import Listing, Span

AGES = (
    # days open, up to and including; the last has no end
    ("up to 30 d", 30),
    ("31 to 90 d", 90),
    ("91 to 180 d", 180),
    ("over 180 d", None),
)
LATENESS = (
    ("1 to 7 d", 7),
    ("8 to 30 d", 30),
    ("31 to 90 d", 90),
    ("over 90 d", None),
)
AHEAD = 6
"""Months ahead that a chart of due days shows, the running one among them."""


def open_tile(kind: str, caption: str) -> Question:
    """How many stand open, and how many of them are late where that can be."""

    def ask(scope: Scope) -> Tile:
        listing = scope.standing(kind)
        number, late = scope.count(listing), scope.count(scope.overdue(kind))
        meaning, tone = (f"{late:,} overdue", "red") if late else ("none overdue", "green")
        return Tile(name, caption, f"{number:,}", meaning, tone, listing, number)

    name = f"{kind}_open"
    return Question(name, (kind,), ask)


def late_tile(kind: str, caption: str) -> Question:
    """How many are late, and by how much the oldest."""

    def ask(scope: Scope) -> Tile:
        listing = scope.overdue(kind)
        days = scope.by(listing, "due_on")
        number = sum(days.values())
        oldest = (scope.today - min(days)).days if days else 0
        meaning, tone = (f"oldest {oldest:,} d", "red") if number else ("none late", "green")
        return Tile(name, caption, f"{number:,}", meaning, tone, listing, number)

    name = f"{kind}_late"
    return Question(name, (kind,), ask)


def due_tile(kind: str, caption: str, days: int, *, late: str = "overdue") -> Question:
    """How many fall due within some days, the late ones among them."""

    def ask(scope: Scope) -> Tile:
        listing = Listing(kind, overdue_on=scope.today + timedelta(days + 1))
        number, passed = scope.count(listing), scope.count(scope.overdue(kind))
        meaning, tone = (f"{passed:,} {late}", "red") if passed else (f"in the next {days} d", "grey")
        return Tile(name, caption, f"{number:,}", meaning, tone, listing, number)

    name = f"{kind}_due"
    return Question(name, (kind,), ask)


def share_tile(scope: Scope, name: str, caption: str, hits: Listing, misses: Listing | int, good: float) -> Tile:
    """A share with the interval in which it lies; the bare numbers below ten cases."""
    hit = scope.count(hits)
    n = hit + (misses if isinstance(misses, int) else scope.count(misses))
    if n < ENOUGH:
        meaning = "too few for a rate" if n else "nothing yet"
        return Tile(name, caption, f"{hit} of {n}", meaning, "grey", hits, hit)
    found = share(hit, n)
    tone = "green" if found.low >= good else "amber" if found.high < good else "grey"
    meaning = f"{100 * found.low:.0f} to {100 * found.high:.0f} %, n = {n:,}"
    return Tile(name, caption, f"{100 * found.value:.0f} %", meaning, tone, hits, hit)


def ageing(kind: str, title: str, *, listing: Callable[[Scope], Listing] | None = None) -> Question:
    """For how long what is open has been open, and which part of it is late."""

    def ask(scope: Scope) -> Chart:
        base = listing(scope) if listing else scope.due(kind)
        tally = scope.tally(base, "occurred_on", "due_on")
        yesterday = scope.today - timedelta(1)
        parts = (
            ("Overdue", "red", until(yesterday)),
            ("Not due yet", "accent", Span(scope.today, None)),
            ("No due day", "grey", None),
        )
        series = []
        for words, tone, due in parts:
            points = []
            for span in _spans(scope):
                number = sum(n for (opened, day), n in tally.items() if _inside(opened, span) and _inside(day, due))
                points.append(Point(number, narrowed(base, occurred_on=span, due_on=due), number))
            if any(point.n for point in points):
                series.append(Series(words, tuple(points), tone))
        n = sum(tally.values())
        undated = sum(number for (opened, _day), number in tally.items() if opened is None)
        register = scope.register(kind)
        left = f"; {undated:,} without a date left out" if undated else ""
        return Chart(
            f"{kind}_ageing",
            title,
            Shape.ROWS,
            tuple(Label(words) for words, _days in AGES),
            tuple(series),
            note="" if n else "Nothing is open.",
            source=scope.source(f"Open {register.title.lower()}{left}", n - undated),
            columns="Open for",
        )

    return Question(f"{kind}_ageing", (kind,), ask)


def _spans(scope: Scope) -> list[Span]:
    """The days of opening that make each age."""
    found, younger = [], None
    for _words, days in AGES:
        first = None if days is None else scope.today - timedelta(days)
        found.append(Span(first, younger))
        younger = first - timedelta(1) if first else None
    return found


def _inside(day: object, span: Span | None) -> bool:
    if span is None or day is None:
        return span is None and day is None
    first, last = span.first, span.last
    return (first is None or day >= first) and (last is None or day <= last)  # type: ignore[operator]


def due_ahead(kind: str, title: str, *, noun: str = "") -> Question:
    """What is late, and what falls due in the months ahead."""

    def ask(scope: Scope) -> Chart:
        steps = months_ahead(scope, AHEAD)
        days = scope.by(scope.due(kind), "due_on")
        late = scope.overdue(kind)
        passed = sum(n for day, n in days.items() if day is not None and day < scope.today)
        points = [Point(passed, late, passed, tone="red")]
        for step in steps:
            span = Span(max(step.first, scope.today), step.last)
            number = sum(n for day, n in days.items() if _inside(day, span))
            points.append(Point(number, narrowed(scope.due(kind), due_on=span), number))
        labels = (Label("Overdue"), *(label_of(step) for step in steps))
        n = sum(point.n for point in points)
        register = scope.register(kind)
        later = sum(days.values()) - n - days.get(None, 0)
        note = f"{later:,} more after that." if later else ""
        if days.get(None):
            verb = "has" if days[None] == 1 else "have"
            note = f"{note} {days[None]:,} {verb} no {noun or 'due day'}.".strip()
        return Chart(
            f"{kind}_ahead",
            title,
            Shape.COLUMNS,
            labels,
            (Series("", tuple(points)),),
            note=note,
            source=scope.source(register.title, n),
            columns="Due",
        )

    return Question(f"{kind}_ahead", (kind,), ask)


def renamed(question: Question, name: str) -> Question:
    """The same question under another name, where a page asks it twice."""
    return replace(question, name=name)
