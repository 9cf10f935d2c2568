from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from qms_desktop.principles.customer_focus.complaints import Complaint
from qms_desktop.records.base import Record
from tests.principles.world import World

MONDAY = date(2026, 11, 2)
SILENCE = "The customer's verdict is missing; 15 working days of silence count too."


def received(world: World, **values: object) -> Complaint:
    """A complaint with everything that registration asks for."""
    customer = world.add("customer", {})
    basics = {
        "customer": customer.id,
        "channel": "phone",
        "description": "Mixed parts",
        "owner": world.person("Ana").id,
    }
    made = world.add("complaint", basics | {"occurred_on": MONDAY} | values)
    assert isinstance(made, Complaint)
    return made


def assessed(world: World, **values: object) -> Complaint:
    judged = {"severity": "major", "category": "Product", "validity": "justified", "state": "assessed"}
    return received(world, **judged | values)


def test_promises_follow_the_severity(world: World) -> None:
    complaint = received(world)
    assert (complaint.ack_due, complaint.interim_due) == (date(2026, 11, 4), date(2026, 11, 9))
    assert complaint.due_on == date(2026, 11, 30)
    world.amend(complaint, severity="critical")
    assert (complaint.ack_due, complaint.due_on) == (date(2026, 11, 3), date(2026, 11, 16))


def test_a_day_that_somebody_chose_stays(world: World) -> None:
    complaint = received(world, due_on=date(2026, 11, 12))
    world.amend(complaint, severity="critical")
    assert complaint.due_on == date(2026, 11, 12)


def test_a_day_that_was_chosen_stays_though_the_other_severity_would_promise_it(world: World) -> None:
    complaint = received(world)
    world.amend(complaint, due_on=date(2026, 11, 16))
    world.amend(complaint, lot="7")
    assert complaint.due_on == date(2026, 11, 16)


def test_nothing_is_promised_for_closed_complaints_of_the_past(world: World) -> None:
    assert received(world, state="closed").due_on is None


def test_acknowledge(world: World) -> None:
    bare = world.add("complaint", {})
    assert world.musts(bare, "acknowledge") == {"description", "customer", "channel", "owner", "medium"}
    complaint = received(world, medium="mail")
    world.move(complaint, "acknowledge")
    assert complaint.acknowledged_on == world.today


def test_assess_asks_for_places_and_demands_them_with_a_quantity(world: World) -> None:
    complaint = received(world, state="acknowledged", acknowledged_on=MONDAY)
    places = {"containment_own", "containment_transit", "containment_customer"}
    assert world.musts(complaint, "assess") == {"severity", "category", "validity"}
    assert world.shoulds(complaint, "assess") == places
    world.amend(complaint, qty_affected=0, severity="minor", category="Product", validity="partly")
    assert world.musts(complaint, "assess") == places
    world.amend(complaint, **dict.fromkeys(places, "clear"))
    world.move(complaint, "assess")


def test_an_acknowledgement_can_be_skipped_with_a_click(world: World) -> None:
    complaint = received(world, severity="minor", category="Product", validity="partly")
    assert "acknowledged_on" in world.shoulds(complaint, "assess")
    world.move(complaint, "assess")


def test_answered_on_the_spot(world: World) -> None:
    complaint = received(world, severity="minor", category="Service")
    assert world.musts(complaint, "answer") == {"remedy"}
    assert world.shoulds(complaint, "answer") == {"acknowledged_on"}
    world.amend(complaint, remedy="none", severity="critical")
    assert world.musts(complaint, "answer") == {"severity"}
    world.amend(complaint, severity="minor")
    world.move(complaint, "answer")
    assert complaint.replied_on == world.today


def test_reply_needs_cause_remedy_and_cost(world: World) -> None:
    complaint = assessed(world, state="investigating")
    assert world.musts(complaint, "propose_reply") == {"cause_summary", "remedy", "cost"}
    world.amend(complaint, cause_summary="Bins of one colour", remedy="replace", no_cost=True)
    world.move(complaint, "propose_reply")


def test_no_cost_may_also_be_an_amount_of_nothing(world: World) -> None:
    complaint = assessed(world, state="investigating", cause_summary="Bins", remedy="replace", cost=0)
    assert world.musts(complaint, "propose_reply") == set()


def test_waiting_stops_the_clock(world: World) -> None:
    complaint = assessed(world, state="investigating")
    assert world.musts(complaint, "wait") == {"waiting_for"}
    world.amend(complaint, waiting_for="The broken part")
    world.move(complaint, "wait")
    assert complaint.waiting_since == world.today
    before = complaint.due_on
    world.today = date(2026, 11, 27)
    world.move(complaint, "resume")
    assert before == date(2026, 11, 30)
    assert complaint.due_on == date(2026, 12, 7)
    assert (complaint.waited_days, complaint.waiting_for) == (5, None)


@pytest.mark.parametrize(
    ("severity", "roles", "refused"),
    [
        ("major", None, True),
        ("critical", "employee", True),
        ("major", "quality_manager", False),
        ("minor", None, False),
    ],
)
def test_serious_replies_need_the_quality_manager(
    world: World, severity: str, roles: str | None, *, refused: bool
) -> None:
    world.actor = world.person("Jo", roles)
    complaint = assessed(world, severity=severity, state="reply_ready")
    assert world.musts(complaint, "send") == ({"severity"} if refused else set())


def test_send_notes_the_day_and_can_be_taken_back_before(world: World) -> None:
    complaint = assessed(world, state="reply_ready")
    world.move(complaint, "revise")
    complaint.state = "reply_ready"
    world.move(complaint, "send")
    assert complaint.replied_on == world.today


def test_close_needs_a_verdict_or_fifteen_working_days_of_silence(world: World) -> None:
    complaint = assessed(world, state="replied", replied_on=date(2026, 11, 2))
    assert world.musts(complaint, "close") == {"customer_verdict"}
    assert world.unmet(complaint, "close")[0].message == SILENCE
    world.today = date(2026, 11, 23)
    world.move(complaint, "close")
    assert complaint.customer_verdict == "no_answer"


def test_close_is_for_the_quality_manager(world: World) -> None:
    complaint = assessed(world, state="replied", customer_verdict="accepted")
    world.actor = world.person("Jo")
    assert world.musts(complaint, "close") == {"Quality manager must do this; Jo does not hold that role."}
    world.actor = world.person("Kim", "quality_manager;auditor")
    world.move(complaint, "close")
    assert complaint.customer_verdict == "accepted"


def test_reopening_is_counted_and_asks_the_customer_again(world: World) -> None:
    complaint = assessed(world, state="closed", customer_verdict="accepted", replied_on=MONDAY)
    world.move(complaint, "reopen")
    assert (complaint.state, complaint.reopen_count, complaint.customer_verdict) == ("assessed", 1, None)


def test_what_is_no_complaint_is_answered_too(world: World) -> None:
    complaint = received(world)
    assert world.musts(complaint, "withdraw") == {"replied_on"}
    world.amend(complaint, replied_on=MONDAY)
    world.move(complaint, "withdraw")


@pytest.mark.parametrize(("delivered", "affected", "problem"), [(500, 500, False), (500, 501, True), (None, 3, False)])
def test_no_more_is_affected_than_was_delivered(
    world: World, delivered: float | None, affected: float, *, problem: bool
) -> None:
    complaint = received(world, qty_delivered=delivered, qty_affected=affected)
    assert world.problems(complaint) == ({"qty_affected"} if problem else set())


def test_days_stand_in_order(world: World) -> None:
    complaint = received(world, acknowledged_on=date(2026, 11, 5), replied_on=date(2026, 11, 4))
    assert world.problems(complaint) == {"replied_on"}
    world.amend(complaint, acknowledged_on=None, replied_on=date(2026, 10, 30))
    assert world.problems(complaint) == {"replied_on"}


def test_master_data_come_and_go(world: World) -> None:
    customer = world.add("customer", {})
    world.move(customer, "deactivate")
    world.move(customer, "reactivate")
    process = world.add("process", {})
    world.move(process, "retire")
    world.move(process, "restore")


def test_a_key_alone_is_no_record(world: World) -> None:
    assert world.session.get(Record, uuid4()) is None
