from __future__ import annotations

import re
from pathlib import Path

import pytest

from qms_desktop.errors import RuleBroken, Stopped
from qms_desktop.principles import REGISTERS
from qms_desktop.records.register import Register
from qms_desktop.reports import limits
from qms_desktop.reports.listing import print_list
from qms_desktop.workspace.queries import Listing
from qms_desktop.workspace.workspace import Workspace
from tests.reports.paper import Paper, read


def printed(workspace: Workspace, listing: Listing, folder: Path) -> Paper:
    out = folder / "list.pdf"
    pages = print_list(workspace, listing, out, compressed=False)
    paper = read(out)
    assert len(paper.pages) == pages
    return paper


@pytest.mark.parametrize("register", REGISTERS, ids=lambda r: r.kind)
def test_every_register_prints_its_list(workspace: Workspace, tmp_path: Path, register: Register) -> None:
    with workspace.change("Prepare") as work:
        example = dict(register.example) or {"title": f"A {register.one}"}
        number = work.add(register.kind, example).number
    paper = printed(workspace, Listing(register.kind), tmp_path)
    assert register.title in paper.words
    assert number in paper.words


@pytest.fixture
def customers(workspace: Workspace) -> Workspace:
    with workspace.change("Prepare") as work:
        for n in range(2000):
            work.add("customer", {"title": f"Customer {n:04} of the long list", "notes": "x"})
    return workspace


def test_two_thousand_rows_are_all_there_under_the_head_of_every_page(customers: Workspace, tmp_path: Path) -> None:
    paper = printed(customers, Listing("customer", sort="title"), tmp_path)
    found = re.findall(r"Customer (\d{4}) of the long list", paper.text)
    assert [int(n) for n in found] == list(range(2000))
    assert len(paper.pages) > 50
    for place, page in enumerate(paper.pages, start=1):
        assert "No.\nName\n" in page
        assert f"Page {place} of {len(paper.pages)}" in page
    assert "2,000 customers · the whole register · in the order of name" in paper.words


def test_more_rows_than_are_printed_are_told(
    customers: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_ROWS", 100)
    paper = printed(customers, Listing("customer", sort="title"), tmp_path)
    assert "The first 100 of 2,000 are printed." in paper.words
    assert "Customer 0100 " not in paper.words


def test_printing_can_be_stopped_while_reading_and_while_drawing(customers: Workspace, tmp_path: Path) -> None:
    for limit in (100, 1500):
        told: list[int] = []

        def tell(done: int, of: int, limit: int = limit, told: list[int] = told) -> bool:
            told.append(done)
            assert of == 2000
            return done < limit

        with pytest.raises(Stopped):
            print_list(customers, Listing("customer"), tmp_path / "x.pdf", progress=tell)
        assert told == sorted(told)
    assert list(tmp_path.glob("x.pdf*")) == []


def test_the_filter_is_said_in_words(workspace: Workspace, tmp_path: Path) -> None:
    with workspace.change("Prepare") as work:
        customer = work.add("customer", {"title": "Brandt Apparatebau"})
        given = {"description": "x", "channel": "phone", "severity": "major"}
        work.add("complaint", given | {"title": "Mixed parts", "customer": customer.id})
        work.add("complaint", given | {"title": "Late", "customer": customer.id, "severity": "minor"})
        owner, key = work.organisation.owner, customer.id
    listing = Listing(
        "complaint",
        text="mixed",
        where={"state": ("received", "closed"), "severity": "major", "customer": key, "channel": ("phone", "visit")},
        owner=owner,
        sort="due_on",
        descending=True,
    )
    words = printed(workspace, listing, tmp_path).words
    assert (
        "1 complaint · with “mixed” · owner Ana Probe · state received or closed · severity Major"
        " · customer Brandt Apparatebau · channel Phone or Visit · in the order of final reply due, descending" in words
    )
    assert "Late" not in words
    assert "Nothing is in this list." in printed(workspace, Listing("complaint", text="nothing such"), tmp_path).words


def test_what_is_overdue_says_so_in_a_word(workspace: Workspace, tmp_path: Path) -> None:
    with workspace.change("Prepare") as work:
        owner = work.organisation.owner
        day = work.today.replace(year=work.today.year - 1)
        work.add("action", {"title": "Old", "owner": owner, "due_on": day}, taken_over_from="a list")
    assert f"{day} overdue" in printed(workspace, Listing("action"), tmp_path).words


def test_hostile_words_stay_in_their_cell(workspace: Workspace, tmp_path: Path) -> None:
    with workspace.change("Prepare") as work:
        for title in ("W" * 250, "<b>bold</b> & co", "😀 שלום", "a\nb\tc"):
            work.add("customer", {"title": title})
    paper = printed(workspace, Listing("customer"), tmp_path)
    assert "<b>bold</b> & co" in paper.words
    assert re.search("W{20,}…", paper.text)


def test_a_register_that_is_not_there_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(RuleBroken):
        print_list(workspace, Listing("invoice"), tmp_path / "x.pdf")
