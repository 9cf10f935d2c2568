"""What an issue of the context is, and what each kind of it has to say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Mapped

from qms_desktop.principles import words
from qms_desktop.principles.headers import also
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Choice, Tone, YesNo
from qms_desktop.records.fields import When, choice, day, long_text, person, reference, text, whole
from qms_desktop.records.workflow import Attribute


class State(Choice):
    """Whether it holds."""

    NOTED = "noted", "Noted", Tone.BLUE, *words.OPEN, *words.IN_PROGRESS
    CURRENT = "current", "Current", Tone.GREEN, *also("valid, confirmed, gültig, valable, vigente"), *words.ACTIVE
    ENDED = "ended", "No longer so", Tone.GREY, *words.CLOSED, *words.INACTIVE


class IssueKind(Choice):
    """What it is about."""

    INTERNAL = "internal", "Internal issue", Tone.BLUE, *also("internal, intern, interne, interno, внутренний")
    EXTERNAL = "external", "External issue", Tone.VIOLET, *also("external, extern, externe, externo, внешний")
    CLIMATE = (
        "climate",
        "Climate decision",
        Tone.GREEN,
        *also("climate change, klima, climat, clima, климат"),
    )
    SCOPE = (
        "scope",
        "Scope statement",
        Tone.AMBER,
        *also("scope, geltungsbereich, domaine, alcance, escopo"),
    )
    NOT_APPLICABLE = (
        "not_applicable",
        "Not applicable",
        Tone.GREY,
        *also("clause not applicable, exclusion, n/a, nicht anwendbar, non applicable, no aplicable, não aplicável"),
    )


class IssueClass(Choice):
    """The heading under which people look for issues: PESTLE for the outside, SWOT for both sides."""

    POLITICAL = "political", "Political", Tone.GREY, *also("p, politisch, politique, político")
    ECONOMIC = "economic", "Economic", Tone.GREY, *also("wirtschaftlich, économique, económico, econômico, market")
    SOCIAL = "social", "Social", Tone.GREY, *also("gesellschaftlich, sozial, sociétal, social e cultural")
    TECHNOLOGICAL = (
        "technological",
        "Technological",
        Tone.GREY,
        *also("technology, technisch, tecnológico"),
    )
    LEGAL = "legal", "Legal", Tone.GREY, *also("regulatory, rechtlich, juridique, légal")
    ENVIRONMENTAL = "environmental", "Environmental", Tone.GREY, *also("environment, umwelt, environnement, ambiental")
    STRENGTH = "strength", "Strength", Tone.GREEN, *also("stärke, force, fortaleza, força, forza")
    WEAKNESS = "weakness", "Weakness", Tone.AMBER, *also("schwäche, faiblesse, debilidad, fraqueza, debolezza")
    OPPORTUNITY = "opportunity", "Opportunity", Tone.GREEN, *also("chance, opportunité, oportunidad, oportunidade")
    THREAT = "threat", "Threat", Tone.RED, *also("risiko, bedrohung, menace, amenaza, ameaça, minaccia")


class ContextIssue(Record, kind="context_issue"):
    """One issue, or one statement about the system."""

    issue_kind: Mapped[str | None] = choice(
        "Kind", IssueKind, required=True, aliases=also("issue kind, internal external, type, art, genre, tipo, тип")
    )
    issue_class: Mapped[str | None] = choice(
        "Class",
        IssueClass,
        aliases=also("pestle, swot, category, issue class, kategorie, catégorie, categoría"),
    )
    effect: Mapped[str | None] = long_text(
        "Effect on the quality system", aliases=also("effect, impact, consequence, auswirkung, effet, efecto, efeito")
    )
    relevance: Mapped[int | None] = whole(
        "Relevance", low=1, high=5, hint="1 little, 5 most",
        aliases=also("importance, weight, rating, relevanz, bedeutung, pertinence, importancia, relevância"),
    )  # fmt: skip
    clause: Mapped[str | None] = text("Clause", length=40, aliases=also("iso clause, kapitel, abschnitt, cláusula"))
    relevant: Mapped[str | None] = choice(
        "Climate change is relevant here",
        YesNo,
        aliases=also("relevant, is relevant, pertinent, relevante"),
    )
    reasoning: Mapped[str | None] = long_text(
        "Because", aliases=also("reason, reasoning, justification, begründung, raison, justificación")
    )
    decided_by: Mapped[UUID | None] = person("Decided by", aliases=also("decision by, entschieden von, décidé par"))
    decided_on: Mapped[date | None] = day("Decided on", when=When.PAST, aliases=also("decision date, entschieden am"))
    sites: Mapped[str | None] = text("Sites", length=500, aliases=also("locations, standorte, sedes, locais"))
    products: Mapped[str | None] = text(
        "Products and services",
        length=1000,
        aliases=also("products, services, produkte, produits, productos"),
    )
    document: Mapped[UUID | None] = reference("Document", "document", aliases=also("dokument, documento, документ"))


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
