"""The window, the demo without a display, and the pictures: what is asked of the window's side."""

from __future__ import annotations

import os
import subprocess
import sys
import types
from pathlib import Path

import pytest

import qms_desktop
from qms_desktop import bootstrap
from tests.cli.conftest import Call


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """A stand-in for the composition root, which writes down how it was asked."""
    asked: list[tuple[object, ...]] = []
    stand_in = types.ModuleType("qms_desktop.app")

    def run_demo(folder: Path) -> None:
        asked.append(("demo", os.environ.get("QT_QPA_PLATFORM")))
        (folder / "home.png").write_bytes(b"")

    def run_screens(path: Path, folder: Path, *, size: tuple[int, int], theme: str) -> list[Path]:
        asked.append(("screens", path, size, theme))
        return [folder / "home.png"]

    def run_window(path: Path | None) -> int:
        asked.append(("window", path))
        return 0

    for function in (run_demo, run_screens, run_window):
        setattr(stand_in, function.__name__, function)
    monkeypatch.setitem(sys.modules, "qms_desktop.app", stand_in)
    monkeypatch.setattr(qms_desktop, "app", stand_in, raising=False)
    monkeypatch.setattr(bootstrap, "require_qt", lambda: None)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    return asked


def test_without_a_command_the_window_opens(call: Call, app: list[tuple[object, ...]], file: Path) -> None:
    assert call().status == 0
    assert call(file).status == 0
    assert call("window", file).status == 0
    assert app == [("window", None), ("window", file), ("window", file)]


LIGHT = """
import sys, types
app = types.ModuleType("qms_desktop.app")
app.run_window = lambda path: print(sorted({"sqlalchemy", "openpyxl", "matplotlib", "alembic"} & set(sys.modules))) or 0
sys.modules["qms_desktop.app"] = app
from qms_desktop.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_the_window_is_reached_before_the_database_is_imported(file: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", LIGHT, str(file)], capture_output=True, text=True, env=environment, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


def test_without_a_display_the_demo_runs(
    call: Call, app: list[tuple[object, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "display_available", lambda: False)
    said = call()
    assert said.status == 0
    assert "no display" in said.err
    assert app == [("demo", "offscreen")]
    [picture] = said.out.splitlines()
    assert Path(picture).is_file()
    assert str(Path(picture).parent) in said.err


def test_screens(call: Call, app: list[tuple[object, ...]], file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    said = call("screens", file, folder, "--size", "1920x1080", "--theme", "dark", "--json")
    assert said.json == {"pictures": [str(folder / "home.png")]}
    assert app == [("screens", file, (1920, 1080), "dark")]


def test_screens_refuses_before_qt_starts(
    call: Call, app: list[tuple[object, ...]], file: Path, tmp_path: Path
) -> None:
    assert call("screens", tmp_path / "none.qms", tmp_path / "p").status == 3
    assert call("screens", file, tmp_path / "p", "--size", "large").status == 2
    assert call("screens", file, tmp_path / "p", "--theme", "pink").status == 2
    assert call("screens", file, file / "p").status == 3
    assert app == []
