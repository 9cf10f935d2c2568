from __future__ import annotations

import re
from itertools import product

import pytest

from qms_desktop.paths import PACKAGE, bundled
from qms_desktop.ui.theme.palette import ROLES, make_palette
from qms_desktop.ui.theme.tokens import DARK, LIGHT, TONES, Tokens

HEX = re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b")


def luminance(colour: str) -> float:
    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[start : start + 2], 16)) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_wcag_says() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)


PAIRS = [
    *product(("text", "text2"), ("bg", "side", "surface", "hover", "select")),
    ("text3", "surface"),
    ("accent", "surface"),
    ("accent", "bg"),
    ("accent", "accentsoft"),
    ("text", "accentsoft"),
    ("onaccent", "accent"),
    *product(("red", "grey"), ("surface", "side")),
    ("grey", "border"),
    ("surface", "text"),
]


@pytest.mark.parametrize(("ink", "paper"), PAIRS)
@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read(tokens: Tokens, ink: str, paper: str) -> None:
    assert contrast(tokens.colour(ink), tokens.colour(paper)) >= 4.5


@pytest.mark.parametrize("tone", TONES)
def test_status_pairs_are_as_clear_as_the_design_says(tone: str) -> None:
    assert contrast(LIGHT.tone(tone).text, LIGHT.tone(tone).tint) >= 5.1
    assert contrast(DARK.tone(tone).text, DARK.tone(tone).tint) >= 7.4
    for tokens in (LIGHT, DARK):
        for paper in (tokens.surface, tokens.bg, tokens.select):
            assert contrast(tokens.tone(tone).text, paper) >= 4.5


def test_hex_codes_stand_in_the_token_table_only() -> None:
    places = [
        path for path in PACKAGE.rglob("*.py") if path.name != "tokens.py" and "ui" in path.relative_to(PACKAGE).parts
    ]
    places += [*bundled("resources", "styles").glob("*.qss"), *bundled("resources", "icons").glob("*.svg")]
    assert [str(path) for path in places if HEX.search(path.read_text(encoding="utf-8"))] == []


def test_a_tone_that_does_not_exist_is_refused() -> None:
    with pytest.raises(KeyError):
        LIGHT.tone("text")


def test_the_palette_holds_every_role() -> None:
    palette = make_palette(DARK)
    for role, name in ROLES.items():
        assert palette.color(role).name().upper() == DARK.colour(name).upper()
    assert palette.color(palette.ColorGroup.Disabled, palette.ColorRole.Text).name().upper() == DARK.text3
