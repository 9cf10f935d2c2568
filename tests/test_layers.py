"""The layers of the house (pyproject.toml) hold, and no module has a name that could mean anything."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from qms_desktop import bootstrap

VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}
LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"


def lint_imports(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", LINT_IMPORTS, "--no-cache", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def test_every_import_goes_down() -> None:
    done = lint_imports(bootstrap.ROOT)
    assert done.returncode == 0, done.stdout


def test_an_import_that_goes_up_is_found(tmp_path: Path) -> None:
    settings = (bootstrap.ROOT / "pyproject.toml").read_text("utf-8")
    assert '  "errors | paths | statistics",\n  "bootstrap",' in settings
    wrong = settings.replace('  "errors | paths', '  "nobody_is_here",\n  "errors | paths', 1)
    (tmp_path / "pyproject.toml").write_text(wrong, "utf-8")
    done = lint_imports(bootstrap.ROOT, "--config", str(tmp_path / "pyproject.toml"))
    assert done.returncode != 0
    assert "nobody_is_here" in done.stdout + done.stderr


@pytest.mark.parametrize("folder", ["qms_desktop", "tests", "migrations", "packaging"])
def test_modules_are_named_by_the_noun_they_hold(folder: str) -> None:
    names = {path.relative_to(bootstrap.ROOT) for path in (bootstrap.ROOT / folder).rglob("*.py")}
    assert [str(name) for name in sorted(names) if VAGUE & {*name.with_suffix("").parts}] == []
