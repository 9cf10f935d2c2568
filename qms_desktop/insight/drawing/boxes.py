"""Boxes: the bodies of columns and bars."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from qms_desktop.insight.drawing.paper import Paper, hatching

Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in the values of the axes."""


def fill(
    paper: Paper, axes: Axes, boxes: Sequence[Box], tone: str, number: int, *, edge: float, plain: bool = False
) -> None:
    """Fill the boxes of one tone as one thing, which takes a third of the time of as many bars."""
    corners = [[(left, bottom), (left, top), (right, top), (right, bottom)] for left, bottom, right, top in boxes]
    filled = PolyCollection(
        corners, facecolor=paper.colour(tone, number), hatch=None if plain else hatching(tone),
        edgecolor=paper.ink["surface"], linewidth=edge,
    )  # fmt: skip
    axes.add_collection(filled, autolim=False)
