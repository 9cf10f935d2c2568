"""`Paper`: an empty figure with the margins of the house, and the measuring of words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle
from matplotlib.transforms import Bbox, IdentityTransform

from qms_desktop.insight.ink import AGAIN, RANKED, Ink, Spot

FALLBACK = "DejaVu Sans"
REST = 0.55
"""How strong the colour of what comes second is."""
_EDGE, _GAP = 4.0, 6.0
_LINE = 1.45
"""Height of a line of words by the size of the type."""
_KEY, _KEY_GAP, _KEY_NEXT = 18.0, 7.0, 16.0
"""Width of a colour in a legend, and the gaps behind it and behind its words."""

Entry = tuple[str, str, int]
"""Words, tone and number of a series."""


@lru_cache
def family(wanted: str) -> str:
    """The font, or the one that matplotlib always brings."""
    known = {entry.name for entry in font_manager.fontManager.ttflist}
    return wanted if wanted in known else FALLBACK


@dataclass
class Paper:
    """A figure of so many dots, with room at the head and the foot for words about it.

    What is drawn is placed in dots, because words have a size and charts have none.
    """

    ink: Ink
    width: int
    height: int
    head: float = 0.0
    foot: float = 0.0

    def __post_init__(self) -> None:
        """Make the figure."""
        self.whole = self.height + self.head + self.foot
        size = (self.width / self.ink.dpi, self.whole / self.ink.dpi)
        self.figure = Figure(figsize=size, dpi=self.ink.dpi, facecolor=self.ink["surface"])
        self.canvas = FigureCanvasAgg(self.figure)
        self.renderer = self.canvas.get_renderer()  # type: ignore[no-untyped-call]
        self.font = FontProperties(family=family(self.ink.family), size=self.ink.size)
        self.bold = FontProperties(family=family(self.ink.family), size=self.ink.size, weight="bold")
        self.spots: list[Spot] = []

    @property
    def dot(self) -> float:
        """Dots of the screen to one of the usual 96 an inch."""
        return self.ink.dpi / 96

    @property
    def line(self) -> float:
        """The height of a line of words in dots."""
        return self.ink.size * self.ink.dpi / 72 * _LINE

    def wide(self, words: str) -> float:
        """The width of words in dots."""
        measure = self.renderer.get_text_width_height_descent
        return max(float(measure(line, self.font, ismath=False)[0]) for line in words.split("\n"))

    def elided(self, words: str, room: float) -> str:
        """The words, cut where there is no room."""
        if self.wide(words) <= room:
            return words
        cut = words
        while cut and self.wide(f"{cut}…") > room:
            cut = cut[:-1]
        return f"{cut.rstrip()}…"

    def axes(self, *, left: float, bottom: float, top: float = 0.0, right: float = 0.0) -> Axes:
        """The field inside these margins, with the bottom line alone."""
        edge = _EDGE * self.dot
        left, right, top = left + edge, right + edge, top + edge
        box = (
            left / self.width,
            (bottom + self.foot) / self.whole,
            max(0.05, 1 - (left + right) / self.width),
            max(0.05 * self.height, self.height - top - bottom) / self.whole,
        )
        axes = self.figure.add_axes(box, facecolor=self.ink["surface"])
        for side in ("left", "right", "top"):
            axes.spines[side].set_visible(False)
        axes.spines["bottom"].set_color(self.ink["border"])
        axes.tick_params(length=0, colors=self.ink["text2"], pad=_GAP * 0.5)
        axes.set_axisbelow(True)
        return axes

    def dress(self, axes: Axes) -> None:
        """Set the words of the axes in the type of the house; called last, when they are there."""
        for label in [*axes.get_xticklabels(), *axes.get_yticklabels()]:
            label.set_fontproperties(self.font)
            label.set_color(self.ink["text2"])

    def colour(self, tone: str, number: int = 0) -> str:
        """The colour of a series; a weak one is mixed with the ground, so that no line shows through it."""
        name = tone or RANKED[number % len(RANKED)]
        full = self.ink["text3" if name == "rest" else name.removesuffix(AGAIN)]
        return self._weak(full) if name == "rest" or name.endswith(AGAIN) else full

    def _weak(self, colour: str) -> str:
        pairs = zip(to_rgb(colour), to_rgb(self.ink["surface"]), strict=True)
        red, green, blue = (REST * over + (1 - REST) * under for over, under in pairs)
        return to_hex((red, green, blue))

    # -- the legend

    def legend_height(self, entries: Sequence[Entry]) -> float:
        """The room that a legend takes above the field."""
        return len(self._rows(entries)) * self.line + self.line * 0.5 if entries else 0.0

    def legend(self, entries: Sequence[Entry], left: float) -> None:
        """Words and colours in rows above the field, beginning where it begins if they have room there."""
        for number, row in enumerate(self._rows(entries)):
            wide = sum(self._entry(words) for words, _tone, _number in row)
            x = min(left, max(0.0, self.width - wide)) + _EDGE * self.dot
            y = self.whole - self.head - (number + 0.7) * self.line
            for words, tone, place in row:
                self._key(x, y, tone, place)
                x += (_KEY + _KEY_GAP) * self.dot
                self.figure.text(
                    x, y, words, transform=IdentityTransform(), fontproperties=self.font, color=self.ink["text2"],
                    va="center_baseline",
                )  # fmt: skip
                x += self.wide(words) + _KEY_NEXT * self.dot

    def _rows(self, entries: Sequence[Entry]) -> list[list[Entry]]:
        rows: list[list[Entry]] = [[]] if entries else []
        room = self.width - 2 * _EDGE * self.dot
        used = 0.0
        for entry in entries:
            wide = self._entry(entry[0])
            if used and used + wide - _KEY_NEXT * self.dot > room:
                rows.append([])
                used = 0.0
            rows[-1].append(entry)
            used += wide
        return rows

    def _entry(self, words: str) -> float:
        return self.wide(words) + (_KEY + _KEY_GAP + _KEY_NEXT) * self.dot

    def _key(self, x: float, y: float, tone: str, number: int) -> None:
        height = self.line * 0.5
        self.figure.add_artist(
            Rectangle(
                (x, y - height / 2), _KEY * self.dot, height, transform=IdentityTransform(),
                facecolor=self.colour(tone, number), hatch=hatching(tone), edgecolor=self.ink["surface"], linewidth=0,
            )
        )  # fmt: skip

    # -- points and words

    def spot(
        self, axes: Axes, series: int, place: int, box: tuple[float, float, float, float], *, least: float = 4
    ) -> None:
        """Remember where a point lies: left, bottom, right and top in the values of the axes; at least so many dots."""
        (left, bottom), (right, top) = axes.transData.transform([(box[0], box[1]), (box[2], box[3])])
        least *= self.dot
        if right - left < least:
            left, right = (left + right - least) / 2, (left + right + least) / 2
        if top - bottom < least:
            middle = bottom if top == bottom and least > _EDGE * self.dot else (top + bottom + least) / 2
            bottom, top = middle - least / 2, middle + least / 2
        self.spots.append(
            Spot(series, place, float(left), float(self.whole - top), float(right), float(self.whole - bottom))
        )

    def words(self, axes: Axes, x: float, y: float, said: str, **more: Any) -> None:
        """Words beside a point."""
        more.setdefault("color", self.ink["text"])
        shift = more.pop("shift", (0.0, 0.0))
        axes.annotate(
            said, (x, y), xytext=(shift[0] * self.dot, shift[1] * self.dot), textcoords="offset pixels",
            fontproperties=more.pop("font", self.font), annotation_clip=False, **more,
        )  # fmt: skip

    def pixels(self) -> bytes:
        """The figure as dots."""
        self.canvas.draw()  # type: ignore[no-untyped-call]
        return bytes(self.canvas.buffer_rgba())  # type: ignore[no-untyped-call]

    def box(self, axes: Axes) -> Bbox:
        """The field of the axes in dots."""
        return axes.get_window_extent(self.renderer)


def hatching(tone: str) -> str | None:
    """The lines through what is bad, so that it is not told by its colour alone."""
    return "///" if tone.removesuffix(AGAIN) == "red" else None
