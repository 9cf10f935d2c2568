"""What the stories of indicators, objectives, context and policy give to the record that they make."""

from __future__ import annotations

from qms_desktop.flows.alarms import standing_in_words
from qms_desktop.principles.continuous_improvement.nonconformities import Source
from qms_desktop.principles.evidence_based_decision_making.measures import Indicator
from qms_desktop.principles.leadership.aims import State
from qms_desktop.principles.leadership.commitments import Policy, unserved
from qms_desktop.principles.leadership.issues import ContextIssue
from qms_desktop.records.base import Record
from qms_desktop.records.workflow import Context

Values = dict[str, object]


def common(record: Record) -> Values:
    """What every story carries over."""
    return {"title": record.title, "owner": record.owner, "process": record.process}


def nonconformity_of_indicator(indicator: Indicator, context: Context) -> Values:
    """The figure that was missed is the evidence."""
    words = standing_in_words(indicator)
    return common(indicator) | {
        "title": words[:250],
        "description": indicator.definition,
        "detected_where": f"Indicator {indicator.number}",
        "occurred_on": context.today,
        "source": str(Source.PROCESS),
        "evidence": words,
    }


def corrective_action_of_indicator(indicator: Indicator, context: Context) -> Values:
    """The figure that was missed is the problem."""
    words = standing_in_words(indicator)
    return common(indicator) | {"title": words[:250], "description": words, "occurred_on": context.today}


def risk_of_objective(objective: Record, context: Context) -> Values:
    """That it is not reached is the consequence."""
    return common(objective) | {"consequence": f"Not reached: {objective.title}", "occurred_on": context.today}


def risk_of_issue(issue: ContextIssue, context: Context) -> Values:
    """The issue is the cause, its effect the consequence."""
    return common(issue) | {
        "cause": issue.description or issue.reasoning or issue.title,
        "consequence": issue.effect,
        "occurred_on": context.today,
    }


def opportunity_of_issue(issue: ContextIssue, context: Context) -> Values:
    """What could be made of the issue."""
    return common(issue) | {"description": issue.effect or issue.description, "occurred_on": context.today}


def objective_of_issue(issue: ContextIssue, _context: Context) -> Values:
    """What is to be reached because of it is written by hand."""
    return common(issue) | {"notes": issue.effect}


def objective_of_policy(policy: Policy, context: Context) -> Values:
    """It serves the first commitment that no objective serves yet, planned ones included."""
    first = next((line.what for line in unserved(policy, context, (State.DRAFT, State.ACTIVE))), None)
    return common(policy) | {"title": (first or policy.title)[:250], "commitment": first[:300] if first else None}


def next_policy(policy: Policy, _context: Context) -> Values:
    """The next wording begins with the present one."""
    return {
        "title": policy.title,
        "owner": policy.owner,
        "description": policy.description,
        "communicated": policy.communicated,
        "document": policy.document,
    }
