"""Context and scope: what matters inside and outside, what the quality system covers, and what about climate."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from qms_desktop.errors import Unmet
from qms_desktop.principles.dates import month_later
from qms_desktop.principles.leadership.issues import ASKS, NEEDS, ONLY_ONE, ContextIssue, IssueKind, State
from qms_desktop.records.base import Record
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.workflow import Context, Transition, Workflow, missing

YEARLY = 12
"""After how many months it is looked at again, where nothing else was said."""


def complete(issue: ContextIssue, context: Context) -> Iterator[Unmet]:
    """What its kind has to say. Whether climate is relevant is a question, which a reasoned no answers as well."""
    for asked, must in ((NEEDS, True), (ASKS, False)):
        for attribute in asked.get(issue.issue_kind or "", ()):
            if getattr(issue, attribute.key) in (None, ""):
                yield missing(issue, attribute, context, must=must)


def only_one(issue: ContextIssue, context: Context) -> Iterator[Unmet]:
    """There is one climate decision and one scope at a time."""
    if issue.issue_kind not in ONLY_ONE:
        return
    same = select(ContextIssue).where(
        ContextIssue.issue_kind == issue.issue_kind, ContextIssue.state == State.CURRENT,
        ContextIssue.voided.is_(False), ContextIssue.id != issue.id,
    )  # fmt: skip
    for other in context.session.scalars(same):
        name = IssueKind(issue.issue_kind).label.lower()
        yield Unmet(f"{other.number} is the current {name}. End that one first, or revise it.", record=other.id)


def confirm(issue: ContextIssue, context: Context) -> None:
    """Said today, and looked at again in a year, unless a later day was set."""
    if issue.issue_kind == IssueKind.CLIMATE:
        issue.decided_on = issue.decided_on or context.today
    issue.due_on = max(month_later(context.today, YEARLY), issue.due_on or context.today)


def decide_again(issue: ContextIssue, _context: Context) -> None:
    """What is revised is decided on a new day."""
    issue.decided_on = None


WORKFLOW = Workflow(
    states=State,
    initial=State.NOTED,
    closed=frozenset({State.ENDED}),
    aside=frozenset({State.ENDED}),
    transitions=(
        Transition(
            "confirm", "Confirm", (State.NOTED,), State.CURRENT,
            needs=(ContextIssue.owner,), guards=(complete, only_one), effects=(confirm,),
        ),
        Transition(
            "review", "Reviewed, still so", (State.CURRENT,), State.CURRENT,
            guards=(complete,), effects=(confirm,), minor=True,
        ),
        Transition(
            "revise", "Revise", (State.CURRENT,), State.NOTED, asks_reason=True, effects=(decide_again,), minor=True,
        ),
        Transition("end", "No longer so", (State.NOTED, State.CURRENT), State.ENDED, asks_reason=True, minor=True),
        Transition("reopen", "Note again", (State.ENDED,), State.NOTED, asks_reason=True, minor=True),
    ),
)  # fmt: skip

REGISTER = Register(
    model=ContextIssue,
    prefix="CTX",
    title="Context and scope",
    one="context issue",
    purpose="What inside and outside matters for quality, what the system covers, and what was decided on climate.",
    clause="4.1, 4.3",
    icon="compass",
    workflow=WORKFLOW,
    columns=(
        ContextIssue.number, ContextIssue.title, ContextIssue.issue_kind, ContextIssue.issue_class,
        ContextIssue.relevance, ContextIssue.state, ContextIssue.owner, ContextIssue.due_on,
    ),
    form=(
        Section(
            "The issue",
            (
                ContextIssue.title, ContextIssue.issue_kind, ContextIssue.issue_class, ContextIssue.relevance,
                ContextIssue.description, ContextIssue.effect, ContextIssue.owner, ContextIssue.due_on,
            ),
        ),
        Section(
            "Decision",
            (
                ContextIssue.relevant, ContextIssue.reasoning, ContextIssue.decided_by, ContextIssue.decided_on,
                ContextIssue.clause,
            ),
            editable_in=(State.NOTED,),
        ),
        Section("Scope", (ContextIssue.products, ContextIssue.sites, ContextIssue.document)),
        Section("Record", (ContextIssue.external_ref, ContextIssue.notes, ContextIssue.closed_on)),
    ),
    inherited=(
        Inherited(Record.title, label="Issue"),
        Inherited(Record.description, label="Text"),
        Inherited(Record.due_on, label="Review on"),
    ),
    chips=(IssueKind.INTERNAL, IssueKind.EXTERNAL, IssueKind.NOT_APPLICABLE),
    example={
        "title": "Climate change",
        "issue_kind": "climate",
        "relevant": "yes",
        "reasoning": "Floods closed the river road twice; two customers ask for the carbon footprint of parts.",
        "effect": "Deliveries by the southern road need a plan; footprints become a customer requirement.",
        "relevance": 3,
    },
)  # fmt: skip
