from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qms_desktop.exchange.workbook_reading import read_book
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.exporting import ExportDialog
from qms_desktop.workspace.queries import Listing
from qms_desktop.workspace.work import Work


def fill(qtbot: QtBot, desk: Desk, count: int = 3) -> None:
    done: list[int] = []

    def command(work: Work) -> int:
        for number in range(count):
            work.add("risk", {"title": f"Risk {number}", "cause": "=1+1"})
        return count

    desk.tasks.change("Add risks", command, done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=20_000)


@pytest.mark.parametrize("ending", [".xlsx", ".csv", ".json"])
def test_a_register_is_exported_and_the_toast_opens_its_folder(
    qtbot: QtBot, desk: Desk, window: QWidget, tmp_path: Path, ending: str
) -> None:
    fill(qtbot, desk)
    said: list[tuple[str, str]] = []
    dialog = ExportDialog(desk, "risk", announce=lambda text, action, _then: said.append((text, action)), parent=window)
    dialog.show()
    dialog.write(tmp_path / f"x{ending}")
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert said == [(f"Exported 3 risks to x{ending}", "Open folder")]
    assert (tmp_path / f"x{ending}").stat().st_size > 0
    qtbot.waitUntil(lambda: not window.findChildren(ExportDialog), timeout=2_000)


def test_the_listing_shown_can_be_exported_alone(qtbot: QtBot, desk: Desk, window: QWidget, tmp_path: Path) -> None:
    fill(qtbot, desk)
    dialog = ExportDialog(desk, "risk", Listing("risk", where={"title": "Risk 1"}), parent=window)
    dialog.show()
    qtbot.waitUntil(lambda: "3" in dialog.all.text(), timeout=10_000)
    assert dialog.all.text() == "All 3 risks"
    assert dialog.shown.text() == "Only the 1 that the list shows now"
    assert dialog.shown.isChecked()
    with qtbot.waitSignal(desk.told, timeout=20_000) as told:
        dialog.write(tmp_path / "x.csv")
    assert told.args == ["Exported 1 risk to x.csv", False]
    assert len(read_book(tmp_path / "x.csv").sheets[0].rows) == 2


def test_a_folder_that_is_gone_is_said_in_the_dialog(qtbot: QtBot, desk: Desk, window: QWidget, tmp_path: Path) -> None:
    dialog = ExportDialog(desk, "risk", parent=window)
    dialog.show()
    dialog.write(tmp_path / "gone" / "x.xlsx")
    qtbot.waitUntil(lambda: not dialog.notice.isHidden(), timeout=10_000)
    assert "could not be written" in dialog.notice.accessibleName()
    assert dialog.primary.isEnabled()
    assert dialog.isVisible()


def test_cancelling_keeps_the_old_file(qtbot: QtBot, desk: Desk, window: QWidget, tmp_path: Path) -> None:
    fill(qtbot, desk, 900)
    path = tmp_path / "x.xlsx"
    path.write_text("old", encoding="utf-8")
    dialog = ExportDialog(desk, "risk", parent=window)
    dialog.show()
    dialog.write(path)
    dialog.close()
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: not dialog.notice.isHidden(), timeout=20_000)
    assert "Stopped" in dialog.notice.accessibleName()
    assert path.read_text(encoding="utf-8") == "old"
    dialog.close()
    assert not dialog.isVisible()
