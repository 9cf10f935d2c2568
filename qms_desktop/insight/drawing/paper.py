"""`Paper`: an empty figure with the margins of the house, and the measuring of words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Patch
from matplotlib.transforms import Bbox

from qms_desktop.insight.ink import RANKED, Ink, Spot

FALLBACK = "DejaVu Sans"
REST = 0.55
"""How strong the colour of what comes second is."""
_EDGE, _GAP = 4.0, 6.0
_LINE = 1.45
"""Height of a line of words by the size of the type."""


@lru_cache
def family(wanted: str) -> str:
    """The font, or the one that matplotlib always brings."""
    known = {entry.name for entry in font_manager.fontManager.ttflist}
    return wanted if wanted in known else FALLBACK


@dataclass
class Paper:
    """A figure of so many dots. What is drawn is placed in dots, because words have a size and charts have none."""

    ink: Ink
    width: int
    height: int

    def __post_init__(self) -> None:
        """Make the figure."""
        size = (self.width / self.ink.dpi, self.height / self.ink.dpi)
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
        lines = words.split("\n")
        return max(
            float(self.renderer.get_text_width_height_descent(line, self.font, ismath=False)[0]) for line in lines
        )

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
            bottom / self.height,
            max(0.05, 1 - (left + right) / self.width),
            max(0.05, 1 - (top + bottom) / self.height),
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

    def colour(self, tone: str, number: int = 0) -> tuple[str, float]:
        """The colour of a series and its strength."""
        name = tone or RANKED[number % len(RANKED)]
        return (self.ink["text3"], REST) if name == "rest" else (self.ink[name], 1.0)

    def legend(self, entries: list[tuple[str, str, int]], left: float) -> None:
        """Words and colours in a row above the field."""
        patches = []
        for words, tone, number in entries:
            colour, strength = self.colour(tone, number)
            hatch = hatching(tone)
            patches.append(
                Patch(
                    facecolor=colour,
                    alpha=strength,
                    label=words,
                    hatch=hatch,
                    edgecolor=self.ink["surface"],
                    linewidth=0,
                )
            )
        self.figure.legend(
            handles=patches, loc="upper left", bbox_to_anchor=(left / self.width, 1.0), ncols=len(patches),
            frameon=False, borderaxespad=0, borderpad=0.1, handlelength=1.4, handleheight=0.7, columnspacing=1.4,
            handletextpad=0.6, prop=self.font, labelcolor=self.ink["text2"],
        )  # fmt: skip

    def spot(
        self, axes: Axes, series: int, place: int, box: tuple[float, float, float, float], *, least: float = 4
    ) -> None:
        """Remember where a point lies: left, bottom, right and top in the values of the axes; at least so many dots."""
        (left, bottom), (right, top) = axes.transData.transform([(box[0], box[1]), (box[2], box[3])])
        least *= self.dot
        if right - left < least:
            left, right = (left + right - least) / 2, (left + right + least) / 2
        if top - bottom < least:
            top = bottom + least
        self.spots.append(
            Spot(series, place, float(left), float(self.height - top), float(right), float(self.height - bottom))
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
    """The lines through what is late or bad, so that it is not told by its colour alone."""
    return "////" if tone in ("red", "amber") else None
