"""Home: the few figures that a quality manager looks at first, from all principles."""

from __future__ import annotations

from dataclasses import replace

from qms_desktop.insight.chart import Chart
from qms_desktop.insight.dashboard import Dashboard, Question
from qms_desktop.insight.evidence_based_decision_making import course
from qms_desktop.insight.over_time import kept, opened_closed
from qms_desktop.insight.relationship_management import SOON
from qms_desktop.insight.risk_based_thinking import above_appetite
from qms_desktop.insight.scope import Scope
from qms_desktop.insight.standing import due_tile, late_tile, open_tile

FIRST = course(0)
"""The indicator that most needs a look."""
INSTEAD = kept("action", "done_on", "Actions done in time and late", verb="done in time")
"""What is shown where nothing is measured yet."""


def measured(scope: Scope) -> Chart | None:
    """The course of the most urgent indicator, or whether what was promised is done in time."""
    found = FIRST.ask(scope) or INSTEAD.ask(scope)
    return replace(found, name="measured") if isinstance(found, Chart) else None


DASHBOARD = Dashboard(
    tiles=(
        open_tile("nonconformity", "Open nonconformities"),
        late_tile("action", "Actions overdue"),
        open_tile("complaint", "Open complaints"),
        Question("above_appetite", ("risk",), above_appetite),
        due_tile("supplier", "Suppliers to re-evaluate", SOON),
    ),
    charts=(
        Question("measured", ("indicator", "action"), measured),
        opened_closed("nonconformity", "Nonconformities opened and closed"),
    ),
)
