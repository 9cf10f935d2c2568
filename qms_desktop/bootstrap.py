"""Make the environment on the first start, so that `python3 -m qms_desktop` is the whole installation.

Runs before anything is installed: only the standard library, and no syntax that Python 3.8 cannot read, so that an
old Python gets a sentence. The environment is `.venv` in the checkout, made from the lock files in `packaging/`, built
beside it and renamed when whole; a start that finds another one building waits for it. Everything said goes to stderr,
and every refusal is two sentences and exit status 3. An installed wheel or a frozen build has nothing to make.
It is one file (longer than others) because it is read by Pythons that can import nothing else of the program.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import importlib.util
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple, NoReturn

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

OLDEST, NEWEST = (3, 11), (3, 14)
ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "packaging" / "requirements.lock"
DEV_LOCK = ROOT / "packaging" / "requirements-dev.lock"
VENV = ROOT / ".venv"
WORKSHOP = ROOT / ".venv-build"  # the lock, the half-built environment, the log of a failure
STAMP = "made-from"
REFUSED = 3
PATIENCE = 10  # seconds for a display to answer


class Package(NamedTuple):
    """Something that the system must have: how to test for it, and what its package is called."""

    soname: str
    apt: str
    pacman: str

    @property
    def capability(self) -> str:
        """What dnf and zypper call it; they find the package that provides it."""
        return f"'{self.soname}()(64bit)'" if ".so." in self.soname else "python3-pip"


# The packages that bring every library which Qt's own files name; what they depend on comes with them.
QT = (
    Package("libEGL.so.1", "libegl1", "libglvnd"),
    Package("libGL.so.1", "libgl1", "libglvnd"),
    Package("libglib-2.0.so.0", "libglib2.0-0", "glib2"),
    Package("libdbus-1.so.3", "libdbus-1-3", "dbus"),
    Package("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
    Package("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
)
QT_WITH_A_DISPLAY = (
    Package("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
    Package("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor"),
    Package("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm"),
    Package("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms"),
    Package("libxcb-shape.so.0", "libxcb-shape0", "libxcb"),
)
SILENT = "NewConnectionError|NameResolution|Max retries|Timeout|Connection (refused|reset)|No matching distribution"
# What pip or the system said, and what that means for the user: the first match is told.
FAULTS = (
    ("No space left", "The disk is full.", "Free about 700 MB, then start again."),
    (
        "Permission denied|Read-only",
        f"{ROOT} cannot be written.",
        "Copy it to where you may write, and start it there.",
    ),
    ("ProxyError|407 Proxy", "The proxy did not let pip through.", "Set HTTPS_PROXY as your network needs it."),
    (
        "CERTIFICATE_VERIFY",
        "The package index could not be trusted.",
        "Set pip's `cert` to your network's certificate.",
    ),
    ("DO NOT MATCH THE HASHES", "A package is not the one that the lock names.", "Nothing was installed; start again."),
    (SILENT, "The package index did not answer, or lacks a package.", "Connect to the network, then start again."),
)


def ensure(module: str, *, dev: bool = False) -> None:
    """Return when the dependencies are there; else make them and run `module` anew, inside, with the same arguments.

    `dev` asks for the tools of the tests as well. Does not return when it starts the module anew or has to refuse.
    """
    check_version()
    if _is_ready(dev=dev):
        return
    command = [environment(dev=dev), "-P", "-m", module, *sys.argv[1:]]
    sys.stdout.flush()
    sys.stderr.flush()
    if sys.platform == "win32":  # its exec returns to the shell at once, before the new process has ended
        with contextlib.suppress(KeyboardInterrupt):
            raise SystemExit(subprocess.call(command))
        raise SystemExit(130)
    os.execve(command[0], command, os.environ)  # noqa: S606  no shell is the point


def environment(*, dev: bool = False) -> str:
    """The interpreter of the checkout's environment, which is made, renewed or extended first where it has to be."""
    try:
        if not _is_made(dev=dev):
            with _one_at_a_time():
                if not _is_made(dev=dev):
                    _make(dev=dev)
    except OSError as error:
        _stop(*_explain(str(error), "Mend that, then start again."))
    except KeyboardInterrupt:
        _say("Stopped before the environment was whole. Nothing is left half made; start again at any time.")
        raise SystemExit(130) from None
    return str(_python(VENV))


def check_version() -> None:
    """Refuse a Python that the dependencies do not support, naming one that is here and would do."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return
    names = [f"python3.{minor}" for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]
    found = [name for name in names if _answers(name)]
    hint = f"Start it with {found[0]}, which is on this machine." if found else "Install one of these and start again."
    _stop(f"Python 3.11 to 3.14 is needed, and this is {sys.version.split()[0]}.", hint)


def require_qt() -> None:
    """Refuse to go on without the shared libraries that Qt needs on this Linux; as root, install them instead.

    Call it before PySide6 is imported. Commands that need no Qt do not call it, so they run on a bare server.
    """
    if sys.platform.startswith("linux") and not getattr(sys, "frozen", False):
        missing = missing_libraries()
        if missing:
            _obtain("Qt needs system libraries that are missing", missing)
            if missing_libraries():
                _stop(
                    "The packages are installed, but Qt's libraries still cannot be loaded.", "Run `ldconfig` as root."
                )


def missing_libraries() -> list[Package]:
    """Those of Qt's shared libraries that cannot be loaded; with a display those for real windows count too."""
    display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return [package for package in (*QT, *(QT_WITH_A_DISPLAY if display else ())) if not _loads(package.soname)]


def display_available() -> bool:
    """Whether a window can be opened here. Ask before QApplication: without a display it aborts the process.

    A platform chosen by QT_QPA_PLATFORM counts as one. A display that does not answer within 10 seconds is none.
    """
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    wayland, x = bool(os.environ.get("WAYLAND_DISPLAY")), bool(os.environ.get("DISPLAY"))
    return (wayland and _wayland_answers()) or (x and _x_answers_in_time())


def _answers(python: str) -> bool:
    """Whether a command is there and starts: a version manager's may be there for a Python that is not chosen."""
    silent = subprocess.DEVNULL
    return bool(shutil.which(python)) and subprocess.call([python, "--version"], stdout=silent, stderr=silent) == 0


def _is_ready(*, dev: bool) -> bool:
    if not LOCK.exists():  # an installed wheel: pip has seen to it
        return True
    if sys.prefix == sys.base_prefix:
        return False
    inside = VENV.exists() and Path(sys.prefix).samefile(VENV) and _is_made(dev=dev)
    return inside or _has_pins(dev=dev)


def _has_pins(*, dev: bool) -> bool:
    """Whether this environment, of whoever's making, holds what the locks pin for every platform."""
    from importlib import metadata  # noqa: PLC0415  13 ms that an ordinary start can do without

    for lock in _locks(dev=dev):
        for name, version in re.findall(r"(?m)^([\w.-]+)==(\S+) \\$", lock.read_text("utf-8")):
            try:
                if metadata.version(name) != version:
                    return False
            except metadata.PackageNotFoundError:
                return False
    return True


def _locks(*, dev: bool) -> tuple[Path, ...]:
    return (LOCK, DEV_LOCK) if dev else (LOCK,)


def _stamp(*, dev: bool) -> str:
    digest = hashlib.sha256(os.fsencode(f"{sys.version}\n{ROOT}\n"))  # a moved checkout is another one
    for lock in _locks(dev=dev):
        digest.update(lock.read_bytes())
    return digest.hexdigest()


def _is_made(*, dev: bool) -> bool:
    with contextlib.suppress(OSError):
        return _stamp(dev=dev) in (VENV / STAMP).read_text("ascii").split() and _python(VENV).exists()
    return False


def _make(*, dev: bool) -> None:
    if VENV.exists() and not (VENV / STAMP).exists():
        _stop(f"{VENV} is there already, but this program did not make it.", "Rename or delete it, then start again.")
    if importlib.util.find_spec("ensurepip") is None:
        minor = f"python{sys.version_info[0]}.{sys.version_info[1]}"
        _obtain("Python lacks a part of itself", [Package("ensurepip", f"{minor}-venv", "python")])
    stamps = [_stamp(dev=choice) for choice in ((False, True) if dev else (False,))]
    if _is_made(dev=False):
        _say(f"Adding what the tests need to {VENV} (some 20 seconds).")
        _install(VENV, DEV_LOCK)
        (VENV / STAMP).write_text("\n".join(stamps), "ascii")
        return
    _say(f"First start: installing the Python packages into {VENV} (some 30 seconds, 400 MB).")
    new, old = WORKSHOP / "new", WORKSHOP / "old"
    for leftover in (new, old):
        shutil.rmtree(leftover, ignore_errors=True)
    try:
        _run([sys.executable, "-I", "-m", "venv", str(new)])
        _install(new, *_locks(dev=dev))
        _link_checkout(new)
        (new / STAMP).write_text("\n".join(stamps), "ascii")
        if VENV.exists():
            VENV.rename(old)
        new.rename(VENV)
    finally:
        shutil.rmtree(new, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _install(venv: Path, *locks: Path) -> None:
    files = [part for lock in locks for part in ("-r", str(lock))]
    options = ["--quiet", "--no-input", "--disable-pip-version-check", "--require-hashes"]
    _run([str(_python(venv)), "-I", "-m", "pip", "install", *options, *files])


def _link_checkout(venv: Path) -> None:
    """Put the checkout on the environment's path, and the final path into its scripts."""
    packages = venv / "Lib" / "site-packages"
    if os.name != "nt":
        packages = next((venv / "lib").glob("python3*/site-packages"))
    (packages / "qms-desktop-checkout.pth").write_bytes(os.fsencode(f"{ROOT}\n"))
    for script in _python(venv).parent.iterdir():
        if (
            script.is_file() and not script.is_symlink() and script.suffix != ".exe"
        ):  # an .exe holds its path in a form of its own
            content = script.read_bytes()
            if os.fsencode(venv) in content:
                script.write_bytes(content.replace(os.fsencode(venv), os.fsencode(VENV)))


def _python(venv: Path) -> Path:
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def _run(command: list[str]) -> None:
    """Run a step of the making; its whole output is kept beside the environment when it fails."""
    environ = {**os.environ, "PIP_USER": "0"}  # a `user = true` in pip's settings cannot be meant for this
    pipe, merged, silent = subprocess.PIPE, subprocess.STDOUT, subprocess.DEVNULL
    done = subprocess.run(command, stdin=silent, stdout=pipe, stderr=merged, env=environ, close_fds=False, check=False)
    if done.returncode:
        said = done.stdout.decode("utf-8", "replace")
        with contextlib.suppress(OSError):
            (WORKSHOP / "log.txt").write_text(said, "utf-8")
        _stop(*_explain(said, f"The whole report is in {WORKSHOP / 'log.txt'}."))


def _explain(said: str, otherwise: str) -> tuple[str, str]:
    for pattern, what, hint in FAULTS:
        if re.search(pattern, said):
            return what, hint
    errors = (
        [line for line in said.splitlines() if line.startswith("ERROR")] or said.splitlines() or ["no reason given"]
    )
    return f"The environment could not be made: {errors[-1]}.", otherwise


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Hold the workshop; the system lets go of it even when this process is killed."""
    WORKSHOP.mkdir(exist_ok=True)
    with (WORKSHOP / "lock").open("a") as file:
        os.set_inheritable(file.fileno(), True)  # a pip that outlives a killed start still holds the workshop
        if not _takes(file):
            _say("Another start is making the environment; waiting for it.")
            while not _takes(file):
                time.sleep(0.2)
        yield


def _takes(file: IO[str]) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _loads(soname: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def _obtain(need: str, packages: list[Package]) -> None:
    """Install system packages, or refuse with the line that does it for each family of Linux."""
    names = list(dict.fromkeys(package.apt for package in packages))
    line = f"apt-get install {' '.join(names)}"
    root = sys.platform != "win32" and os.geteuid() == 0
    if shutil.which("apt-get") and (root or _agrees(f"{need}. Run `sudo {line}` now? [Y/n] ")):
        _say(f"{need}: installing {' '.join(names)} with apt-get.")
        apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
        apt = apt if root else ["sudo", *apt]
        subprocess.run([*apt, "update"], stdout=subprocess.DEVNULL, check=False)
        if (
            subprocess.run(
                [*apt, "install", "-y", "--no-install-recommends", *names], stdout=subprocess.DEVNULL, check=False
            ).returncode
            == 0
        ):
            return
    capabilities = " ".join(dict.fromkeys(package.capability for package in packages))
    pacman = " ".join(dict.fromkeys(package.pacman for package in packages))
    _stop(
        f"{need}: {', '.join(package.soname for package in packages)}.",
        "Install them with the line for your system, then start again:",
        f"  Debian, Ubuntu:  sudo {line}",
        f"  Fedora:          sudo dnf install {capabilities}",
        f"  openSUSE:        sudo zypper install {capabilities}",
        f"  Arch:            sudo pacman -S {pacman}",
    )


def _agrees(question: str) -> bool:
    if not (sys.stdin and sys.stdin.isatty() and shutil.which("sudo")):
        return False
    sys.stderr.write(question)
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("", "y", "yes")


def _wayland_answers() -> bool:
    path = Path(os.environ.get("XDG_RUNTIME_DIR", ""), os.environ["WAYLAND_DISPLAY"])
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(PATIENCE)
        probe.connect(str(path))
        return True
    return False


def _x_answers_in_time() -> bool:
    answers: list[bool] = []
    probe = threading.Thread(target=lambda: answers.append(_x_answers()), daemon=True)
    probe.start()
    probe.join(PATIENCE)
    return answers == [True]


def _x_answers() -> bool:
    """Connect as Qt would, by the same library: address, rights and a server that speaks are tested in 1 ms."""
    with contextlib.suppress(OSError):
        xcb = ctypes.CDLL("libxcb.so.1")
        xcb.xcb_connect.restype = ctypes.c_void_p
        connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
        refused = xcb.xcb_connection_has_error(connection)
        xcb.xcb_disconnect(connection)
        return not refused
    return False


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def _stop(*lines: str) -> NoReturn:
    for line in lines:
        _say(line)
    raise SystemExit(REFUSED)


if __name__ == "__main__":  # `python3 -m qms_desktop.bootstrap [--dev]` makes the environment and prints its Python
    check_version()
    print(environment(dev="--dev" in sys.argv[1:]))
