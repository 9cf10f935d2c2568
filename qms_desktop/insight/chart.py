"""`Chart` and `Tile`: what a dashboard shows, as plain values that may cross threads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qms_desktop.workspace.queries import Listing

NO_VALUE = "–"


class Shape(StrEnum):
    """How a chart is drawn."""

    COLUMNS = "columns"
    """Side by side over time."""
    STACKED = "stacked"
    """On top of each other over time."""
    LINE = "line"
    """A course, with a target or with limits."""
    ROWS = "rows"
    """Lying bars, one to a name, stacked where there are several series."""
    PARETO = "pareto"
    """Lying bars by weight, with the sum so far."""
    GRID = "grid"
    """A field of counts: one series to a row."""


@dataclass(frozen=True, slots=True)
class Label:
    """A place on the axis: as it stands there, and in full."""

    short: str
    long: str = ""

    @property
    def full(self) -> str:
        """The label in full."""
        return self.long or self.short


@dataclass(frozen=True, slots=True)
class Point:
    """One value, with the records behind it. `n` of them; `low` and `high` bound the value where it is an estimate."""

    value: float | None
    behind: Listing | None = None
    n: int = 0
    said: str = ""
    """The value in words, where the figure alone would not do."""
    low: float | None = None
    high: float | None = None
    signal: bool = False
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """Points of one meaning, one to each label."""

    name: str
    points: tuple[Point, ...]
    tone: str = ""
    """A status tone where the meaning has one; else the colour follows the order of the series."""


@dataclass(frozen=True, slots=True)
class Target:
    """A line to be reached or kept, with its words."""

    value: float
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart; the title says the unit."""

    name: str
    title: str
    shape: Shape
    labels: tuple[Label, ...]
    series: tuple[Series, ...]
    note: str = ""
    """What it says, or why it says nothing, in a sentence."""
    source: str = ""
    """Which records were counted, how many, and when."""
    unit: str = ""
    """Stands behind a value: "%", "d"."""
    target: Target | None = None
    centre: float | None = None
    lower: tuple[float | None, ...] = ()
    upper: tuple[float | None, ...] = ()
    """The limits of each point; None where none can be given."""
    places: int = 0
    """Decimal places of the values."""
    axis: tuple[float, float] | None = None
    """The ends of the value axis where they are given (per cent, a scale)."""
    rows: str = ""
    columns: str = ""
    """What the rows and columns of a grid are."""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(point.value for series in self.series for point in series.points)

    def value(self, point: Point) -> str:
        """A value as it is read."""
        if point.said:
            return point.said
        if point.value is None:
            return NO_VALUE
        return f"{point.value:,.{self.places}f}{f' {self.unit}' if self.unit else ''}"

    def words(self, series: int, place: int) -> str:
        """What a point stands for: "Opened, March 2026"."""
        label = self.labels[place].full
        named = len(self.series) > 1 or self.shape is Shape.GRID
        return f"{self.series[series].name}, {label}" if named else label

    def header(self) -> list[str]:
        """The head of the table that says the same."""
        more = ["Lower limit", "Upper limit"] if self.upper else []
        return [self.columns or "", *(series.name or "Number" for series in self.series), *more]

    def table(self) -> Iterator[list[object]]:
        """Its rows, one to a label, with plain values."""
        for place, label in enumerate(self.labels):
            limits = [self.lower[place], self.upper[place]] if self.upper else []
            yield [label.full, *(series.points[place].value for series in self.series), *limits]

    def points(self) -> Iterator[tuple[int, int, Point]]:
        """Every point with its series and its place."""
        for number, series in enumerate(self.series):
            for place, point in enumerate(series.points):
                yield number, place, point


@dataclass(frozen=True, slots=True)
class Tile:
    """A key figure: caption, figure, one line of what it means, and the records behind it."""

    name: str
    caption: str
    figure: str
    meaning: str = ""
    tone: str = "grey"
    behind: Listing | None = None
    n: int = 0
    """How many records are behind it."""


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun."""
    return f"{number:,} {one if number == 1 else many}"


def listed(names: Sequence[str]) -> str:
    """Names in a sentence."""
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)
