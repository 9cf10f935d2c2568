"""Evidence-Based Decision Making: no register yet."""

from qms_desktop.records.register import Principle

PRINCIPLE = Principle(
    name="evidence_based_decision_making",
    title="Evidence-Based Decision Making",
    short="Evidence",
    icon="chart-column",
    clause="9.1.1, 9.1.3",
    purpose="Measure what matters, tell a signal from noise, and write down what was decided on which figures.",
    coming=("Indicators", "Control charts", "Capability", "Gauge studies", "Sampling", "Decisions"),
)
