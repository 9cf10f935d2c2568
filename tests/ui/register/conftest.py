from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qms_desktop.ui.theme.theme import Theme
from tests.ui.register.desk import Bench
from tests.ui.register.desk import bench as make_bench


@pytest.fixture
def bench(tmp_path: Path, theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    """A desk over a new file."""
    monkeypatch.setenv("QMS_DATA", str(tmp_path / "data"))
    with make_bench(tmp_path, theme, qtbot) as made:
        yield made
