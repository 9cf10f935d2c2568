"""Risk-Based Thinking: its registers in order."""

from qms_desktop.principles.risk_based_thinking import opportunities, risks
from qms_desktop.records.register import Principle

PRINCIPLE = Principle(
    name="risk_based_thinking",
    title="Risk-Based Thinking",
    short="Risks",
    icon="shield-alert",
    clause="6.1, 8.1",
    purpose="See beforehand what may go wrong, decide what to do about it, and look again in time.",
    registers=(risks.REGISTER, opportunities.REGISTER),
    coming=("FMEA",),
)
