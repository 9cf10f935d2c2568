from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from qms_desktop.errors import RuleBroken, Stopped, Unavailable
from qms_desktop.principles import REGISTERS
from qms_desktop.records.choices import YesNo
from qms_desktop.records.links import Relation
from qms_desktop.records.register import Register
from qms_desktop.records.workflow import Transition
from qms_desktop.reports.record import print_record
from qms_desktop.reports.values import said
from qms_desktop.workspace.signing import revoke, sign
from qms_desktop.workspace.workspace import Workspace
from tests.reports.paper import Paper, read

HOSTILE = {
    "markup": "<b>bold</b> & <para> <br/> </para> &amp; <img src='x'/> ]]>",
    "controls": "bell\x07 escape\x1b[31m delete\x7f null\x00 unit\x1f next\x85",
    "long": "W" * 10_000,
    "lines": "\n".join(f"line {n}" for n in range(900)),
    "emoji": "😀 🚀 👩‍🔧 漢字 नमस्ते",
    "right to left": "שלום עולם 12 مرحبا بالعالم",
    "turned": "invoice\u202efdp.exe",
    "blanks": "   three\tblanks   inside   ",
    "combining": "e" + "\u0301" * 400,
}


def added(workspace: Workspace, kind: str, **values: object) -> UUID:
    with workspace.change("Prepare") as work:
        return work.add(kind, values).id


def nonconformity(workspace: Workspace, **values: object) -> UUID:
    given = {"title": "Bore too wide", "description": "9.2 mm", "detected_where": "Cell 3", "severity": "major"}
    return added(workspace, "nonconformity", **(given | {"occurred_on": workspace.today} | values))


def printed(workspace: Workspace, key: UUID | str, folder: Path, *, history: bool = False) -> Paper:
    out = folder / "record.pdf"
    pages = print_record(workspace, key, out, history=history, compressed=False)
    paper = read(out)
    assert len(paper.pages) == pages
    return paper


@pytest.mark.parametrize("register", REGISTERS, ids=lambda r: r.kind)
def test_every_register_prints_its_example(workspace: Workspace, tmp_path: Path, register: Register) -> None:
    record = added(workspace, register.kind, **(dict(register.example) or {"title": f"A {register.one}"}))
    paper = printed(workspace, record, tmp_path, history=True)
    view = workspace.view(record)
    assert view.number in paper.words
    assert register.workflow.states(view.state).label in paper.words
    for section in view.sections:
        for field in section.fields:
            if field.field.name not in ("title", "taken_over_from"):
                assert " ".join(field.field.label.split()) in paper.words, field.field.name


def test_the_foot_is_on_every_page(workspace: Workspace, tmp_path: Path) -> None:
    record = nonconformity(workspace, description="\n".join(f"line {n}" for n in range(200)))
    paper = printed(workspace, record, tmp_path)
    number, code = workspace.view(record).number, workspace.verify().head.code
    assert len(paper.pages) > 3
    for place, page in enumerate(paper.pages, start=1):
        assert f"Page {place} of {len(paper.pages)}" in page
        assert f"{number} Bore too wide" in page
        assert f"by Ana Probe  ·  trail {code}" in page
        assert re.search(r"Printed \d{4}-\d\d-\d\d \d\d:\d\d", page)
        assert "Uncontrolled when printed" in page


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_words_are_printed_as_they_are(workspace: Workspace, tmp_path: Path, name: str) -> None:
    words = HOSTILE[name]
    record = nonconformity(workspace, title=words[:200].strip(), description=words)
    with workspace.change("Attach", words[:200]) as work:
        work.attach(work.get(record), f"{words[:60]}.txt".replace("/", ""), b"x")
    paper = printed(workspace, record, tmp_path, history=True)
    assert "Description" in paper.text
    if name == "markup":
        assert words in paper.words
    if name == "long":
        assert paper.text.replace("\n", "").count("W") > len(words)
    if name == "lines":
        assert "line 0\nline 1\n" in paper.text
        assert "line 899" in paper.text
    if name == "controls":
        assert "bell escape[31m delete" in paper.words  # what a field keeps of them


def test_links_files_and_history_are_told(workspace: Workspace, tmp_path: Path) -> None:
    record = nonconformity(workspace)
    with workspace.change("Tie them", "the customer asked") as work:
        customer = work.add("customer", {"title": "Brandt Apparatebau"})
        given = {"title": "Mixed parts", "description": "Left and right", "customer": customer.id, "channel": "phone"}
        complaint = work.add("complaint", given | {"occurred_on": date(2020, 1, 2)})
        work.link(complaint, Relation.LED_TO, work.get(record))
        work.attach(work.get(record), "photo.jpg", b"picture")
        number = complaint.number
    paper = printed(workspace, record, tmp_path)
    digest = workspace.view(record).attachments[0].sha256
    assert f"Raised from {number} Mixed parts" in paper.words
    assert "photo.jpg 7 B" in paper.words
    assert digest in paper.text.replace("\n", "")
    assert "History" not in paper.text
    told = printed(workspace, record, tmp_path, history=True)
    assert "Tie them Because: the customer asked" in told.words
    other = printed(workspace, number, tmp_path)
    assert "Led to" in other.words
    assert "days after the event" in other.words


def test_void_and_taken_over_are_said_before_anything_else(workspace: Workspace, tmp_path: Path) -> None:
    with workspace.change("Take over") as work:
        record = work.add("supplier", {"title": "Alt GmbH"}, taken_over_from="list of 2019.xlsx").id
    with workspace.change("Void", "entered twice") as work:
        work.void(record, "entered twice")
    paper = printed(workspace, record, tmp_path)
    first = " ".join(paper.pages[0].split())
    assert "Void, because: entered twice" in first
    assert all("VOID" in page for page in paper.pages)
    assert "Taken over from list of 2019.xlsx" in first
    assert "Contact, E-mail" in paper.words.replace("Not recorded", "")
    assert "Not recorded" in paper.words
    assert "Left empty" not in paper.words


def test_approvals_say_whether_they_still_stand(workspace: Workspace, tmp_path: Path) -> None:
    record = nonconformity(workspace)
    meant = Transition("approve", "Approve", (), YesNo.YES)
    with workspace.change("Sign") as work:
        sign(work, work.get(record), meant)
    paper = printed(workspace, record, tmp_path)
    digest = workspace.view(record).signatures[0].content_hash
    assert "Ana Probe Approve Unchanged" in paper.words
    assert digest in paper.text.replace("\n", "")
    with workspace.change("Amend") as work:
        work.amend(record, {"description": "9.4 mm"})
    assert "Changed: Description" in printed(workspace, record, tmp_path).words
    with workspace.change("Revoke") as work:
        revoke(work, work.get(record))
    assert "Approve Revoked 20" in printed(workspace, record, tmp_path).words


def test_the_standing_waiver_is_printed(workspace: Workspace, tmp_path: Path) -> None:
    record = nonconformity(workspace)
    with workspace.change("Waive") as work:
        work.organisation.waiver = "Five people: author and approver may be the same."
    assert "Standing waiver of the organisation: Five people" in printed(workspace, record, tmp_path).words


def test_the_same_moment_prints_the_same_bytes(workspace: Workspace, tmp_path: Path) -> None:
    workspace.clock.fixed = workspace.clock.now()
    record = nonconformity(workspace)
    one, two = tmp_path / "one.pdf", tmp_path / "two.pdf"
    for path in (one, two):
        print_record(workspace, record, path)
    assert one.read_bytes() == two.read_bytes()


def test_a_record_that_is_not_there_prints_nothing(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(RuleBroken, match="NC-2026-9999"):
        print_record(workspace, "NC-2026-9999", tmp_path / "x.pdf")
    assert not (tmp_path / "x.pdf").exists()


def test_cancelled_printing_leaves_the_old_file(workspace: Workspace, tmp_path: Path) -> None:
    record, out = nonconformity(workspace), tmp_path / "x.pdf"
    out.write_bytes(b"old")
    with pytest.raises(Stopped):
        print_record(workspace, record, out, progress=lambda _done, _of: False)
    assert out.read_bytes() == b"old"
    assert [p.name for p in tmp_path.glob("*.part")] == []


def test_a_folder_that_is_not_there_is_said(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"x\.pdf"):
        print_record(workspace, nonconformity(workspace), tmp_path / "nowhere" / "x.pdf")


def test_no_other_font_is_needed_to_read_it(workspace: Workspace, tmp_path: Path) -> None:
    fonts = set(re.findall(rb"/BaseFont /(\S+)", printed(workspace, nonconformity(workspace), tmp_path).raw))
    assert fonts == {b"AAAAAA+DejaVuSans", b"AAAAAA+DejaVuSans-Bold"}


def test_rows_that_the_record_owns_are_printed_whole_and_in_order(workspace: Workspace, tmp_path: Path) -> None:
    record = added(workspace, "process", title="Packing")
    with workspace.change("Steps") as work:
        rows = [{"what": f"Step {n} " + "with many words " * 12, "responsible": "Packer"} for n in range(40)]
        work.add_lines(record, "process_step", rows)
    paper = printed(workspace, record, tmp_path)
    assert [int(n) for n in re.findall(r"Step (\d+) with", paper.words)] == list(range(40))
    assert "Steps (40)" in paper.words
    assert "Left empty in all: Document, Record" in paper.words
    assert "Inputs Outputs" in paper.words  # named among what is left empty


def test_a_wide_line_stands_on_two_rows_of_the_table(workspace: Workspace, tmp_path: Path) -> None:
    record = added(workspace, "competence", title="TIG welding")
    with workspace.change("Assess") as work:
        owner = work.organisation.owner
        row: dict[str, object] = {
            "person": owner,
            "level": "3",
            "assessed_on": date(2026, 1, 5),
            "method": "certificate",
        }
        more: dict[str, object] = {
            "assessor": owner,
            "issuer": "Nordmark " * 10,
            "certificate_no": "W-4471",
            "note": "seen " * 60,
        }
        work.add_lines(record, "assessment", [row | more])
    words = printed(workspace, record, tmp_path).words
    assert "2026-01-05" in words
    assert "Note: seen seen" in words
    assert "Issued by: Nordmark" in words


@pytest.mark.parametrize("words", ["W" * 10_000, "word " * 3000, "\n".join(map(str, range(900)))])
def test_a_cell_higher_than_a_page_runs_over_pages(workspace: Workspace, tmp_path: Path, words: str) -> None:
    record = nonconformity(workspace)
    with workspace.change("Work on it", words) as work:
        work.amend(record, {"description": "again"})
    paper = printed(workspace, record, tmp_path, history=True)
    assert len(paper.pages) > 2
    assert f"Page 1 of {len(paper.pages)}" in paper.pages[0]


def test_a_long_fraction_is_rounded_and_a_typed_number_is_not(workspace: Workspace) -> None:
    field = workspace.register("nonconformity").fields["quantity"]
    assert said(field, 8 / 9 * 100) == "88.888889"
    assert said(field, 12.3456789) == "12.3456789"


def test_what_is_no_longer_valid_is_stamped_on_every_page(workspace: Workspace, tmp_path: Path) -> None:
    record = added(workspace, "process", title="Packing", purpose="\n".join(["why"] * 200))
    assert "RETIRED" not in printed(workspace, record, tmp_path).text
    with workspace.change("Retire", "no longer done") as work:
        work.move(work.get(record), "retire", reason="no longer done")
    paper = printed(workspace, record, tmp_path)
    assert len(paper.pages) > 2
    assert all("RETIRED" in page for page in paper.pages)
