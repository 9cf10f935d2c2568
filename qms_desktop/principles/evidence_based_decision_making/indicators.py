"""Indicators: what is measured again and again, its target, and a value for every period.

Decision: `due_on` is the day by which the next value must be there, so "stale" is what "overdue" is everywhere else:
asked of the day on which somebody looks, and right without a nightly job. Rejected: a stored state "stale".
"""

from __future__ import annotations

from qms_desktop.principles.evidence_based_decision_making import measuring
from qms_desktop.principles.evidence_based_decision_making.figures import Standing
from qms_desktop.principles.evidence_based_decision_making.measures import Indicator, State, Value
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Access
from qms_desktop.records.lines import Lines
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.workflow import Transition, Workflow

RESPONSIBLE = (Access.QUALITY_MANAGER, Access.PROCESS_OWNER, Access.TOP_MANAGEMENT)

WORKFLOW = Workflow(
    states=State,
    initial=State.IN_USE,
    closed=frozenset({State.RETIRED}),
    aside=frozenset({State.RETIRED}),
    transitions=(
        Transition(
            "review",
            "Review values",
            (State.IN_USE,),
            State.IN_USE,
            asks=(Indicator.definition,),
            guards=(measuring.something_new, measuring.target_known),
            roles=RESPONSIBLE,
            effects=(measuring.close_periods,),
            minor=True,
        ),
        Transition(
            "open_values",
            "Open reviewed values",
            (State.IN_USE,),
            State.IN_USE,
            needs=(Indicator.reviewed_until,),
            roles=(Access.QUALITY_MANAGER,),
            asks_reason=True,
            effects=(measuring.open_periods,),
            minor=True,
        ),
        Transition("retire", "Retire", (State.IN_USE,), State.RETIRED, asks_reason=True, minor=True),
        Transition("restore", "Use again", (State.RETIRED,), State.IN_USE, asks_reason=True),
    ),
)

REGISTER = Register(
    model=Indicator,
    prefix="IND",
    title="Indicators",
    one="indicator",
    purpose="The figures by which you know whether processes do what they should, each with its target and its values.",
    clause="9.1.1, 9.1.3",
    icon="gauge",
    workflow=WORKFLOW,
    columns=(
        Indicator.number, Indicator.title, Indicator.standing, Indicator.last_value, Indicator.target, Indicator.unit,
        Indicator.last_period, Indicator.state, Indicator.owner, Indicator.due_on,
    ),
    form=(
        Section(
            "What is measured",
            (
                Indicator.title, Indicator.definition, Indicator.formula, Indicator.unit, Indicator.factor,
                Indicator.decimals, Indicator.frequency, Indicator.source, Indicator.process, Indicator.owner,
                Indicator.grace_days,
            ),
        ),
        Section(
            "Target",
            (
                Indicator.direction, Indicator.target, Indicator.target_low, Indicator.target_high,
                Indicator.alarm_low, Indicator.alarm_high, Indicator.alarm_because,
            ),
        ),
        Section(
            "Where it stands",
            (
                Indicator.standing, Indicator.last_value, Indicator.last_period, Indicator.due_on,
                Indicator.reviewed_until,
            ),
            editable_in=(State.RETIRED,),  # which is closed: worked out here, so never by hand
        ),
        Section("Record", (Indicator.notes,)),
    ),
    inherited=(
        Inherited(Record.title, label="Name"),
        Inherited(Record.due_on, label="Next value due"),
    ),
    lines=(Lines(Value, "Values", "value", key=(Value.period,), order=(Value.period,)),),
    chips=(Standing.MISSED, Standing.ALARM, Standing.NO_VALUE),
    example={
        "title": "Deliveries on time",
        "definition": "Order lines delivered by the confirmed day, of all lines due in the month.",
        "formula": "Lines on time / lines due",
        "unit": "%",
        "decimals": 1,
        "direction": "up",
        "target": 95,
        "alarm_low": 90,
        "frequency": "monthly",
        "source": "Dispatch list",
    },
    derive=measuring.derive,
    checks=(
        measuring.values_right, measuring.same_periods, measuring.limits_right, measuring.reviewed_untouched,
    ),
)  # fmt: skip
