"""Taking in a form that came back, of whichever kind it is."""

from __future__ import annotations

from qms_desktop.exchange.forms import answers, survey, survey_answers
from qms_desktop.exchange.forms.answers import AnswerCheck
from qms_desktop.exchange.forms.form import Returned
from qms_desktop.workspace.look import Look
from qms_desktop.workspace.work import Work


def check(look: Look, returned: Returned) -> AnswerCheck:
    """Judge every row by the rules that applying follows; nothing is written.

    Raises:
        RuleBroken: the workbook is of no kind that is known, or of another organisation.
    """
    return survey_answers.check(look, returned) if _asks(returned) else answers.check(look, returned)


def apply(work: Work, found: AnswerCheck) -> int:
    """Write the answers that need no attention; returns how many rows were taken.

    Raises:
        RuleBroken: a rule refuses one after all; then nothing is written.
    """
    return survey_answers.apply(work, found) if _asks(found.returned) else answers.apply(work, found)


def _asks(returned: Returned) -> bool:
    return returned.properties.get("qms.kind") == survey.KIND
