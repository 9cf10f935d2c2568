"""Two effective versions by any door: form, lines, plain SQL, undo and redo; and the file that cannot be exchanged."""

from __future__ import annotations

import sqlite3
from datetime import date
from uuid import UUID

import pytest

from qms_desktop.errors import Conflict, RuleBroken
from qms_desktop.workspace.views import RecordView
from qms_desktop.workspace.workspace import Workspace

VALUES: dict[str, object] = {
    "title": "Incoming check",
    "change_summary": "First issue",
    "training_impact": "none",
    "review_months": 24,
    "process": None,
}
WAY = ("submit", "pass_review", "approve", "release")


@pytest.fixture
def document(workspace: Workspace) -> UUID:
    """A document with an effective revision A."""
    author = _writer(workspace)
    with workspace.change("Write") as work:
        made = work.add("document", VALUES | {"author": author, "approver": workspace.actor}).id
        work.attach(made, "wi-07.txt", b"first")
    _go(workspace, made, *WAY)
    return made


def _writer(workspace: Workspace) -> UUID:
    with workspace.change("Hire") as work:
        return work.add("person", {"title": "Ida Schreiber"}).id


def _go(workspace: Workspace, document: UUID, *names: str) -> None:
    for name in names:
        with workspace.change(name) as work:
            work.move(document, name, reason="It is so", waive=True)


def _next(workspace: Workspace, document: UUID, *names: str) -> None:
    author = _writer(workspace)
    _go(workspace, document, "new_version")
    with workspace.change("Write the next") as work:
        work.amend(document, {"change_summary": "Five parts", "training_impact": "none", "author": author})
        work.attach(document, "wi-07 b.txt", b"second")
    _go(workspace, document, *names)


def _versions(view: RecordView) -> list[tuple[object, object]]:
    (found,) = (lines for lines in view.lines if lines.name == "document_version")
    return [(row.cells[0], row.cells[1]) for row in found.rows]


def _of(workspace: Workspace, document: UUID) -> list[tuple[object, object]]:
    return _versions(workspace.view(document))


def test_the_whole_way_through_the_workspace(workspace: Workspace, document: UUID) -> None:
    _next(workspace, document, *WAY)
    view = workspace.view(document)
    assert _versions(view) == [("A", "superseded"), ("B", "effective")]
    assert (view.value("in_effect"), view.state, view.value("file_name")) == ("B", "effective", "wi-07 b.txt")
    assert workspace.verify().ok


def test_nobody_adds_a_version_by_hand(workspace: Workspace, document: UUID) -> None:
    row = {"revision": "X", "status": "effective"}
    with pytest.raises(RuleBroken, match="cannot be changed by hand"), workspace.change("Cheat") as work:
        work.add_lines(document, "document_version", [row])
    assert _of(workspace, document) == [("A", "effective")]


def test_nobody_changes_a_version_by_hand(workspace: Workspace, document: UUID) -> None:
    _next(workspace, document)
    (lines,) = (found for found in workspace.view(document).lines if found.name == "document_version")
    with pytest.raises(RuleBroken, match="cannot be changed by hand"), workspace.change("Cheat") as work:
        work.amend_line(document, "document_version", lines.rows[1].id, {"status": "effective"})


def test_a_bulk_statement_makes_no_second_one(workspace: Workspace, document: UUID) -> None:
    _next(workspace, document)
    with pytest.raises(Conflict, match="one of these already"), workspace.change("Cheat") as work:
        work.session.connection().exec_driver_sql("UPDATE document_version SET status = 'effective'")
    assert _of(workspace, document) == [("A", "effective"), ("B", "draft")]


def test_undo_and_redo_of_a_release_keep_one(workspace: Workspace, document: UUID) -> None:
    _next(workspace, document, *WAY)
    workspace.undo()
    assert _of(workspace, document) == [("A", "effective"), ("B", "approved")]
    workspace.redo()
    assert _of(workspace, document) == [("A", "superseded"), ("B", "effective")]
    assert workspace.verify().ok


def test_an_older_release_is_not_undone_under_a_newer_one(workspace: Workspace, document: UUID) -> None:
    released = workspace.history(1)[0].change
    _next(workspace, document, *WAY)
    with pytest.raises(Conflict):
        workspace.undo(released)


def test_an_approval_is_revoked_not_undone(workspace: Workspace, document: UUID) -> None:
    _next(workspace, document, *WAY[:3])
    with pytest.raises(RuleBroken, match="is an approval"):
        workspace.undo()
    _go(workspace, document, "revoke_approval")
    assert _of(workspace, document) == [("A", "effective"), ("B", "draft")]


def test_the_file_of_an_approved_version_stays(workspace: Workspace, document: UUID) -> None:
    file = workspace.view(document).attachments[0]
    with pytest.raises(RuleBroken, match="is what was approved"), workspace.change("Remove") as work:
        work.detach(file.id)
    _next(workspace, document)
    newer = workspace.view(document).attachments[1]
    with workspace.change("Remove the draft's") as work:
        work.detach(newer.id)
    assert [a.name for a in workspace.view(document).attachments] == ["wi-07.txt"]


def test_plain_sql_makes_no_second_one_even_without_the_triggers(workspace: Workspace, document: UUID) -> None:
    _next(workspace, document)
    workspace.close()
    stranger = sqlite3.connect(workspace.path)
    sql = "UPDATE document_version SET status = 'effective'"
    with pytest.raises(sqlite3.OperationalError, match="qms_"):
        stranger.execute(sql)
    stranger.execute("DROP TRIGGER trail_document_version_update")
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        stranger.execute(sql)
    stranger.close()


def test_the_days_are_kept_on_the_version(workspace: Workspace, document: UUID) -> None:
    with workspace.read() as look:
        (version,) = look.lines(look.get(document), "document_version")
        said = {n: getattr(version, n) for n in ("approved_on", "effective_from", "superseded_on")}
    today: date = workspace.today
    assert said == {"approved_on": today, "effective_from": today, "superseded_on": None}
