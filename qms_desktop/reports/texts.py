"""A user's text as paper takes it: nothing in it is markup, nothing steers the page, nothing vanishes."""

from __future__ import annotations

import re
import unicodedata
from html import escape

PICTURE = 0x2400
"""Where Unicode draws the control characters."""
DELETE, DELETE_PICTURE, REPLACEMENT = "\x7f", "\u2421", "\ufffd"
FIRST_PRINTABLE = 32
TAB = "    "
_TURNING = {*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\ufeff"}
_BLANKS = re.compile(r"(?<=\s) | (?=\s)|^ ", re.MULTILINE)


def visible(text: str) -> str:
    """The text with every control character as its picture; only newlines stay what they are."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(_sign(sign) for sign in lines.replace("\t", TAB))


def _sign(sign: str) -> str:
    if sign == "\n" or sign.isalnum():
        return sign
    category = unicodedata.category(sign)
    if category == "Cc":
        code = ord(sign)
        return chr(PICTURE + code) if code < FIRST_PRINTABLE else DELETE_PICTURE if sign == DELETE else REPLACEMENT
    if category == "Cs":
        return REPLACEMENT
    return "" if sign in _TURNING else sign


def on_one_line(text: str) -> str:
    """The text on a single line."""
    return " ".join(visible(text).split())


def markup(text: str) -> str:
    """The text for a paragraph: escaped, with its own line breaks and blanks."""
    shown = _BLANKS.sub("\u00a0", visible(text))
    return escape(shown, quote=False).replace("\n", "<br/>")
