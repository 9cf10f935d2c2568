"""PySide6 6.12.0 loses a reference to None at every call that returns nothing; some 5,200 of them kill Python 3.11."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

ROUNDS, CALLS = 20, 1_000
NOISE = 100  # what other threads and caches may take or give back in the meantime


def test_calls_that_return_nothing_leave_none_alone(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    thing = QObject()
    before = sys.getrefcount(None)  # from Python 3.12 on a constant: None is immortal there
    for _ in range(ROUNDS):  # looked at before the process can die of it
        for number in range(CALLS // 2):
            label.setEnabled(number % 2 == 0)
            thing.setObjectName("a")
        assert abs(sys.getrefcount(None) - before) < NOISE
