from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from qms_desktop.records.links import Relation
from qms_desktop.ui.pages.continuous_improvement.eight_d import EightDDialog, EightDStrip
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.workspace.work import Work
from tests.ui.register.desk import Bench, bench


@pytest.fixture
def made(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[Bench]:
    with bench(tmp_path, theme, qtbot) as opened:
        yield opened


@pytest.fixture
def story(made: Bench) -> tuple[UUID, UUID]:
    """A complaint and the corrective action that it led to."""

    def tell(work: Work) -> tuple[UUID, UUID]:
        complaint = work.add("complaint", {"title": "Mixed parts", "description": "Left", "channel": "phone"})
        action = work.add("corrective_action", {"title": "Mixed parts", "occurrence_cause": "One colour"})
        work.link(complaint, Relation.LED_TO, action)
        return complaint.id, action.id

    keys: tuple[UUID, UUID] = made.do(tell)
    return keys


def opened(made: Bench, kind: str, key: UUID) -> EightDDialog:
    page = made.page(kind)
    page.open_record(key)
    made.settle()
    strip = page.findChild(EightDStrip)
    assert isinstance(strip, EightDStrip)
    assert strip.isVisible()
    assert strip.words.text() == "8D: 4 of 9 filled, next D3 containment"
    strip.button.click()
    made.settle()
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, EightDDialog)
    return shown


@pytest.mark.parametrize("place", [0, 1])
def test_the_disciplines_are_shown_and_lead_to_what_is_missing(
    made: Bench, story: tuple[UUID, UUID], place: int
) -> None:
    shown = opened(made, ("complaint", "corrective_action")[place], story[place])
    assert len(shown.cards) == 9
    missing = [card.discipline.code for card in shown.cards if card.discipline.missing]
    assert missing == ["D3", "D5", "D6", "D7", "D8"]
    ways = [b for card in shown.cards if card.discipline.code == "D5" for b in card.findChildren(QPushButton)]
    assert [b.text()[:6] for b in ways] == ["Go to "]
    ways[0].click()
    made.settle()
    assert made.shown[-1] == ("corrective_action", story[1])


def test_it_is_printed_from_there(made: Bench, story: tuple[UUID, UUID]) -> None:
    printed: list[tuple[str, object, str]] = []
    made.desk.printing.connect(lambda kind, record, report: printed.append((kind, record, report)))
    shown = opened(made, "complaint", story[0])
    shown.print_button.click()
    shown.close()
    assert printed == [("corrective_action", story[1], "8d")]
