"""Every register opens in the window: its table, a record, a new one; everything that is seen has a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from qms_desktop.principles import REGISTERS
from qms_desktop.records.register import Register
from qms_desktop.ui.theme.theme import Theme
from tests.ui.register.desk import Bench
from tests.ui.register.desk import bench as make_bench

each_register = pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.kind)


@pytest.fixture
def bench(path: Path, theme: Theme, qtbot: QtBot) -> Iterator[Bench]:
    path.rename(path.with_name("northwind.qms"))
    with make_bench(path.parent, theme, qtbot) as made:
        yield made


def nameless(widget: QWidget) -> list[str]:
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QTableView)
    seen = [w for kind in kinds for w in widget.findChildren(kind) if w.isVisibleTo(widget)]
    return [repr(w) for w in seen if not (w.accessibleName() or getattr(w, "text", str)()) and _own(w)]


def _own(widget: QWidget) -> bool:
    """Whether a screen reader meets it: the parts that Qt puts inside a field speak for the field."""
    return not widget.objectName().startswith("qt_")


@each_register
def test_it_opens_with_a_name_for_everything(bench: Bench, register: Register) -> None:
    page = bench.page(register.kind)
    assert page.model.rowCount() >= 3
    assert nameless(page) == []
    page.table.selectRow(0)
    assert page.table.current is not None
    page.open_record(page.table.current)
    bench.settle()
    assert page.pane.view is not None
    assert page.pane.view.kind == register.kind
    assert nameless(page.pane) == []
    labels = Counter(labelled.label.text() for labelled in page.pane.form.labelled.values())
    assert [label for label, count in labels.items() if count > 1] == []
    assert bench.refused == []


@each_register
def test_it_is_whole_in_the_smallest_window(bench: Bench, register: Register) -> None:
    page = bench.page(register.kind, width=820, height=440)
    first = page.model.id_at(0)
    assert first is not None
    page.open_record(first)
    bench.settle()
    assert page.minimumSizeHint().width() <= 1024 - 60
    assert page.minimumSizeHint().height() <= 576 - 120


@each_register
def test_a_new_one_begins_and_is_left_without_a_trace(bench: Bench, register: Register) -> None:
    page = bench.page(register.kind)
    before = page.model.rowCount()
    page.new()
    bench.settle()
    assert nameless(page) == []
    assert page.model.rowCount() == before
    assert bench.refused == []
