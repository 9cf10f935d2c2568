"""Where everything on the process map stands: shelves of boxes, and lines between the shelves, never over a box.

A band has one shelf of boxes, or more where it is full. Between two shelves lies a channel. A line leaves its box
downwards or upwards into the next channel, goes along a lane of its own there, and enters the other box; on the way
past other shelves it takes a passage at the side of the bands. So lines cross each other, but neither boxes nor words.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from math import ceil
from uuid import UUID

from PySide6.QtCore import QPointF, QRectF, QSizeF

from qms_desktop.insight.process_map import BANDS, ProcessMap

Ends = tuple[UUID, UUID]


@dataclass(frozen=True)
class Measure:
    """How large things are, in pixels at the size of the text."""

    width: float
    box: float = 84.0
    """How high a box is."""
    least: float = 128.0
    most: float = 236.0
    gap: float = 26.0
    side: float = 92.0
    """How wide the boxes of what is outside are."""
    name: float = 26.0
    """How wide the strip with the name of a band is."""
    pad: float = 12.0
    channel: float = 16.0
    lane: float = 6.0


@dataclass
class Plan:
    """The map, laid out."""

    size: QSizeF
    boxes: dict[UUID, QRectF] = field(default_factory=dict)
    bands: list[tuple[str, QRectF]] = field(default_factory=list)
    routes: dict[Ends, list[QPointF]] = field(default_factory=dict)
    left: QRectF | None = None
    right: QRectF | None = None
    outside: list[tuple[QPointF, QPointF]] = field(default_factory=list)
    """Lines from what is outside to the first box of a shelf, and from the last one."""


@dataclass
class _Line:
    """One line on its way: its two shelves, its two ports, and its lanes."""

    ends: Ends
    start: int
    end: int
    passage: float | None = None
    x: list[float] = field(default_factory=lambda: [0.0, 0.0])
    lanes: dict[int, int] = field(default_factory=dict)
    """The place of the lane in each channel it goes along."""

    @property
    def down(self) -> bool:
        """Whether it leaves its box at the bottom."""
        return self.end >= self.start

    @property
    def channels(self) -> tuple[int, int]:
        """The channels beside its first and its last shelf; channel n lies above shelf n."""
        first = self.start + 1 if self.down else self.start
        last = self.end if self.end > self.start else self.end + 1
        return first, last

    def spans(self) -> list[tuple[int, float, float]]:
        """The stretches it needs: channel, from, to."""
        first, last = self.channels
        if self.passage is None:
            return [(first, min(self.x), max(self.x))]
        ends = ((first, self.x[0]), (last, self.x[1]))
        return [(channel, min(x, self.passage), max(x, self.passage)) for channel, x in ends]


def lay_out(found: ProcessMap, measure: Measure) -> Plan:
    """Lay a map out in a width; its height follows."""
    return _Layout(found, measure).plan()


class _Layout:
    def __init__(self, found: ProcessMap, measure: Measure) -> None:
        self.found, self.measure = found, measure
        self.core = found.band(BANDS[1])
        takes, gives = any(n.takes for n in self.core), any(n.gives for n in self.core)
        self.left = (measure.side + measure.gap) if takes else 0.0
        self.right = measure.width - ((measure.side + measure.gap) if gives else 0.0)
        self.inner = (self.left, self.right)
        self.shelves: list[tuple[str, list[UUID]]] = []
        self.shelf: dict[UUID, int] = {}
        self.x: dict[UUID, tuple[float, float]] = {}
        passing = -1
        while passing < (passing := max(passing, self._passing())):
            # room for those lines at the sides may need another shelf, over which more lines have to pass
            margin = measure.pad + measure.lane * ceil(passing / 2)
            self.inner = (self.left + measure.name + margin, self.right - margin)
            self._fill_shelves()

    def plan(self) -> Plan:
        """Lines first, because the channels are as high as they need; then everything finds its height."""
        lines, straight = self._lines()
        self._passages([line for line in lines if abs(line.start - line.end) > 1])
        self._ports(lines)
        lanes = self._lanes(lines)
        plan = self._place(lanes)
        for line in lines:
            plan.routes[line.ends] = self._route(plan, line)
        for ends, back in straight:
            plan.routes[ends] = self._beside(plan, ends, back=back)
        self._outside(plan)
        return plan

    def _passing(self) -> int:
        """How many lines pass a shelf on their way."""
        return sum(abs(self.shelf.get(one, 0) - self.shelf.get(two, 0)) > 1 for one, two in self.found.flows)

    def _fill_shelves(self) -> None:
        measure, (left, right) = self.measure, self.inner
        self.shelves.clear()
        for band in BANDS:
            nodes = self.found.band(band)
            if not nodes:
                continue
            fit = max(1, int((right - left + measure.gap) // (measure.least + measure.gap)))
            shelves = ceil(len(nodes) / fit)
            fit = ceil(len(nodes) / shelves)
            wide = min(measure.most, (right - left - measure.gap * (fit - 1)) / fit)
            start = left + (right - left - fit * wide - (fit - 1) * measure.gap) / 2
            for first in range(0, len(nodes), fit):
                row = [node.id for node in nodes[first : first + fit]]
                for n, key in enumerate(row):
                    self.x[key] = (start + n * (wide + measure.gap), wide)
                    self.shelf[key] = len(self.shelves)
                self.shelves.append((band, row))

    def _lines(self) -> tuple[list[_Line], list[tuple[Ends, bool]]]:
        lines, straight = [], []
        for ends in self.found.flows:
            start, end = (self.shelf[key] for key in ends)
            row = self.shelves[start][1]
            if start == end and abs(row.index(ends[0]) - row.index(ends[1])) == 1:
                straight.append((ends, ends[::-1] in self.found.flows and row.index(ends[0]) > row.index(ends[1])))
            else:
                lines.append(_Line(ends, start, end))
        return lines, straight

    def _passages(self, lines: Sequence[_Line]) -> None:
        """A way past the shelves for each line that has to pass one: on the nearer side, each beside the others."""
        middle = sum(self.inner) / 2
        counts = {True: 0, False: 0}
        for line in lines:
            centre = sum(self.x[key][0] + self.x[key][1] / 2 for key in line.ends) / 2
            on_right = centre > middle
            if counts[on_right] > counts[not on_right]:
                on_right = not on_right
            counts[on_right] += 1
            away = self.measure.pad / 2 + self.measure.lane * (counts[on_right] - 1)
            line.passage = self.right - away if on_right else self.left + self.measure.name + away

    def _ports(self, lines: Sequence[_Line]) -> None:
        """Every line has a place of its own at the edge of its box, in the order in which the lines go on."""
        edges: dict[tuple[UUID, bool], list[tuple[float, _Line, int]]] = {}
        for line in lines:
            for n, (key, other) in enumerate((line.ends, line.ends[::-1])):
                goes_to = line.passage if line.passage is not None else self.x[other][0] + self.x[other][1] / 2
                # a line within one shelf goes below it at both ends
                bottom = line.down if n == 0 or line.start == line.end else not line.down
                edges.setdefault((key, bottom), []).append((goes_to, line, n))
        for (key, _bottom), found in edges.items():
            left, wide = self.x[key]
            for place, (_goes_to, line, n) in enumerate(sorted(found, key=lambda item: item[0]), start=1):
                line.x[n] = left + wide * place / (len(found) + 1)

    @staticmethod
    def _lanes(lines: Sequence[_Line]) -> list[int]:
        """Lines that would lie on each other get lanes of their own; how many each channel needs comes back."""
        taken: dict[int, list[list[tuple[float, float]]]] = {}
        for line in sorted(lines, key=lambda line: max(b - a for _channel, a, b in line.spans())):
            for channel, first, last in line.spans():
                lanes = taken.setdefault(channel, [])
                free = (n for n, lane in enumerate(lanes) if all(last + 8 < a or b + 8 < first for a, b in lane))
                place = next(free, len(lanes))
                if place == len(lanes):
                    lanes.append([])
                lanes[place].append((first, last))
                line.lanes[channel] = place
        return [len(taken.get(channel, ())) for channel in range(max(taken, default=0) + 1)]

    def _place(self, lanes: Sequence[int]) -> Plan:
        measure = self.measure
        plan = Plan(QSizeF(measure.width, 0))
        self.tops: dict[int, float] = {}
        y, band_top = 0.0, 0.0
        for n, (band, row) in enumerate(self.shelves):
            first = n == 0 or self.shelves[n - 1][0] != band
            last = n + 1 == len(self.shelves) or self.shelves[n + 1][0] != band
            self.tops[n] = y
            y += self._channel(n, lanes) if n else 0.0
            if first:
                band_top = y
                y += measure.pad
            for key in row:
                plan.boxes[key] = QRectF(self.x[key][0], y, self.x[key][1], measure.box)
            y += measure.box
            if last:
                y += measure.pad
                plan.bands.append((band, QRectF(self.left, band_top, self.right - self.left, y - band_top)))
        below = len(self.shelves)
        self.tops[below] = y
        used = below < len(lanes) and lanes[below]
        plan.size = QSizeF(measure.width, y + (self._channel(below, lanes) if used else 0.0))
        return plan

    def _channel(self, n: int, lanes: Sequence[int]) -> float:
        return self.measure.channel + self.measure.lane * (lanes[n] if n < len(lanes) else 0)

    def _lane(self, line: _Line, channel: int) -> float:
        return self.tops[channel] + self.measure.channel / 2 + self.measure.lane * (line.lanes[channel] + 0.5)

    def _route(self, plan: Plan, line: _Line) -> list[QPointF]:
        one, two = (plan.boxes[key] for key in line.ends)
        first, last = line.channels
        start = one.bottom() if line.down else one.top()
        end = two.top() if line.end > line.start else two.bottom()
        x, then = line.x
        points = [QPointF(x, start), QPointF(x, self._lane(line, first))]
        if line.passage is not None:
            points += [QPointF(line.passage, self._lane(line, first)), QPointF(line.passage, self._lane(line, last))]
        return [*points, QPointF(then, self._lane(line, last)), QPointF(then, end)]

    @staticmethod
    def _beside(plan: Plan, ends: Ends, *, back: bool) -> list[QPointF]:
        one, two = (plan.boxes[key] for key in ends)
        y = one.center().y() + (one.height() / 5 if back else 0)
        forth = one.left() < two.left()
        return [QPointF(one.right() if forth else one.left(), y), QPointF(two.left() if forth else two.right(), y)]

    def _outside(self, plan: Plan) -> None:
        """What comes from outside, and goes there, beside the core."""
        area = next((place for band, place in plan.bands if band == BANDS[1]), None)
        if area is None:
            return
        first = {row[0] for _band, row in self.shelves}
        last = {row[-1] for _band, row in self.shelves}
        if self.left:
            plan.left = QRectF(0, area.top(), self.measure.side, area.height())
            for node in self.core:
                if node.takes and node.id in first:
                    plan.outside.append(_level(plan.left.right(), plan.boxes[node.id].left(), plan.boxes[node.id]))
        if self.right < self.measure.width:
            plan.right = QRectF(self.measure.width - self.measure.side, area.top(), self.measure.side, area.height())
            for node in self.core:
                if node.gives and node.id in last:
                    plan.outside.append(_level(plan.boxes[node.id].right(), plan.right.left(), plan.boxes[node.id]))


def _level(start: float, end: float, box: QRectF) -> tuple[QPointF, QPointF]:
    y = box.center().y()
    return QPointF(start, y), QPointF(end, y)


def neighbour(boxes: dict[UUID, QRectF], here: UUID, right: int, down: int, among: Collection[UUID] = ()) -> UUID:
    """The box that an arrow key reaches: the nearest ahead, those straight ahead preferred; else the same one."""
    start = boxes[here].center()

    def far(key: UUID) -> float:
        way = boxes[key].center() - start
        along, aside = (way.x() * right, abs(way.y())) if right else (way.y() * down, abs(way.x()))
        return along + 3 * aside if along > 1 else float("inf")

    best = min(among or boxes, key=far)
    return here if far(best) == float("inf") else best
