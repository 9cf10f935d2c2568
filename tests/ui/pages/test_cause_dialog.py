"""The cause analysis in its dialog: the tree by keyboard, a bone that takes a cause, the comparison, and refusals."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from qms_desktop.insight.cause_drawing import causes_of
from qms_desktop.records.links import Relation
from qms_desktop.ui.pages.continuous_improvement.cause_dialog import BONES, COMPARED, CauseDialog
from qms_desktop.ui.pages.continuous_improvement.cause_strip import CauseStrip
from qms_desktop.workspace.work import Work
from tests.ui.register.desk import Bench

Key = Qt.Key


def prepared(work: Work) -> tuple[UUID, UUID]:
    made = work.add("nonconformity", {"title": "Mixed parts", "detected_where": "Packing"})
    after = work.add("corrective_action", {"title": "Mixed parts"})
    work.session.flush()
    work.link(made, Relation.LED_TO, after)
    return made.id, after.id


@pytest.fixture
def keys(bench: Bench) -> tuple[UUID, UUID]:
    found: tuple[UUID, UUID] = bench.do(prepared)
    return found


@pytest.fixture
def dialog(bench: Bench, keys: tuple[UUID, UUID]) -> CauseDialog:
    page = bench.page("nonconformity")
    page.open_record(keys[0])
    bench.settle()
    assert isinstance(page.pane.part, CauseStrip)
    page.pane.part.buttons[0].click()
    bench.settle()
    found = QApplication.activeModalWidget()
    assert isinstance(found, CauseDialog)
    return found


def answer(bench: Bench, dialog: CauseDialog, *answers: str) -> None:
    for words in answers:
        QTest.keyClicks(dialog.entry, words)
        QTest.keyClick(dialog.entry, Key.Key_Return)
        bench.settle()


def press(bench: Bench, dialog: CauseDialog, key: Qt.Key, shift: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    dialog.tree.setFocus()
    QTest.keyClick(dialog.tree, key, modifier)
    bench.settle()


def tree(bench: Bench, keys: tuple[UUID, UUID]) -> dict[str, int | None]:
    return {node.what: node.explains for node in causes_of(bench.view(keys[0]))}


def test_whys_are_answered_one_after_the_other_and_one_undo_takes_the_last_back(
    bench: Bench, dialog: CauseDialog, keys: tuple[UUID, UUID]
) -> None:
    assert dialog.question.text() == "Why did it happen?"
    answer(bench, dialog, "Two bins", "One colour", "No rule")
    assert tree(bench, keys) == {"Two bins": None, "One colour": 1, "No rule": 2}
    assert dialog.question.text() == "Why? No rule"
    bench.workspace.undo()
    assert tree(bench, keys) == {"Two bins": None, "One colour": 1}


def test_the_tree_is_changed_by_keys(bench: Bench, dialog: CauseDialog, keys: tuple[UUID, UUID]) -> None:
    answer(bench, dialog, "Two bins", "One colour")
    press(bench, dialog, Key.Key_Return, shift=True)
    assert dialog.question.text() == "What else explains it?"
    answer(bench, dialog, "Same label")
    assert tree(bench, keys)["Same label"] == 1
    press(bench, dialog, Key.Key_Tab)
    assert tree(bench, keys)["Same label"] == 2
    press(bench, dialog, Key.Key_Tab, shift=True)
    assert tree(bench, keys)["Same label"] == 1
    press(bench, dialog, Key.Key_F2)
    assert dialog.entry.text() == "Same label"
    dialog.entry.clear()
    answer(bench, dialog, "Labels differ by one letter")
    press(bench, dialog, Key.Key_Space)
    node = next(n for n in causes_of(bench.view(keys[0])) if n.cause_no == 3)
    assert (node.what, node.verified) == ("Labels differ by one letter", True)
    assert bench.view(keys[0]).value("occurrence_cause") == node.what
    dialog.tree.setCurrentRow(0)
    press(bench, dialog, Key.Key_Delete)
    assert tree(bench, keys) == {}


def test_a_bone_takes_a_cause_and_what_is_said_of_it(
    bench: Bench, dialog: CauseDialog, keys: tuple[UUID, UUID]
) -> None:
    dialog.tabs.setCurrentIndex(BONES)
    dialog.bones.buttons["machine"].click()
    answer(bench, dialog, "Worn tool", "Loose clamp")
    found = causes_of(bench.view(keys[0]))
    assert [(n.what, n.family, n.explains) for n in found] == [
        ("Worn tool", "machine", None),
        ("Loose clamp", "machine", None),
    ]
    drawing = dialog.bones.drawing
    assert drawing is not None
    (bone,) = [bone for bone in drawing.bones if bone.ribs]
    assert [" ".join(rib.words) for rib in bone.ribs] == ["1 Worn tool", "2 Loose clamp"]
    dialog.facts.shown_by.line.setText("Measured")
    dialog.facts.shown_by.commit()
    bench.settle()
    assert [n.shown_by for n in causes_of(bench.view(keys[0]))] == ["", "Measured"]


def test_the_comparison_begins_with_its_questions(bench: Bench, dialog: CauseDialog, keys: tuple[UUID, UUID]) -> None:
    dialog.tabs.setCurrentIndex(COMPARED)
    dialog.begin.click()
    bench.settle()
    (lines,) = [lines for lines in bench.view(keys[0]).lines if lines.name == "nonconformity_comparison"]
    assert [row.cells[0] for row in lines.rows] == ["What", "Where", "When", "How much"]
    assert dialog.comparison.count == len(lines.rows)


def test_a_circle_is_refused_in_the_dialog(bench: Bench, dialog: CauseDialog, keys: tuple[UUID, UUID]) -> None:
    answer(bench, dialog, "Two bins", "One colour")
    dialog.tree.setCurrentRow(0)
    dialog.tree.hanging.emit(2)
    bench.settle()
    assert "in a circle" in dialog.notice.accessibleName()
    assert tree(bench, keys) == {"Two bins": None, "One colour": 1}


def test_the_corrective_action_shows_the_analysis_of_its_nonconformity(bench: Bench, keys: tuple[UUID, UUID]) -> None:
    page = bench.page("corrective_action")
    page.open_record(keys[1])
    bench.settle()
    assert page.pane.part is not None
    strip = page.pane.part.findChild(CauseStrip)
    assert isinstance(strip, CauseStrip)
    offered = strip.buttons
    assert [b.text() for b in offered] == ["NC-2026-0001"]
    assert [b.accessibleName() for b in offered] == ["Cause analysis of NC-2026-0001"]
