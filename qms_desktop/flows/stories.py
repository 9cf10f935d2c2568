"""The stories that lead from one record to the next: what the new one takes over, so that nobody types it twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from qms_desktop.flows import measured
from qms_desktop.flows.alarms import standing_in_words
from qms_desktop.flows.asked import complaint_of_survey, feedback_of_customer, feedback_of_survey
from qms_desktop.flows.carried import (
    document_of_cause,
    nonconformity_of_equipment,
    nonconformity_of_output,
    output_of_nonconformity,
    risk_of_corrective_action,
    training_of_document,
)
from qms_desktop.flows.measured import Values
from qms_desktop.flows.measured import common as _common
from qms_desktop.principles.continuous_improvement.actions import ActionKind, Addresses
from qms_desktop.principles.continuous_improvement.corrective_actions import CorrectiveAction
from qms_desktop.principles.continuous_improvement.grades import Severity as Grade
from qms_desktop.principles.continuous_improvement.nonconformities import Nonconformity, Source
from qms_desktop.principles.customer_focus.complaints import Channel, Complaint, Severity
from qms_desktop.principles.customer_focus.feedback import Feedback, FeedbackKind
from qms_desktop.principles.engagement_of_people.competences import Competence
from qms_desktop.principles.engagement_of_people.learning import Source as Need
from qms_desktop.principles.engagement_of_people.levels import Level
from qms_desktop.principles.engagement_of_people.suggestions import Suggestion
from qms_desktop.principles.evidence_based_decision_making.measures import Indicator
from qms_desktop.principles.relationship_management.certificates import Certificate
from qms_desktop.principles.relationship_management.interested_parties import InterestedParty, Requirement
from qms_desktop.principles.relationship_management.suppliers import Supplier
from qms_desktop.principles.risk_based_thinking.risks import Risk
from qms_desktop.records.base import Record
from qms_desktop.records.links import Relation
from qms_desktop.records.workflow import Context


@dataclass(frozen=True, slots=True)
class Story:
    """One way from a record of `kind` to a new one of the kind `makes`.

    The tie is read from the old record to the new one, or the other way round where `turned`. Without a relation the
    new record has the old one in a field, which is tie enough.
    """

    name: str
    label: str
    kind: str
    makes: str
    values: Callable[[Any, Context], Values]
    relation: Relation | None = None
    turned: bool = False


class Work(Protocol):
    """What the workspace's running change offers to a story."""

    @property
    def context(self) -> Context:
        """What rules may look at."""

    def add(self, kind: str, values: Mapping[str, object]) -> Record:
        """Make a record."""

    def link(self, source: Record, relation: Relation, target: Record) -> object:
        """Tie two records."""


def tell(work: Work, record: Record, story: Story) -> Record:
    """Make the new record and tie it to the old one."""
    known = {name: value for name, value in story.values(record, work.context).items() if value is not None}
    new = work.add(story.makes, known)
    if story.relation:
        source, target = (new, record) if story.turned else (record, new)
        work.link(source, story.relation, target)
    return new


def stories_of(kind: str) -> tuple[Story, ...]:
    """The stories that begin at a record of this kind."""
    return tuple(story for story in STORIES if story.kind == kind)


def _nonconformity_of_complaint(complaint: Complaint, _context: Context) -> Values:
    grade = {Severity.CRITICAL: Grade.MAJOR, Severity.MAJOR: Grade.MAJOR, Severity.MINOR: Grade.MINOR}
    return _common(complaint) | {
        "description": complaint.description,
        "detected_where": "At the customer",
        "occurred_on": complaint.occurred_on,
        "source": str(Source.COMPLAINT),
        "severity": str(grade[Severity(complaint.severity)]) if complaint.severity else None,
        "product": complaint.product,
        "lot": complaint.lot,
        "quantity": complaint.qty_affected,
        "containment_own": complaint.containment_own,
        "containment_transit": complaint.containment_transit,
        "containment_customer": complaint.containment_customer,
        "occurrence_cause": complaint.cause_summary,
    }


def _nonconformity_of_supplier(supplier: Supplier, context: Context) -> Values:
    return _common(supplier) | {
        "title": f"Delivery of {supplier.title}"[:250],
        "detected_where": "Goods in",
        "occurred_on": context.today,
        "source": str(Source.SUPPLIER),
    }


def _action_of_indicator(indicator: Indicator, context: Context) -> Values:
    return _action(ActionKind.CORRECTION)(indicator, context) | {
        "title": standing_in_words(indicator)[:250],
        "due_on": None,  # what is due there is the next value
    }


def _corrective_action_of_nonconformity(nonconformity: Nonconformity, context: Context) -> Values:
    return _common(nonconformity) | {
        "description": nonconformity.statement or nonconformity.description,
        "occurred_on": context.today,
        "occurrence_cause": nonconformity.occurrence_cause,
        "escape_cause": nonconformity.escape_cause,
        "systemic_cause": nonconformity.systemic_cause,
        "cause_verified": nonconformity.cause_verified,
    }


def _corrective_action_of_complaint(complaint: Complaint, context: Context) -> Values:
    return _common(complaint) | {
        "description": complaint.description,
        "occurred_on": context.today,
        "occurrence_cause": complaint.cause_summary,
    }


def _risk_of_nonconformity(nonconformity: Nonconformity, context: Context) -> Values:
    return _common(nonconformity) | {
        "cause": nonconformity.occurrence_cause,
        "event": nonconformity.statement or nonconformity.description,
        "occurred_on": context.today,
    }


def _risk_of_complaint(complaint: Complaint, context: Context) -> Values:
    return _common(complaint) | {
        "cause": complaint.cause_summary,
        "event": complaint.description,
        "occurred_on": context.today,
    }


REACHED_BY = {FeedbackKind.VISIT: Channel.VISIT, FeedbackKind.SOCIAL: Channel.PORTAL}
"""How feedback reached us, where its kind says it; the rest is written."""


def _complaint_of_feedback(feedback: Feedback, _context: Context) -> Values:
    told = FeedbackKind(feedback.feedback_kind) if feedback.feedback_kind else None
    return _common(feedback) | {
        "description": feedback.description or feedback.title,
        "channel": str(REACHED_BY.get(told, Channel.MAIL) if told else Channel.MAIL),
        "customer": feedback.customer,
        "contact": feedback.contact,
        "product": feedback.product,
        "occurred_on": feedback.occurred_on,
    }


def _risk_of_feedback(feedback: Feedback, context: Context) -> Values:
    return _common(feedback) | {"event": feedback.description, "occurred_on": context.today}


def _action(kind: ActionKind) -> Callable[[Record, Context], Values]:
    def values(record: Record, context: Context) -> Values:
        to_come = record.due_on is not None and record.due_on >= context.today
        return _common(record) | {
            "source": record.id,
            "action_kind": str(kind),
            "occurred_on": context.today,
            "due_on": record.due_on if to_come else None,
        }

    return values


def _action_of_corrective_action(corrective_action: CorrectiveAction, context: Context) -> Values:
    return _action(ActionKind.CORRECTIVE)(corrective_action, context) | {"addresses": str(Addresses.OCCURRENCE)}


def _action_of_risk(risk: Risk, context: Context) -> Values:
    return _action(ActionKind.PREVENTIVE)(risk, context) | {
        "description": risk.treatment_plan,
        "due_on": risk.treatment_due,
    }


def _action_of_suggestion(suggestion: Suggestion, context: Context) -> Values:
    return _action(ActionKind.IMPROVEMENT)(suggestion, context) | {"description": suggestion.idea, "due_on": None}


def _action_of_certificate(certificate: Certificate, context: Context) -> Values:
    day = certificate.due_on
    return _action(ActionKind.PREVENTIVE)(certificate, context) | {
        "title": f"Get the new certificate: {certificate.title}"[:250],
        "description": f"{certificate.title} is valid until {day}." if day else None,
    }


def _risk_of_certificate(certificate: Certificate, context: Context) -> Values:
    return {
        "title": f"{certificate.title} is not renewed"[:250],
        "owner": certificate.owner,
        "cause": f"It is valid until {certificate.due_on}." if certificate.due_on else None,
        "occurred_on": context.today,
    }


def _risk_of_party(party: InterestedParty, context: Context) -> Values:
    lines = context.lines(party, Requirement.__tablename__)
    return _common(party) | {
        "cause": "\n".join(line.what for line in lines) or None,
        "occurred_on": context.today,
    }


def _training_of_competence(competence: Competence, _context: Context) -> Values:
    return {
        "title": competence.title,
        "owner": competence.owner,
        "competence": competence.id,
        "source": str(Need.GAP),
        "target_level": str(Level.ALONE),
    }


def _training(source: Record, _context: Context) -> Values:
    return _common(source) | {"description": source.description, "source": str(Need.CORRECTIVE)}


def _opportunity_of_feedback(feedback: Feedback, context: Context) -> Values:
    return _common(feedback) | {"description": feedback.description, "occurred_on": context.today}


def _opportunity_of_suggestion(suggestion: Suggestion, context: Context) -> Values:
    return _common(suggestion) | {
        "description": suggestion.idea,
        "benefit": suggestion.expected_benefit,
        "occurred_on": context.today,
    }


def _opportunity_of_party(party: InterestedParty, context: Context) -> Values:
    lines = context.lines(party, Requirement.__tablename__)
    return _common(party) | {
        "description": "\n".join(line.what for line in lines) or None,
        "occurred_on": context.today,
    }


NONCONFORMITY = ("raise_nonconformity", "Raise nonconformity")
CORRECTIVE_ACTION = ("raise_corrective_action", "Raise corrective action")
ACTION = ("raise_action", "Add action")
RISK = ("raise_risk", "Raise risk")
TRAINING = ("raise_training", "Plan training")
NEXT_POLICY = ("next_policy", "Write the next policy")
OBJECTIVE = ("raise_objective", "Set objective")
DOCUMENT = ("raise_document", "Write a document")
OPPORTUNITY = ("raise_opportunity", "Raise opportunity")
COMPLAINT = ("raise_complaint", "Raise complaint")
OUTPUT = ("hold_output", "Hold the output")
FEEDBACK = ("add_feedback", "Add feedback")

STORIES: tuple[Story, ...] = (
    Story(*NONCONFORMITY, "complaint", "nonconformity", _nonconformity_of_complaint, Relation.LED_TO),
    Story(*CORRECTIVE_ACTION, "complaint", "corrective_action", _corrective_action_of_complaint, Relation.LED_TO),
    Story(*RISK, "complaint", "risk", _risk_of_complaint, Relation.LED_TO),
    Story(*ACTION, "complaint", "action", _action(ActionKind.CORRECTION)),
    Story(*FEEDBACK, "customer", "feedback", feedback_of_customer),
    Story(*COMPLAINT, "feedback", "complaint", _complaint_of_feedback, Relation.LED_TO),
    Story(*COMPLAINT, "survey", "complaint", complaint_of_survey, Relation.LED_TO),
    Story(*FEEDBACK, "survey", "feedback", feedback_of_survey, Relation.LED_TO),
    Story(*ACTION, "survey", "action", _action(ActionKind.IMPROVEMENT)),
    Story(*RISK, "feedback", "risk", _risk_of_feedback, Relation.LED_TO),
    Story(*ACTION, "feedback", "action", _action(ActionKind.IMPROVEMENT)),
    Story(
        *CORRECTIVE_ACTION, "nonconformity", "corrective_action", _corrective_action_of_nonconformity, Relation.LED_TO
    ),
    Story(*OUTPUT, "nonconformity", "nonconforming_output", output_of_nonconformity, Relation.LED_TO),
    Story(
        *NONCONFORMITY, "nonconforming_output", "nonconformity", nonconformity_of_output, Relation.LED_TO, turned=True
    ),
    Story(*ACTION, "nonconforming_output", "action", _action(ActionKind.CORRECTION)),
    Story(*RISK, "nonconformity", "risk", _risk_of_nonconformity, Relation.LED_TO),
    Story(*ACTION, "nonconformity", "action", _action(ActionKind.CORRECTION)),
    Story(*TRAINING, "nonconformity", "training", _training, Relation.LED_TO),
    Story(*TRAINING, "corrective_action", "training", _training, Relation.LED_TO),
    Story(*TRAINING, "competence", "training", _training_of_competence),
    Story(*TRAINING, "document", "training", training_of_document, Relation.TRAINS, turned=True),
    Story(*DOCUMENT, "nonconformity", "document", document_of_cause, Relation.CHANGES),
    Story(*DOCUMENT, "corrective_action", "document", document_of_cause, Relation.CHANGES),
    Story(*RISK, "corrective_action", "risk", risk_of_corrective_action, Relation.TREATS),
    Story(*NONCONFORMITY, "equipment", "nonconformity", nonconformity_of_equipment, Relation.LED_TO),
    Story(*ACTION, "equipment", "action", _action(ActionKind.CORRECTION)),
    Story(*ACTION, "document", "action", _action(ActionKind.IMPROVEMENT)),
    Story(*ACTION, "corrective_action", "action", _action_of_corrective_action),
    Story(*ACTION, "suggestion", "action", _action_of_suggestion),
    Story(*OPPORTUNITY, "feedback", "opportunity", _opportunity_of_feedback, Relation.LED_TO),
    Story(*OPPORTUNITY, "suggestion", "opportunity", _opportunity_of_suggestion, Relation.LED_TO),
    Story(*OPPORTUNITY, "interested_party", "opportunity", _opportunity_of_party, Relation.LED_TO),
    Story(*ACTION, "opportunity", "action", _action(ActionKind.OPPORTUNITY)),
    Story(*ACTION, "risk", "action", _action_of_risk),
    Story(*NONCONFORMITY, "indicator", "nonconformity", measured.nonconformity_of_indicator, Relation.LED_TO),
    Story(
        *CORRECTIVE_ACTION, "indicator", "corrective_action", measured.corrective_action_of_indicator, Relation.LED_TO
    ),
    Story(*ACTION, "indicator", "action", _action_of_indicator),
    Story(*ACTION, "objective", "action", _action(ActionKind.OBJECTIVE)),
    Story(*RISK, "objective", "risk", measured.risk_of_objective, Relation.LED_TO),
    Story(*RISK, "context_issue", "risk", measured.risk_of_issue, Relation.LED_TO),
    Story(*OPPORTUNITY, "context_issue", "opportunity", measured.opportunity_of_issue, Relation.LED_TO),
    Story(*OBJECTIVE, "context_issue", "objective", measured.objective_of_issue, Relation.LED_TO),
    Story(*OBJECTIVE, "policy", "objective", measured.objective_of_policy, Relation.LED_TO),
    Story(
        "next_policy",
        "Write the next policy",
        "policy",
        "policy",
        measured.next_policy,
        Relation.SUPERSEDES,
        turned=True,
    ),
    Story(*NONCONFORMITY, "supplier", "nonconformity", _nonconformity_of_supplier, Relation.CONCERNS, turned=True),
    Story(*ACTION, "certificate", "action", _action_of_certificate),
    Story(*RISK, "certificate", "risk", _risk_of_certificate, Relation.LED_TO),
    Story(*RISK, "interested_party", "risk", _risk_of_party, Relation.LED_TO),
    Story(*ACTION, "interested_party", "action", _action(ActionKind.IMPROVEMENT)),
    Story(*ACTION, "supplier", "action", _action(ActionKind.IMPROVEMENT)),
)
"""Every story, in the order in which the window offers them."""
