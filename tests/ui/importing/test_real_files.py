"""The lists of real factories and auditors, taken in through the window as their owner would."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qms_desktop.ui.desk import Desk
from tests.ui.importing.conftest import Import, ask
from tests.ui.importing.test_dialog import bring_in, found

# file, register, rows that are written (rows that join an earlier one among them), rows that need attention, records
LISTS = [
    ("Q133", "supplier", 15, 0, 15),
    ("Q139", "supplier", 11, 1, 10),
    ("Q061", "risk", 30, 0, 30),
    ("Q127", "risk", 10, 0, 10),
    ("Q130", "risk", 20, 0, 20),
    ("Q135", "complaint", 4, 0, 4),
    ("Q125", "nonconformity", 2, 0, 2),
    ("Q069", "nonconformity", 50, 0, 50),
    ("Q120", "corrective_action", 3, 0, 3),
    ("Q136", "action", 6, 0, 6),
    ("Q129", "document", 22, 0, 22),
    ("Q128", "equipment", 20, 0, 20),
    ("Q134", "equipment", 5, 0, 5),
    ("Q131", "training", 20, 0, 20),
    ("Q123", "training", 2, 0, 2),
]


@pytest.mark.parametrize(("name", "kind", "written", "attention", "records"), LISTS, ids=[line[0] for line in LISTS])
def test_a_real_list_comes_in_by_the_window_and_is_known_again(
    qtbot: QtBot,
    desk: Desk,
    dialog: Import,
    real: Path,
    name: str,
    kind: str,
    written: int,
    attention: int,
    records: int,
) -> None:
    (path,) = real.glob(f"{name}__*")
    it = dialog(path, kind)
    assert found(it).written == written
    assert found(it).counts.get("attention", 0) == attention
    assert len(found(it).lines) == written + attention
    bring_in(qtbot, it)
    assert len(ask(qtbot, desk, kind)) == records
    again = dialog(path, kind)
    assert found(again).written == 0
    assert found(again).counts.get("unchanged", 0) == written


LINES = [
    ("Q131", "training", "participant", 20),
    ("Q123", "training", "participant", 2),
    ("Q124", "role", "role_requirement", 5),
    ("Q128", "equipment", "calibration", 20),
]


@pytest.mark.parametrize(("name", "kind", "lines", "rows"), LINES, ids=[line[0] for line in LINES])
def test_the_lines_of_a_real_list_follow_its_records(
    qtbot: QtBot, desk: Desk, dialog: Import, real: Path, name: str, kind: str, lines: str, rows: int
) -> None:
    (path,) = real.glob(f"{name}__*")
    bring_in(qtbot, dialog(path, kind))
    assert len(ask(qtbot, desk, kind)) == rows
    it = dialog(path, lines)
    # the last calibration of a device came with the device
    assert found(it).written == (0 if lines == "calibration" else rows)
    if found(it).written:
        bring_in(qtbot, it)
    again = dialog(path, lines)
    assert (found(again).written, found(again).counts.get("unchanged", 0)) == (0, rows)
