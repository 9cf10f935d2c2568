"""FIELD=VALUE: what a text means, for every type of field and for the texts that break other programs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Call

TODAY = datetime.now(UTC).astimezone().date()


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("cost=1240.50", 1240.5),
        ("cost=1", 1),
        ("qty_affected=2.5", 2.5),
        ("qty_affected=0", 0),
        ("no_cost=yes", True),
        ("No cost=no", False),
        ("replied_on=today", TODAY.isoformat()),
        ("due_on=+14d", (TODAY + timedelta(days=14)).isoformat()),
        ("due_on=+2w", (TODAY + timedelta(days=14)).isoformat()),
        ("Final reply due=2030-01-31", "2030-01-31"),
        ("final_reply_due=31.01.2030", "2030-01-31"),
        ("severity=SAFETY OR LEGAL", "critical"),
        ("Schweregrad=kritisch", "critical"),
        ("channel=anruf", "phone"),
        ("lot=00042", "00042"),
        ("lot=1E5", "1E5"),
        ("contact==1+1", "=1+1"),
        ("contact=-5", "-5"),
        ("contact=@x", "@x"),
        ("contact=a=b", "a=b"),
        ("title=😀 مرحبا بالعالم שלום", "😀 مرحبا بالعالم שלום"),
        ("description=line one\nline two", "line one\nline two"),
        ("description=" + "ä" * 10_000, "ä" * 10_000),
    ],
)
def test_a_value_is_stored_as_meant(call: Call, file: Path, complaint: str, given: str, stored: object) -> None:
    said = call("set", file, complaint, given, "--json")
    assert said.status == 0, said.err
    assert stored in said.json["fields"].values()
    assert call("show", file, complaint).status == 0


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("occurred_on=2026-02-31", "31 February 2026 does not exist"),
        ("occurred_on=2026-13-01", "no month 13"),
        ("occurred_on=01/02/2026", "can be 1 February 2026 or 2 January 2026"),
        ("occurred_on=tomorrow", "not a date"),
        ("occurred_on=n/a", "not a date"),
        ("occurred_on=+3d", "in the future"),
        ("due_on=+99999w", ""),
        ("occurred_on=0900-01-01", ""),
        ("qty_affected=ten", "not a number"),
        ("qty_affected=1,5", "not a number"),
        ("qty_affected=nan", "not a number"),
        ("qty_affected=1e99999", "not a number"),
        ("qty_affected=-1", "too small"),
        ("qty_affected=٣", "not a number"),
        ("cost=1.005", "more than two decimals"),
        ("cost=-1", "too small"),
        ("cost=1e30", "too large"),
        ("no_cost=perhaps", "neither yes nor no"),
        ("severity=", ""),
        ("process=Nowhere", "There is no process “Nowhere”"),
        ("process=CUS-2026-0001", ""),
    ],
)
def test_a_value_that_cannot_be(call: Call, file: Path, complaint: str, given: str, words: str) -> None:
    said = call("set", file, complaint, given)
    assert said.status == (0 if given == "severity=" else 1)
    assert words in said.err
    assert said.out == ""


def test_several_choices(call: Call, file: Path) -> None:
    document = call("add", file, "person", "title=Kim", "roles=Auditor; quality_manager", "--json").json
    assert document["fields"]["roles"] == ["quality_manager", "auditor"]
    assert call("set", file, document["number"], "roles=king").status == 1


def test_two_of_a_name_are_told_apart_by_number(call: Call, file: Path) -> None:
    numbers = [call("add", file, "customer", "title=Müller").out.strip() for _ in range(2)]
    said = call("add", file, "complaint", "title=x", "description=x", "channel=phone", "customer=muller")
    assert said.status == 1
    assert all(number in said.err for number in numbers)
    given = ["title=x", "description=x", "channel=phone", f"customer={numbers[1].lower()}"]
    assert call("add", file, "complaint", *given, "--json").json["fields"]["customer"] == numbers[1]


def test_direction_marks_and_control_signs_do_not_steer_the_terminal(call: Call, file: Path) -> None:
    number = call("add", file, "customer", "title=a\u202egnp.exe\x1b[31m", "notes=b\u202ec").out.strip()
    said = call("show", file, number).out + call("list", file, "customer").out
    assert "\u202e" not in said
    assert "\x1b" not in said
