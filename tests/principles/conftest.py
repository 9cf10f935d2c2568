from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.principles.world import World


@pytest.fixture
def world() -> Iterator[World]:
    made = World()
    yield made
    made.session.close()
    made.session.get_bind().engine.dispose()
