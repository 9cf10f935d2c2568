"""new, verify, backup, restore, and files under every name."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qms_desktop.workspace.lock import FileLock
from tests.cli.conftest import Call, digest


def test_new_makes_a_file_and_never_writes_over_one(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "acme.qms"
    said = call("new", path, "--organisation", "Acme ü", "--owner", "Béla Kun", "--json")
    assert said.json == {"file": str(path), "organisation": "Acme ü", "owner": "Béla Kun"}
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["acme.qms"]
    before = digest(path)
    again = call("new", path)
    assert (again.status, again.out) == (3, "")
    assert "exists already" in again.err
    assert digest(path) == before


def test_new_where_there_is_no_folder(call: Call, tmp_path: Path) -> None:
    said = call("new", tmp_path / "nowhere" / "a.qms")
    assert said.status == 3
    assert "no folder" in said.err


@pytest.mark.parametrize(
    "name",
    [
        "a b.qms",
        "a#b.qms",
        "a?b.qms",
        "a%20b.qms",
        "a%b.qms",
        "ü.qms",
        "日本.qms",
        "😀.qms",
        "'\";.qms",
        "x&mode=ro.qms",
    ],
)
def test_a_file_under_any_name(call: Call, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert call("new", path).status == 0
    assert call("add", path, "customer", "title=A").status == 0
    assert call("list", path, "customer", "--json").json["total"] == 1
    assert call("verify", path, "--json").json["ok"] is True
    assert sorted(p.name for p in tmp_path.iterdir() if p.is_file()) == [name]


def test_a_path_beginning_with_a_dot_or_relative(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert call("new", "./-a.qms").status == 0
    assert call("list", "./-a.qms", "customer").status == 0
    assert call("list", "--json", "--", "-a.qms", "customer").status == 0


def test_verify_finds_what_was_changed_past_the_program(call: Call, file: Path, complaint: str) -> None:
    assert call("verify", file, "--json").json["ok"] is True
    content = file.read_bytes()
    assert content.count(b"Mixed parts") > 1
    file.write_bytes(content.replace(b"Mixed parts", b"Mixed pints"))
    said = call("verify", file, "--json")
    assert said.status == 1
    assert said.json["ok"] is False
    assert said.json["problems"]
    assert "restore" in said.err
    assert complaint


def test_backup_and_restore(call: Call, file: Path, complaint: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.qms"
    said = call("backup", file, copy)
    assert said.out == f"{copy}\n"
    assert call("verify", copy, "--json").json["ok"] is True
    call("set", file, complaint, "title=Later")
    changed = digest(file)
    refused = call("restore", copy, file)
    assert refused.status == 3
    assert "--force" in refused.err
    assert digest(file) == changed
    done = call("restore", copy, file, "--force", "--json").json
    assert done["file"] == str(file)
    assert digest(Path(done["kept"])) == changed
    assert call("show", file, complaint, "--json").json["title"] == "Mixed parts"
    # the computer takes the restored history for the right one
    verified = call("verify", file, "--json")
    assert (verified.status, verified.json["problems"]) == (0, [])
    assert "Note:" not in call("add", file, "customer", "title=After").err


def test_restore_to_a_new_place(call: Call, file: Path, tmp_path: Path) -> None:
    copy, place = tmp_path / "copy.qms", tmp_path / "again.qms"
    call("backup", file, copy)
    assert call("restore", copy, place, "--json").json == {"file": str(place), "kept": None}
    assert call("verify", place).status == 0


def test_a_damaged_backup_is_not_restored(call: Call, file: Path, complaint: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.qms"
    call("backup", file, copy)
    copy.write_bytes(copy.read_bytes().replace(b"Mixed parts", b"Mixed pints"))
    before = digest(file)
    said = call("restore", copy, file, "--force")
    assert said.status == 1
    assert "not sound" in said.err
    assert digest(file) == before
    assert complaint


def test_restore_takes_the_journal_of_a_killed_program_aside(call: Call, file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.qms"
    call("backup", file, copy)
    journal = file.with_name(file.name + "-journal")
    journal.write_bytes(b"half a save")
    kept = Path(call("restore", copy, file, "--force", "--json").json["kept"])
    assert not journal.exists()
    assert kept.with_name(kept.name + "-journal").read_bytes() == b"half a save"
    assert call("verify", file).status == 0


def test_a_folder_gets_a_backup_named_by_the_time(call: Call, file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    assert call("backup", file, folder).status == 0
    assert call("backup", file).status == 0
    [inside] = folder.iterdir()
    assert inside.name.startswith("nordlicht backup 2")
    assert len(list(tmp_path.glob("nordlicht backup *.qms"))) == 1


def test_backup_refuses_what_would_lose_something(call: Call, file: Path, tmp_path: Path) -> None:
    other = Path(shutil.copy(file, tmp_path / "other.qms"))
    before = digest(other)
    for target in (file, other, tmp_path / "nowhere" / "x.qms"):
        assert call("backup", file, target).status == 3
    assert call("backup", file, file, "--force").status == 3
    assert digest(other) == before
    assert call("backup", file, other, "--force").status == 0


def test_restore_over_a_file_that_is_open(call: Call, file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.qms"
    call("backup", file, copy)
    lock = FileLock(file)
    assert lock.acquire("a window") is None
    try:
        said = call("restore", copy, file, "--force")
    finally:
        lock.release()
    assert said.status == 3
    assert "a window" in said.err
    assert sorted(p.name for p in tmp_path.iterdir()) == ["copy.qms", "nordlicht.qms", "user data"]


def test_new_with_the_demo_company(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "demo.qms"
    said = call("new", path, "--sample", "--json")
    assert said.status == 0
    assert said.json["organisation"] == "Nordlicht Metallbau"
    assert call("verify", path).status == 0
    assert call("new", path, "--sample").status == 3
    assert call("new", tmp_path / "other.qms", "--sample", "--organisation", "Acme").status == 2
    assert [p.name for p in tmp_path.glob("other*")] == []
