"""Hebrew and Arabic as they are read: the order of a line by the Unicode rules, and the joined forms of Arabic letters.

What is covered is what forms hold: text of either direction with numbers, brackets and marks in it. Explicit embeddings
are not: they are taken out before (`texts`), because they can make a name read as another one.
Rejected: python-bidi and uharfbuzz, two compiled dependencies for the few lines of a small organisation's records.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import groupby

_FORMS = ("<isolated>", "<final>", "<initial>", "<medial>")
_BLOCKS = (range(0xFB50, 0xFDFD), range(0xFE70, 0xFEFD))
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_LAM = "\u0644"
_ALEFS = {"\u0622", "\u0623", "\u0625", "\u0627"}
_TATWEEL = "\u0640"
ISOLATED, FINAL, INITIAL, MEDIAL = range(4)


def is_turned(text: str) -> bool:
    """Whether anything in it is read from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(c) in ("R", "AL") for c in text)


def begins_right(text: str) -> bool:
    """Whether a paragraph as a whole is read from right to left: its first letter says so."""
    first = next((b for b in map(unicodedata.bidirectional, text) if b in ("L", "R", "AL")), "L")
    return first != "L"


def drawn(words: str) -> str:
    """One line, read as its first letter says, in the order in which it is drawn."""
    return visual(words, right=begins_right(words)) if is_turned(words) else words


def visual(line: str, *, right: bool) -> str:
    """One line in the order in which it is drawn from left to right."""
    if not is_turned(line):
        return line
    clusters = _clusters(_joined(line))
    levels = _levels([c[0] for c in clusters], right=right)
    for level in range(max(levels), 0, -1):
        clusters, levels = _reversed(clusters, levels, level)
    return "".join(c.translate(_MIRRORED) if level % 2 else c for c, level in zip(clusters, levels, strict=True))


def _clusters(line: str) -> list[str]:
    """Letters with the marks above and below them, which stay together."""
    found: list[str] = []
    for sign in line:
        if found and unicodedata.combining(sign):
            found[-1] += sign
        else:
            found.append(sign)
    return found


def _reversed(clusters: list[str], levels: list[int], level: int) -> tuple[list[str], list[int]]:
    """Turn every stretch of at least this level round."""
    order: list[int] = []
    for turned, stretch in groupby(range(len(levels)), key=lambda n: levels[n] >= level):
        places = list(stretch)
        order += reversed(places) if turned else places
    return [clusters[n] for n in order], [levels[n] for n in order]


def _levels(signs: list[str], *, right: bool) -> list[int]:
    """How deep each sign is embedded: even is read from the left, odd from the right."""
    base = "R" if right else "L"
    kinds = _numbers([_kind(s) for s in signs], base)
    found = []
    for n, kind in enumerate(kinds):
        strong = kind if kind != "N" else _between(kinds, n, base)
        if right:
            found.append(1 if strong == "R" else 2)
        else:
            found.append({"L": 0, "R": 1, "E": 2}[strong])
    return found


def _kind(sign: str) -> str:
    """L, R, E for a number, + for what belongs to numbers, N for the rest."""
    kind = unicodedata.bidirectional(sign)
    if kind in ("L", "R", "AL"):
        return "L" if kind == "L" else "R"
    return "E" if kind in ("EN", "AN") else "+" if kind in ("ES", "CS", "ET") else "N"


def _numbers(kinds: list[str], base: str) -> list[str]:
    """Signs inside numbers are part of them; numbers among letters from the left are such letters."""
    found = list(kinds)
    for n, kind in enumerate(kinds):
        if kind == "+":
            near = (kinds[n - 1] if n else "", kinds[n + 1] if n + 1 < len(kinds) else "")
            found[n] = "E" if near == ("E", "E") else "N"
    strong = base
    for n, kind in enumerate(found):
        strong = kind if kind in ("L", "R") else strong
        if kind == "E" and strong == "L":
            found[n] = "L"
    return found


def _between(kinds: list[str], place: int, base: str) -> str:
    """What stands between two of the same direction goes with them, else with the paragraph."""
    before = next((k for k in reversed(kinds[:place]) if k != "N"), base)
    after = next((k for k in kinds[place + 1 :] if k != "N"), base)
    sides = {"R" if k == "E" else k for k in (before, after)}
    return sides.pop() if len(sides) == 1 else base


@cache
def _forms() -> dict[str, dict[int, str]]:
    """The joined forms of each letter, and of lam with an alef, out of Unicode's own tables."""
    found: dict[str, dict[int, str]] = {}
    for block in _BLOCKS:
        for code in block:
            tag, *letters = unicodedata.decomposition(chr(code)).split() or ("",)
            plain = "".join(chr(int(x, 16)) for x in letters)
            pair = plain[:1] == _LAM and plain[1:] in _ALEFS
            if tag in _FORMS and (len(plain) == 1 or pair):
                found.setdefault(plain, {}).setdefault(_FORMS.index(tag), chr(code))
    return found


def _joined(line: str) -> str:
    """Arabic letters in the forms that their neighbours ask for; text in the order of reading."""
    forms = _forms()
    if not any(sign in forms for sign in line):
        return line
    found: list[str] = []
    place = 0
    while place < len(line):
        pair = line[place : place + 2]
        sign = pair if pair in forms and len(pair) > 1 else line[place]
        if sign in forms:
            before = _joins_on(_letter(line, place, -1))
            after = MEDIAL in forms[sign] or INITIAL in forms[sign]
            follows = after and _letter(line, place + len(sign) - 1, 1) in _receiving()
            shape = (MEDIAL if before else INITIAL) if follows else (FINAL if before else ISOLATED)
            sign, place = forms[sign].get(shape, sign), place + len(sign)
        else:
            place += 1
        found.append(sign)
    return "".join(found)


def _letter(line: str, place: int, step: int) -> str:
    """The next sign in a direction that is no mark."""
    place += step
    while 0 <= place < len(line) and unicodedata.combining(line[place]):
        place += step
    return line[place] if 0 <= place < len(line) else ""


def _joins_on(sign: str) -> bool:
    """Whether a letter joins the one after it."""
    return sign == _TATWEEL or INITIAL in _forms().get(sign, {})


@cache
def _receiving() -> frozenset[str]:
    """Letters that the one before them can join."""
    return frozenset([_TATWEEL, *(plain[0] for plain, forms in _forms().items() if FINAL in forms)])
