"""workbook, workbook-in and reminders by command line."""

from __future__ import annotations

from datetime import date
from email import message_from_bytes
from pathlib import Path

import openpyxl

from tests.cli.conftest import Call, digest


def filled(path: Path, **cells: object) -> None:
    book = openpyxl.load_workbook(path)
    for place, value in cells.items():
        book["Actions"][place] = value
    book.save(path)


def test_workbook_01_goes_out_and_comes_back(call: Call, file: Path, tmp_path: Path) -> None:
    call("add", file, "person", "title=Kim Brandt")
    risk = call("add", file, "risk", "title=Mixed parts").out.strip()
    call("add", file, "action", "title=Bins", "owner=Kim Brandt", f"source={risk}", "due_on=+7d")
    call("add", file, "action", "title=Packers", "owner=Kim Brandt", f"source={risk}", "due_on=+7d")
    out = tmp_path / "kim.xlsx"
    assert call("workbook", file, "actions", "Kim Brandt", out, "--json").json["rows"] == 2
    filled(out, G6="In progress", G7="Done")
    before = digest(file)
    dry = call("workbook-in", file, out, "--dry-run", "--json")
    assert dry.status == 1
    assert (dry.json["changed"], dry.json["attention"][0]["row"], dry.json["applied"]) == (1, 7, False)
    assert digest(file) == before
    done = call("workbook-in", file, out, "--skip-bad", "--json").json
    assert (done["workbook"], done["sent_to"], done["applied"]) == ("01 Actions", "Kim Brandt", True)
    assert done["changes"][0]["move"] == "start"
    assert call("show", file, done["changes"][0]["record"], "--json").json["state"] == "in_progress"
    filled(out, G7="Open")
    again = call("workbook-in", file, out, "--json")
    assert (again.status, again.json["changed"], again.json["change_set"]) == (0, 0, None)
    assert call("undo", file).status == 0


def test_what_cannot_be_sent_or_taken_in_is_said(call: Call, file: Path, tmp_path: Path) -> None:
    assert call("workbook", file, "acts", tmp_path / "a.xlsx").status == 2
    assert "nothing to send" in call("workbook", file, "actions", tmp_path / "a.xlsx").err
    assert "nobody called" in call("workbook", file, "actions", "Nemo", tmp_path / "a.xlsx").err
    assert call("workbook-in", file, tmp_path / "missing.xlsx").status == 3


def test_reminders_are_prepared_for_everybody(call: Call, file: Path, tmp_path: Path) -> None:
    call("add", file, "person", "title=Kim Brandt", "email=kim@nordlicht.example")
    call("add", file, "action", "title=Bins", "owner=Kim Brandt", f"due_on={date.today().isoformat()}")  # noqa: DTZ011
    call("add", file, "action", "title=Own")
    folder = tmp_path / "out"
    assert call("reminders", file, folder).status == 3
    folder.mkdir()
    said = call("reminders", file, folder, "--json")
    assert [(one["person"], one["actions"], one["address"]) for one in said.json["people"]] == [
        ("Ana Núñez", 1, False), ("Kim Brandt", 1, True),
    ]  # fmt: skip
    assert "Ana Núñez has no e-mail address" in said.err
    assert {path.suffix for path in folder.iterdir()} == {".xlsx", ".ics", ".eml"}
    assert call("reminders", file, folder, "--for", "Kim Brandt").err.startswith("Prepared reminders for 1")
    draft = next(path for path in folder.glob("*Kim*.eml"))
    assert message_from_bytes(draft.read_bytes())["X-Unsent"] == "1"
