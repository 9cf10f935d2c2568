"""Engagement of People: its registers in order."""

from qms_desktop.principles.engagement_of_people import competences, people, roles, suggestions, training
from qms_desktop.records.register import Principle

PRINCIPLE = Principle(
    name="engagement_of_people",
    title="Engagement of People",
    short="People",
    icon="users",
    clause="7.1.2, 7.1.6, 7.2, 7.3, 7.4",
    purpose="Know who does what here, who may decide, and who stands in when somebody is away.",
    registers=(people.REGISTER, training.REGISTER, competences.REGISTER, roles.REGISTER, suggestions.REGISTER),
    until_used=(competences.REGISTER, roles.REGISTER, suggestions.REGISTER),
    coming=("Competence matrix", "Briefings", "Knowledge"),
)
