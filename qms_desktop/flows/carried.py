"""What a new record takes over from the one that it follows: documents, trainings, and what equipment brings up."""

from __future__ import annotations

from qms_desktop.flows.measured import Values, common
from qms_desktop.principles.continuous_improvement.corrective_actions import CorrectiveAction
from qms_desktop.principles.continuous_improvement.nonconformities import Nonconformity, Source
from qms_desktop.principles.engagement_of_people.learning import Source as Need
from qms_desktop.principles.process_approach.equipment import Equipment
from qms_desktop.principles.process_approach.nonconforming_outputs import NonconformingOutput
from qms_desktop.principles.process_approach.versions import Document
from qms_desktop.records.base import Record
from qms_desktop.records.workflow import Context


def training_of_document(document: Document, _context: Context) -> Values:
    """Everybody who works by it learns what changed."""
    revision = f", revision {document.revision}" if document.revision else ""
    return common(document) | {
        "title": f"{document.external_ref or document.number} {document.title}{revision}"[:250],
        "description": document.change_summary,
        "source": str(Need.DOCUMENT),
    }


def document_of_cause(source: Record, _context: Context) -> Values:
    """A new document, which says what was found."""
    return common(source) | {"change_summary": f"First issue, because of {source.number}"}


def nonconformity_of_equipment(equipment: Equipment, context: Context) -> Values:
    """What was measured with it is looked into."""
    day = equipment.calibrated_on or context.today
    return common(equipment) | {
        "title": f"Out of tolerance: {equipment.external_ref or equipment.number} {equipment.title}"[:250],
        "description": f"The calibration of {day} found it out of tolerance. What was measured with it since?",
        "detected_where": equipment.location or "Calibration",
        "occurred_on": day,
        "source": str(Source.PROCESS),
    }


def risk_of_corrective_action(corrective_action: CorrectiveAction, context: Context) -> Values:
    """What may happen again, or elsewhere."""
    return common(corrective_action) | {
        "cause": corrective_action.occurrence_cause,
        "event": corrective_action.description,
        "occurred_on": context.today,
    }


def output_of_nonconformity(nonconformity: Nonconformity, context: Context) -> Values:
    """What is held, as the nonconformity says it."""
    return common(nonconformity) | {
        "description": nonconformity.description,
        "detected_where": nonconformity.detected_where or "Not said",
        "occurred_on": nonconformity.occurred_on or context.today,
        "product": nonconformity.product,
        "lot": nonconformity.lot,
        "quantity": nonconformity.quantity,
    }


def nonconformity_of_output(output: NonconformingOutput, context: Context) -> Values:
    """Where it is not a single slip, its cause is looked for."""
    return common(output) | {
        "description": output.description,
        "detected_where": output.detected_where or "Not said",
        "occurred_on": output.occurred_on or context.today,
        "source": str(Source.PROCESS),
        "product": output.product,
        "lot": output.lot,
        "quantity": output.quantity,
        "correction": output.outcome or output.instruction,
    }
