from __future__ import annotations

from datetime import date

import pytest

from qms_desktop.errors import RuleBroken
from qms_desktop.workspace.workspace import Workspace
from tests.principles.world import World


def test_a_month_is_counted_once(workspace: Workspace) -> None:
    with workspace.change("Add") as work:
        number = work.add("customer", {"title": "Brandt Apparatebau"}).number
        months = [date(2026, 9, 30), date(2026, 8, 1)]
        work.add_lines(number, "customer_volume", [{"period": m, "deliveries": 40} for m in months])
    shown = next(lines for lines in workspace.view(number).lines if lines.name == "customer_volume")
    assert [row.cells for row in shown.rows] == [(date(2026, 8, 1), 40), (date(2026, 9, 30), 40)]
    with pytest.raises(RuleBroken, match="deliveries of 2026-09 are entered twice"), workspace.change("Again") as work:
        work.add_lines(number, "customer_volume", [{"period": date(2026, 9, 1), "deliveries": 2}])
    with pytest.raises(RuleBroken, match="too small"), workspace.change("Minus") as work:
        work.add_lines(number, "customer_volume", [{"period": date(2026, 7, 1), "deliveries": -1}])
    assert len(next(x for x in workspace.view(number).lines if x.name == "customer_volume").rows) == 2


def test_more_contacts_have_names(workspace: Workspace) -> None:
    with workspace.change("Add") as work:
        number = work.add("customer", {"title": "Brandt Apparatebau"}).number
        work.add_lines(number, "customer_contact", [{"name": "Jens Roth", "job": "Buyer", "email": "j@brandt.example"}])
    with pytest.raises(RuleBroken, match="Name is missing"), workspace.change("Nobody") as work:
        work.add_lines(number, "customer_contact", [{"job": "Buyer"}])


def test_whom_we_owe_an_answer_is_not_put_aside_unasked(world: World) -> None:
    customer = world.add("customer", {})
    owed = world.add("complaint", {"customer": customer.id})
    world.add("complaint", {"customer": customer.id, "state": "closed"})
    world.add("complaint", {"customer": customer.id, "voided": True})
    world.add("complaint", {})
    (found,) = world.unmet(customer, "deactivate")
    assert (found.message, found.record, found.must) == (
        f"The complaint {owed.number} is not closed yet.", owed.id, False,
    )  # fmt: skip
    world.move(customer, "deactivate")
    world.move(customer, "reactivate")
    assert customer.state == "active"
