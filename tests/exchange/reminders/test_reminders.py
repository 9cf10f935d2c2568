"""Calendar and mail draft of a person."""

from __future__ import annotations

from datetime import UTC, date, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from qms_desktop.exchange.reminders.calendar import calendar, escaped, fold
from qms_desktop.exchange.reminders.mail import owners, write_reminders
from qms_desktop.workspace.reader import Clock
from qms_desktop.workspace.workspace import Workspace

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def test_the_calendar_has_an_event_for_each_open_day(workspace: Workspace) -> None:
    workspace.clock = Clock(NOW)
    with workspace.change("Add") as work:
        kim = work.add("person", {"title": "Kim Brandt"}).id
        first = work.add("action", {"title": "Bins; left, right", "owner": kim, "due_on": date(2026, 12, 31)}).id
        work.add("action", {"title": "No day", "owner": kim})
        work.add("action", {"title": "Somebody's", "due_on": date(2026, 12, 1)})
        work.add(
            "complaint",
            {"title": "Late", "owner": kim, "due_on": date(2026, 12, 4), "channel": "mail", "description": "x"},
        )
        gone = work.add("action", {"title": "Gone", "owner": kim, "due_on": date(2026, 12, 2)})
        work.move(gone, "cancel", reason="x")
    with workspace.read() as look:
        lines = calendar(look, kim).split("\r\n")
        file = look.organisation.file_id
    assert (lines[0], lines[-2:]) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""])
    assert [line for line in lines if line.startswith("SUMMARY")] == [
        "SUMMARY:CMP-2026-0001 Late", "SUMMARY:ACT-2026-0001 Bins\\; left\\, right",
    ]  # fmt: skip
    at = lines.index(f"UID:{first.hex}@{file.hex}")
    assert lines[at + 1 : at + 5] == [
        "DTSTAMP:20261124T090000Z", "SEQUENCE:1", "DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270101",
    ]  # fmt: skip


def test_long_lines_are_folded_and_signs_escaped() -> None:
    line = "SUMMARY:" + "ä" * 80
    folded = fold(line)
    assert all(len(piece.encode()) <= 75 for piece in folded)
    assert folded[0] + "".join(piece[1:] for piece in folded[1:]) == line
    assert escaped("a\\b;c,d\ne") == "a\\\\b\\;c\\,d\\ne"


def test_the_draft_says_what_is_open_and_carries_the_files(workspace: Workspace, tmp_path: Path) -> None:
    workspace.clock = Clock(NOW)
    with workspace.change("Add") as work:
        kim = work.add("person", {"title": "Kim Bränd/t", "email": "kim@nordlicht.example"}).id
        source = work.add("risk", {"title": "Mixed parts"}).id
        work.add("action", {"title": "Bins", "owner": kim, "due_on": date(2026, 11, 20), "source": source})
        work.add("action", {"title": "Packers", "owner": kim})
    with workspace.read() as look:
        assert owners(look) == {kim: ("Kim Bränd/t", 2)}
        written = write_reminders(look, tmp_path, kim)
    assert sorted(path.name for path in tmp_path.iterdir() if path in written.files) == [
        f"Actions Kim Bränd_t 2026-11-24{ending}" for ending in (".eml", ".ics", ".xlsx")
    ]
    draft = message_from_bytes(written.files[2].read_bytes(), policy=default)
    assert (draft["X-Unsent"], draft["Subject"]) == ("1", "Nordlicht Metallbau: 2 open actions, 1 overdue")
    assert "kim@nordlicht.example" in draft["To"]
    body = draft.get_body(("plain",))
    assert body is not None
    words = body.get_content()
    assert "ACT-2026-0001: Bins (from RSK-2026-0001 Mixed parts)" in words
    assert "due 2026-11-20, 2 working days overdue" in words
    names = [part.get_filename() for part in draft.iter_attachments()]
    assert names == [path.name for path in written.files[:2]]
    attached = next(draft.iter_attachments()).get_content()
    assert attached == written.files[0].read_bytes()
