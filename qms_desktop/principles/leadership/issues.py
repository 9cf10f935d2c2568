"""What an issue of the context is, and what each kind of it has to say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Mapped

from qms_desktop.records.base import Record
from qms_desktop.records.choices import Choice, Tone, YesNo
from qms_desktop.records.fields import When, choice, day, long_text, person, reference, text, whole
from qms_desktop.records.workflow import Attribute


class State(Choice):
    """Whether it holds."""

    NOTED = "noted", "Noted", Tone.BLUE
    CURRENT = "current", "Current", Tone.GREEN
    ENDED = "ended", "No longer so", Tone.GREY


class IssueKind(Choice):
    """What it is about."""

    INTERNAL = "internal", "Internal issue", Tone.BLUE
    EXTERNAL = "external", "External issue", Tone.VIOLET
    CLIMATE = "climate", "Climate decision", Tone.GREEN
    SCOPE = "scope", "Scope statement", Tone.AMBER
    NOT_APPLICABLE = "not_applicable", "Not applicable", Tone.GREY


class IssueClass(Choice):
    """The heading under which people look for issues: PESTLE for the outside, SWOT for both sides."""

    POLITICAL = "political", "Political", Tone.GREY
    ECONOMIC = "economic", "Economic", Tone.GREY
    SOCIAL = "social", "Social", Tone.GREY
    TECHNOLOGICAL = "technological", "Technological", Tone.GREY
    LEGAL = "legal", "Legal", Tone.GREY
    ENVIRONMENTAL = "environmental", "Environmental", Tone.GREY
    STRENGTH = "strength", "Strength", Tone.GREEN
    WEAKNESS = "weakness", "Weakness", Tone.AMBER
    OPPORTUNITY = "opportunity", "Opportunity", Tone.GREEN
    THREAT = "threat", "Threat", Tone.RED


class ContextIssue(Record, kind="context_issue"):
    """One issue, or one statement about the system."""

    issue_kind: Mapped[str | None] = choice("Kind", IssueKind, required=True)
    issue_class: Mapped[str | None] = choice("Class", IssueClass)
    effect: Mapped[str | None] = long_text("Effect on the quality system")
    relevance: Mapped[int | None] = whole("Relevance", low=1, high=5, hint="1 little, 5 most")
    clause: Mapped[str | None] = text("Clause", length=40)
    relevant: Mapped[str | None] = choice("Climate change is relevant here", YesNo)
    reasoning: Mapped[str | None] = long_text("Because")
    decided_by: Mapped[UUID | None] = person("Decided by")
    decided_on: Mapped[date | None] = day("Decided on", when=When.PAST)
    sites: Mapped[str | None] = text("Sites", length=500)
    products: Mapped[str | None] = text("Products and services", length=1000)
    document: Mapped[UUID | None] = reference("Document", "document")


NEEDS: Mapping[str, tuple[Attribute, ...]] = {
    IssueKind.CLIMATE: (ContextIssue.relevant, ContextIssue.reasoning, ContextIssue.decided_by),
    IssueKind.SCOPE: (Record.description, ContextIssue.products),
    IssueKind.NOT_APPLICABLE: (ContextIssue.clause, ContextIssue.reasoning),
}
"""What each kind must say before it is current."""
ASKS: Mapping[str, tuple[Attribute, ...]] = {
    IssueKind.INTERNAL: (ContextIssue.effect, ContextIssue.relevance, ContextIssue.issue_class),
    IssueKind.EXTERNAL: (ContextIssue.effect, ContextIssue.relevance, ContextIssue.issue_class),
    IssueKind.SCOPE: (ContextIssue.sites,),
    IssueKind.NOT_APPLICABLE: (ContextIssue.effect,),
}
"""What each kind should say."""
ONLY_ONE = (IssueKind.CLIMATE, IssueKind.SCOPE)
