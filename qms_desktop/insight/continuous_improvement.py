"""Continuous Improvement: what goes wrong, why, and whether what is done about it is done in time and works."""

from __future__ import annotations

from qms_desktop.insight.chart import Chart, Shape, Tile
from qms_desktop.insight.dashboard import Dashboard, Question
from qms_desktop.insight.over_time import kept, opened_closed, per_step, share_said
from qms_desktop.insight.scope import Scope
from qms_desktop.insight.standing import ageing, late_tile, open_tile, share_tile
from qms_desktop.insight.weights import pareto_of
from qms_desktop.workspace.queries import Listing

GOOD = 0.8
"""The share of effective corrective actions below which a figure asks for attention."""
JUDGED = ("effective", "partly", "not_effective")


def effectiveness(scope: Scope) -> Tile:
    """Which share of the corrective actions that were judged in the period works."""
    works = scope.within("corrective_action", "closed_on", result="effective")
    fails = scope.within("corrective_action", "closed_on", result=("partly", "not_effective"))
    return share_tile(scope, "effectiveness", "Effective corrective actions", works, fails, GOOD)


def effects(scope: Scope) -> Chart:
    """What the checks of effectiveness found, per step."""
    words = {str(m): (m.label, str(m.tone)) for m in scope.choices("corrective_action", "result")}
    series = tuple(
        per_step(scope, Listing("corrective_action", where={"result": result}), "closed_on", *words[result])
        for result in JUDGED
    )
    works, *others = (sum(point.n for point in one.points) for one in series)
    n = works + sum(others)
    return Chart(
        "effects",
        f"Checks of effectiveness per {scope.period.word}",
        Shape.STACKED,
        scope.period.labels,
        series,
        note=share_said(works, n, "effective"),
        source=scope.source(f"Corrective actions closed with a result, {scope.period.said}", n),
        columns=scope.period.word.capitalize(),
    )


DASHBOARD = Dashboard(
    tiles=(
        open_tile("nonconformity", "Open nonconformities"),
        late_tile("action", "Actions overdue"),
        open_tile("corrective_action", "Open corrective actions"),
        Question("effectiveness", ("corrective_action",), effectiveness),
    ),
    charts=(
        opened_closed("nonconformity", "Nonconformities opened and closed"),
        pareto_of(
            "nonconformity_pareto", "nonconformity", "Nonconformities",
            {"By source": "source", "By cause family": "cause_code", "By category": "category", "By process": "process",
             "By product": "product"},
            cost="cost", reads=("process",),
        ),
        ageing("action", "Open actions by age"),
        kept("action", "done_on", "Actions done in time and late", verb="done in time"),
        ageing("nonconformity", "Open nonconformities by age"),
        Question("effects", ("corrective_action",), effects),
    ),
)  # fmt: skip
