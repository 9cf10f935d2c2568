"""Charts over time: what came and went, what was done in time, how long it took."""

from __future__ import annotations

from collections.abc import Sequence

from qms_desktop.insight.chart import Chart, Label, Point, Series, Shape, counted, listed
from qms_desktop.insight.dashboard import Question
from qms_desktop.insight.period import Period, Step
from qms_desktop.insight.scope import Scope, narrowed
from qms_desktop.principles.dates import working_days_between
from qms_desktop.statistics import intervals
from qms_desktop.statistics.attributes import Chart as Limits
from qms_desktop.statistics.attributes import c_chart
from qms_desktop.statistics.percentiles import percentile
from qms_desktop.workspace.queries import Before, Listing

ENOUGH = intervals.ENOUGH
STEPS_ENOUGH = 6
"""Over so few steps limits mean nothing."""


def per_step(scope: Scope, listing: Listing, day: str, name: str, tone: str = "") -> Series:
    """The records of a listing by the step in which a day of theirs lies."""
    within = narrowed(listing, **{day: scope.period.span})
    counts = scope.period.fold(scope.by(within, day).items())
    points = [
        Point(number, narrowed(listing, **{day: step.span}), int(number))
        for step, number in zip(scope.period.steps, counts, strict=True)
    ]
    return Series(name, tuple(points), tone)


def opened_closed(kind: str, title: str, opened: str = "Opened", closed: str = "Closed") -> Question:
    """How many came and how many went, per step; with the word whether any step stands out."""

    def ask(scope: Scope) -> Chart:
        register = scope.register(kind)
        came = per_step(scope, Listing(kind), "occurred_on", opened)
        went = per_step(scope, Listing(kind), "closed_on", closed)
        n = sum(point.n for point in came.points)
        return Chart(
            name,
            f"{title} per {scope.period.word}",
            Shape.COLUMNS,
            scope.period.labels,
            (came, went),
            note=stands_out(scope.period, [point.n for point in came.points], register.title.lower()),
            source=scope.source(f"{register.title}, {scope.period.said}", n),
            columns=scope.period.word.capitalize(),
        )

    name = f"{kind}_flow"
    return Question(name, (kind,), ask)


def stands_out(period: Period, counts: Sequence[int], what: str) -> str:
    """Whether a step differs from the others by more than chance explains; the running one is not judged."""
    steps = [(step, n) for step, n in zip(period.steps, counts, strict=True) if not step.running]
    total = sum(n for _step, n in steps)
    # the file may be younger than the period: what lies before its first record is no zero
    begun = next((place for place, (_step, n) in enumerate(steps) if n), len(steps))
    steps = steps[begun:]
    if not steps:
        return "Nothing to count yet."
    found = c_chart([n for _step, n in steps])
    return signals_said(period, [step for step, _n in steps], found, total, what)


def signals_said(
    period: Period, steps: Sequence[Step], found: Limits, total: int, what: str, *, places: int = 0
) -> str:
    """What a control chart over some steps says."""
    if total < ENOUGH or len(steps) < STEPS_ENOUGH:
        stretch = counted(len(steps), period.word, f"{period.word}s")
        return f"{counted(total, 'case', 'cases')} in {stretch}: too few to say."
    if not found.signals:
        return f"No detectable change in {what}: every {period.word} lies within what chance explains."
    names = listed([steps[place].label.full for place in found.signals])
    verb = "differs" if len(found.signals) == 1 else "differ"
    place = found.signals[0]
    limits = f"{found.lower[place]:.{places}f} to {found.upper[place]:.{places}f}"
    return f"{names} {verb} from the rest by more than chance explains (limits {limits})."


def kept(kind: str, day: str, title: str, *, due: str = "due_on", verb: str = "") -> Question:
    """How many were done in time and how many late, per step of the day on which they were done."""

    def ask(scope: Scope) -> Chart:
        register = scope.register(kind)
        in_time = per_step(scope, Listing(kind, where={due: Before(day, kept=True)}), day, "In time")
        late = per_step(scope, Listing(kind, where={due: Before(day)}), day, "Late", "amber")
        hits, misses = (sum(point.n for point in series.points) for series in (in_time, late))
        return Chart(
            f"{kind}_{day}_kept",
            f"{title} per {scope.period.word}",
            Shape.STACKED,
            scope.period.labels,
            (in_time, late),
            note=share_said(hits, hits + misses, verb or "in time"),
            source=scope.source(f"{register.title} with a due day, {scope.period.said}", hits + misses),
            columns=scope.period.word.capitalize(),
        )

    return Question(f"{kind}_{day}_kept", (kind,), ask)


def share_said(hits: int, n: int, what: str, *, future: bool = True) -> str:
    """A share with its interval; the bare numbers where they are too few, or where all there is was counted."""
    if not n:
        return "Nothing to count yet."
    if not future:
        return f"{100 * hits / n:.0f} % {what} ({hits:,} of {n:,})."
    if n < ENOUGH:
        return f"{hits} of {n} {what}: too few for a rate."
    found = intervals.share(hits, n)
    bounds = f"between {100 * found.low:.0f} and {100 * found.high:.0f} %"
    return f"{100 * found.value:.0f} % {what} ({hits:,} of {n:,}; {bounds} if the future is like this)."


def days_to_close(kind: str, title: str, *, working: bool = False) -> Question:
    """The median and the 90th percentile of the days, or working days, from opening to closing, per step."""

    def ask(scope: Scope) -> Chart:
        register = scope.register(kind)
        took = _took(scope, kind, working=working)
        every = [days for step in took for days in step]
        middle = _percentiles(scope, kind, took, 0.5, "Median")
        slow = _percentiles(scope, kind, took, 0.9, "9 of 10 are faster than")
        if len(every) < ENOUGH:
            note = f"{counted(len(every), 'case', 'cases')} closed: too few to say."
        else:
            half, nine = percentile(every, 0.5), percentile(every, 0.9)
            days = "working days" if working else "d"
            note = f"Half take {half:.0f} {days} or less, 9 of 10 take {nine:.0f} {days} or less."
        return Chart(
            f"{kind}_days",
            f"{title}, {'working days' if working else 'days'}",
            Shape.LINE,
            scope.period.labels,
            (middle, slow),
            note=note,
            source=scope.source(f"{register.title} closed {scope.period.said}", len(every)),
            unit="d",
            columns=scope.period.word.capitalize(),
        )

    return Question(f"{kind}_days", (kind,), ask)


def _took(scope: Scope, kind: str, *, working: bool) -> list[list[int]]:
    """The days that what was closed in each step had taken."""
    found: list[list[int]] = [[] for _step in scope.period.steps]
    tally = scope.tally(scope.within(kind, "closed_on"), "closed_on", "occurred_on")
    for place, step in enumerate(scope.period.steps):
        for (closed, opened), number in tally.items():
            if opened is not None and step.first <= closed <= step.last:
                days = working_days_between(opened, closed) if working else max(0, (closed - opened).days)
                found[place] += [days] * number
    return found


def _percentiles(scope: Scope, kind: str, took: Sequence[Sequence[int]], part: float, name: str) -> Series:
    points = []
    for step, days in zip(scope.period.steps, took, strict=True):
        behind = Listing(kind, where={"closed_on": step.span})
        points.append(Point(percentile(days, part) if days else None, behind, len(days)))
    return Series(name, tuple(points))


def months_ahead(scope: Scope, number: int) -> list[Step]:
    """The running month and those after it."""
    start = scope.today.replace(day=1)
    ahead = Period(start.replace(year=start.year + 1)).steps  # the twelve months that end in a year's time
    here = Period(start).steps[-1]
    return [here, *ahead[: number - 1]]


def label_of(step: Step) -> Label:
    """A step ahead: it is not "so far"."""
    return Label(step.label.short, step.label.full.removesuffix(" so far"))
