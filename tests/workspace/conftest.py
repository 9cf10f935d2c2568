"""A small quality system, made once and copied for each test, which is ten times faster than making it each time."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from qms_desktop.flows.transitions import RULES
from qms_desktop.principles import REGISTERS
from qms_desktop.records.links import Relation
from qms_desktop.workspace import lines as written
from qms_desktop.workspace import signing
from qms_desktop.workspace.workspace import Workspace
from tests.workspace.bench import line_values, opened

SIGNED = next(t for r in REGISTERS for t in r.workflow.transitions if t.signs)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template")
    with pytest.MonkeyPatch.context() as elsewhere:
        elsewhere.setenv("QMS_DATA", str(folder / "user data"))
        made = Workspace.create(folder / "template.qms", REGISTERS, RULES, organisation="Nordlicht", owner="Ana Probe")
        made.close()
    return folder / "template.qms"


@pytest.fixture(scope="session")
def stocked(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with two rows or more in every table that may have them."""
    path = Path(shutil.copy(template, tmp_path_factory.mktemp("stocked") / "stocked.qms"))
    with pytest.MonkeyPatch.context() as elsewhere:
        elsewhere.setenv("QMS_DATA", str(path.parent / "user data"))
        with opened(path) as workspace:
            for round_ in range(2):
                with workspace.change(f"Round {round_}") as work:
                    for register in REGISTERS:
                        values = dict(register.example) | {"title": f"{register.one} {round_}"}
                        made = work.add(register.kind, values, taken_over_from="list.csv")
                        work.session.flush()
                        for lines in register.lines:
                            written.write(work, made, lines.name, [line_values(work, lines, work.today)])
                    work.link(made, Relation.CONCERNS, work.get("PER-2026-0001"))
                    work.attach(made, f"{round_}.txt", b"bytes %d" % round_)
                    signing.sign(work, made, SIGNED)
            assert workspace.verify().ok
    return path


@pytest.fixture
def path(tmp_path: Path, template: Path) -> Path:
    """A closed file that holds its organisation and one person."""
    return Path(shutil.copy(template, tmp_path / "nordlicht.qms"))


@pytest.fixture
def workspace(path: Path) -> Iterator[Workspace]:
    with opened(path) as found:
        yield found


@pytest.fixture
def supplier(workspace: Workspace) -> UUID:
    with workspace.change("Add supplier") as work:
        return work.add("supplier", {"title": "Baltic Forge", "contact": "Jonas"}).id
