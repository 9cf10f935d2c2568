from __future__ import annotations

from collections.abc import Iterator

import pytest

from qms_desktop.flows.transitions import RULES
from tests.principles.world import World


@pytest.fixture
def world() -> Iterator[World]:
    made = World(rules=RULES)
    yield made
    made.session.close()
    made.session.get_bind().engine.dispose()
