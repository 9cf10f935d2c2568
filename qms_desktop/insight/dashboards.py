"""Which dashboard belongs to which principle."""

from __future__ import annotations

from collections.abc import Mapping

from qms_desktop.insight import (
    continuous_improvement,
    customer_focus,
    engagement_of_people,
    evidence_based_decision_making,
    leadership,
    process_approach,
    relationship_management,
    risk_based_thinking,
)
from qms_desktop.insight.dashboard import Dashboard

DASHBOARDS: Mapping[str, Dashboard] = {
    "customer_focus": customer_focus.DASHBOARD,
    "leadership": leadership.DASHBOARD,
    "engagement_of_people": engagement_of_people.DASHBOARD,
    "process_approach": process_approach.DASHBOARD,
    "continuous_improvement": continuous_improvement.DASHBOARD,
    "evidence_based_decision_making": evidence_based_decision_making.DASHBOARD,
    "relationship_management": relationship_management.DASHBOARD,
    "risk_based_thinking": risk_based_thinking.DASHBOARD,
}
