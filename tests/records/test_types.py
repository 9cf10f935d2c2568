from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qms_desktop.records.types import UtcDateTime, fold, uuid7

SHIFTED = timezone(timedelta(hours=5, minutes=30))


def test_keys_of_one_process_rise_even_within_a_millisecond() -> None:
    made = [uuid7() for _ in range(5000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert [k.hex for k in made] == sorted(k.hex for k in made), "as text, the way SQLite compares them"


def test_a_key_has_the_bits_of_rfc_9562() -> None:
    before = time.time_ns() // 1_000_000
    key = uuid7()
    after = time.time_ns() // 1_000_000
    assert key.version == 7
    assert key.variant == "specified in RFC 4122"
    assert before <= key.int >> 80 <= after + 1


def test_keys_rise_while_the_clock_is_moved_back(monkeypatch: pytest.MonkeyPatch) -> None:
    first = uuid7()
    monkeypatch.setattr(time, "time_ns", lambda: 1_000_000_000_000)
    later = [uuid7() for _ in range(20_000)]
    assert [first, *later] == sorted([first, *later])
    assert all(k.version == 7 and k.variant == "specified in RFC 4122" for k in later)


def test_threads_never_make_the_same_key() -> None:
    made: list[UUID] = []
    threads = [threading.Thread(target=lambda: made.extend(uuid7() for _ in range(500))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 2000


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        UtcDateTime().process_bind_param(datetime(2026, 11, 22, 9, 30), None)  # noqa: DTZ001  that is the test


def test_a_time_comes_back_as_the_same_moment_in_utc() -> None:
    kind = UtcDateTime()
    given_time = datetime(2026, 11, 22, 9, 30, 1, 250, SHIFTED)
    stored = kind.process_bind_param(given_time, None)
    assert stored == datetime(2026, 11, 22, 4, 0, 1, 250)  # noqa: DTZ001  what lies in the file
    back = kind.process_result_value(stored, None)
    assert back == given_time
    assert back.tzinfo is UTC
    assert kind.process_bind_param(None, None) is None
    assert kind.process_result_value(None, None) is None


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("Straße", "strasse"),
        ("GRÖSSE", "grosse"),
        ("Łódź", "lodz"),
        ("Ærø", "aero"),
        ("Þór", "thor"),
        ("Iğdır", "igdir"),
        ("İzmir", "izmir"),
        ("Đồng", "dong"),
        ("cafe\u0301", "cafe"),
        ("ﬁne ①", "fine 1"),
        ("Жалоба", "жалоба"),
        ("日本", "日本"),
        (2026, "2026"),
        (None, "none"),
    ],
)
def test_search_sees_words_without_case_and_accents(typed: object, seen: str) -> None:
    assert fold(typed) == seen


@given(st.text())
def test_folding_twice_changes_nothing_more_in_ordinary_letters(text: str) -> None:
    once = fold(text)
    assert fold(once) == fold(fold(once))
    assert fold(text.upper().lower()) == fold(text.upper().lower().casefold())
