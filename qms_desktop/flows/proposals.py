"""Proposals: what a record suggests to raise or to look at again. Each is taken up, or declined with a reason.

Decision: a proposal is not stored. It follows from the record, and ends with a tie or with a field of the record: an
answer (“Not needed”) and the reason beside it. So forms, imports, prints, the history and undo know declined proposals
without a line of their own. Rejected: a table of declined proposals, which only this module would read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from qms_desktop.errors import RuleBroken, Unmet
from qms_desktop.flows.alarms import alarm_in_words
from qms_desktop.principles.continuous_improvement.corrective_actions import CorrectiveAction
from qms_desktop.principles.continuous_improvement.corrective_actions import State as CorrectiveState
from qms_desktop.principles.continuous_improvement.nonconformities import Nonconformity
from qms_desktop.principles.continuous_improvement.nonconformities import State as NonconformityState
from qms_desktop.principles.customer_focus.complaints import Complaint, Severity
from qms_desktop.principles.customer_focus.complaints import State as ComplaintState
from qms_desktop.principles.process_approach.equipment import Equipment, Result
from qms_desktop.principles.process_approach.versions import Document, Impact, newest
from qms_desktop.principles.process_approach.versions import State as DocumentState
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Answered
from qms_desktop.records.workflow import Context


@dataclass(frozen=True, slots=True)
class Proposal:
    """From a record of `kind` to one of `target`.

    `asked` says why, in a sentence, or nothing. `because` is the field that takes the reason of a declined one;
    `answer` an `Answered` field that says what became of it. A `firm` one cannot be declined where it says so.
    """

    kind: str
    target: str
    asked: Callable[[Any, Context], str]
    because: str = ""
    answer: str = ""
    firm: Callable[[Any], bool] = lambda _record: False


@dataclass(frozen=True, slots=True)
class Open:
    """A proposal that waits for an answer, as plain values."""

    target: str
    sentence: str
    declinable: bool


class Work(Protocol):
    """What the workspace's running change offers to a refusal."""

    says: str

    @property
    def context(self) -> Context:
        """What rules may look at."""

    def amend(self, record: Record, values: Mapping[str, object]) -> bool:
        """Change fields of a record."""


def open_on(record: Record, context: Context) -> list[Open]:
    """What a record proposes and nobody has answered yet."""
    return [Open(p.target, sentence, not _is_firm(p, record)) for p, sentence in _waiting(record, context)]


def decline(work: Work, record: Record, target: str, reason: str) -> None:
    """Decline a proposal, with the reason on the record.

    Raises:
        RuleBroken: nothing of the kind is proposed, it must be taken up, or there is no reason.
    """
    waiting = {p.target: p for p, _ in _waiting(record, work.context)}
    proposal = waiting.get(target)
    said = " ".join(reason.split())
    if proposal is None:
        kinds = ", ".join(waiting) or "nothing"
        raise RuleBroken(f"{record.number} does not propose “{target}” now. It proposes: {kinds}.")
    if _is_firm(proposal, record):
        raise RuleBroken(f"This proposal of {record.number} cannot be declined: {proposal.asked(record, work.context)}")
    if not said:
        raise RuleBroken("Declining needs a reason.", [Unmet("A reason is needed.", field="reason")])
    work.amend(record, _declined(proposal, record, said, work.context))
    work.says = f"Decline {target.replace('_', ' ')} for {record.number}"


def _declined(proposal: Proposal, record: Record, reason: str, context: Context) -> dict[str, object]:
    if not proposal.answer:
        return {proposal.because: reason}
    line = f"{context.label(record, proposal.answer)}: {reason}"
    before = getattr(record, proposal.because)
    return {proposal.answer: str(Answered.NOT_NEEDED), proposal.because: f"{before}\n{line}" if before else line}


def _waiting(record: Record, context: Context) -> Iterator[tuple[Proposal, str]]:
    if record.voided:
        return
    for proposal in (p for p in PROPOSALS if p.kind == record.kind):
        told = proposal.answer or proposal.because
        if _is_firm(proposal, record) or getattr(record, told) is None:
            sentence = proposal.asked(record, context)
            if sentence:
                yield proposal, sentence


def _is_firm(proposal: Proposal, record: Record) -> bool:
    return not proposal.because or proposal.firm(record)


def _nonconformity_of_complaint(complaint: Complaint, context: Context) -> str:
    if complaint.state != ComplaintState.ASSESSED or context.linked(complaint, "nonconformity"):
        return ""
    return "It is investigated as a nonconformity."


def _corrective_action_of_nonconformity(nonconformity: Nonconformity, context: Context) -> str:
    if nonconformity.state != NonconformityState.ACTION_DECIDED or context.linked(nonconformity, "corrective_action"):
        return ""
    return "A corrective action removes the cause."


CLOSING = (NonconformityState.ACTION_DECIDED, NonconformityState.CORRECTION_ONLY)
WORKED_ON = (CorrectiveState.IN_PROGRESS, CorrectiveState.IMPLEMENTED, CorrectiveState.EFFECTIVENESS_CHECK)


def _before_closing(target: str, sentence: str) -> Callable[[Nonconformity, Context], str]:
    def asked(nonconformity: Nonconformity, context: Context) -> str:
        tied = nonconformity.state not in CLOSING or context.linked(nonconformity, target)
        return "" if tied else sentence

    return asked


def _while_running(target: str, sentence: str) -> Callable[[CorrectiveAction, Context], str]:
    def asked(corrective_action: CorrectiveAction, context: Context) -> str:
        tied = corrective_action.state not in WORKED_ON or context.linked(corrective_action, target)
        return "" if tied else sentence

    return asked


def _training_of_document(document: Document, context: Context) -> str:
    coming = document.state in (DocumentState.IN_REVIEW, DocumentState.IN_APPROVAL, DocumentState.APPROVED)
    if not coming or document.training_impact != Impact.MAJOR or trainings_of(document, context):
        return ""
    return f"Revision {document.revision} is released when those who work by it are trained."


def trainings_of(document: Document, context: Context) -> list[Any]:
    """The trainings that were planned since the version in work was begun, without the cancelled ones."""
    version = newest(document, context)
    since = version.id.int if version is not None else 0
    return [t for t in context.linked(document, "training") if t.id.int > since and t.state != "cancelled"]


def _nonconformity_of_equipment(equipment: Equipment, context: Context) -> str:
    day = equipment.calibrated_on
    if equipment.last_result != Result.OUT or day is None:
        return ""
    looked_into = [n for n in context.linked(equipment, "nonconformity") if n.created_at.date() >= day]
    return "" if looked_into else f"The calibration of {day} was out of tolerance: what was measured with it since?"


RISK = "Was this risk known, and is it judged right?"

PROPOSALS: tuple[Proposal, ...] = (
    Proposal(
        "complaint", "nonconformity", _nonconformity_of_complaint, because="no_nc_reason",
        firm=lambda complaint: complaint.severity == Severity.CRITICAL,
    ),
    Proposal("nonconformity", "corrective_action", _corrective_action_of_nonconformity),
    Proposal(
        "nonconformity", "risk", _before_closing("risk", RISK), because="not_needed_reason", answer="risk_review",
    ),
    Proposal(
        "nonconformity", "document", _before_closing("document", "Does a document have to say it differently?"),
        because="not_needed_reason", answer="qms_change",
    ),
    Proposal(
        "corrective_action", "document", _while_running("document", "Does a document have to say what is done now?"),
        because="not_needed_reason", answer="document_update",
    ),
    Proposal(
        "corrective_action", "training", _while_running("training", "Does somebody have to learn what is done now?"),
        because="not_needed_reason", answer="training_update",
    ),
    Proposal(
        "corrective_action", "risk", _while_running("risk", RISK), because="not_needed_reason", answer="risk_update",
    ),
    Proposal("document", "training", _training_of_document, because="untrained_reason"),
    Proposal("indicator", "nonconformity", alarm_in_words, because="alarm_because"),
    Proposal("equipment", "nonconformity", _nonconformity_of_equipment, because="no_nc_reason"),
)  # fmt: skip
"""Every proposal, in the order of the chain."""
