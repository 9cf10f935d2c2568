from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote
from uuid import UUID

import pytest

from qms_desktop.errors import RuleBroken, Stopped, Unavailable
from qms_desktop.reports.publishing import folder as places
from qms_desktop.reports.publishing.publish import publish
from qms_desktop.workspace.work import Work
from qms_desktop.workspace.workspace import Workspace

PDF = b"%PDF-1.4 the text of the instruction"


def document(work: Work, title: str, **values: object) -> UUID:
    """A document in its first version, released."""
    file = values.pop("file", ("instruction.pdf", PDF))
    record = work.add("document", {"title": title, "document_type": "instruction", "training_impact": "none", **values})
    work.session.flush()
    if isinstance(file, tuple):
        work.attach(record, *file)
    release(work, record.id)
    return record.id


def release(work: Work, key: UUID) -> None:
    """The way of a version from draft to effect, as one person may go it under the standing waiver."""
    work.organisation.waiver = "One person does it all."
    work.session.flush()
    if work.get(key).owner is None:
        work.amend(key, {"owner": work.organisation.owner})
    work.amend(key, {"kept_at": "the shelf", "review_months": 12})
    for move in ("submit", "pass_review"):
        work.move(work.get(key), move, waive=True)
    work.amend(key, {"approver": work.organisation.owner})
    for move in ("approve", "release"):
        work.move(work.get(key), move, waive=True)
    work.session.flush()


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "share"
    folder.mkdir()
    return folder


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    with workspace.change("Prepare") as work:
        process = work.add("process", {"title": "Welding"}).id
        document(work, "Set up the TIG welder", external_ref="WI-07", process=process)
        document(work, "Order form", file=("form.docx", b"PK form"))
        document(work, "Quality policy", document_type="policy", notes="We keep promises.\n<b>All</b>.", file=None)
        document(work, "Salaries", classification="confidential")
        work.add("document", {"title": "Only a draft"})
        for name, state in (("Gut GmbH", "approved"), ("Halb AG", "conditional"), ("Nie KG", "disqualified")):
            values = {"title": name, "scope": "Tube", "conditions": "Only with certificate 3.1"}
            work.add("supplier", values, taken_over_from="a list", state=state)
    return workspace


def files(folder: Path) -> dict[str, bytes]:
    found = (p for p in sorted(folder.rglob("*")) if p.is_file())
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in found}


class Links(HTMLParser):
    """The addresses and everything that a page would load."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.loads: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if tag == "a" and name == "href":
                self.found.append(unquote(value or ""))
            elif name in ("src", "href", "srcset", "action") or tag in ("link", "img", "iframe"):
                self.loads.append(f"{tag} {name}={value}")


def test_what_is_in_effect_is_published_and_nothing_else(filled: Workspace, target: Path) -> None:
    done = publish(filled, target)
    found = files(target)
    assert set(found) == {
        "index.html",
        "published.json",
        "documents/WI-07 Set up the TIG welder.pdf",
        "documents/WI-07 Set up the TIG welder (release sheet).pdf",
        "documents/DOC-2026-0002 Order form.docx".replace("2026", str(filled.today.year)),
        "documents/DOC-2026-0002 Order form (release sheet).pdf".replace("2026", str(filled.today.year)),
        "documents/DOC-2026-0003 Quality policy.pdf".replace("2026", str(filled.today.year)),
        "suppliers/Approved suppliers.pdf",
    }
    assert found["documents/WI-07 Set up the TIG welder.pdf"] == PDF
    assert done.documents == 3
    assert done.remarks == ["1 confidential document stays inside."]
    assert sorted(done.written) == sorted(set(found) - {"published.json"})


def test_the_index_leads_to_every_file_by_process_and_loads_nothing(filled: Workspace, target: Path) -> None:
    publish(filled, target)
    text = (target / "index.html").read_text("utf-8")
    page = Links(text)
    assert set(page.found) == set(files(target)) - {"index.html", "published.json"}
    assert page.loads == []
    assert not re.search(r"https?:|@\w+@", text)
    assert re.findall(r"<h2>(.*?)</h2>", text) == ["Policy", "Welding", "Without a process", "Suppliers"]
    assert "default-src 'none'" in text
    assert "revision A" in text
    assert "Salaries" not in text


def test_publishing_twice_writes_only_the_day_anew(filled: Workspace, target: Path) -> None:
    publish(filled, target)
    before = files(target)
    filled.clock.fixed = filled.clock.now().replace(year=filled.today.year + 1)
    done = publish(filled, target)
    after = files(target)
    assert (done.written, done.removed) == (["index.html"], [])
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"index.html", "published.json"}
    assert _without_dates(before["index.html"]) == _without_dates(after["index.html"])


def _without_dates(page: bytes) -> bytes:
    return re.sub(rb"\d{4}-\d\d-\d\d \d\d:\d\d", b"", page)


def test_a_release_replaces_and_what_is_retired_goes(filled: Workspace, target: Path) -> None:
    publish(filled, target)
    with filled.change("Work on documents", "because") as work:
        key = work.get(f"DOC-{filled.today.year}-0001").id
        work.move(work.get(key), "new_version")
        work.session.flush()
    publish(filled, target)
    name = "documents/WI-07 Set up the TIG welder.pdf"
    assert files(target)[name] == PDF  # the valid version, while the next one is being written
    with filled.change("Release the next one", "because") as work:
        work.attach(work.get(key), "instruction.pdf", PDF + b" two")
        work.amend(key, {"change_summary": "two", "training_impact": "none"})
        release(work, key)
        work.move(work.get(f"DOC-{filled.today.year}-0002"), "retire", reason="not used", waive=True)
    done = publish(filled, target)
    found = files(target)
    assert found[name] == PDF + b" two"
    assert not any("Order form" in n for n in found)
    assert len(done.removed) == 2
    assert "revision B" in found["index.html"].decode()


def test_foreign_files_are_never_touched(filled: Workspace, target: Path) -> None:
    (target / "documents").mkdir()
    mine = {"index.html": b"my page", "notes.txt": b"mine", "documents/photo.jpg": b"mine"}
    for name, content in mine.items():
        (target / name).write_bytes(content)
    done = publish(filled, target)
    assert "“index.html” was not as it was published; what lay there is now “index (not published 1).html”." in (
        done.remarks
    )
    assert files(target)["index (not published 1).html"] == b"my page"
    with filled.change("Retire all", "because") as work:
        for n in (1, 2, 3):
            work.move(work.get(f"DOC-{filled.today.year}-000{n}"), "retire", reason="closing", waive=True)
    publish(filled, target)
    left = files(target)
    assert {n for n in left if n.startswith("documents")} == {"documents/photo.jpg"}
    assert left["notes.txt"] == b"mine"


def test_a_file_of_ours_that_somebody_changed_is_kept(filled: Workspace, target: Path) -> None:
    publish(filled, target)
    form = next(target.glob("documents/*.docx"))
    form.write_bytes(b"filled in by hand")
    with filled.change("Retire", "because") as work:
        work.move(work.get(f"DOC-{filled.today.year}-0002"), "retire", reason="not used", waive=True)
    done = publish(filled, target)
    assert form.read_bytes() == b"filled in by hand"
    assert any("somebody changed it, so it was left" in remark for remark in done.remarks)
    instruction = target / "documents" / "WI-07 Set up the TIG welder.pdf"
    instruction.write_bytes(b"changed")
    publish(filled, target)
    assert instruction.read_bytes() == PDF
    assert (instruction.parent / f"{instruction.stem} (not published 1).pdf").read_bytes() == b"changed"


def test_a_power_cut_leaves_no_file_that_is_not_known_as_ours(
    filled: Workspace, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, count = places.Folder.put, [0]

    def put(self: places.Folder, name: str, made: Path) -> str:
        count[0] += 1
        if count[0] > 3:
            raise KeyboardInterrupt
        return real(self, name, made)

    monkeypatch.setattr(places.Folder, "put", put)
    monkeypatch.setattr(places.Folder, "save", _once(places.Folder.save))
    with pytest.raises(KeyboardInterrupt):
        publish(filled, target)
    monkeypatch.undo()
    done = publish(filled, target)
    assert not any("not published" in name for name in files(target))
    assert len(done.remarks) == 1


def _once(save: object) -> object:
    called: list[None] = []

    def only_once(self: places.Folder) -> None:
        if not called:
            called.append(None)
            save(self)  # type: ignore[operator]

    return only_once


def test_a_folder_belongs_to_one_system(filled: Workspace, target: Path) -> None:
    publish(filled, target)
    known = json.loads((target / "published.json").read_text("utf-8"))
    known["file_id"] = str(UUID(int=7))
    (target / "published.json").write_text(json.dumps(known), encoding="utf-8")
    with pytest.raises(RuleBroken, match="Another quality system publishes"):
        publish(filled, target)
    (target / "published.json").write_text("{", encoding="utf-8")
    with pytest.raises(RuleBroken, match="cannot be read"):
        publish(filled, target)
    with pytest.raises(Unavailable, match="There is no folder"):
        publish(filled, target / "gone")


def test_a_list_that_points_outside_removes_nothing_there(filled: Workspace, target: Path, tmp_path: Path) -> None:
    publish(filled, target)
    victim = tmp_path / "victim.txt"
    victim.write_bytes(b"precious")
    known = json.loads((target / "published.json").read_text("utf-8"))
    for name in ("../victim.txt", str(victim), "..\\victim.txt"):
        known["files"][name] = {"source": "x", "hashes": [places.digest(victim)]}
    (target / "published.json").write_text(json.dumps(known), encoding="utf-8")
    publish(filled, target)
    assert victim.read_bytes() == b"precious"


def test_publishing_can_be_stopped_before_anything_is_there(filled: Workspace, target: Path) -> None:
    with pytest.raises(Stopped):
        publish(filled, target, progress=lambda done, _of: done < 2)
    assert files(target) == {}


def test_names_that_collide_or_deceive_are_kept_apart(workspace: Workspace, target: Path) -> None:
    with workspace.change("Prepare") as work:
        for title in ("Same", "same", "../../etc/passwd", "CON", "<script>alert(1)</script>", "a" * 200):
            document(work, title, external_ref="X")
    publish(workspace, target)
    found = files(target)
    assert len([n for n in found if n.startswith("documents/") and "release sheet" not in n]) == 6
    assert not any(part in ("..", "") for n in found for part in n.split("/"))
    assert "<script>alert" not in found["index.html"].decode()


def test_a_document_of_plain_text_is_rendered(workspace: Workspace, target: Path) -> None:
    with workspace.change("Prepare") as work:
        document(work, "Packing", external_ref="WI-07", file=("WI-07.md", "# Größe\n\nBlue bin: left.".encode()))
        document(work, "Old text", external_ref="WI-08", file=("WI-08.txt", "Größe".encode("cp1252")))
    publish(workspace, target)
    assert {n for n in files(target) if n.startswith("documents")} == {
        "documents/WI-07 Packing.pdf",
        "documents/WI-08 Old text.pdf",
    }
    assert files(target)["documents/WI-07 Packing.pdf"].startswith(b"%PDF")


def test_the_policy_in_force_is_published_with_its_commitments(workspace: Workspace, target: Path) -> None:
    with workspace.change("Prepare") as work:
        record = work.add("policy", {"title": "Quality policy", "description": "# We\n\nkeep promises."})
        work.session.flush()
        work.add_lines(record, "policy_commitment", [{"what": "No mixed parts"}])
        work.session.flush()
        work.move(record, "approve", waive=True)
    publish(workspace, target)
    assert "policy/Quality policy.pdf" in files(target)
    assert re.findall(r"<h2>(.*?)</h2>", (target / "index.html").read_text("utf-8")) == ["Policy", "Suppliers"]


def test_a_quick_publishing_reads_nothing_that_looks_as_it_was_written(
    filled: Workspace, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(filled, target)
    read: list[str] = []

    def remember(path: Path) -> str:
        read.append(path.name)
        return ""

    monkeypatch.setattr(places, "digest", remember)
    assert publish(filled, target, quick=True).unchanged >= 6
    assert [name for name in read if name.endswith(".docx")] == []
    monkeypatch.undo()
    form = next(target.glob("documents/*.docx"))
    form.write_bytes(b"filled in by hand")
    done = publish(filled, target, quick=True)
    assert any("was not as it was published" in remark for remark in done.remarks)
