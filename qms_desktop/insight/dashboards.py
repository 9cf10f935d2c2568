"""Which dashboard belongs to which page: Home, or a principle by its name."""

from __future__ import annotations

from collections.abc import Mapping

from qms_desktop.insight import (
    continuous_improvement,
    customer_focus,
    engagement_of_people,
    evidence_based_decision_making,
    home,
    leadership,
    process_approach,
    relationship_management,
    risk_based_thinking,
)
from qms_desktop.insight.dashboard import Dashboard

HOME = "home"
DASHBOARDS: Mapping[str, Dashboard] = {
    HOME: home.DASHBOARD,
    "customer_focus": customer_focus.DASHBOARD,
    "leadership": leadership.DASHBOARD,
    "engagement_of_people": engagement_of_people.DASHBOARD,
    "process_approach": process_approach.DASHBOARD,
    "continuous_improvement": continuous_improvement.DASHBOARD,
    "evidence_based_decision_making": evidence_based_decision_making.DASHBOARD,
    "relationship_management": relationship_management.DASHBOARD,
    "risk_based_thinking": risk_based_thinking.DASHBOARD,
}
