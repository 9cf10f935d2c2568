"""Evidence-Based Decision Making: its registers in order."""

from qms_desktop.principles.evidence_based_decision_making import indicators
from qms_desktop.records.register import Principle

PRINCIPLE = Principle(
    name="evidence_based_decision_making",
    title="Evidence-Based Decision Making",
    short="Evidence",
    icon="chart-column",
    clause="9.1.1, 9.1.3",
    purpose="Measure what matters, tell a signal from noise, and write down what was decided on which figures.",
    registers=(indicators.REGISTER,),
    coming=("Control charts", "Capability", "Gauge studies", "Sampling", "Decisions"),
)
