"""The drawings of the causes on the printed nonconformity."""

from __future__ import annotations

from pathlib import Path

from qms_desktop.principles.continuous_improvement.causes import Cause
from qms_desktop.reports.record import print_record
from qms_desktop.workspace.workspace import Workspace
from tests.reports.paper import Paper, read


def printed(workspace: Workspace, folder: Path, *rows: dict[str, object]) -> Paper:
    with workspace.change("Prepare") as work:
        made = work.add("nonconformity", {"title": "Mixed parts", "detected_where": "Packing"})
        work.session.flush()
        if rows:
            work.add_lines(made, Cause.__tablename__, rows)
        key = made.id
    path = folder / "nc.pdf"
    print_record(workspace, key, path, compressed=False)
    return read(path)


def test_tree_and_fishbone_are_drawn_with_their_words(workspace: Workspace, tmp_path: Path) -> None:
    root = {"cause_no": 1, "what": "Two bins", "family": "method", "cause_kind": "escape"}
    paper = printed(workspace, tmp_path, root, {"cause_no": 2, "explains": 1, "what": "One colour", "verified": True})
    assert "Why tree" in paper.words
    assert "Fishbone" in paper.words
    listed, tree, bone = 1, 1, 1
    assert paper.words.count("Two bins") == listed + tree + bone
    assert paper.words.count("2 One colour") + paper.words.count("2  One colour") >= tree
    for family in ("People", "Machine", "Material", "Method", "Measurement", "Surroundings", "Not sorted yet"):
        assert family in paper.words


def test_without_families_there_is_a_tree_only_and_without_causes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    assert "Why tree" not in printed(workspace, tmp_path).words
    words = printed(workspace, tmp_path, {"cause_no": 1, "what": "Two bins"}).words
    assert ("Why tree" in words, "Fishbone" in words) == (True, False)


def test_the_longest_causes_and_many_of_them_run_over_pages(workspace: Workspace, tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"cause_no": n, "explains": n - 1 or None, "what": "W " * 250, "family": "machine"} for n in range(1, 41)
    ]
    paper = printed(workspace, tmp_path, *rows)
    assert len(paper.pages) > 1
    assert any("Fishbone" in page for page in paper.pages)
