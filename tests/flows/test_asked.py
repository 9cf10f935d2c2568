from __future__ import annotations

from typing import Any

from qms_desktop.flows.asked import to_call
from qms_desktop.flows.stories import stories_of, tell
from qms_desktop.principles.customer_focus.survey_rows import Answer, Invitation, Question
from tests.principles.world import World


def test_who_wants_to_be_called_comes_first_then_the_least_content(world: World) -> None:
    survey: Any = world.add("survey", {"template": "own", "state": "closed"})
    customer = world.add("customer", {}).id
    kinds = {"Q1": "nps", "Q2": "text"}
    for code, kind in kinds.items():
        world.session.add(Question(record=survey.id, position=1, code=code, wording=f"{code}?", question_kind=kind))
    for code, score in (("1", "5"), ("2", "3"), ("3", "7")):
        world.session.add(Invitation(record=survey.id, position=int(code), code=code, customer=customer))
        world.session.add(Answer(record=survey.id, position=1, invitation=code, question="Q1", answer=score))
    world.session.add(
        Answer(record=survey.id, position=2, invitation="3", question="Q2", answer="Late", comment="Twice")
    )
    world.session.flush()
    lines: Any = world.lines(survey, "survey_invitation")
    first, second, third = lines
    assert to_call(survey, world) == second
    third.follow_up = True
    assert to_call(survey, world) is third
    found: Any = tell(world, survey, next(s for s in stories_of("survey") if s.makes == "complaint"))
    assert (found.customer, found.channel) == (customer, "survey")
    assert found.description == "Q1? 7\nQ2? Late (Twice)"
    assert world.linked(survey, "complaint") == [found]
    for line in lines[1:]:
        line.followed_up = "Called"
    assert to_call(survey, world) is first
    lines[0].followed_up = "Called"
    assert to_call(survey, world) is None
