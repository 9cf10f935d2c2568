"""Full-text search over all registers: FTS5 over folded text, kept up to date at the end of every change."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from qms_desktop.records.fields import FieldType
from qms_desktop.records.register import Register
from qms_desktop.records.types import fold

SEARCHED = {FieldType.TEXT, FieldType.LONG_TEXT}
WORD = re.compile(r"[^\W_]+", re.UNICODE)
CHUNK = 500
BY_RANK_BELOW = 5000
"""Up to so many hits are ranked; more are shown newest first."""

_SHOWN = "SELECT record.id, record.kind, record.number, record.title, record.state, record.description"
_FOUND = (
    _SHOWN + " FROM (SELECT search_row.record AS key, {0} AS place FROM search "
    "JOIN search_row ON search_row.docid = search.rowid "
    "JOIN record ON record.id = search_row.record AND NOT record.voided "
    "WHERE search MATCH ? ORDER BY {1} LIMIT ?) AS found JOIN record ON record.id = found.key ORDER BY found.place"
)
NAMED = _SHOWN + " FROM record WHERE record.number = ? AND NOT record.voided"
NEWEST = _FOUND.format("-search.rowid", "search.rowid DESC")
BY_RANK = _FOUND.format("bm25(search, 10.0, 5.0, 1.0)", "place")


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found by search; the snippet holds the words around the first hit."""

    id: UUID
    kind: str
    number: str
    title: str
    state: str
    snippet: str


def tables() -> Iterator[str]:
    """The statements that make the search tables (derived data, which the trail leaves alone)."""
    yield (
        "CREATE TABLE search_row (docid INTEGER PRIMARY KEY, record CHAR(32) NOT NULL UNIQUE, "
        "kind VARCHAR(40) NOT NULL, folded TEXT NOT NULL)"
    )
    yield "CREATE INDEX ix_search_row_kind ON search_row (kind, folded, record)"
    yield (
        "CREATE VIRTUAL TABLE search USING fts5(number, title, body, content='', contentless_delete=1, "
        "tokenize=\"unicode61 remove_diacritics 2\", prefix='2')"
    )


def refresh(
    raw: Any,
    ids: Iterable[str],
    registers: Mapping[str, Register],
    fresh: Container[str] = (),
    known: Mapping[str, str] | None = None,
) -> set[str]:
    """Index these records (hexadecimal keys) as they stand now; those that are gone leave the index.

    Every save passes here, so it speaks to the driver and not through compiled statements. `fresh` ones were made just
    now and cannot be in the index yet; of `known` ones the kind need not be looked up. Returns the kinds met.
    """
    wanted = list(ids)
    met: set[str] = set()
    for start in range(0, len(wanted), CHUNK):
        part = tuple(wanted[start : start + CHUNK])
        by_kind: dict[str, list[str]] = defaultdict(list)
        for record, kind in _kinds(raw, part, known or {}):
            by_kind[kind].append(record)
        _forget(raw, tuple(key for key in part if key not in fresh))
        for kind, records in by_kind.items():
            _index(raw, registers[kind], tuple(records))
        met.update(by_kind)
    return met


def _kinds(raw: Any, ids: tuple[str, ...], known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield from ((key, known[key]) for key in ids if key in known)
    others = tuple(key for key in ids if key not in known)
    if others:
        yield from raw.execute(f"SELECT id, kind FROM record WHERE id IN ({', '.join('?' * len(others))})", others)


def _forget(raw: Any, ids: tuple[str, ...]) -> None:
    if not ids:
        return
    sql = f"SELECT docid FROM search_row WHERE record IN ({', '.join('?' * len(ids))})"
    old = raw.execute(sql, ids).fetchall()
    if old:
        raw.executemany("DELETE FROM search WHERE rowid = ?", old)
        raw.executemany("DELETE FROM search_row WHERE docid = ?", old)


def _index(raw: Any, register: Register, ids: tuple[str, ...]) -> None:
    sql = _texts_of(register) + f" WHERE record.id IN ({', '.join('?' * len(ids))}) ORDER BY record.id"
    found = raw.execute(sql, ids).fetchall()
    if not found:
        # a row of the common table alone, which only other hands can leave; verify and the references tell
        return
    (last,) = raw.execute("SELECT coalesce(max(docid), 0) FROM search_row").fetchone()
    owned = _owned_texts(raw, register, ids)
    rows, texts = [], []
    for docid, (key, number, title, *more) in enumerate(found, start=last + 1):
        folded_number, folded_title = fold(number), fold(title)
        rows.append((docid, key, register.kind, f"{folded_number} {folded_title}"))
        texts.append((docid, folded_number, folded_title, fold(" ".join(str(v) for v in (*more, *owned[key]) if v))))
    raw.executemany("INSERT INTO search_row VALUES (?, ?, ?, ?)", rows)
    raw.executemany("INSERT INTO search(rowid, number, title, body) VALUES (?, ?, ?, ?)", texts)


def _texts_of(register: Register) -> str:
    names = [f.name for f in register.fields.values() if f.type in SEARCHED and f.name != "title"]
    own = register.model.__table__
    columns = (f'"{register.kind}"."{n}"' if n in own.c else f'record."{n}"' for n in names)
    selected = ", ".join(("record.id", "record.number", "record.title", *columns))
    return f'SELECT {selected} FROM record JOIN "{register.kind}" ON "{register.kind}".id = record.id'


def _owned_texts(raw: Any, register: Register, ids: tuple[str, ...]) -> Mapping[str, list[str]]:
    """The words in the lines of these records: one more question for each kind of lines that has any."""
    found: dict[str, list[str]] = defaultdict(list)
    for lines in register.lines:
        names = [f'"{f.name}"' for f in lines.fields.values() if f.type in SEARCHED]
        if names:
            marks = ", ".join("?" * len(ids))
            sql = f'SELECT record, {", ".join(names)} FROM "{lines.name}" WHERE record IN ({marks})'
            for record, *words in raw.execute(sql, ids):
                found[record] += words
    return found


def match(typed: str) -> str:
    """The FTS5 query for what a user typed: every word quoted, the last one a prefix; empty means no search."""
    found = WORD.findall(fold(typed))
    return " ".join(f'"{word}"*' if word is found[-1] else f'"{word}"' for word in found)


def find(
    connection: Connection, typed: str, registers: Mapping[str, Register], *, limit: int, ranked: bool
) -> list[Hit]:
    """Records that hold every typed word: the one of that number, then newest first, or by rank."""
    query = match(typed)
    if not query:
        return []
    by_rank = ranked and _few(connection, query)
    # through the driver and in one go, because somebody types and waits
    named = connection.exec_driver_sql(NAMED, (typed.strip().upper(),)).all()
    found = connection.exec_driver_sql(BY_RANK if by_rank else NEWEST, (query, limit)).all()
    rows = list({row[0]: row for row in [*named, *found]}.values())[:limit]
    first = WORD.findall(fold(typed))[0]
    return [
        Hit(UUID(key), kind, number, title, state, snippet(description or "", first))
        for key, kind, number, title, state, description in rows
        if kind in registers
    ]


def _few(connection: Connection, query: str) -> bool:
    sql = text("SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH :q LIMIT :n)")
    return int(connection.execute(sql, {"q": query, "n": BY_RANK_BELOW}).scalar_one()) < BY_RANK_BELOW


def snippet(body: str, word: str, width: int = 80) -> str:
    """About `width` characters of the text around the first place where the folded word begins."""
    flat = " ".join(body.split())
    at = flat.lower().find(word)
    if at < 0:
        at = fold(flat).find(word)
    start = max(0, at - width // 3)
    cut = flat[start : start + width]
    return ("… " if start else "") + cut + (" …" if start + width < len(flat) else "")
