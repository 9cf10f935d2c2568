"""What every test stands on: no user data is touched, and a fresh quality system is one fixture away."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from qms_desktop.flows.transitions import RULES
from qms_desktop.principles import REGISTERS
from qms_desktop.workspace.workspace import Workspace

FIXTURES = Path(__file__).resolve().parent.parent.parent / "shared" / "fixtures"


@pytest.fixture(autouse=True)
def _own_user_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QMS_DATA", str(tmp_path / "user data"))


@pytest.fixture(autouse=True)
def _no_unexpected_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    unexpected = [r.getMessage() for r in caplog.get_records("call") if r.levelno >= logging.WARNING]
    assert not unexpected, f"unexpected log records: {unexpected}"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "nordlicht.qms"


@pytest.fixture
def workspace(path: Path) -> Iterator[Workspace]:
    opened = Workspace.create(path, REGISTERS, RULES, organisation="Nordlicht Metallbau", owner="Ana Probe")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def real() -> Path:
    """The folder of real spreadsheets; tests that need it are skipped visibly where it does not lie."""
    if not (FIXTURES / "real").is_dir():
        pytest.skip("the real spreadsheets are not beside this checkout")
    return FIXTURES / "real"
