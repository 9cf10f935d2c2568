"""What the tests of the workspace share: opening, raw looks past the program, children that can be killed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Column, Table, Text, select

from qms_desktop.flows.transitions import RULES
from qms_desktop.principles import REGISTERS
from qms_desktop.records.base import Base, Record
from qms_desktop.records.fields import Field, FieldType
from qms_desktop.records.lines import Lines
from qms_desktop.workspace.connection import connect
from qms_desktop.workspace.trail import Voice
from qms_desktop.workspace.work import Work
from qms_desktop.workspace.workspace import Workspace

FULL = os.environ.get("QMS_BARS") == "full"
"""Whether the standing bars run with their whole figures (RELIABILITY.md) instead of a sample."""
ROOT = Path(__file__).resolve().parents[2]
CHILD = """
import os, sys
from pathlib import Path
from qms_desktop.flows.transitions import RULES
from qms_desktop.principles import REGISTERS
from qms_desktop.workspace.workspace import Workspace
path = Path(sys.argv[1])
def say(*words):
    os.write(1, (" ".join(map(str, words)) + chr(10)).encode())
"""


def bar(sample: int, full: int) -> int:
    """The figure of a standing bar: a sample in the everyday run, all of it with QMS_BARS=full."""
    return full if FULL else sample


def opened(path: Path, *, read_only: bool = False) -> Workspace:
    return Workspace.open(path, REGISTERS, RULES, read_only=read_only)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def beside(path: Path) -> list[str]:
    """The names of all files in the folder of a path."""
    return sorted(p.name for p in path.parent.iterdir() if p.is_file())


@contextmanager
def raw(path: Path) -> Iterator[Any]:
    """A driver connection past the program, which knows the trail's functions, as an attacker with the source would."""
    with closing(connect(path)) as connection:
        Voice(actor="", change=999_999).prepare(connection)
        yield connection


def supplier_titles(workspace: Workspace) -> list[str]:
    with workspace.read() as look:
        table = Base.metadata.tables["record"]
        rows = look.session.execute(table.select().where(table.c.kind == "supplier").order_by(table.c.number))
        return [row.title for row in rows]


def tables(workspace: Workspace, *, but: Sequence[str] = ()) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every recorded table."""
    with workspace.read() as look:
        return {
            name: sorted((tuple(row) for row in look.session.execute(table.select())), key=repr)
            for name, table in Base.metadata.tables.items()
            if name not in but
        }


def spare(table: Table) -> str:
    """A column that takes any value: neither key nor tied to others nor a closed list."""
    names = {"change_set": "label", "counter": "last", "organisation": "name", "blob": "size", "attachment": "name"}
    names["person"] = "email"
    if table.name in {lines.name for register in REGISTERS for lines in register.lines}:
        return "position"
    return names.get(table.name) or next(str(c.name) for c in table.columns if _takes_words(c))


def _takes_words(column: Column[Any]) -> bool:
    declared = column.info.get("field")
    return isinstance(column.type, Text) or (declared is not None and declared.type is FieldType.TEXT)


def line_values(work: Work, lines: Lines, today: date) -> dict[str, object]:
    """Values for every field of a line that must be filled, and that a user fills."""
    keys = {a.key for a in lines.key}
    # a series has its values worked out or given, so they are not required of everybody
    wanted = [f for f in lines.fields.values() if f.info.required or f.name in keys or f.name == "value"]
    return {f.name: _sample(work, f, today) for f in wanted if not f.info.computed}


def _sample(work: Work, shown: Field, today: date) -> object:
    info = shown.info
    if info.target or info.type is FieldType.REFERENCE:
        kind = info.target or "person"
        found = work.session.scalars(select(Record).where(Record.kind == kind).order_by(Record.id.desc())).first()
        return (found or work.add(kind, {"title": f"A {kind}"}, taken_over_from="list.csv")).id
    plain: dict[FieldType, object] = {FieldType.DAY: today, FieldType.FLAG: True}
    if info.members:
        return str(info.members[0])
    if shown.name == "period" and info.type is FieldType.TEXT:
        return today.isoformat()
    if shown.name == "answer":
        return "5"  # as its question takes it, which is from 0 to 10
    if info.type in (FieldType.NUMBER, FieldType.WHOLE, FieldType.MONEY):
        return info.low or 1
    return plain.get(info.type, "Words")


def add_suppliers(workspace: Workspace, *titles: str) -> list[UUID]:
    with workspace.change("Add suppliers") as work:
        return [work.add("supplier", {"title": title}).id for title in titles]


def child(script: str, *arguments: object, before: Sequence[str] = (), **options: Any) -> subprocess.Popen[str]:
    """A Python process that runs a script after CHILD; its first argument is the path."""
    command = [*before, sys.executable, "-c", CHILD + script, *map(str, arguments)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True} | options
    return subprocess.Popen(command, env=environment, cwd=ROOT, **options)


def ran(script: str, *arguments: object, before: Sequence[str] = (), **options: Any) -> str:
    """What a child said that ran to its end."""
    process = child(script, *arguments, before=before, **options)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return out


needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become nobody")
