"""Process Approach: its registers in order."""

from qms_desktop.principles.process_approach import (
    documents,
    equipment,
    external_documents,
    nonconforming_outputs,
    processes,
    retention,
)
from qms_desktop.records.register import Principle

PRINCIPLE = Principle(
    name="process_approach",
    title="Process Approach",
    short="Processes",
    icon="workflow",
    clause="4.4, 7.1.3, 7.1.5, 7.5, 8",
    purpose="Know the processes, who answers for each, and find everything that belongs to one in one place.",
    registers=(
        processes.REGISTER,
        documents.REGISTER,
        external_documents.REGISTER,
        equipment.REGISTER,
        nonconforming_outputs.REGISTER,
        retention.REGISTER,
    ),
    until_used=(external_documents.REGISTER, nonconforming_outputs.REGISTER, retention.REGISTER),
    coming=("Inspections", "Products", "Changes"),
)
