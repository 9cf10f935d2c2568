from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from qms_desktop.principles import REGISTERS
from qms_desktop.workspace.search import match
from qms_desktop.workspace.workspace import Workspace
from tests.workspace.bench import add_suppliers

NASTY = ["NC-2026-0042", "C++", "(x", "AND", "OR", "NOT x", "NEAR(q b)", '"', "'", "*", "qq*", "^qq", "-x", "title:x"]
NASTY += ["x y*z", "🏭", "", "  ", "\0", "%", "_", "{", "q AND", "ß", "\u0301", "٣", "½", "ก็", "हिन्दी"]


@pytest.mark.parametrize("typed", NASTY, ids=ascii)
def test_whatever_is_typed_is_searched_for_and_never_an_error(workspace: Workspace, typed: str) -> None:
    for ranked in (False, True):
        assert workspace.search(typed, ranked=ranked) == []


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=30))
@example("NEAR(")
def test_any_text_makes_a_query_of_quoted_words(typed: str) -> None:
    query = match(typed)
    assert query.replace("*", "").count('"') % 2 == 0
    assert not query or query.endswith('"*')


def test_what_was_typed_into_any_register_is_found_in_all_of_them(workspace: Workspace) -> None:
    with workspace.change("Add") as work:
        made = {
            r.kind: work.add(r.kind, {"title": f"Übergröße {r.kind}"}, taken_over_from="x").number for r in REGISTERS
        }
    hits = workspace.search("ubergrosse")
    assert {h.kind: h.number for h in hits} == made
    assert {h.title for h in workspace.search("ÜBERGRÖ")} == {f"Übergröße {kind}" for kind in made}
    for kind, number in made.items():
        assert number in [h.number for h in workspace.search(number)], kind


def test_every_word_must_be_there_and_only_the_last_may_be_a_beginning(workspace: Workspace) -> None:
    add_suppliers(workspace, "Baltic Forge", "Baltic Foundry", "Nordic Forge")
    assert [h.title for h in workspace.search("baltic fo")] == ["Baltic Foundry", "Baltic Forge"]
    assert [h.title for h in workspace.search("balt forge")] == []
    assert [h.title for h in workspace.search("forge baltic")] == ["Baltic Forge"]


def test_long_texts_are_searched_and_the_words_around_are_shown(workspace: Workspace) -> None:
    with workspace.change("Add") as work:
        values = {"title": "Late", "detected_where": "Goods in", "description": "lorem " * 60 + "Zinkschicht zu dünn"}
        work.add("nonconformity", values)
    (hit,) = workspace.search("zinkschicht")
    assert "Zinkschicht" in hit.snippet
    assert hit.snippet.startswith("… ")
    assert len(hit.snippet) < 100


def test_voided_records_are_left_out_and_take_no_place(workspace: Workspace) -> None:
    ids = add_suppliers(workspace, *(f"Forge {n}" for n in range(30)))
    with workspace.change("Void the newest") as work:
        for key in ids[5:]:
            work.void(key, "twice")
    for ranked in (False, True):
        assert len(workspace.search("forge", limit=10, ranked=ranked)) == 5
    with workspace.change("Bring back") as work:
        work.unvoid(ids[7])
    assert len(workspace.search("forge", limit=10)) == 6


def test_newest_first_or_best_first(workspace: Workspace) -> None:
    with workspace.change("Add") as work:
        work.add("supplier", {"title": "Forge"})
        work.add("supplier", {"title": "Something else", "scope": "parts " * 50 + "forge"})
    assert [h.title for h in workspace.search("forge")] == ["Something else", "Forge"]
    assert [h.title for h in workspace.search("forge", ranked=True)] == ["Forge", "Something else"]


def test_search_follows_every_change(workspace: Workspace) -> None:
    (key,) = add_suppliers(workspace, "Forge")
    with workspace.change("Amend") as work:
        work.amend(key, {"title": "Foundry", "notes": "zinc"})
    assert workspace.search("forge") == []
    assert [h.id for h in workspace.search("foundry")] == [h.id for h in workspace.search("zinc")] == [key]


def test_the_words_of_lines_find_their_record_until_they_are_gone(workspace: Workspace) -> None:
    with workspace.change("Add") as work:
        made = work.add("process", {"title": "Purchasing"})
        work.add_lines(made, "process_step", [{"what": "Angebote einholen", "responsible": "Einkäufer"}])
        number = made.number
    assert [h.number for h in workspace.search("einkaufer angebote")] == [number]
    key = workspace.view(number).lines[0].rows[0].id
    with workspace.change("Amend") as work:
        work.amend_line(number, "process_step", key, {"what": "Bestellen"})
    assert workspace.search("angebote") == []
    assert [h.number for h in workspace.search("bestellen")] == [number]
    with workspace.change("Remove") as work:
        work.remove_line(number, "process_step", key)
    assert workspace.search("bestellen") == []
    workspace.undo()
    assert [h.number for h in workspace.search("bestellen")] == [number]


def test_a_number_that_is_typed_whole_comes_first(workspace: Workspace) -> None:
    with workspace.change("Add") as work:
        number = work.add("supplier", {"title": "Baltic"}).number
        for n in range(3):
            work.add("supplier", {"title": f"Like {number} {n}"})
    for ranked in (False, True):
        assert workspace.search(number.lower(), ranked=ranked)[0].number == number
