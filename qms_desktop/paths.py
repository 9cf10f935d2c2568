"""Where bundled files lie (checkout, wheel, frozen build) and where the user's own data goes."""

from __future__ import annotations

import os
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def bundled(*parts: str) -> Path:
    """The path of a bundled file or folder: inside the package (wheel, frozen), else beside it (checkout).

    Raises:
        FileNotFoundError: nothing of that name is bundled.
    """
    for base in (PACKAGE, PACKAGE.parent):
        candidate = base.joinpath(*parts)
        if candidate.exists():
            return candidate
    raise FileNotFoundError("/".join(parts))


def user_data() -> Path:
    """The folder for what the program remembers of this user; `QMS_DATA` moves it elsewhere (tests do)."""
    if override := os.environ.get("QMS_DATA"):
        return Path(override)
    from platformdirs import user_data_path  # noqa: PLC0415  only a start with a window needs it

    return user_data_path("qms-desktop", appauthor=False)


def is_frozen() -> bool:
    """Whether the program runs from a frozen build rather than from Python files."""
    return bool(getattr(sys, "frozen", False))
