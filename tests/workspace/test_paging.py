"""Register tables: pages joined together are the whole list in its order, through the indexes."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cmp_to_key
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event

from qms_desktop.errors import RuleBroken
from qms_desktop.principles import REGISTERS
from qms_desktop.records.fields import Field, FieldType
from qms_desktop.records.register import Register
from qms_desktop.records.types import fold
from qms_desktop.workspace import queries
from qms_desktop.workspace.queries import Listing
from qms_desktop.workspace.rows import Ref, Row
from qms_desktop.workspace.workspace import Workspace
from tests.workspace.bench import opened

COUNT, PAGE = 60, 7
CHANCE = random.Random(4)  # noqa: S311  not for secrets
WORDS = ["Alpha", "alpha", "beta", "Größe", "ähnlich", "Zeta", "日本", "", "beta gamma"]
each_register = pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.kind)


def some(field: Field, people: list[UUID], first: date) -> object:
    """A value of a field, or none, with many ties."""
    ways: dict[FieldType, Callable[[], object]] = dict.fromkeys(
        (FieldType.TEXT, FieldType.LONG_TEXT), lambda: CHANCE.choice(WORDS)[: field.info.length] or None
    )
    ways |= dict.fromkeys((FieldType.NUMBER, FieldType.WHOLE, FieldType.MONEY), lambda: CHANCE.randrange(1, 9))
    ways |= dict.fromkeys((FieldType.CHOICE, FieldType.CHOICES), lambda: str(CHANCE.choice(field.info.members)))
    ways[FieldType.DAY] = lambda: first + timedelta(days=CHANCE.randrange(5))
    ways[FieldType.FLAG] = lambda: CHANCE.choice([True, False])
    reference = field.info.target in ("person", None)
    way = ways.get(field.type, lambda: CHANCE.choice(people) if reference else None)
    return None if CHANCE.random() < 0.3 else way()


@pytest.fixture(scope="module")
def full(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    path = Path(shutil.copy(template, tmp_path_factory.mktemp("full") / "full.qms"))
    with pytest.MonkeyPatch.context() as elsewhere:
        elsewhere.setenv("QMS_DATA", str(path.parent / "user data"))
        with opened(path) as workspace:
            fill(workspace)
            yield workspace


def fill(workspace: Workspace) -> None:
    """Rows written past the rules, so that every column has values, ties and gaps."""
    first = workspace.today - timedelta(days=100)
    with workspace.change("People") as work:
        people = [work.add("person", {"title": name}).id for name in ("Ana", "ana", "Örs", "Zoe")]
    with workspace.change("Fill") as work:
        for register in REGISTERS:
            for n in range(COUNT):
                record = work.add(register.kind, {"title": CHANCE.choice(WORDS) or "x"}, taken_over_from="x")
                for name, field in register.fields.items():
                    if name not in ("title", "taken_over_from"):
                        setattr(record, name, some(field, people, first))
                record.state = str(CHANCE.choice(list(register.workflow.states)))
                record.voided = n % 10 == 0


def paged(workspace: Workspace, listing: Listing, columns: list[str]) -> list[Row]:
    found: list[Row] = []
    while len(page := workspace.page(listing, columns, len(found), PAGE)) == PAGE:
        found += page
    return found + page


def lowered(value: object, *, text: bool) -> Any:
    if isinstance(value, Ref):
        return lowered(value.title, text=True)
    if text and isinstance(value, str):
        return "".join(c.lower() if c.isascii() else c for c in value).encode()
    return value.encode() if isinstance(value, str) else value


def in_order(rows: list[Row], *, text: bool, descending: bool) -> list[Row]:
    """As Python sorts it: empty ones last, the key breaks ties, text without regard to the case of ASCII."""

    def compare(one: Row, two: Row) -> int:
        a, b = (lowered(row.cells[0], text=text) for row in (one, two))
        if a is None or b is None:
            if (a is None) != (b is None):
                return 1 if a is None else -1
        elif a != b:
            return -1 if (a < b) != descending else 1
        return -1 if (one.id.hex < two.id.hex) != descending else 1

    return sorted(rows, key=cmp_to_key(compare))


@each_register
def test_pages_in_every_order_are_the_whole_list_in_that_order(full: Workspace, register: Register) -> None:
    for name in (*register.fields, *(n for n in queries.PLAIN if n not in register.fields)):
        field = register.fields.get(name)
        text = name == "title" or (field is not None and field.type is FieldType.TEXT)
        for descending in (False, True):
            listing = Listing(register.kind, sort=name, descending=descending)
            rows = paged(full, listing, [name])
            assert rows == in_order(rows, text=text, descending=descending), f"{name}, descending: {descending}"
            assert len({row.id for row in rows}) == len(rows) == full.count(listing)
    newest = [row.id.hex for row in paged(full, Listing(register.kind), ["number"])]
    assert newest == sorted(newest, reverse=True)


@each_register
def test_a_filter_finds_what_python_finds(full: Workspace, register: Register) -> None:
    names = [n for n, f in register.fields.items() if f.type not in queries.REFERENCES] + ["state"]
    rows = full.page(Listing(register.kind), [*names, "owner", "due_on", "number", "title"], 0, 10_000)
    kept = {row.id: dict(zip([*names, "owner", "due_on", "number", "title"], row.cells, strict=True)) for row in rows}
    for name in names:
        text = name in register.fields and register.fields[name].type is FieldType.TEXT
        values = {repr(row[name]): row[name] for row in kept.values()}
        for value in values.values():
            listing = Listing(register.kind, where={name: value}, sort="title")
            wanted = {i for i, r in kept.items() if lowered(r[name], text=text) == lowered(value, text=text)}
            assert {row.id for row in paged(full, listing, ["title"])} == wanted, (name, value)
            assert full.count(listing) == len(wanted)
    both = ("alpha", "Zeta")
    listing = Listing(register.kind, where={"title": both})
    assert full.count(listing) == sum(str(r["title"]).lower() in ("alpha", "zeta") for r in kept.values())


@each_register
def test_words_owner_overdue_and_void_narrow_a_list(full: Workspace, register: Register) -> None:
    rows = full.page(Listing(register.kind), ["number", "title", "owner", "due_on"], 0, 10_000)
    for typed in ("ALPHA", "gross", "grö", "bet gam", "日", f"{register.prefix}-2026-000", "'", "%", "_", '"'):
        listing = Listing(register.kind, text=typed, sort="title")
        wanted = {r.id for r in rows if all(w in fold(f"{r.cells[0]} {r.cells[1]}") for w in fold(typed).split())}
        assert {r.id for r in paged(full, listing, ["title"])} == wanted, typed
    someone = next(r.cells[2] for r in rows if isinstance(r.cells[2], Ref)) if "owner" in register.fields else None
    if isinstance(someone, Ref):
        mine = [r for r in rows if isinstance(r.cells[2], Ref) and r.cells[2].id == someone.id]
        assert full.count(Listing(register.kind, owner=someone.id)) == len(mine)
    limit = full.today - timedelta(days=98)
    states = queries.open_states(register)
    late = [r for r in rows if isinstance(r.cells[3], date) and r.cells[3] < limit and r.state in states]
    assert {r.id for r in paged(full, Listing(register.kind, overdue_on=limit), ["title"])} == {r.id for r in late}
    void = full.page(Listing(register.kind, voided=True), ["voided"], 0, 10_000)
    assert {r.cells for r in void} == {(True,)}
    assert not {r.id for r in void} & {r.id for r in rows}
    facets = full.facets(register.kind)
    assert (facets.total, facets.voided, sum(facets.states.values())) == (len(rows), len(void), len(rows))


@each_register
def test_first_pages_and_sorts_go_through_the_indexes(full: Workspace, register: Register) -> None:
    for name in ["", *(a.key for a in register.columns)]:
        field = register.fields.get(name)
        if field is not None and field.type in queries.REFERENCES:
            continue  # sorted by the other record's title, which has no order of its own
        for descending in (False, True):
            listing = Listing(register.kind, sort=name, descending=descending)
            assert not [p for p in plan(full, register, listing) if "TEMP B-TREE" in p or p.startswith("SCAN record ")]


def plan(workspace: Workspace, register: Register, listing: Listing) -> list[str]:
    """What SQLite says of the statement that finds the keys of a page."""
    said: list[str] = []
    with workspace.read() as look:
        connection = look.session.connection()

        def explain(_connection: Any, cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
            if statement.lstrip().startswith("SELECT"):
                rows = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall()
                said.extend(row[3] for row in rows)

        event.listen(connection, "before_cursor_execute", explain)
        queries.keys(connection, register, listing, 0, 256)
    assert said
    return said


def test_an_unknown_column_or_register_is_refused_in_words(full: Workspace) -> None:
    with pytest.raises(RuleBroken, match="no field “colour”"):
        full.page(Listing("supplier", sort="colour"), ["title"])
    with pytest.raises(RuleBroken, match="no register “pallet”"):
        full.count(Listing("pallet"))
