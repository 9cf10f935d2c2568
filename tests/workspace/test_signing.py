"""A signature covers what was there, and says what has changed since."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from qms_desktop.records.links import Attachment
from qms_desktop.workspace.views import SignatureView
from qms_desktop.workspace.work import Work
from qms_desktop.workspace.workspace import Workspace


@pytest.fixture
def accepted(workspace: Workspace) -> UUID:
    """A risk that top management has accepted."""
    with workspace.change("Accept a risk") as work:
        values = {
            "title": "Fire", "cause": "Solvents", "event": "Fire", "consequence": "Standstill", "likelihood": "2",
            "impact": "4", "accepted_reason": "Insured", "accepted_until": work.today + timedelta(days=90),
        }  # fmt: skip
        risk = work.add("risk", values)
        work.session.flush()
        work.attach(risk, "policy.txt", b"insured")
        work.move(risk, "assess", waive=True)
        work.move(risk, "accept")
        return risk.id


def only(workspace: Workspace, record: UUID) -> SignatureView:
    (found,) = workspace.view(record).signatures
    return found


def test_it_names_who_what_and_when(workspace: Workspace, accepted: UUID) -> None:
    signature = only(workspace, accepted)
    assert (signature.signer, signature.meaning) == ("Ana Probe", "Accept")
    assert signature.at == workspace.view(accepted).updated_at
    assert len(signature.content_hash) == 64
    assert (signature.changed, signature.revoked_at) == ((), None)
    assert workspace.verify().problems == ()


def test_what_was_signed_and_changes_afterwards_is_named(workspace: Workspace, accepted: UUID) -> None:
    before = only(workspace, accepted)
    with workspace.change("Change it") as work:
        work.amend(accepted, {"consequence": "Weeks of standstill", "existing_controls": "Fire door"})
    after = only(workspace, accepted)
    assert after.changed == ("Consequence",)  # what was empty then was not signed
    assert after.content_hash == before.content_hash
    with workspace.change("Take the file away") as work:
        work.detach(workspace_file(work, accepted))
    assert only(workspace, accepted).changed == ("Consequence", "Files")
    workspace.undo()
    workspace.undo()
    assert only(workspace, accepted) == before


def workspace_file(work: Work, record: UUID) -> UUID:
    found = work.session.scalars(select(Attachment.id).where(Attachment.record == record)).one()
    assert isinstance(found, UUID)
    return found


def test_a_number_is_the_same_from_a_form_and_from_the_file(workspace: Workspace) -> None:
    with workspace.change("Aim") as work:
        values = {
            "title": "Two welders", "description": "Have two", "evaluation": "Count", "measure": "Welders",
            "frequency": "quarterly", "direction": "up", "baseline": 1, "target": 2, "baseline_on": work.today,
            "due_on": work.today + timedelta(days=90),
        }  # fmt: skip
        aim = work.add("objective", values)
        work.session.flush()
        work.add_lines(aim, "objective_milestone", [{"what": "Find a course"}])
        work.move(aim, "activate", waive=True)
    assert only(workspace, aim.id).changed == ()
    (line,) = workspace.view(aim.id).lines[0].rows
    with workspace.change("Reach it") as work:
        work.amend_line(aim.id, "objective_milestone", line.id, {"done_on": work.today})
    assert only(workspace, aim.id).changed == ()
    with workspace.change("Say another") as work:
        work.amend_line(aim.id, "objective_milestone", line.id, {"what": "Find two courses"})
    assert only(workspace, aim.id).changed == ("Milestones",)


def test_owner_and_due_day_move_on_without_a_word(workspace: Workspace, accepted: UUID) -> None:
    with workspace.change("Plan") as work:
        work.amend(accepted, {"due_on": work.today + timedelta(days=5), "owner": None})
        work.move(accepted, "monitor")
    assert only(workspace, accepted).changed == ()


def test_a_revoked_signature_stays_with_its_end(workspace: Workspace, accepted: UUID) -> None:
    with workspace.change("Revoke") as work:
        work.move(accepted, "revoke_acceptance", reason="The insurance ended")
    assert only(workspace, accepted).revoked_at is not None
    with workspace.change("Accept again") as work:
        values = {"accepted_reason": "Insured again", "accepted_until": work.today + timedelta(days=30)}
        work.amend(accepted, values)
        work.move(accepted, "accept")
    assert [s.revoked_at is None for s in workspace.view(accepted).signatures] == [False, True]
