from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qms_desktop.ui import keys

AUDIT = keys.AUDIT


def test_names_are_unique() -> None:
    assert [name for name, count in Counter(key.id for key in keys.KEYS).items() if count > 1] == []


def test_no_keys_are_given_twice_where_both_work() -> None:
    """The audit has a window of its own; all other areas are open together."""
    for areas in ({AUDIT}, {key.area for key in keys.KEYS} - {AUDIT}):
        given = Counter(
            QKeySequence(sequence).toString() for key in keys.KEYS if key.area in areas for sequence in key.sequences
        )
        assert [sequence for sequence, count in given.items() if count > 1] == []


@pytest.mark.parametrize("key", keys.KEYS, ids=lambda key: key.id)
def test_every_sequence_is_one_qt_knows(key: keys.Key) -> None:
    for sequence in key.sequences:
        parsed = QKeySequence(sequence)
        assert parsed.count() == 1
        assert parsed.toString()
    assert key.title
    assert key.text


def test_the_design_names_these() -> None:
    given = {sequence for key in keys.KEYS for sequence in key.sequences}
    named = "Ctrl+K Ctrl+N Ctrl+Shift+N / Ctrl+1 Ctrl+9 Ctrl+Tab Return Space Esc F2 Ctrl+Return Ctrl+D Ctrl+Z"
    named += " Ctrl+Shift+Z Ctrl+I Ctrl+E Ctrl+P Alt+Left Alt+Right Ctrl+L F1 F6"
    assert set(named.split()) <= given


def test_tooltips_name_the_keys() -> None:
    assert keys.tooltip("Undo", "undo") == f"Undo  {keys.key('undo').text}"
    assert keys.tooltip("Undo", "") == "Undo"


def test_an_action_answers_to_its_keys(qtbot: QtBot) -> None:
    owner, heard = QWidget(), []
    qtbot.addWidget(owner)
    action = keys.make_action("open", owner, lambda: heard.append("open"))
    assert [sequence.toString() for sequence in action.shortcuts()] == ["Return", "Space"]
    action.trigger()
    assert heard == ["open"]


def test_the_sheet_has_every_key_once_and_every_area_once() -> None:
    sheet = keys.sheet()
    assert [key for _, entries in sheet for key in entries] == list(keys.KEYS)
    assert len({place for place, _ in sheet}) == len(sheet)
