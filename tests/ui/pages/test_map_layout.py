"""The map laid out: nothing on anything else, whatever flows."""

from __future__ import annotations

from itertools import combinations, pairwise, permutations
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF

from qms_desktop.insight.process_map import BANDS, Node, ProcessMap
from qms_desktop.ui.pages.process_approach.map_layout import Measure, Plan, lay_out, neighbour


def node(band: str, n: int, *, takes: bool = False, gives: bool = False) -> Node:
    said = ("Customers",)
    return Node(
        uuid4(), f"PRC-{n}", f"Process {n}", f"{band[:1]}{n}", band, "", said if takes else (), said if gives else ()
    )


def made(counts: list[int], chosen: list[tuple[int, int]], *, open_ends: bool = True) -> ProcessMap:
    nodes = [
        node(band, n, takes=open_ends and n == 0, gives=open_ends and n == count - 1)
        for band, count in zip(BANDS, counts, strict=True)
        for n in range(count)
    ]
    ends = list(permutations([found.id for found in nodes], 2))
    flows = {ends[(a * 31 + b) % len(ends)]: ("something",) for a, b in chosen} if ends else {}
    return ProcessMap(tuple(nodes), flows)


def crossed(plan: Plan) -> list[tuple[QPointF, QPointF, UUID]]:
    """Stretches of lines that run through a box."""
    found = []
    for route in plan.routes.values():
        for one, two in pairwise(route):
            stretch = QRectF(one, two).normalized()
            for key, box in plan.boxes.items():
                inside = box.adjusted(0.5, 0.5, -0.5, -0.5)
                if (
                    stretch.left() < inside.right()
                    and stretch.right() > inside.left()
                    and stretch.top() < inside.bottom()
                    and stretch.bottom() > inside.top()
                ):
                    found.append((one, two, key))
    return found


def overlaid(plan: Plan) -> list[tuple[QRectF, QRectF]]:
    """Level stretches of two lines that lie on each other."""
    levels = []
    for ends, route in plan.routes.items():
        levels += [(ends, QRectF(one, two).normalized()) for one, two in pairwise(route) if one.y() == two.y()]
    return [
        (one, two)
        for (ends, one), (others, two) in combinations(levels, 2)
        if ends != others
        and abs(one.top() - two.top()) < 1
        and min(one.right(), two.right()) - max(one.left(), two.left()) > 1
    ]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.integers(0, 9), min_size=4, max_size=4),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), max_size=40),
    st.sampled_from([560.0, 760.0, 960.0, 1600.0]),
)
def test_no_line_runs_through_a_box_or_along_another_line(
    counts: list[int], chosen: list[tuple[int, int]], width: float
) -> None:
    found = made(counts, chosen)
    plan = lay_out(found, Measure(width))
    assert set(plan.boxes) == {n.id for n in found.nodes}
    assert set(plan.routes) == set(found.flows)
    assert not any(one.intersects(two) for one, two in combinations(plan.boxes.values(), 2))
    assert crossed(plan) == []
    assert overlaid(plan) == []
    for (start, end), route in plan.routes.items():
        assert plan.boxes[start].adjusted(-0.5, -0.5, 0.5, 0.5).contains(route[0])
        assert plan.boxes[end].adjusted(-0.5, -0.5, 0.5, 0.5).contains(route[-1])
        assert all(one.x() == two.x() or one.y() == two.y() for one, two in pairwise(route))


@pytest.mark.parametrize("width", [560, 960, 1600])
def test_every_box_stands_in_its_band_and_bands_do_not_touch(width: float) -> None:
    found = made([4, 6, 9, 2], [(n, 3 * n) for n in range(12)])
    plan = lay_out(found, Measure(width))
    bands = dict(plan.bands)
    assert [name for name, _place in plan.bands] == list(BANDS)
    assert all(bands[n.band].contains(plan.boxes[n.id]) for n in found.nodes)
    assert not any(one.intersects(two) for one, two in combinations(bands.values(), 2))
    assert all(place.right() <= width and place.bottom() <= plan.size.height() for place in bands.values())
    assert all(box.width() >= 100 for box in plan.boxes.values())


def test_what_is_outside_stands_beside_the_core() -> None:
    plan = lay_out(made([2, 3, 2, 0], []), Measure(960))
    core = dict(plan.bands)["core"]
    assert plan.left is not None
    assert plan.right is not None
    assert (plan.left.top(), plan.left.bottom()) == (core.top(), core.bottom())
    assert plan.left.right() < core.left() < core.right() < plan.right.left()
    assert len(plan.outside) == 2


def test_without_anything_outside_the_bands_have_the_width() -> None:
    plan = lay_out(made([2, 3, 2, 0], [], open_ends=False), Measure(960))
    assert plan.left is plan.right is None
    assert dict(plan.bands)["core"].width() == 960


def test_arrow_keys_reach_the_box_ahead() -> None:
    found = made([2, 3, 2, 0], [])
    plan = lay_out(found, Measure(960))
    core = [n.id for n in found.band("core")]
    assert neighbour(plan.boxes, core[0], 1, 0) == core[1]
    assert neighbour(plan.boxes, core[2], 1, 0) == core[2]
    assert neighbour(plan.boxes, core[0], 0, -1) == found.band("management")[0].id
    assert neighbour(plan.boxes, core[1], 0, 1) in {n.id for n in found.band("support")}
