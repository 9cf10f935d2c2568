"""The files of `world`, made once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qms_desktop.flows.transitions import RULES
from qms_desktop.principles import REGISTERS
from qms_desktop.workspace.look import Look
from qms_desktop.workspace.workspace import Workspace
from tests.insight.world import WORLDS

Into = Callable[[str], Look]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The files by the name of their world."""
    found = {}
    for name, fill in WORLDS.items():
        found[name] = tmp_path_factory.mktemp("insight") / f"{name}.qms"
        with Workspace.create(
            found[name], REGISTERS, RULES, organisation="Nordlicht Metallbau", owner="Ana Probe"
        ) as workspace:
            fill(workspace)
    return found


@pytest.fixture
def into(made: dict[str, Path]) -> Iterator[Into]:
    """Looks into one of the worlds."""
    from contextlib import ExitStack

    with ExitStack() as stack:

        def look(world: str) -> Look:
            workspace = stack.enter_context(Workspace.open(made[world], REGISTERS, RULES, read_only=True))
            return stack.enter_context(workspace.read())

        yield look
