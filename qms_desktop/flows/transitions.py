"""Conditions that one register's move has because of another register."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from sqlalchemy import or_, select

from qms_desktop.errors import Unmet
from qms_desktop.flows.alarms import alarm_answered
from qms_desktop.flows.attainment import attainment_of
from qms_desktop.flows.effectiveness import counts_something, criterion_met, measure, note_baseline
from qms_desktop.flows.handover import LEAVE, nothing_orphaned
from qms_desktop.flows.proposals import PROPOSALS, open_on, trainings_of
from qms_desktop.principles.continuous_improvement.actions import Action
from qms_desktop.principles.continuous_improvement.actions import State as ActionState
from qms_desktop.principles.continuous_improvement.corrective_actions import CorrectiveAction
from qms_desktop.principles.continuous_improvement.corrective_actions import State as CorrectiveState
from qms_desktop.principles.continuous_improvement.nonconformities import Nonconformity
from qms_desktop.principles.continuous_improvement.nonconformities import State as NonconformityState
from qms_desktop.principles.customer_focus.complaints import Complaint, Severity
from qms_desktop.principles.engagement_of_people.courses import Participant, Training
from qms_desktop.principles.engagement_of_people.courses import State as TrainingState
from qms_desktop.principles.engagement_of_people.learning import Passed
from qms_desktop.principles.leadership.aims import Objective
from qms_desktop.principles.leadership.issues import ContextIssue, IssueKind
from qms_desktop.principles.process_approach.equipment import Equipment
from qms_desktop.principles.process_approach.nonconforming_outputs import State as OutputState
from qms_desktop.principles.process_approach.versions import Document, Impact
from qms_desktop.principles.process_approach.versions import State as DocumentState
from qms_desktop.principles.risk_based_thinking.matrix import above_appetite
from qms_desktop.principles.risk_based_thinking.opportunities import Opportunity
from qms_desktop.principles.risk_based_thinking.risks import Risk
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Answered, YesNo
from qms_desktop.records.links import Link, Relation
from qms_desktop.records.workflow import Context, Guard
from qms_desktop.workspace.look import Following

MATTERS = 4
"""From this relevance on, something should follow from an issue."""


def nonconformities_of(complaint: Complaint, context: Context) -> Sequence[Nonconformity]:
    """The nonconformities that a complaint is tied to."""
    return cast("Sequence[Nonconformity]", context.linked(complaint, Nonconformity.KIND))


def nonconformity_or_reason(complaint: Complaint, context: Context) -> Iterator[Unmet]:
    """A complaint is investigated as a nonconformity, or somebody says why not. Safety and law leave no choice."""
    if nonconformities_of(complaint, context):
        return
    if complaint.severity == Severity.CRITICAL:
        yield Unmet("A safety or legal complaint needs a nonconformity. Raise it from here.")
    elif not complaint.no_nc_reason:
        yield Unmet("Raise a nonconformity, or say why there is none.", field="no_nc_reason")


def corrections_verified(complaint: Complaint, context: Context) -> Iterator[Unmet]:
    """What went wrong is put right before the complaint closes."""
    for found in nonconformities_of(complaint, context):
        if found.state != NonconformityState.CLOSED and found.correction_verified_on is None:
            yield Unmet(f"The correction of {found.number} is not verified yet.", record=found.id)


def corrective_action_exists(complaint: Complaint, context: Context) -> Iterator[Unmet]:
    """Where a cause was looked for, a corrective action exists. It may still be running."""
    mine = _corrective_actions(complaint, context)
    for found in nonconformities_of(complaint, context):
        analysed = found.state in (NonconformityState.CAUSE_ANALYSIS, NonconformityState.ACTION_DECIDED)
        if analysed and not mine and not _corrective_actions(found, context):
            yield Unmet(f"{found.number} has no corrective action yet.", record=found.id)


def _corrective_actions(record: Record, context: Context) -> list[Record]:
    linked = context.linked(record, CorrectiveAction.KIND)
    return [found for found in linked if found.state != CorrectiveState.CANCELLED]


def actions_of(record: Record, context: Context) -> list[Action]:
    """The actions that came from a record; cancelled ones left out."""
    query = select(Action).where(
        Action.source == record.id, Action.voided.is_(False), Action.state != ActionState.CANCELLED
    )
    return list(context.session.scalars(query.order_by(Action.id)))


def actions_done(record: Record, context: Context) -> Iterator[Unmet]:
    """Nothing is implemented while an action of it is still open."""
    for action in actions_of(record, context):
        if action.state not in (ActionState.DONE, ActionState.VERIFIED):
            yield Unmet(f"{action.number} “{action.title}” is not done.", record=action.id)


PURSUED_BY = (Action.KIND, "objective", "improvement_project")
"""The kinds of records by which an opportunity is pursued."""


def pursued_by_something(opportunity: Opportunity, context: Context) -> Iterator[Unmet]:
    """An opportunity is pursued by an action, an objective or a project, else it stays an idea."""
    if actions_of(opportunity, context):
        return
    ends = ((Link.source, Link.target), (Link.target, Link.source))
    tied = or_(*(Record.id.in_(select(there).where(here == opportunity.id)) for here, there in ends))
    query = select(Record.id).where(tied, Record.kind.in_(PURSUED_BY), Record.voided.is_(False)).limit(1)
    if context.session.scalars(query).first() is None:
        yield Unmet("Nothing pursues it yet: add an action, or link an objective.", field="links")


def treatments_of(risk: Risk, context: Context) -> list[Action]:
    """The actions that treat a risk, by their source or by a tie; cancelled ones left out."""
    query = select(Action).where(Action.source == risk.id, Action.voided.is_(False))
    tied = cast("Sequence[Action]", context.linked(risk, Action.KIND, Relation.TREATS))
    found = {action.id: action for action in (*context.session.scalars(query), *tied)}
    return [action for action in found.values() if action.state != ActionState.CANCELLED]


def treated_or_accepted(risk: Risk, context: Context) -> Iterator[Unmet]:
    """Above the appetite, a risk is monitored only when somebody works on it or has accepted it until a day to come."""
    if not above_appetite(risk.level):
        return
    if risk.accepted_by is not None and risk.accepted_until is not None and risk.accepted_until > context.today:
        return
    actions = treatments_of(risk, context)
    if not actions:
        yield Unmet("It is above the appetite: raise an action with an owner and a due date, or have it accepted.")
    elif risk.treatment is None:
        yield Unmet("Name the treatment that the actions carry out.", field="treatment")
    for action in actions:
        if action.owner is None or action.due_on is None:
            yield Unmet(f"{action.number} “{action.title}” needs an owner and a due date.", record=action.id)


def treatment_proven(risk: Risk, context: Context) -> Iterator[Unmet]:
    """What remains counts as what is only when every action is verified; those that need no verification, done."""
    actions = treatments_of(risk, context)
    if not actions:
        yield Unmet("No action has treated it yet, so nothing has changed.")
    for action in actions:
        proven = ActionState.VERIFIED if action.requires_verification else ActionState.DONE
        if action.state not in (proven, ActionState.VERIFIED):
            yield Unmet(f"{action.number} “{action.title}” is not {proven.label.lower()}.", record=action.id)


def target_reached(objective: Objective, context: Context) -> Iterator[Unmet]:
    """What was measured shows it, or somebody says with a click that nothing was measured."""
    found = attainment_of(objective, context)
    if found.reached is None:
        yield Unmet("Nothing was measured that shows it.", field="indicator", must=False)
    elif not found.reached:
        yield Unmet(
            f"The last measurement ({found.measured[-1][1]:g}) does not reach the target. Take “Not achieved” instead.",
            field="target",
        )


def something_follows(issue: ContextIssue, context: Context) -> Iterator[Unmet]:
    """What matters much, or a climate that is relevant, leads to a risk, an opportunity or an objective."""
    much = issue.relevance is not None and issue.relevance >= MATTERS
    if not much and not (issue.issue_kind == IssueKind.CLIMATE and issue.relevant == YesNo.YES):
        return
    if not any(context.linked(issue, kind) for kind in ("risk", "opportunity", "objective")):
        yield Unmet(
            "Nothing follows from it yet: raise a risk, an opportunity or an objective from here.",
            field="links",
            must=False,
        )


def audience_trained(document: Document, context: Context) -> Iterator[Unmet]:
    """After a change that has to be learned, a version takes effect when all have learned it, or with a reason."""
    if document.training_impact != Impact.MAJOR or document.untrained_reason:
        return
    planned = trainings_of(document, context)
    if not planned:
        sentence = "Plan the training of those who work by it, or say why it is released before."
        yield Unmet(sentence, field="untrained_reason")
    for training in planned:
        people = context.lines(training, Participant.__tablename__)
        trained = [p for p in people if p.present == YesNo.YES and p.result != Passed.FAILED]
        if not people or len(trained) < len(people):
            count = f"{len(trained)} of {len(people)}"
            yield Unmet(f"{training.number} “{training.title}”: {count} are trained.", record=training.id)


def documents_effective(corrective_action: CorrectiveAction, context: Context) -> Iterator[Unmet]:
    """What was to be written otherwise is in effect."""
    for document in context.linked(corrective_action, Document.KIND, Relation.CHANGES):
        if document.state not in (DocumentState.EFFECTIVE, DocumentState.OBSOLETE):
            yield Unmet(f"{document.number} “{document.title}” is not in effect yet.", record=document.id)


def trainings_evaluated(corrective_action: CorrectiveAction, context: Context) -> Iterator[Unmet]:
    """What had to be learned was taught, and somebody looked at whether it is done so at work."""
    for training in context.linked(corrective_action, Training.KIND, Relation.LED_TO):
        name = f"{training.number} “{training.title}”"
        if training.state in (TrainingState.IDENTIFIED, TrainingState.PLANNED):
            yield Unmet(f"{name} is not held yet.", record=training.id)
        elif training.state == TrainingState.DELIVERED:
            yield Unmet(f"{name} is not evaluated yet.", record=training.id, must=False)


def looked_into(equipment: Equipment, context: Context) -> Iterator[Unmet]:
    """After a result out of tolerance, what was measured with it is looked into, or somebody says why not."""
    for proposal in open_on(equipment, context):
        sentence = f"{proposal.sentence} Raise a nonconformity, or say why there is none."
        yield Unmet(sentence, field="no_nc_reason")


def declined_with_reason(record: Nonconformity | CorrectiveAction, context: Context) -> Iterator[Unmet]:
    """What was answered with “Not needed” says why."""
    answers = [p.answer for p in PROPOSALS if p.kind == record.kind and p.answer]
    declined = [name for name in answers if getattr(record, name) == Answered.NOT_NEEDED]
    if declined and not record.not_needed_reason:
        labels = ", ".join(context.label(record, name) for name in declined)
        yield Unmet(f"Say why it is not needed: {labels}.", field="not_needed_reason", must=False)


def outputs_decided(nonconformity: Nonconformity, context: Context) -> Iterator[Unmet]:
    """Nothing stays in the hold area when the case is closed."""
    for output in context.linked(nonconformity, "nonconforming_output"):
        if output.state == OutputState.HELD:
            yield Unmet(f"{output.number} “{output.title}” is still held. Decide what becomes of it.", record=output.id)


RULES: Mapping[tuple[str, str], tuple[Guard, ...]] = {
    ("person", LEAVE): (nothing_orphaned,),
    ("complaint", "investigate"): (nonconformity_or_reason,),
    ("complaint", "close"): (corrections_verified, corrective_action_exists),
    ("suggestion", "implement"): (actions_done,),
    ("indicator", "review"): (alarm_answered,),
    ("opportunity", "pursue"): (pursued_by_something,),
    ("opportunity", "realise"): (actions_done,),
    ("objective", "achieve"): (target_reached,),
    ("context_issue", "confirm"): (something_follows,),
    ("risk", "monitor"): (treated_or_accepted,),
    ("risk", "promote"): (treatment_proven,),
    ("nonconformity", "close"): (declined_with_reason, outputs_decided),
    ("corrective_action", "plan"): (counts_something, Following(note_baseline)),
    ("corrective_action", "implement"): (documents_effective, trainings_evaluated),
    ("corrective_action", "check"): (Following(measure),),
    ("corrective_action", "measure"): (Following(measure),),
    ("corrective_action", "effective"): (declined_with_reason, criterion_met, Following(measure)),
    ("document", "release"): (audience_trained,),
    ("equipment", "put_back"): (looked_into,),
}
"""By kind and name of the transition. The workspace is given them when it opens a file."""
