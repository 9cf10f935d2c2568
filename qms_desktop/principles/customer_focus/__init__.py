"""Customer Focus: its registers in order."""

from qms_desktop.principles.customer_focus import complaints, customers, feedback, surveys
from qms_desktop.records.register import Principle

PRINCIPLE = Principle(
    name="customer_focus",
    title="Customer Focus",
    short="Customers",
    icon="smile",
    clause="5.1.2, 8.2, 8.5.3, 9.1.2",
    purpose="Hear what customers say, answer in time, and know whether they are content.",
    registers=(complaints.REGISTER, customers.REGISTER, feedback.REGISTER, surveys.REGISTER),
    until_used=(feedback.REGISTER, surveys.REGISTER),
    coming=("Requirement reviews", "Returns", "Customer property"),
)
