"""Special screens are sub-tabs of their principle, and what they open is one step back."""

from __future__ import annotations

from pathlib import Path

import pytest

from qms_desktop.app import load_domain
from qms_desktop.ui.pages.risk_based_thinking.page import RiskMatrixPage
from qms_desktop.ui.pages.specials import SPECIALS
from qms_desktop.ui.screens import settle
from qms_desktop.workspace.workspace import Workspace
from tests.ui.window.conftest import Open


@pytest.fixture
def risky(file: Path) -> Path:
    domain = load_domain()
    with Workspace.open(file, domain.registers, domain.rules) as workspace, workspace.change("Add") as work:
        work.add("risk", {"title": "The plater fails", "likelihood": "4", "impact": "4"})
        work.add("risk", {"title": "Rain", "likelihood": "1", "impact": "1"})
    return file


def test_every_special_screen_belongs_to_a_principle_and_has_a_name_of_its_own() -> None:
    assert set(SPECIALS) <= {principle.name for principle in load_domain().principles}
    names = [special.name for specials in SPECIALS.values() for special in specials]
    assert len(set(names)) == len(names)
    assert not set(names) & {register.kind for register in load_domain().registers}


def test_from_a_cell_to_its_risks_and_back(risky: Path, open_window: Open) -> None:
    window = open_window(risky)
    window.go("risk_matrix")
    settle(window)
    page = window.principle_page
    assert page is not None
    matrix = window.findChild(RiskMatrixPage)
    assert isinstance(matrix, RiskMatrixPage)
    page.enter()
    assert window.focusWidget() is matrix.first
    matrix.grid.cells[4, 4].click()
    settle(window)
    assert page.page.isVisible()
    assert page.page.model.rowCount() == 1
    window.step_back(-1)
    settle(window)
    assert page.shown == "risk_matrix"
    assert matrix.isVisible()


@pytest.mark.parametrize("name", SPECIALS)
def test_special_screens_have_no_buttons_of_a_list(file: Path, open_window: Open, name: str) -> None:
    window = open_window(file)
    window.tabs.setCurrentIndex([principle.name for principle in load_domain().principles].index(name) + 1)
    page = window.principle_page
    assert page is not None
    for special in SPECIALS[name]:
        page.go(special.name)
        settle(window)
        assert page._new.isHidden()
        assert page._print.isHidden()
    page.go(page.register.kind)
    assert not page._new.isHidden()
