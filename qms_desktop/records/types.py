"""Column types that mean the same on SQLite and PostgreSQL, and the time-ordered key of every row."""

from __future__ import annotations

import os
import time
import unicodedata
from datetime import UTC, datetime
from threading import Lock
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, String, TypeDecorator
from sqlalchemy.types import TypeEngine

_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_last = (0, 0)
_lock = Lock()


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: only aware times go in, UTC is stored, aware UTC comes out (SQLite would drop the zone silently)."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: object) -> datetime | None:
        """Refuse naive times.

        Raises:
            ValueError: the time has no zone.
        """
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a time without a zone cannot be stored"
            raise ValueError(message)
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: object) -> datetime | None:
        """Give the zone back."""
        del dialect
        return None if value is None else value.replace(tzinfo=UTC)


def words(length: int) -> TypeEngine[str]:
    """Text of at most `length` characters that sorts without regard to case on SQLite."""
    return String(length).with_variant(String(length, collation="NOCASE"), "sqlite")


def uuid7() -> UUID:
    """A key by RFC 9562 version 7: 48 bits of milliseconds, then a counter, so that keys of one process rise."""
    global _last  # noqa: PLW0603  the counter belongs to the process
    with _lock:
        now = time.time_ns() // 1_000_000
        stamp, count = _last
        _last = (now, int.from_bytes(os.urandom(2), "big") & 0x1FF) if now > stamp else (stamp, count + 1)
        stamp, count = _last
    # 12 bits of rand_a and the first 14 of rand_b count, the last 48 are random
    tail = int.from_bytes(os.urandom(6), "big")
    high, low = divmod(count, 1 << 14)
    return UUID(int=(stamp << 80) | (0x7 << 76) | ((high & 0xFFF) << 64) | (0b10 << 62) | (low << 48) | tail)


def fold(text: Any) -> str:
    """The text as search sees it: without case and accents, `ß` as `ss`, `Ł` as `l`."""
    said = str(text)
    if said.isascii():
        return said.lower()
    plain = unicodedata.normalize("NFKD", said.casefold().translate(_LETTERS))
    return "".join(c for c in plain if not unicodedata.combining(c))
