"""Leadership: its registers in order."""

from qms_desktop.principles.leadership import context_issues, objectives, policies
from qms_desktop.records.register import Principle

PRINCIPLE = Principle(
    name="leadership",
    title="Leadership",
    short="Leadership",
    icon="compass",
    clause="4.1, 4.3, 5, 6.2, 6.3, 9.3",
    purpose="Say where the organisation is going, what it wants to reach, and look at regular times whether it does.",
    registers=(objectives.REGISTER, context_issues.REGISTER, policies.REGISTER),
    coming=("Management reviews", "Culture", "Calendar", "Responsibilities"),
)
