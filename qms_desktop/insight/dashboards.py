"""Which dashboard belongs to which principle."""

from __future__ import annotations

from collections.abc import Mapping

from qms_desktop.insight import continuous_improvement, customer_focus
from qms_desktop.insight.dashboard import Dashboard

DASHBOARDS: Mapping[str, Dashboard] = {
    "customer_focus": customer_focus.DASHBOARD,
    "continuous_improvement": continuous_improvement.DASHBOARD,
}
