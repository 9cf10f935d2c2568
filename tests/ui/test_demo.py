from __future__ import annotations

from pathlib import Path

from qms_desktop.flows.transitions import RULES
from qms_desktop.principles import REGISTERS
from qms_desktop.ui.demo import tell_story
from qms_desktop.workspace.queries import Listing
from qms_desktop.workspace.workspace import Workspace


def test_the_guided_demo_makes_what_it_says(tmp_path: Path) -> None:
    said: list[str] = []
    path = tell_story(tmp_path, list(REGISTERS), RULES, said.append)
    assert "Did you mean Important?" in said[1]
    assert "Correction is missing" in "".join(said)
    with Workspace.open(path, REGISTERS, RULES) as made:
        assert made.count(Listing("supplier")) == 4
        chain = [link.other.number for link in made.view(f"NC-{made.today.year}-0001").links]
        assert {number.split("-")[0] for number in chain} == {"CMP", "CA"}
        assert made.verify().problems == ()
    assert (tmp_path / "suppliers exported.xlsx").stat().st_size > 5000
