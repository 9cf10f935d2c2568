"""The first start: what it asks of the machine, what it says when the machine lacks it, and what it leaves alone."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from qms_desktop import bootstrap

LOCKS = (bootstrap.LOCK, bootstrap.DEV_LOCK)
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps Qt's libraries in system packages")
Refusal = Callable[[Callable[[], object]], str]


@pytest.fixture
def refusal(capsys: pytest.CaptureFixture[str]) -> Refusal:
    """What is said on stderr when a call refuses with exit status 3; stdout must stay clean."""

    def run(call: Callable[[], object]) -> str:
        with pytest.raises(SystemExit) as stopped:
            call()
        assert stopped.value.code == bootstrap.REFUSED
        said = capsys.readouterr()
        assert said.out == ""
        assert "Traceback" not in said.err
        return said.err

    return run


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty checkout with locks of its own, which the bootstrap takes for its own."""
    (tmp_path / "packaging").mkdir()
    for name, attribute in (("requirements.lock", "LOCK"), ("requirements-dev.lock", "DEV_LOCK")):
        (tmp_path / "packaging" / name).write_text(f"# {name}", "utf-8")
        monkeypatch.setattr(bootstrap, attribute, tmp_path / "packaging" / name)
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "WORKSHOP", tmp_path / ".venv-build")
    return tmp_path


def pins(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"(?m)^([\w.-]+)==([\w.]+)", lock.read_text("utf-8")))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: str(lock.name))
def test_every_requirement_is_pinned_and_hashed(lock: Path) -> None:
    text = lock.read_text("utf-8").replace("\\\n", " ")
    requirements = [line for line in text.splitlines() if line.strip()]
    assert requirements
    wrong = [line for line in requirements if not re.match(r"[\w.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)]
    assert wrong == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: str(lock.name))
def test_no_lock_says_where_packages_come_from(lock: Path) -> None:
    assert re.findall(r"://|-url|--find-links|/\w|@", lock.read_text("utf-8")) == []


def test_both_locks_agree() -> None:
    runtime, dev = (pins(lock) for lock in LOCKS)
    assert {name: dev[name] for name in dev.keys() & runtime.keys()} == {
        name: runtime[name] for name in dev.keys() & runtime.keys()
    }


def test_qt_is_older_than_the_one_that_kills_python() -> None:
    major, minor = (int(part) for part in pins(bootstrap.LOCK)["pyside6-essentials"].split(".")[:2])
    assert (6, 8) <= (major, minor) < (6, 12)


def test_nothing_but_the_standard_library_is_imported() -> None:
    script = textwrap.dedent("""
        import sys
        sys.path.insert(0, sys.argv[1])
        import qms_desktop.bootstrap, qms_desktop.__main__
        loaded = {name.partition(".")[0] for name in sys.modules}
        print(*sorted(loaded - sys.stdlib_module_names - {"__main__", "qms_desktop"}))
    """)
    command = [sys.executable, "-I", "-S", "-c", script, str(bootstrap.ROOT)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == ""


def test_an_old_python_is_refused_by_name(refusal: Refusal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 8, 18, "final", 0))
    monkeypatch.setattr(bootstrap, "_answers", lambda name: name == "python3.12")
    said = refusal(lambda: bootstrap.ensure("qms_desktop"))
    assert "Python 3.11 to 3.14 is needed" in said
    assert "python3.12" in said


@pytest.mark.parametrize("name", ["__init__.py", "__main__.py", "bootstrap.py"])
def test_an_old_python_can_read_what_it_has_to(name: str) -> None:
    source = (bootstrap.ROOT / "qms_desktop" / name).read_text("utf-8")
    assert ast.parse(source, feature_version=(3, 8)).body


@on_linux
def test_a_missing_library_is_named_with_a_line_for_four_package_managers(
    refusal: Refusal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "_loads", lambda soname: soname != "libEGL.so.1")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(bootstrap, "_agrees", lambda _question: False)
    said = refusal(bootstrap.require_qt)
    assert "libEGL.so.1" in said
    assert "sudo apt-get install libegl1" in said
    assert "sudo dnf install 'libEGL.so.1()(64bit)'" in said
    assert "sudo zypper install 'libEGL.so.1()(64bit)'" in said
    assert "sudo pacman -S libglvnd" in said


@on_linux
def test_root_gets_missing_libraries_installed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    absent = {"libEGL.so.1", "libGL.so.1"}
    commands: list[list[str]] = []

    def install(command: list[str], **_options: object) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        if "install" in command:
            absent.clear()
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(bootstrap, "_loads", lambda soname: soname not in absent)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(subprocess, "run", install)
    bootstrap.require_qt()
    assert [command[-1] for command in commands] == ["update", "libgl1"]
    assert "libegl1" in commands[1]
    assert "installing libegl1 libgl1" in capsys.readouterr().err


@on_linux
def test_a_display_asks_for_more_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "_loads", lambda _soname: False)
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert "libxcb-cursor0" not in {package.apt for package in bootstrap.missing_libraries()}
    monkeypatch.setenv("DISPLAY", ":0")
    assert "libxcb-cursor0" in {package.apt for package in bootstrap.missing_libraries()}


def test_the_stamp_follows_the_locks(checkout: Path) -> None:
    runtime, dev = bootstrap._stamp(dev=False), bootstrap._stamp(dev=True)
    (checkout / "packaging" / "requirements-dev.lock").write_text("pytest==1", "utf-8")
    assert bootstrap._stamp(dev=False) == runtime
    assert bootstrap._stamp(dev=True) != dev
    (checkout / "packaging" / "requirements.lock").write_text("numpy==1", "utf-8")
    assert bootstrap._stamp(dev=False) != runtime


def test_the_stamp_follows_the_python(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert checkout == bootstrap.ROOT
    before = bootstrap._stamp(dev=False)
    monkeypatch.setattr(sys, "version", "3.99.0")
    assert bootstrap._stamp(dev=False) != before


def test_an_environment_is_made_extended_and_renewed(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    python = bootstrap.environment()
    where = subprocess.run([python, "-c", "import sys; print(*sys.path)"], capture_output=True, text=True, check=True)
    assert str(checkout) in where.stdout.split()
    assert "First start" in capsys.readouterr().err
    assert bootstrap.environment() == python
    assert capsys.readouterr().err == ""
    bootstrap.environment(dev=True)
    assert "Adding what the tests need" in capsys.readouterr().err
    (checkout / "packaging" / "requirements.lock").write_text("# changed", "utf-8")
    bootstrap.environment()
    assert "First start" in capsys.readouterr().err
    assert not list((checkout / ".venv-build").glob("new*"))


def test_an_environment_of_someone_else_is_left_alone(checkout: Path, refusal: Refusal) -> None:
    (checkout / ".venv").mkdir()
    assert "did not make it" in refusal(bootstrap.environment)
    assert (checkout / ".venv").is_dir()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full."),
        ("Max retries exceeded ... NewConnectionError", "The package index did not answer"),
        ("ProxyError('Cannot connect to proxy')", "The proxy did not let pip through."),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "not the one that the lock names"),
        ("[Errno 13] Permission denied: '/srv/qms/.venv'", "cannot be written"),
        ("WARNING: x\nERROR: something else", "ERROR: something else"),
    ],
)
def test_a_failure_is_told_in_two_sentences(said: str, told: str) -> None:
    what, hint = bootstrap._explain(said, "Look there.")
    assert told in what
    assert hint.endswith(".")


def test_a_failing_step_refuses_and_keeps_its_report(checkout: Path, refusal: Refusal) -> None:
    (checkout / ".venv-build").mkdir()
    refused = refusal(lambda: bootstrap._run([sys.executable, "-c", "raise SystemExit('ERROR: no')"]))
    assert "ERROR: no" in refused
    assert "ERROR: no" in (checkout / ".venv-build" / "log.txt").read_text("utf-8")


@on_linux
def test_no_display_is_no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert not bootstrap.display_available()
    monkeypatch.setenv("DISPLAY", ":4711")
    assert not bootstrap.display_available()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-4711")
    assert not bootstrap.display_available()
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert bootstrap.display_available()


@on_linux
def test_a_display_that_hangs_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "PATIENCE", 0.05)
    monkeypatch.setattr(bootstrap, "_x_answers", lambda: time.sleep(1))
    monkeypatch.setenv("DISPLAY", ":0")
    assert not bootstrap._x_answers_in_time()
