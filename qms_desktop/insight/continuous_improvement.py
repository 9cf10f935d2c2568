"""Continuous Improvement: what goes wrong, why, and whether what is done about it is done in time and works."""

from __future__ import annotations

from qms_desktop.insight.dashboard import Dashboard
from qms_desktop.insight.over_time import kept, opened_closed
from qms_desktop.insight.standing import ageing, late_tile, open_tile
from qms_desktop.insight.weights import pareto_of

DASHBOARD = Dashboard(
    tiles=(
        open_tile("nonconformity", "Open nonconformities"),
        late_tile("action", "Actions overdue"),
        open_tile("corrective_action", "Open corrective actions"),
    ),
    charts=(
        opened_closed("nonconformity", "Nonconformities opened and closed"),
        pareto_of("nonconformity", "cause_code", "Nonconformities by cause family"),
        pareto_of("nonconformity", "source", "Nonconformities by source"),
        ageing("action", "Open actions by age"),
        kept("action", "done_on", "Actions done in time and late", verb="done in time"),
    ),
)
