"""Documents: what is in force, who approved it, and when it is looked at again. The models are in `versions`."""

from __future__ import annotations

from qms_desktop.principles.process_approach import document_rules as rules
from qms_desktop.principles.process_approach import version_steps as steps
from qms_desktop.principles.process_approach.versions import (
    Document,
    DocumentReviewer,
    DocumentVersion,
    State,
)
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Access
from qms_desktop.records.lines import Lines
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.workflow import Transition, Workflow

MANAGER = (Access.QUALITY_MANAGER,)
SIGNERS = (Access.PROCESS_OWNER, Access.TOP_MANAGEMENT)
WORKING = (State.DRAFT, State.IN_REVIEW, State.IN_APPROVAL)
VERSION = (Document.revision, Document.change_summary, Document.training_impact, Document.author)

WORKFLOW = Workflow(
    states=State,
    initial=State.DRAFT,
    closed=frozenset({State.OBSOLETE}),
    aside=frozenset({State.OBSOLETE}),
    transitions=(
        Transition(
            "submit", "Submit for review", (State.DRAFT,), State.IN_REVIEW,
            needs=(Document.owner, *VERSION),
            guards=(rules.file_inside, rules.reviewers_named, rules.comments_answered),
            effects=(steps.bind_file, rules.ask_again),
        ),
        Transition(
            "emergency_issue", "Emergency issue (72 h)", (State.DRAFT,), State.EFFECTIVE,
            needs=VERSION, guards=(rules.file_inside,), roles=MANAGER, asks_reason=True,
            effects=(steps.bind_file, steps.supersede, rules.begin_emergency), minor=True,
        ),
        Transition(
            "drop", "Give up this draft", (State.DRAFT,), State.EFFECTIVE,
            guards=(rules.valid_one_left,), asks_reason=True, effects=(steps.drop,), minor=True,
        ),
        Transition(
            "pass_review", "Pass the review", (State.IN_REVIEW,), State.IN_APPROVAL,
            guards=(rules.all_passed,), effects=(rules.pass_mine, rules.note_reviewers),
        ),
        Transition(
            "reviewed", "Reviewed by me", (State.IN_REVIEW,), State.IN_REVIEW,
            guards=(rules.mine_to_pass,), effects=(rules.pass_mine,), minor=True,
        ),
        Transition(
            "return", "Return with comments", (State.IN_REVIEW, State.IN_APPROVAL), State.DRAFT,
            asks_reason=True, effects=(steps.free_file, rules.ask_again, rules.count_return), minor=True,
        ),
        Transition(
            "approve", "Approve", (State.IN_APPROVAL,), State.APPROVED,
            needs=(Document.approver,), guards=(rules.named_approver, rules.approver_differs), roles=SIGNERS,
            signs=True, effects=(rules.note_approval,),
        ),
        Transition(
            "release", "Release", (State.APPROVED,), State.EFFECTIVE,
            guards=(rules.day_reached, rules.review_planned), roles=MANAGER,
            effects=(steps.supersede, rules.take_effect),
        ),
        Transition(
            "confirm_review", "Still suitable", (State.EFFECTIVE,), State.EFFECTIVE,
            guards=(rules.no_emergency, rules.by_owner), asks_reason=True, effects=(rules.plan_review,),
        ),
        Transition(
            "new_version", "Begin the next version", (State.EFFECTIVE,), State.DRAFT,
            effects=(steps.keep_file, steps.begin), minor=True,
        ),
        Transition(
            "approve_emergency", "Approve the emergency issue", (State.EFFECTIVE,), State.EFFECTIVE,
            guards=(rules.emergency_only, rules.not_by_author), roles=SIGNERS, signs=True,
            effects=(rules.end_emergency,), minor=True,
        ),
        Transition(
            "revoke_approval", "Revoke the approval", (State.APPROVED, State.EFFECTIVE), State.DRAFT,
            guards=(rules.something_to_revoke,), roles=(*MANAGER, *SIGNERS), asks_reason=True,
            effects=(steps.bring_back, steps.free_file), minor=True,
        ),
        Transition(
            "retire", "Retire", (State.EFFECTIVE,), State.OBSOLETE,
            guards=(rules.not_pointed_at,), roles=MANAGER, asks_reason=True,
            effects=(steps.keep_file, steps.end_effect), minor=True,
        ),
        Transition(
            "revive", "Bring back as a new version", (State.OBSOLETE,), State.DRAFT,
            roles=MANAGER, asks_reason=True, effects=(steps.begin,), minor=True,
        ),
    ),
)  # fmt: skip

REGISTER = Register(
    model=Document,
    prefix="DOC",
    title="Documents",
    one="document",
    purpose="What is in force, in which revision, who approved it, and when it is looked at again.",
    clause="7.5",
    icon="file-text",
    workflow=WORKFLOW,
    columns=(
        Document.number, Document.external_ref, Document.title, Document.document_type, Document.in_effect,
        Document.state, Document.owner, Document.due_on,
    ),
    form=(
        Section(
            "Document",
            (
                Document.title, Document.external_ref, Document.document_type, Document.owner, Document.process,
                Document.in_effect, Document.due_on, Document.review_months, Document.audience, Document.clauses,
                Document.classification, Document.parent, Document.kept_at,
            ),
        ),
        Section("Newest version", VERSION, editable_in=(State.DRAFT,)),
        Section("Its approval", (Document.approver, Document.review_answer), editable_in=WORKING),
        Section(
            "Its release", (Document.effective_from, Document.untrained_reason), editable_in=(*WORKING, State.APPROVED)
        ),
        Section(
            "Record",
            (
                Document.file_name, Document.approved_on, Document.emergency_until, Document.returns, Document.notes,
                Document.closed_on,
            ),
        ),
    ),
    inherited=(
        Inherited(Record.external_ref, label="Document number"),
        Inherited(Record.due_on, label="Review by"),
        Inherited(Record.closed_on, label="Obsolete since"),
    ),
    lines=(
        Lines(DocumentReviewer, "Reviewers", "reviewer", key=(DocumentReviewer.reviewer,), editable_in=WORKING[:2]),
        Lines(DocumentVersion, "Versions", "version", key=(DocumentVersion.revision,), editable_in=()),
    ),
    chips=(State.EFFECTIVE, State.DRAFT, State.IN_APPROVAL, State.OBSOLETE),
    example={
        "title": "Zinc plating: incoming check",
        "external_ref": "WI-07",
        "document_type": "instruction",
        "clauses": "8.4, 8.6",
        "audience": "Goods in; Quality",
        "review_months": 24,
        "classification": "internal",
        "revision": "A",
        "change_summary": "First issue",
        "training_impact": "info",
    },
    derive=steps.derive,
    checks=(rules.approved_first, rules.revision_is_new, rules.not_in_a_circle),
)  # fmt: skip
