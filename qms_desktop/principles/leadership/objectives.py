"""Objectives: what is to be reached by when, how it is measured, and what became of it.

How much of the way is done is worked out when somebody asks (`flows.attainment`), because the values may be those of an
indicator, and because it changes with the day on which somebody looks.
"""

from __future__ import annotations

from qms_desktop.principles.dates import note_day
from qms_desktop.principles.leadership import aiming
from qms_desktop.principles.leadership.aims import FormerTarget, Measurement, Milestone, Objective, State
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Access
from qms_desktop.records.lines import Lines
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.workflow import Transition, Workflow

CLOSED = (State.ACHIEVED, State.NOT_ACHIEVED, State.CANCELLED)
RESPONSIBLE = (Access.TOP_MANAGEMENT, Access.QUALITY_MANAGER, Access.PROCESS_OWNER)

WORKFLOW = Workflow(
    states=State,
    initial=State.DRAFT,
    closed=frozenset(CLOSED),
    aside=frozenset({State.NOT_ACHIEVED, State.CANCELLED}),
    transitions=(
        Transition(
            "activate",
            "Activate",
            (State.DRAFT,),
            State.ACTIVE,
            needs=(Record.owner, Objective.direction, Record.due_on, Record.description, Objective.evaluation),
            asks=(Objective.resources,),
            guards=(aiming.measurable, aiming.target_given, aiming.baseline_given, aiming.signed_by_management),
            roles=RESPONSIBLE,
            signs=True,
            effects=(note_day(Objective.activated_on), aiming.approve),
        ),
        Transition(
            "achieve",
            "Achieved",
            (State.ACTIVE,),
            State.ACHIEVED,
            roles=RESPONSIBLE,
        ),
        Transition(
            "not_achieve",
            "Not achieved",
            (State.ACTIVE,),
            State.NOT_ACHIEVED,
            needs=(Objective.missed_because, Objective.what_next),
            roles=RESPONSIBLE,
            minor=True,
        ),
        Transition(
            "revoke_approval",
            "Revoke approval",
            (State.ACTIVE,),
            State.DRAFT,
            roles=RESPONSIBLE,
            asks_reason=True,
            effects=(aiming.revoke,),
            minor=True,
        ),
        Transition(
            "cancel",
            "Cancel",
            (State.DRAFT, State.ACTIVE),
            State.CANCELLED,
            roles=(Access.TOP_MANAGEMENT,),
            asks_reason=True,
            minor=True,
        ),
        Transition(
            "reopen",
            "Reopen",
            CLOSED,
            State.DRAFT,
            roles=RESPONSIBLE,
            asks_reason=True,
            effects=(aiming.revoke,),
            minor=True,
        ),
    ),
)

REGISTER = Register(
    model=Objective,
    prefix="OBJ",
    title="Objectives",
    one="objective",
    purpose="What you want to reach by when, who does what for it, and how much of the way is done.",
    clause="6.2",
    icon="target",
    workflow=WORKFLOW,
    columns=(
        Objective.number, Objective.title, Objective.commitment, Objective.target, Objective.unit, Objective.indicator,
        Objective.state, Objective.owner, Objective.due_on,
    ),
    form=(
        Section(
            "What is to be reached",
            (
                Objective.title, Objective.commitment, Objective.parent, Objective.process, Objective.owner,
                Objective.due_on,
            ),
        ),
        Section(
            "How it is measured",
            (
                Objective.indicator, Objective.measure, Objective.unit, Objective.frequency, Objective.direction,
                Objective.baseline, Objective.baseline_on, Objective.target, Objective.target_low,
                Objective.target_high,
            ),
        ),
        Section("How it is reached", (Objective.description, Objective.resources, Objective.evaluation)),
        Section("Result", (Objective.missed_because, Objective.what_next), editable_in=(State.ACTIVE,)),
        Section(
            "Record",
            (
                Objective.activated_on, Objective.approved_by, Objective.external_ref, Objective.notes,
                Objective.closed_on,
            ),
        ),
    ),
    inherited=(
        Inherited(Record.title, label="Statement"),
        Inherited(Record.description, label="What will be done"),
    ),
    lines=(
        Lines(Milestone, "Milestones", "milestone", order=(Milestone.due,)),
        Lines(
            Measurement, "Measurements", "measurement", key=(Measurement.period,), order=(Measurement.period,),
            editable_in=(State.ACTIVE,),
        ),
        Lines(FormerTarget, "Former targets", "former target", order=(FormerTarget.until,), editable_in=()),
    ),
    chips=(State.ACTIVE, State.DRAFT, State.NOT_ACHIEVED),
    example={
        "title": "Halve the complaints about mixed parts",
        "commitment": "Right parts, first time",
        "description": "Colour-coded bins at all packing places; a final count by variant.",
        "measure": "Complaints about mixed parts per quarter",
        "unit": "complaints",
        "frequency": "quarterly",
        "direction": "down",
        "baseline": 4,
        "target": 2,
        "resources": "Bins for 1,200 EUR; two hours of training for each packer",
        "evaluation": "Counted from the complaints at the end of each quarter",
    },
    derive=aiming.derive,
    checks=(aiming.measured_right, aiming.same_periods, aiming.targets_right, aiming.not_in_a_circle),
)  # fmt: skip
