"""The domain: eight principles in tab order, and under each its registers, one file a register.

Beside the eight stand what several of them share: working days (`dates`), periods and what is measured in them
(`periods`, `series`, `targets`), and the question where goods were held (`containment`). They know no register.

Decision: categories that the organisation will word for itself (of complaints, nonconformities, risks) are texts;
closed lists stand where rules or charts depend on them. Rejected: a closed list everywhere, which real lists of the
past do not fit into, and a table of list values before there is a screen to edit it.

Decision: what lists of the past call a field or a value, in seven languages, is not declared here but data in
`resources/catalogues/synonyms/`, which only `exchange/synonyms.py` reads. A declaration says what a thing is; how
others spell it is a translator's work, and nobody who reads a rule wants it between the lines.
"""

from __future__ import annotations

from qms_desktop.principles import (
    continuous_improvement,
    customer_focus,
    engagement_of_people,
    evidence_based_decision_making,
    leadership,
    process_approach,
    relationship_management,
    risk_based_thinking,
)
from qms_desktop.records.register import Principle, Register

PRINCIPLES: tuple[Principle, ...] = (
    customer_focus.PRINCIPLE,
    leadership.PRINCIPLE,
    engagement_of_people.PRINCIPLE,
    process_approach.PRINCIPLE,
    continuous_improvement.PRINCIPLE,
    evidence_based_decision_making.PRINCIPLE,
    relationship_management.PRINCIPLE,
    risk_based_thinking.PRINCIPLE,
)
"""The eight tabs in their order."""

REGISTERS: tuple[Register, ...] = tuple(register for principle in PRINCIPLES for register in principle.registers)
"""Every register, in the order of the tabs."""
