from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qms_desktop.paths import bundled
from qms_desktop.ui.theme.scale import SCALE, points
from qms_desktop.ui.theme.style import blend, make_style
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.theme.tokens import DARK, LIGHT


def test_toggle_changes_colours_and_says_so(theme: Theme, qapp: QApplication, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.toggle()
    assert (theme.mode, theme.dark, theme.tokens) == ("dark", True, DARK)
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.bg
    assert DARK.surface in qapp.styleSheet()
    theme.toggle()
    assert theme.tokens == LIGHT


def test_the_same_mode_again_changes_nothing(theme: Theme, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(theme.changed):
        theme.set_mode("light")
        theme.set_base(10)


def test_all_sizes_follow_the_base(theme: Theme, qapp: QApplication) -> None:
    theme.set_base(14)
    assert qapp.font().pointSizeF() == 14
    assert theme.font("kpi").pointSizeF() == pytest.approx(30.8)
    assert f"{points('page', 14)}pt" in qapp.styleSheet()


@pytest.mark.parametrize(("wanted", "given"), [(4, 9), (9, 9), (12.5, 12.5), (40, 14)])
def test_the_base_stays_between_9_and_14(qapp: QApplication, wanted: float, given: float) -> None:
    assert qapp is not None
    assert Theme("light", wanted).base == given


def test_the_system_mode_is_light_or_dark(qapp: QApplication) -> None:
    dark = qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark
    assert Theme("system").dark is dark


def test_no_word_of_the_template_is_left(theme: Theme, qapp: QApplication) -> None:
    assert "@" not in qapp.styleSheet()
    with pytest.raises(KeyError):
        make_style(theme.tokens, 10, {})


def test_every_role_has_a_font(theme: Theme) -> None:
    for role in SCALE:
        assert theme.font(role).pointSizeF() >= 8


def test_blend_mixes_channels() -> None:
    black, white = "#" + "000000", "#" + "FFFFFF"
    assert blend(black, white, 0) == white.lower()
    assert blend(black, white, 1) == black


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_icons_are_drawn_in_their_colour_at_any_scale(theme: Theme, scale: float) -> None:
    pixmap = theme.pixmap("check", "accent", 18, scale)
    assert pixmap.width() == int(18 * scale + 0.5)
    image = pixmap.toImage()
    drawn = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    solid = {colour.name().upper() for colour in drawn if colour.alpha() == 255}
    assert LIGHT.accent in solid


def test_an_icon_is_kept_but_follows_the_theme(theme: Theme) -> None:
    before = theme.icon("plus")
    assert theme.icon("plus").cacheKey() == before.cacheKey()
    theme.toggle()
    assert theme.icon("plus").cacheKey() != before.cacheKey()


def test_every_bundled_icon_can_be_drawn(theme: Theme) -> None:
    names = [path.stem for path in bundled("resources", "icons").glob("*.svg")]
    assert len(names) >= 60
    for name in names:
        image = QImage(18, 18, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        theme.paint_icon(painter, QRectF(0, 0, 18, 18), name)
        painter.end()
        blank = QImage(18, 18, QImage.Format.Format_ARGB32_Premultiplied)
        blank.fill(Qt.GlobalColor.transparent)
        assert image != blank, name
    assert "ISC License" in bundled("resources", "icons", "LICENSE").read_text(encoding="utf-8")
