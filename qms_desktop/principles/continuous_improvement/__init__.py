"""Continuous Improvement: its registers in order."""

from qms_desktop.principles.continuous_improvement import actions, corrective_actions, nonconformities
from qms_desktop.records.register import Principle

PRINCIPLE = Principle(
    name="continuous_improvement",
    title="Continuous Improvement",
    short="Improvement",
    icon="trending-up",
    clause="9.2, 10",
    purpose="Correct what went wrong, remove its causes, and show that it stayed away.",
    registers=(actions.REGISTER, nonconformities.REGISTER, corrective_actions.REGISTER),
    coming=("Audits", "Checklists", "Projects", "Quality costs"),
)
