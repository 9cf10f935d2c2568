"""A user's text as paper takes it: nothing in it is markup, nothing steers the page, nothing vanishes."""

from __future__ import annotations

import re
import unicodedata
from html import escape

REPLACEMENT = "\ufffd"
"""What stands for a sign that cannot be printed."""
TAB = "    "
_TURNING = {*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\ufeff"}
_BLANKS = re.compile(r"(?<=\s) | (?=\s)|^ ", re.MULTILINE)


def visible(text: str) -> str:
    """The text with a mark for every control character; only newlines stay what they are."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(_sign(sign) for sign in lines.replace("\t", TAB))


def _sign(sign: str) -> str:
    if sign == "\n" or sign.isalnum():
        return sign
    if unicodedata.category(sign) in ("Cc", "Cs"):
        return REPLACEMENT
    return "" if sign in _TURNING else sign


def on_one_line(text: str) -> str:
    """The text on a single line."""
    return " ".join(visible(text).split())


def markup(text: str) -> str:
    """The text for a paragraph: escaped, with its own line breaks and blanks."""
    shown = _BLANKS.sub("\u00a0", visible(text))
    return escape(shown, quote=False).replace("\n", "<br/>")
