from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from qms_desktop.flows.tracing import trace
from qms_desktop.records.links import Relation
from qms_desktop.reports import fonts
from qms_desktop.reports.chain import BOX, HEIGHT, Graph, print_chain
from qms_desktop.reports.record import print_record
from qms_desktop.workspace.workspace import Workspace
from tests.reports.paper import read


def story(workspace: Workspace, followers: int) -> UUID:
    """A risk that led to many others, one of which led to another."""
    with workspace.change("Tell a story") as work:
        first, *rest = [work.add("risk", {"title": f"Risk number {n} " + "long " * 30}) for n in range(followers + 1)]
        for one in rest:
            work.link(first, Relation.LED_TO, one)
        return first.id


def test_the_appendix_tells_the_chain_from_every_record(workspace: Workspace, tmp_path: Path) -> None:
    first = story(workspace, 2)
    numbers = [f"RSK-{workspace.today.year}-000{n}" for n in (1, 2, 3)]
    for key in (first, numbers[2]):
        print_record(workspace, key, tmp_path / "x.pdf", chain=True, compressed=False)
        paper = read(tmp_path / "x.pdf")
        last = " ".join(" ".join(paper.pages[1:]).split())
        assert "Chain: what led to this record, and what followed" in last
        assert all(last.count(number) >= 2 for number in numbers)  # in the list and in the graph
        assert f"Raised from {numbers[0]}" in last
        assert all("Page" in page and "Uncontrolled when printed" in page for page in paper.pages)


def test_a_record_that_is_alone_says_so(workspace: Workspace, tmp_path: Path) -> None:
    print_chain(workspace, story(workspace, 0), tmp_path / "x.pdf", compressed=False)
    assert "This record is tied to no other." in read(tmp_path / "x.pdf").words


@pytest.mark.parametrize("followers", [1, 12, 70])
def test_long_chains_run_over_pages_and_tell_what_they_leave_out(
    workspace: Workspace, tmp_path: Path, followers: int
) -> None:
    pages = print_chain(workspace, story(workspace, followers), tmp_path / "x.pdf", compressed=False)
    paper = read(tmp_path / "x.pdf")
    assert len(paper.pages) == pages
    assert ("more records belong to this chain" in paper.words) == (followers > 60)
    for place in range(1, min(followers, 59) + 2):
        assert f"-{place:04}" in paper.words


def test_no_words_of_the_graph_leave_their_box(workspace: Workspace) -> None:
    fonts.prepare()
    first = story(workspace, 5)
    with workspace.read() as look:
        chain = trace(look, first)
    graph = Graph(chain, workspace.registers)
    said: list[tuple[float, float, float]] = []

    class Pen:
        """Remembers where words went."""

        size = 0.0

        def setFont(self, _font: str, size: float) -> None:  # noqa: N802
            self.size = size

        def drawString(self, x: float, y: float, words: str) -> None:  # noqa: N802
            said.append((x, y, x + fonts.width(words, self.size)))

        def __getattr__(self, _name: str) -> object:
            return lambda *_a, **_k: None

    graph.canv = Pen()
    for node in chain.nodes:
        said.clear()
        graph._draw_box(node)
        left, top = graph._place(node)
        assert len(said) >= 3
        for x, y, right in said:
            assert left < x < right < left + BOX
            assert graph._from_below(top + HEIGHT) < y < graph._from_below(top)
