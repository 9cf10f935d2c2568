"""Publishing from the window, and keeping the folder up to date."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from qms_desktop.ui.main_window import MainWindow
from qms_desktop.ui.printing.dialog import ListPrintDialog
from qms_desktop.ui.printing.publishing import PublishDialog, Publisher
from qms_desktop.ui.screens import settle
from qms_desktop.workspace.work import Work

D = TypeVar("D", bound=QDialog)


def shown(window: MainWindow, kind: type[D]) -> D:
    settle(window, 2)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, kind)
    return dialog


@pytest.fixture
def share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the user chooses."""
    folder = tmp_path / "share"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: str(folder))
    return folder


def publisher(window: MainWindow) -> Publisher:
    assert window.desk is not None
    found = window.desk.findChild(Publisher)
    assert found is not None
    found.timer.setInterval(0)
    return found


def approve(window: MainWindow, name: str) -> None:
    assert window.desk is not None

    def take_over(work: Work) -> str:
        return work.add("supplier", {"title": name}, taken_over_from="a list", state="approved").number

    window.desk.tasks.change("Take over a supplier", take_over)
    settle(window)


def choose(window: MainWindow, *, refresh: bool = True) -> None:
    window.files.publish()
    dialog = shown(window, PublishDialog)
    assert not dialog.publish.isEnabled() or dialog.folder is not None
    dialog.choose.click()
    dialog.refresh.setChecked(refresh)
    dialog.publish.click()
    settle(window)


def test_a_folder_is_chosen_published_and_remembered(
    window: MainWindow, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def remember(url: object) -> bool:
        opened.append(str(url))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", remember)
    choose(window)
    assert (share / "index.html").is_file()
    assert window.toast.accessibleName() == "Published 0 documents and the suppliers"
    window.toast.button.click()
    assert "index.html" in opened[0]
    window.files.publish()
    again = shown(window, PublishDialog)
    assert again.folder == share
    again.reject()


def test_the_folder_follows_what_changes(window: MainWindow, share: Path) -> None:
    choose(window)
    publisher(window)
    before = (share / "suppliers" / "Approved suppliers.pdf").read_bytes()
    approve(window, "Gut GmbH")
    settle(window)
    assert (share / "suppliers" / "Approved suppliers.pdf").read_bytes() != before


def test_a_folder_that_is_not_to_be_refreshed_stays(window: MainWindow, share: Path) -> None:
    choose(window, refresh=False)
    publisher(window)
    before = (share / "suppliers" / "Approved suppliers.pdf").read_bytes()
    approve(window, "Gut GmbH")
    settle(window)
    assert (share / "suppliers" / "Approved suppliers.pdf").read_bytes() == before


def test_a_folder_out_of_reach_is_told_once(window: MainWindow, share: Path) -> None:
    choose(window)
    publisher(window)
    share.rename(share.with_name("gone"))
    approve(window, "Gut GmbH")
    settle(window)
    assert window.toast.accessibleName().startswith("Not published: There is no folder")
    window.tell("Something else")
    approve(window, "Besser GmbH")
    settle(window)
    assert window.toast.accessibleName() == "Something else"


def test_printing_the_documents_leads_to_publishing(window: MainWindow) -> None:
    window.print("document")
    dialog = shown(window, ListPrintDialog)
    assert dialog.publish.isVisible()
    dialog.publish.click()
    shown(window, PublishDialog).reject()
    window.print("action")
    other = shown(window, ListPrintDialog)
    assert not other.publish.isVisible()
    other.reject()
