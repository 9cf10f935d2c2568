"""Process Approach: what stands open in which process, and whether documents and equipment are in order."""

from __future__ import annotations

from qms_desktop.insight.chart import Chart, Label, Point, Series, Shape, Tile
from qms_desktop.insight.dashboard import Dashboard, Question
from qms_desktop.insight.scope import Scope, narrowed
from qms_desktop.insight.standing import due_ahead, due_tile
from qms_desktop.insight.weights import by_choice
from qms_desktop.workspace.queries import Listing
from qms_desktop.workspace.reading import refs

OPEN = ("nonconformity", "complaint", "action", "risk")
"""Kinds that belong to processes, from the most pressing to the least."""
MOST = 9
SOON = 30


def unowned(scope: Scope) -> Tile:
    """How many processes there are, and how many have no owner."""
    listing = scope.standing("process")
    number = scope.count(listing)
    without = scope.count(narrowed(listing, owner=None))
    meaning, tone = (f"{without:,} without an owner", "amber") if without else ("each has an owner", "green")
    return Tile(
        "processes",
        "Processes",
        f"{number:,}",
        meaning if number else "none yet",
        tone if number else "grey",
        listing,
        number,
    )


def in_effect(scope: Scope) -> Tile:
    """How many documents are in effect, and how many are on their way."""
    listing = Listing("document", where={"state": "effective"})
    number = scope.count(listing)
    coming = scope.count(Listing("document", where={"state": ("draft", "in_review", "in_approval", "approved")}))
    return Tile("documents", "Documents in effect", f"{number:,}", f"{coming:,} in work", "grey", listing, number)


def without_process(scope: Scope) -> Tile:
    """How many open nonconformities belong to no process."""
    listing = scope.standing("nonconformity", process=None)
    number = scope.count(listing)
    meaning, tone = ("open nonconformities", "amber") if number else ("no open nonconformity", "green")
    return Tile("homeless", "Without a process", f"{number:,}", meaning, tone, listing, number)


def by_process(scope: Scope) -> Chart:
    """What stands open, by process and kind."""
    counts = {kind: scope.by(scope.standing(kind), "process") for kind in OPEN}
    sums: dict[object, int] = {}
    for found in counts.values():
        for process, number in found.items():
            if process is not None:
                sums[process] = sums.get(process, 0) + number
    order = sorted(sums, key=lambda process: -sums[process])[:MOST]
    names = refs(scope.connection, order)  # type: ignore[arg-type]
    rows: list[object] = [process for process in order if process in names]
    series = []
    for kind, tone in zip(OPEN, ("accent", "amber", "grey", "violet"), strict=True):
        points = [
            Point(counts[kind].get(process, 0), scope.standing(kind, process=process), counts[kind].get(process, 0))
            for process in rows
        ]
        if any(point.n for point in points):
            series.append(Series(scope.register(kind).title, tuple(points), tone))
    n = sum(point.n for one in series for point in one.points)
    left = len(sums) - len(rows)
    homeless = sum(found.get(None, 0) for found in counts.values())
    words = [f"{left:,} more processes not shown"] if left else []
    words += [f"{homeless:,} belong to no process"] if homeless else []
    return Chart(
        "open_by_process",
        "Open records by process",
        Shape.ROWS,
        tuple(Label(names[process].title) for process in rows),  # type: ignore[index]
        tuple(series),
        note=f"{'; '.join(words)}." if words else "",
        source=scope.source("Open nonconformities, complaints, actions and risks", n),
        columns="Process",
    )


DASHBOARD = Dashboard(
    tiles=(
        Question("processes", ("process",), unowned),
        Question("documents", ("document",), in_effect),
        due_tile("document", "Documents to review", SOON),
        due_tile("equipment", "Calibrations due", SOON),
        Question("homeless", ("nonconformity",), without_process),
    ),
    charts=(
        Question("open_by_process", ("process", *OPEN), by_process),
        by_choice("document_states", "Documents by kind and state", "document", "document_type", "state"),
        due_ahead("document", "Documents by the month of their review", noun="day of review"),
        due_ahead("equipment", "Equipment by the month of its calibration", noun="day of calibration"),
    ),
)
