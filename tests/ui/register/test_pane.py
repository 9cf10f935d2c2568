from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from qms_desktop.records.links import Relation
from qms_desktop.ui.register.inlay import Blocked, Reason
from qms_desktop.ui.register.linking import LinkPanel
from qms_desktop.ui.register.pane import EVIDENCE, HISTORY, LINKS
from qms_desktop.ui.register.parts import Parts
from qms_desktop.ui.theme.theme import Theme
from tests.ui.register.desk import Bench
from tests.ui.register.desk import bench as make_bench
from tests.ui.register.test_form import answer, opened


def test_a_blocked_step_lists_everything_and_jumps_to_the_field(bench: Bench) -> None:
    record = bench.add("complaint", title="Mixed", description="x", channel="mail")
    page = opened(bench, "complaint", record)
    assert page.pane.footer.primary.text() == "Acknowledge"
    assert page.pane.footer.primary.isEnabled()
    page.pane.footer.primary.click()
    bench.settle()
    panel = page.pane.inlay.panel
    assert isinstance(panel, Blocked)
    move = next(m for m in bench.view(record).moves if m.name == "acknowledge")
    assert len(panel.jumps) == len(move.unmet) > 1
    assert panel.waive is None
    place = next(n for n, u in enumerate(move.unmet) if u.field == "medium")
    panel.jumps[place].click()
    assert page.pane.form.editors["medium"].editor.hasFocus()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert not page.pane.inlay.isVisible()
    assert page.pane.isVisible()


def test_the_focus_returns_from_the_list_of_what_is_missing(bench: Bench) -> None:
    page = opened(bench, "complaint", bench.add("complaint", title="Mixed", description="x", channel="mail"))
    primary = page.pane.footer.primary
    primary.setFocus()
    primary.click()
    bench.settle()
    panel = page.pane.inlay.panel
    assert isinstance(panel, Blocked)
    assert panel.jumps[0].hasFocus()
    QTest.keyClick(panel.jumps[0], Qt.Key.Key_Escape)
    assert page.pane.inlay.panel is None
    assert primary.hasFocus()


def test_a_should_is_passed_with_one_click_which_the_history_shows(bench: Bench) -> None:
    customer = bench.add("customer", title="Hansen")
    record = bench.add(
        "complaint", title="Mixed", description="x", channel="mail", customer=customer, severity="minor",
        category="Surface", validity="justified",
    )  # fmt: skip
    page = opened(bench, "complaint", record)
    assess = next(m for m in bench.view(record).moves if m.name == "assess")
    page.pane.footer.asked.emit(assess)
    bench.settle()
    panel = page.pane.inlay.panel
    assert isinstance(panel, Blocked)
    assert panel.waive is not None
    panel.waive.click()
    bench.settle()
    assert bench.view(record).state == "assessed"
    number = bench.view(record).number
    assert bench.told[-1] == (f"{number} is now: Assessed", True)
    entry = bench.ask(lambda workspace: workspace.record_history(record))[0]
    assert "Not needed here" in (entry.reason or "")


def test_a_step_that_asks_why_takes_no_empty_reason(bench: Bench) -> None:
    record = bench.add("action", title="Colour the bins")
    page = opened(bench, "action", record)
    cancel = next(m for m in bench.view(record).moves if m.name == "cancel")
    page.pane.footer.asked.emit(cancel)
    panel = page.pane.inlay.panel
    assert isinstance(panel, Reason)
    panel.verb.click()
    assert panel.field.problem
    panel.field.text.setPlainText("Bins are gone")
    panel.verb.click()
    bench.settle()
    assert bench.view(record).state == "cancelled"
    assert bench.told[-1] == (f"Cancelled {bench.view(record).number}", True)
    title = page.pane.title
    assert title.text.isReadOnly()
    assert "cancelled" in title.toolTip()
    assert page.pane.form.editors["outcome"].editor.property("locked") is True
    assert not page.pane.evidence.zone.isEnabled()


def test_ctrl_enter_saves_what_is_typed_and_takes_the_next_step(bench: Bench) -> None:
    source = bench.add("risk", title="Fire")
    due = bench.workspace.today + timedelta(days=9)
    record = bench.add("action", title="Extinguishers", source=source, due_on=due)
    page = opened(bench, "action", record)
    page.pane.edit("title")
    page.pane.title.text.setPlainText("More extinguishers")
    QTest.keyClick(page.pane.title.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bench.settle()
    assert [bench.view(record).title, bench.view(record).state] == ["More extinguishers", "in_progress"]


def test_voiding_asks_why_and_can_be_taken_back(bench: Bench) -> None:
    record = bench.add("risk", title="Fire")
    page = opened(bench, "risk", record)
    page.pane.ask_void()
    panel = page.pane.inlay.panel
    assert isinstance(panel, Reason)
    assert not page.pane.footer.isVisible()
    panel.field.text.setPlainText("Entered twice")
    panel.verb.click()
    bench.settle()
    assert bench.view(record).void_reason == "Entered twice"
    assert page.pane.footer.isVisible()
    assert page.pane.void.isVisible()
    assert page.pane.head.void.isVisible()
    assert page.pane.title.text.isReadOnly()
    page.pane.bring_back()
    bench.settle()
    assert not bench.view(record).voided
    assert not page.pane.void.isVisible()


def test_links_are_seen_from_both_ends_and_removed(bench: Bench) -> None:
    risk, nonconformity = bench.add("risk", title="Fire"), bench.add("nonconformity", title="Burn", detected_where="x")
    page = opened(bench, "nonconformity", nonconformity)
    page.pane.tabs.setCurrentIndex(LINKS)
    page.pane.links.add.click()
    panel = page.pane.inlay.panel
    assert isinstance(panel, LinkPanel)
    panel.record.line.setFocus()
    panel.record.wanted.emit("fire")
    bench.settle()
    panel.record.line.setText(f"{bench.view(risk).number}  Fire")
    assert panel.record.commit()
    assert panel.relation.value() == (Relation.LED_TO, False)
    answer(page.pane.inlay, "Link")
    bench.settle()
    assert [(link.label, link.other.id) for link in bench.view(nonconformity).links] == [("Led to", risk)]
    assert [(link.label, link.other.id) for link in bench.view(risk).links] == [("Raised from", nonconformity)]
    page.pane.links.rows[0].click()
    assert bench.shown == [("risk", risk)]
    page.pane.links._remove(bench.view(nonconformity).links[0])
    bench.settle()
    assert bench.view(risk).links == ()


def test_a_story_makes_the_next_record_and_opens_it(bench: Bench) -> None:
    record = bench.add("complaint", title="Mixed", description="x", channel="mail")
    page = opened(bench, "complaint", record)
    button = next(b for b in page.pane.links.stories if b.text() == "Raise nonconformity")
    button.click()
    bench.settle()
    kind, made = bench.shown[-1]
    assert kind == "nonconformity"
    assert made is not None
    assert [link.other.id for link in bench.view(made).links] == [record]
    assert page.pane.links.rows


def test_files_are_dropped_opened_as_copies_and_removed(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = bench.add("risk", title="Fire")
    page = opened(bench, "risk", record)
    page.pane.tabs.setCurrentIndex(EVIDENCE)
    report = tmp_path / "report.txt"
    report.write_text("burnt", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(report))])
    page.pane.evidence.zone.take(data)
    bench.settle()
    row = page.pane.evidence.rows[0]
    assert bench.view(record).attachments[0].name == "report.txt"
    seen: list[str] = []

    def take(url: QUrl) -> bool:
        seen.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", take)
    row.open.click()
    bench.settle()
    copy = Path(seen[0])
    assert copy.read_text(encoding="utf-8") == "burnt"
    assert not copy.stat().st_mode & 0o222
    row.remove.click()
    bench.settle()
    assert bench.view(record).attachments == ()
    assert bench.told[-1] == ("Removed report.txt", True)


def drop(target: QWidget, path: Path) -> bool:
    """What Qt sends when a file is dragged over a widget and let go; says whether it was taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    over = QDragEnterEvent(target.rect().center(), copy, data, left, none)
    over.ignore()
    QApplication.sendEvent(target, over)
    if over.isAccepted():
        QApplication.sendEvent(target, QDropEvent(QPointF(target.rect().center()), copy, data, left, none))
    return over.isAccepted()


def test_a_file_dropped_anywhere_on_a_record_becomes_evidence(bench: Bench, tmp_path: Path) -> None:
    record = bench.add("risk", title="Fire")
    page = opened(bench, "risk", record)
    parts = page.pane.findChild(Parts)
    assert isinstance(parts, Parts)
    photo, system = tmp_path / "photo.txt", tmp_path / "other.qms"
    for path in (photo, system):
        path.write_text("burnt", encoding="utf-8")
    assert not drop(parts, system)
    assert drop(parts, photo)
    bench.settle()
    assert [file.name for file in bench.view(record).attachments] == ["photo.txt"]
    assert page.pane.evidence.isVisible()
    assert bench.told[-1] == (f"Attached photo.txt to {bench.view(record).number}", True)


def test_no_button_below_the_links_is_cut(bench: Bench) -> None:
    for kind, needed in (("nonconformity", {"title": "Late", "detected_where": "Hall"}), ("risk", {"title": "Fire"})):
        page = opened(bench, kind, bench.add(kind, **needed))
        page.pane.tabs.setCurrentIndex(LINKS)
        bench.settle()
        buttons = [b for b in page.pane.links.findChildren(QAbstractButton) if b.isVisible()]
        assert buttons
        assert all(b.width() >= b.sizeHint().width() for b in buttons), [b.text() for b in buttons]


def test_a_folder_and_a_program_are_refused_in_words(bench: Bench, tmp_path: Path) -> None:
    record = bench.add("risk", title="Fire")
    page = opened(bench, "risk", record)
    page.pane.tabs.setCurrentIndex(EVIDENCE)
    page.pane.evidence.zone.dropped.emit([tmp_path])
    bench.settle()
    assert "is a folder" in page.pane.evidence.notice.accessibleName()
    page.pane.evidence.zone.dropped.emit([tmp_path / "missing.pdf"])
    bench.settle()
    assert "missing.pdf cannot be read" in page.pane.evidence.notice.accessibleName()
    bench.do(lambda work: work.attach(record, "setup.exe", b"MZ").name)
    page.pane.evidence.rows[0].open.click()
    assert "is a program" in page.pane.evidence.notice.accessibleName()


def test_a_pasted_picture_becomes_a_png(bench: Bench) -> None:
    record = bench.add("risk", title="Fire")
    page = opened(bench, "risk", record)
    page.pane.tabs.setCurrentIndex(EVIDENCE)
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(image)
    page.pane.evidence.zone.setFocus()
    QTest.keyClick(page.pane.evidence.zone, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    bench.settle()
    file = bench.view(record).attachments[0]
    assert file.name.endswith(".png")
    assert bench.ask(lambda workspace: workspace.file(file.sha256)).startswith(b"\x89PNG")


def test_the_history_undoes_one_change(bench: Bench) -> None:
    record = bench.add("complaint", title="Mixed", description="x", channel="mail")
    bench.do(lambda work: work.amend(record, {"contact": "Ilse"}))
    page = opened(bench, "complaint", record)
    page.pane.tabs.setCurrentIndex(HISTORY)
    bench.settle()
    undo = page.pane.history.rows[0].undo
    assert undo is not None
    undo.click()
    bench.settle()
    assert bench.view(record).value("contact") is None
    assert page.pane.history.rows[0].undo is None
    assert page.pane.history.rows[1].undo is None
    assert bench.told[-1] == ("Undone: Prepare", False)


def test_undoing_the_creation_closes_the_pane(bench: Bench) -> None:
    record = bench.add("risk", title="Fire")
    page = opened(bench, "risk", record)
    bench.desk.tasks.undo()
    bench.settle()
    assert not page.pane.isVisible()
    assert not bench.refused


def test_a_file_that_can_only_be_read_offers_no_change(
    tmp_path: Path, theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QMS_DATA", str(tmp_path / "data"))
    with make_bench(tmp_path, theme, qtbot) as first:
        record = first.add("risk", title="Fire")
    with make_bench(tmp_path, theme, qtbot, read_only=True) as bench:
        page = opened(bench, "risk", record)
        assert page.pane.title.text.isReadOnly()
        assert not page.pane.footer.primary.isEnabled()
        assert "reading only" in page.pane.footer.primary.toolTip()
        assert not page.pane.evidence.zone.isEnabled()
        assert not page.pane.links.add.isEnabled()
        page.new()
        assert not page.new_pane.isVisible()
        page.pane.tabs.setCurrentIndex(HISTORY)
        bench.settle()
        assert page.pane.history.rows[0].undo is None
        assert not bench.refused


def test_everything_that_is_seen_has_a_name(bench: Bench) -> None:
    page = opened(bench, "complaint", bench.add("complaint", title="Mixed", description="x", channel="mail"))
    for kind in (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit):
        for widget in page.findChildren(kind):
            if widget.isVisible():
                text = widget.text() if isinstance(widget, QAbstractButton) else ""
                assert widget.accessibleName() or text, widget
    assert page.table.accessibleName() == "Complaints"
