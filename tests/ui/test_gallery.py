from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QFontMetrics, QImage
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from qms_desktop.ui.delegates import INITIALS_ONLY_BELOW, RowDelegate
from qms_desktop.ui.gallery import main, make_window, render
from qms_desktop.ui.gallery_samples import make_table
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.theme.tokens import DARK, LIGHT


def test_it_renders_in_both_themes(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    assert qtbot is not None
    made = render(theme, tmp_path, sizes=[(1366, 768), (1024, 576)])
    assert [path.name for path in made] == [
        "gallery_light_1366.png",
        "gallery_light_1024.png",
        "gallery_dark_1366.png",
        "gallery_dark_1024.png",
    ]
    for path, tokens in zip(made, (LIGHT, LIGHT, DARK, DARK), strict=True):
        image = QImage(str(path))
        assert image.pixelColor(QPoint(300, 5)) == QColor(tokens.surface)
        assert image.pixelColor(QPoint(2, image.height() - 4)) == QColor(tokens.side)


def test_it_can_be_asked_for_from_the_terminal(qapp: QApplication, tmp_path: Path) -> None:
    assert main([str(tmp_path)]) == 0
    assert len(list(tmp_path.glob("*.png"))) == 4
    qapp.setStyleSheet("")


@pytest.mark.parametrize("base", [9, 10, 14])
def test_it_fits_the_smallest_window(theme: Theme, qtbot: QtBot, base: float) -> None:
    theme.set_base(base)
    window = make_window(theme)
    qtbot.addWidget(window)
    window.resize(1024, 576)
    window.show()
    hint = window.minimumSizeHint()
    assert hint.width() <= 1024
    assert hint.height() <= 576


def name_of(widget: QWidget) -> str:
    words = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or words


def test_every_control_has_a_name(theme: Theme, qtbot: QtBot) -> None:
    window = make_window(theme)
    qtbot.addWidget(window)
    window.show()
    kinds = (QAbstractButton, QComboBox, QAbstractItemView)
    found = [widget for kind in kinds for widget in window.findChildren(kind) if widget.isVisible()]
    nameless = [widget for widget in found if not name_of(widget) and widget.objectName() != "qt_clear"]
    own = [widget for widget in nameless if type(widget).__module__.startswith("qms_desktop")]
    assert own == []
    assert [type(widget).__name__ for widget in nameless if type(widget).__name__ != "QTableCornerButton"] == []


def test_all_widgets_follow_the_theme(theme: Theme, qtbot: QtBot) -> None:
    window = make_window(theme)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    theme.set_mode("dark")
    QApplication.processEvents()
    live = window.grab().toImage()
    fresh = make_window(theme)
    qtbot.addWidget(fresh)
    fresh.resize(1366, 768)
    fresh.show()
    QApplication.processEvents()
    other = fresh.grab().toImage()
    spots = [(x, y) for x in range(0, 1366, 7) for y in range(60, 768, 7)]
    differing = [spot for spot in spots if live.pixel(*spot) != other.pixel(*spot)]
    assert len(differing) < len(spots) * 0.01


def test_rows_and_header_have_their_height(theme: Theme, qtbot: QtBot) -> None:
    table = make_table(theme)
    qtbot.addWidget(table)
    assert table.rowHeight(0) == 36
    assert table.horizontalHeader().height() == 38
    theme.set_base(14)
    line = QFontMetrics(theme.font()).height()
    assert table.rowHeight(0) == max(36, line + 14), "the text keeps its room in any font"


def test_a_narrow_table_shows_initials_only(theme: Theme, qtbot: QtBot) -> None:
    table = make_table(theme)
    qtbot.addWidget(table)
    table.show()
    pictures = []
    for width in (INITIALS_ONLY_BELOW - 1, INITIALS_ONLY_BELOW):
        table.resize(width, 400)
        QApplication.processEvents()
        left = table.columnViewportPosition(3) + 40
        part = table.viewport().grab().toImage().copy(left, 0, 100, 36)
        pictures.append({part.pixel(x, 15) for x in range(part.width())})
    assert len(pictures[0]) == 1
    assert len(pictures[1]) > 1


def test_the_row_under_the_mouse_is_lit(theme: Theme, qtbot: QtBot) -> None:
    table = make_table(theme)
    qtbot.addWidget(table)
    table.show()
    table._light(3)
    delegate = table.itemDelegateForColumn(2)
    assert isinstance(delegate, RowDelegate)
    assert delegate.hover_row == 3
    table._light(-1)
    assert delegate.hover_row == -1
