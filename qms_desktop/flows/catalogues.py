"""What a field may offer besides its own list: words to choose from, and what each step of a scale means.

Decision: both are data in `resources/catalogues/`, by register (or lines) and field, read when a form first asks. A
field has them because they stand there. Rejected: texts at the declaration, which every start would load.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from qms_desktop.paths import bundled

SAME = "same"
"""The key by which a scale takes over the words of another one."""


def suggestions(kind: str, field: str) -> tuple[str, ...]:
    """The words that a text field offers, in their order; none where nobody wrote any."""
    return tuple(_file("suggestions").get(kind, {}).get(field, ()))


def meanings(kind: str, field: str) -> Mapping[str, str]:
    """What the values of a choice mean, by value; nothing where nobody wrote it down."""
    scale: Mapping[str, str] = _file("scales").get(kind, {}).get(field, {})
    if SAME in scale:
        return meanings(*scale[SAME].split("."))
    return scale


@cache
def _file(name: str) -> Mapping[str, Any]:
    return tomllib.loads(bundled("resources", "catalogues", f"{name}.toml").read_text(encoding="utf-8"))
