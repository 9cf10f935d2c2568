"""Relationship Management: who may deliver, whose approval runs out, and what others expect of us."""

from __future__ import annotations

from qms_desktop.insight.chart import Tile
from qms_desktop.insight.dashboard import Dashboard, Question
from qms_desktop.insight.scope import Scope
from qms_desktop.insight.standing import due_ahead, due_tile
from qms_desktop.insight.weights import by_choice
from qms_desktop.principles.relationship_management.certificates import EXPIRING_DAYS
from qms_desktop.workspace.queries import Listing

SOON = 30
"""Days ahead in which a re-evaluation is announced."""


def approved(scope: Scope) -> Tile:
    """How many suppliers may be used, and how many of them under conditions."""
    listing = Listing("supplier", where={"state": ("approved", "conditional")})
    number = scope.count(listing)
    limited = scope.count(Listing("supplier", where={"state": "conditional"}))
    meaning, tone = (f"{limited:,} under conditions", "amber") if limited else ("none under conditions", "green")
    return Tile("supplier_approved", "Approved suppliers", f"{number:,}", meaning, tone, listing, number)


DASHBOARD = Dashboard(
    tiles=(
        Question("supplier_approved", ("supplier",), approved),
        due_tile("supplier", "Suppliers to re-evaluate", SOON),
        due_tile("certificate", "Certificates running out", EXPIRING_DAYS, late="expired"),
        due_tile("interested_party", "Parties to look at again", SOON),
    ),
    charts=(
        by_choice(
            "supplier_states", "Suppliers by criticality and state", "supplier", "criticality", "state",
            without=("inactive",),
        ),
        due_ahead("supplier", "Re-evaluations of suppliers by month", noun="day of re-evaluation"),
        due_ahead("certificate", "Certificates by the month in which they end", noun="last day"),
        by_choice("supplier_risk", "Suppliers by criticality and risk", "supplier", "criticality", "risk_rating"),
    ),
)  # fmt: skip
