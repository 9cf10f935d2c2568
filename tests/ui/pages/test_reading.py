"""A document is read: the valid version as it is, every other one under its stamp."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QTextBrowser

from qms_desktop.ui.pages.part import Part
from qms_desktop.ui.pages.process_approach.reader import Across, Reader
from qms_desktop.ui.pages.process_approach.reading import ReadingStrip
from qms_desktop.ui.pages.process_approach.sheets import Picture, decoded, sheet_of
from qms_desktop.ui.register.files import picture
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.workspace.work import Work
from tests.ui.register.desk import Bench
from tests.ui.register.test_form import opened

TEXT = b"# WI-07\n\nCount **five** boxes. ![pixel](https://tracker.example/p.png)\n"
WAY = ("submit", "pass_review", "approve", "release")


def document(bench: Bench, name: str = "wi-07.md", content: bytes = TEXT, *, again: bool = False) -> UUID:
    """An effective document; `again` with a second version that has taken the first one's place."""
    author = bench.add("person", title="Ida Schreiber")
    made = bench.add(
        "document", title="Incoming check", external_ref="WI-07", author=author, approver=bench.workspace.actor,
        training_impact="none", review_months=24,
    )  # fmt: skip
    issue(bench, made, name, content)
    if again:
        bench.do(lambda work: work.move(made, "new_version").id)
        values = {"change_summary": "Five", "training_impact": "none", "author": author}
        bench.do(lambda work: work.amend(made, values))
        issue(bench, made, name, content + b"\nSecond.")
    return made


def issue(bench: Bench, made: UUID, name: str, content: bytes) -> None:
    bench.do(lambda work: work.attach(made, name, content).id)
    for step in WAY:
        bench.do(partial(_step, made=made, step=step))


def _step(work: Work, made: UUID, step: str) -> UUID:
    return work.move(made, step, waive=True).id


def strip(bench: Bench, made: UUID) -> ReadingStrip:
    page = opened(bench, "document", made)
    bench.settle()
    found = page.pane.part
    assert isinstance(found, ReadingStrip)
    return found


def reader(bench: Bench, made: UUID, place: int = 0) -> Reader:
    shown = Reader(bench.desk, strip(bench, made).editions[place], bench.workspace.path.parent / "copies")
    bench.qtbot.addWidget(shown)
    shown.show()
    bench.settle()
    return shown


def test_the_valid_version_is_one_click_away(bench: Bench) -> None:
    found = strip(bench, document(bench))
    assert found.isVisible()
    assert found.chip.accessibleName() == "Revision A in effect"
    assert not found.stamp.isVisible()
    assert not found.others.isVisible()
    found.read.click()
    bench.settle()
    shown = found.window().findChild(Reader)
    assert isinstance(shown, Reader)
    assert not shown.band.isVisible()
    assert shown.across is None
    shown.close_button.click()


def test_other_kinds_have_no_such_strip(bench: Bench) -> None:
    page = opened(bench, "risk", bench.add("risk", title="Fire"))
    assert type(page.pane.part) is Part
    assert not page.pane.part.isVisible()


def test_text_is_shown_and_fetches_nothing(bench: Bench) -> None:
    shown = reader(bench, document(bench))
    view = shown.sheet.widget if shown.sheet else None
    assert isinstance(view, QTextBrowser)
    assert view.isReadOnly()
    assert "Count five boxes." in view.toPlainText()
    assert view.loadResource(2, QUrl("file://" + "/etc/hostname")).isEmpty()
    assert shown.focusWidget() is view


def test_what_was_superseded_is_stamped_across_and_in_a_band(bench: Bench) -> None:
    made = document(bench, again=True)
    found = strip(bench, made)
    assert [action.text() for action in found.menu.actions()] == ["Revision A: superseded"]
    shown = reader(bench, made, 1)
    today = bench.workspace.today
    assert shown.band.isVisible()
    assert shown.band.accessibleName() == f"OBSOLETE: superseded by revision B on {today}"
    assert isinstance(shown.across, Across)
    assert shown.across.isVisible()
    assert shown.sheet is not None
    assert shown.across.geometry() == shown.sheet.page.rect()
    shown.resize(700, 500)
    bench.settle()
    assert shown.across.geometry() == shown.sheet.page.rect()
    bare = shown.sheet.page.grab().toImage()
    shown.across.hide()
    assert shown.sheet.page.grab().toImage() != bare


def test_an_obsolete_document_says_so_before_it_is_opened(bench: Bench) -> None:
    made = document(bench)
    bench.do(lambda work: work.move(made, "retire", reason="Line closed").id)
    found = strip(bench, made)
    assert found.stamp.text() == f"OBSOLETE: withdrawn on {bench.workspace.today}"
    assert found.stamp.isVisible()


@pytest.mark.parametrize(
    ("place", "name"), [(0, "wi-07.pdf"), (1, "OBSOLETE - superseded by revision B on {0} - wi-07.pdf")]
)
def test_a_copy_for_another_program_is_read_only_and_carries_the_stamp_in_its_name(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, place: int, name: str
) -> None:
    given: list[Path] = []

    def start(url: QUrl) -> bool:
        given.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", start)
    shown = reader(bench, document(bench, "wi-07.pdf", b"%PDF-1.4", again=True), place)
    shown.outside.click()
    bench.settle()
    assert given[0].name == name.format(bench.workspace.today)
    assert given[0].read_bytes().startswith(b"%PDF-1.4")
    assert not given[0].stat().st_mode & 0o222


def test_a_program_is_not_started(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: pytest.fail("started"))
    shown = reader(bench, document(bench, "setup.exe", b"MZ"))
    shown.outside.click()
    assert "is a program" in shown.notice.accessibleName()


def test_what_no_program_opens_is_said(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    shown = reader(bench, document(bench, "wi-07.xyz", b"?"))
    shown.outside.click()
    bench.settle()
    assert shown.notice.accessibleName() == "No program on this computer opens wi-07.xyz."


def test_a_document_kept_elsewhere_says_where(bench: Bench) -> None:
    made = bench.add("document", title="Wiki page", kept_at="https://wiki.example/7")
    shown = reader(bench, made)
    assert not shown.outside.isVisible()
    words = (
        [label.text() for label in shown.sheet.widget.findChildren(type(strip(bench, made).stamp))]
        if shown.sheet
        else []
    )
    assert words[:2] == ["The file of this version does not lie inside.", "It is kept at https://wiki.example/7."]


def test_a_picture_is_shown_and_a_damaged_one_is_not(theme: Theme) -> None:
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    shown = sheet_of(theme, "plan.png", picture(image))
    assert isinstance(shown.page, Picture)
    damaged = sheet_of(theme, "plan.png", b"\x89PNG\r\n\x1a\n broken")
    assert not isinstance(damaged.page, Picture)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("Prüfung".encode(), "Prüfung"),
        ("Prüfung".encode("utf-16"), "Prüfung"),
        ("Prüfung".encode("cp1252"), "Prüfung"),
        (b"\xef\xbb\xbfA", "A"),
    ],
)
def test_text_in_old_encodings(content: bytes, words: str) -> None:
    assert decoded(content) == words
