from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from qms_desktop.cli import main
from qms_desktop.flows.transitions import RULES
from qms_desktop.principles import REGISTERS
from qms_desktop.workspace.workspace import Workspace


@dataclass(frozen=True)
class Said:
    """What a call left behind."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Call = Callable[..., Said]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Run the command line in this process; no call may ever show a traceback."""

    def run(*arguments: object) -> Said:
        capsys.readouterr()
        status = main([str(a) for a in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return Said(status, out, err)

    return run


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new file, made once."""
    path = tmp_path_factory.mktemp("made") / "base.qms"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QMS_DATA", str(path.parent / "user data"))
        Workspace.create(path, REGISTERS, RULES, organisation="Nordlicht", owner="Ana Núñez").close()
    return path


@pytest.fixture
def file(made: Path, tmp_path: Path) -> Path:
    """A new quality system of one's own."""
    return Path(shutil.copy(made, tmp_path / "nordlicht.qms"))


@pytest.fixture
def complaint(call: Call, file: Path) -> str:
    """The number of a complaint."""
    customer = call("add", file, "customer", "title=Brandt Apparatebau")
    assert customer.status == 0, customer.err
    said = call(
        "add", file, "complaint", "title=Mixed parts", "description=Left and right in one box", "channel=phone",
        "customer=Brandt Apparatebau", "severity=major", "category=Product / Mixed parts",
    )  # fmt: skip
    assert said.status == 0, said.err
    return said.out.strip()


def digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
