from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from qms_desktop.ui.register.inlay import Reason
from qms_desktop.ui.register.pane import LINKS
from qms_desktop.ui.register.proposals import ChoosePanel, Proposals
from qms_desktop.ui.widgets.buttons import Button
from tests.ui.register.desk import Bench
from tests.ui.register.test_form import opened


def gauge(bench: Bench) -> UUID:
    """A caliper that was found out of tolerance."""
    day = bench.workspace.today - timedelta(days=3)
    made = bench.add("equipment", title="Caliper", measuring="yes", control="calibrated", interval_months=12)
    bench.do(lambda work: work.add_lines(made, "calibration", [{"done_on": day, "result": "out"}])[0].id)
    return made


def proposals(bench: Bench, kind: str, record: UUID) -> Proposals:
    page = opened(bench, kind, record)
    page.pane.tabs.setCurrentIndex(LINKS)
    bench.settle()
    return page.pane.links.proposals


def test_a_proposal_leads_to_the_new_record(bench: Bench) -> None:
    record = gauge(bench)
    page = opened(bench, "equipment", record)
    bench.settle()
    (notice,) = page.pane.remarks.notices
    assert notice.isVisible()
    assert "out of tolerance" in notice.accessibleName()
    found = proposals(bench, "equipment", record)
    (row,) = found.rows
    assert [button.text() for button in row.buttons] == ["New nonconformity", "Not needed…"]
    row.buttons[0].click()
    bench.settle()
    (link,) = bench.view(record).links
    assert (link.label, link.other.kind) == ("Led to", "nonconformity")
    assert bench.shown[-1] == ("nonconformity", link.other.id)
    assert not found.isVisible()


def test_a_proposal_is_declined_with_a_reason(bench: Bench) -> None:
    record = gauge(bench)
    found = proposals(bench, "equipment", record)
    found.rows[0].buttons[1].click()
    panel = found.window().findChild(Reason)
    assert isinstance(panel, Reason)
    panel.verb.click()
    assert panel.field.problem
    panel.field.text.setPlainText("It hung in the show room")
    panel.verb.click()
    bench.settle()
    assert bench.view(record).value("no_nc_reason") == "It hung in the show room"
    assert bench.told[-1] == (f"Declined for {bench.view(record).number}", True)
    assert found.rows == []
    assert not found.isVisible()


def test_a_record_that_is_there_is_chosen_and_begun(bench: Bench) -> None:
    def take_over(kind: str, state: str, title: str) -> UUID:
        made: UUID = bench.do(lambda work: work.add(kind, {"title": title}, taken_over_from="list", state=state).id)
        return made

    record = take_over("corrective_action", "implemented", "Mixed parts")
    document = take_over("document", "effective", "Incoming check")
    found = proposals(bench, "corrective_action", record)
    assert [[b.text() for b in row.buttons] for row in found.rows] == [
        ["New document", "Existing one…", "Not needed…"],
        ["New training", "Not needed…"],
        ["New risk", "Existing one…", "Not needed…"],
    ]
    found.rows[0].buttons[1].click()
    panel = found.window().findChild(ChoosePanel)
    assert isinstance(panel, ChoosePanel)
    panel.verb.click()
    assert panel.record.problem
    panel.record.line.setFocus()
    panel.record.wanted.emit("incoming")
    bench.settle()
    panel.record.set_value((document, "Incoming check"))
    panel.verb.click()
    bench.settle()
    assert bench.view(document).state == "draft"
    assert bench.shown[-1] == ("document", document)
    assert [link.label for link in bench.view(document).links] == ["Changed by"]


def test_what_has_no_room_is_in_a_menu(bench: Bench) -> None:
    page = opened(bench, "corrective_action", bench.add("corrective_action", title="Mixed", description="x"))
    links = page.pane.links
    assert [button.text() for button in links.stories] == ["Plan training", "Write a document"]
    more = next(button for button in links.findChildren(Button) if button.text() == "More…")
    words = [action.text() for action in more.menu().actions() if action.text()]
    assert words[-3:] == ["Change a document…", "Review a risk…", "Show the chain"]


def test_several_proposals_are_one_remark(bench: Bench) -> None:
    values = {"title": "Mixed"}
    record = bench.do(
        lambda work: work.add("corrective_action", values, taken_over_from="list", state="implemented").id
    )
    page = opened(bench, "corrective_action", record)
    bench.settle()
    (notice,) = page.pane.remarks.notices
    assert notice.accessibleName() == "3 proposals wait for an answer: document, training, risk."
