"""The style sheet: `resources/styles/window.qss` with `@token` words replaced by colours, sizes and pictures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from qms_desktop.paths import bundled
from qms_desktop.ui.theme.icons import svg
from qms_desktop.ui.theme.scale import SCALE, points
from qms_desktop.ui.theme.tokens import Tokens

_WORD = re.compile(r"@([a-z0-9_]+)")

# What the style sheet can only show as a picture: word in the template -> icon and colour token.
PICTURES = {
    "chevron_down": ("chevron-down", "text2"),
    "chevron_up": ("chevron-up", "text2"),
    "chevron_left": ("chevron-left", "text2"),
    "chevron_right": ("chevron-right", "text2"),
    "tick": ("check", "onaccent"),
    "tick_off": ("check", "text3"),
    "dash": ("minus", "onaccent"),
}


def write_pictures(folder: Path, mode: str, tokens: Tokens) -> dict[str, str]:
    """Writes the pictures in the colours of a mode and says how the style sheet finds them."""
    found = {}
    for word, (icon, colour) in PICTURES.items():
        path = folder / f"{mode}-{word}.svg"
        if not path.exists():
            path.write_text(svg(icon, tokens.colour(colour)), encoding="utf-8")
        found[f"picture_{word}"] = f'url("{path.as_posix()}")'
    return found


def blend(over: str, under: str, share: float) -> str:
    """The colour that `share` of `over` makes on `under`; the hover of a filled button, which is no token."""
    channels = zip(_channels(over), _channels(under), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in channels)


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[start : start + 2], 16) for start in (1, 3, 5))


def make_style(tokens: Tokens, base: float, pictures: Mapping[str, str]) -> str:
    """The style sheet of one mode and base font size.

    Raises:
        KeyError: the template names a token that does not exist.
    """
    words = tokens.table() | {f"size_{role}": f"{points(role, base)}pt" for role in SCALE} | dict(pictures)
    words |= {"accent_hover": blend(tokens.text, tokens.accent, 0.15)}
    template = bundled("resources", "styles", "window.qss").read_text(encoding="utf-8")
    return _WORD.sub(lambda match: words[match[1]], template)
