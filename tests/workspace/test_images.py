"""Values come back equal from the images of the trail: through a change, its undo, its redo and verify."""

from __future__ import annotations

import math
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, update

from qms_desktop.records.base import Base
from qms_desktop.records.types import uuid7
from qms_desktop.workspace.workspace import Workspace
from tests.workspace.bench import bar, opened

EXAMPLES = bar(20, 1000)
QUICK = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
HARD = [
    0.1,
    1 / 3,
    5e-324,
    1.7976931348623157e308,
    2.0**63,
    1e22,
    123456789.12345679,
    math.pi,
    1e-7,
    2.0**53,
]
FLOATS = st.one_of(st.sampled_from(HARD), st.floats(allow_nan=False, allow_infinity=False)).map(lambda x: x + 0.0)
TEXTS = st.one_of(
    st.sampled_from(["", "null", "{}", '{"a": null}', "[1]", "1", "1.0", "true", "\\", '"', "\u2028", "\ufeff"]),
    st.integers(300, 5000).map(lambda n: "ß" * n),
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60),
)  # fmt: skip


class Shared:
    """One file for all examples, which verifies after all of them."""

    def __init__(self, workspace: Workspace, key: UUID) -> None:
        self.workspace = workspace
        self.key = key


@pytest.fixture(scope="module")
def shared(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    path = Path(shutil.copy(template, tmp_path_factory.mktemp("images") / "images.qms"))
    with pytest.MonkeyPatch.context() as elsewhere:
        elsewhere.setenv("QMS_DATA", str(path.parent / "user data"))
        with opened(path) as workspace:
            with workspace.change("Add") as work:
                made = work.add("nonconformity", {"title": "x", "detected_where": "y"}).id
            yield Shared(workspace, made)
            # whichever of the tests ran here: two processes share them
            assert workspace.verify().problems == ()


def read(workspace: Workspace, key: UUID) -> dict[str, Any]:
    record, own = Base.metadata.tables["record"], Base.metadata.tables["nonconformity"]
    with workspace.read() as look:
        rows = look.session.execute(select(record, own).join(own, own.c.id == record.c.id).where(record.c.id == key))
        return {k: v for k, v in rows.mappings().one().items() if k not in ("version", "updated_at", "updated_by")}


def same(one: dict[str, Any], two: dict[str, Any]) -> bool:
    return repr(one) == repr(two)


@QUICK
@given(FLOATS, st.one_of(st.none(), TEXTS), TEXTS, st.one_of(st.none(), st.booleans()), st.dates(date(1900, 1, 1)))
def test_any_value_of_any_type_comes_back_equal(
    shared: Shared, quantity: float, text: str | None, title: str, flag: bool | None, day: date
) -> None:
    workspace, key = shared.workspace, shared.key
    record, own = Base.metadata.tables["record"], Base.metadata.tables["nonconformity"]
    before = read(workspace, key)
    own_values = {"quantity": quantity, "containment": text, "cause_verified": flag, "cost": abs(hash(title)) % 2**53}
    with workspace.change("Write") as work:
        c = work.session.connection()
        c.execute(update(record).where(record.c.id == key).values(description=title, occurred_on=day))
        c.execute(update(own).where(own.c.id == key).values(own_values))
    after = read(workspace, key)
    assert repr(after["quantity"]) == repr(quantity)
    assert (after["containment"], after["description"]) == (text, title)
    if workspace.last is None:
        return
    workspace.undo()
    assert same(read(workspace, key), before)
    workspace.redo()
    assert same(read(workspace, key), after)


@QUICK
@given(FLOATS, TEXTS)
def test_a_deleted_row_comes_back_equal(shared: Shared, quantity: float, text: str) -> None:
    workspace = shared.workspace
    record, own = Base.metadata.tables["record"], Base.metadata.tables["nonconformity"]
    key, now = uuid7(), datetime(2026, 11, 22, 9, 30, 0, 123456, tzinfo=UTC)
    common = {"id": key, "kind": "nonconformity", "number": f"T-{key.hex}", "title": text[:200], "state": "open"}
    common |= {"voided": False, "created_at": now, "updated_at": now, "version": 1, "notes": text}
    with workspace.change("Add") as work:
        work.session.execute(insert(record), [common])
        work.session.execute(insert(own), [{"id": key, "quantity": quantity, "correction": text}])
    after = read(workspace, key)
    workspace.undo()
    workspace.redo()
    assert same(read(workspace, key), after)
    assert repr(after["quantity"]) == repr(quantity)
