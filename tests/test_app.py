"""The composition root, as a user's process runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from qms_desktop.app import load_domain, run_demo, run_screens
from qms_desktop.errors import Unavailable
from qms_desktop.flows.transitions import RULES
from qms_desktop.principles import PRINCIPLES
from qms_desktop.workspace.workspace import Workspace

LATE = ("matplotlib", "openpyxl", "alembic", "reportlab", "python_calamine", "xlsxwriter", "scipy", "pandas", "numpy")

PAINTED = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from qms_desktop.app import Session
app = QApplication([])
session = Session(app)
session.begin(Path(sys.argv[1]) if sys.argv[1:] else None)
app.processEvents()
early = "sqlalchemy" in sys.modules and not sys.argv[1:]
from qms_desktop.ui.screens import settle
while sys.argv[1:] and session.window.desk is None:
    app.processEvents()
settle(session.window)
assert not session.window.grab().isNull()
if sys.argv[1:]:
    session.window.go("nonconformity")
    settle(session.window)
print(early, sorted({name.split(".")[0] for name in sys.modules}))
session.end()
"""


def modules_after_paint(tmp_path: Path, *arguments: str) -> str:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QMS_DATA": str(tmp_path / "data")}
    found = subprocess.run(
        [sys.executable, "-c", PAINTED, *arguments], capture_output=True, text=True, env=environment, check=False
    )
    assert found.returncode == 0, found.stderr
    return found.stdout


def test_nothing_heavy_is_imported_before_the_first_paint(tmp_path: Path, workspace: Workspace) -> None:
    path = workspace.path
    workspace.close()
    said = modules_after_paint(tmp_path, str(path))
    assert [name for name in LATE if f"'{name}'" in said] == []
    assert "'sqlalchemy'" in said


def test_the_window_is_painted_before_sqlalchemy_is_read(tmp_path: Path) -> None:
    assert modules_after_paint(tmp_path).startswith("False")


def test_importing_a_module_does_not_read_its_source() -> None:
    script = """
import linecache, sys
from PySide6.QtWidgets import QApplication
from qms_desktop.app import load_domain
load_domain()
print("sqlalchemy" in sys.modules, any("sqlalchemy" in name and name.endswith(".py") for name in linecache.cache))
"""
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert said.split() == ["True", "False"], "PySide6's import hook is back: see qms_desktop/ui/__init__.py"


def test_the_domain_is_whole() -> None:
    domain = load_domain()
    assert domain.principles == PRINCIPLES
    assert domain.rules is RULES
    assert len(domain.registers) == sum(len(p.registers) for p in PRINCIPLES)


def test_screens_shows_every_page(qapp: object, workspace: Workspace, tmp_path: Path) -> None:
    del qapp
    path = workspace.path
    workspace.close()
    found = run_screens(path, tmp_path / "pictures", size=(1093, 614), theme="dark")
    names = {picture.stem.split("-", 1)[1] for picture in found}
    expected = {"home", "search", "settings", "capture", *(r.kind for r in load_domain().registers)}
    assert expected <= names
    assert all(picture.stat().st_size > 1000 for picture in found)
    assert not (tmp_path / "user data" / "preferences.json").exists()


def test_screens_of_what_is_no_file_is_a_sentence(qapp: object, tmp_path: Path) -> None:
    del qapp
    with pytest.raises(Unavailable, match="There is no file"):
        run_screens(tmp_path / "gone.qms", tmp_path / "pictures")


def test_the_demo_does_what_it_says(qapp: object, tmp_path: Path) -> None:
    del qapp
    made = run_demo(tmp_path)
    assert all(path.is_file() for path in made)
    assert {".qms", ".png", ".xlsx"} <= {path.suffix for path in made}
