"""Relationship Management: its registers in order."""

from qms_desktop.principles.relationship_management import certificates, interested_parties, suppliers
from qms_desktop.records.register import Principle

PRINCIPLE = Principle(
    name="relationship_management",
    title="Relationship Management",
    short="Suppliers",
    icon="handshake",
    clause="4.2, 7.4, 8.4",
    purpose="Buy from those who have shown that they can, and keep in mind what others expect of you.",
    registers=(suppliers.REGISTER, certificates.REGISTER, interested_parties.REGISTER),
    until_used=(certificates.REGISTER,),
    coming=(
        "Deliveries",
        "Supplier corrective actions",
        "Questionnaires",
        "Agreements",
    ),
)
