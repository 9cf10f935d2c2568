"""The composition root: preferences -> theme -> window -> workspace; and the handler of what nobody else handled."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from qms_desktop.ui.main_window import MainWindow
from qms_desktop.ui.start.last_resort import LastResort
from qms_desktop.ui.start.opening import Domain, Opened, Opening
from qms_desktop.ui.start.preferences import Passing, Preferences
from qms_desktop.ui.theme.theme import Mode, Theme

if TYPE_CHECKING:
    from qms_desktop.errors import QmsError

NAME = "QMS Desktop"


def load_domain() -> Domain:
    """The principles with their registers, and the rules that flows add (read when first needed)."""
    from qms_desktop.flows.transitions import RULES  # noqa: PLC0415  brings SQLAlchemy, and the window is painted before it
    from qms_desktop.principles import PRINCIPLES  # noqa: PLC0415  the same

    return Domain(PRINCIPLES, RULES)


def run_window(path: Path | None) -> int:
    """Show the window over a file: the one that is named, else the last one, else the first start."""
    # a start makes hundreds of thousands of objects that all live on, so looking for garbage among them is lost time
    gc.disable()
    app = QApplication([sys.argv[0]])
    session = Session(app)
    QTimer.singleShot(3000, _collect_again)
    session.begin(path or session.preferences.last_file())
    return app.exec()


def _collect_again() -> None:
    gc.freeze()
    gc.enable()


class Session:
    """One running program: its application, its window, and the file that is open in it."""

    def __init__(self, app: QApplication, preferences: Preferences | None = None) -> None:
        app.setApplicationName(NAME)
        app.setApplicationDisplayName("")
        self.preferences = preferences or Preferences.load()
        self.theme = Theme(_mode(self.preferences.mode), self.preferences.base)
        self.theme.apply(app)
        self.window = MainWindow(self.theme, self.preferences)
        self.last_resort = LastResort(self.window.report)
        self.last_resort.install()
        self.opening = Opening(load_domain, self.window)
        self.opening.opened.connect(self._opened)
        self.opening.refused.connect(self._refused)
        self.window.file_chosen.connect(self.open)
        self.window.file_wanted.connect(self.create)
        self.window.demo_wanted.connect(self.sample)

    def begin(self, path: Path | None) -> None:
        """Show the window, with a file if there is one."""
        if path is None:
            self.window.show_start()
            self.window.show()
            return
        self.window.show_opening(path)
        self.window.show()
        # what is shown is painted first: reading the registers would compete with it for the interpreter
        QTimer.singleShot(20, lambda: self.opening.open(path))

    def open(self, path: Path) -> None:
        """Open a file instead of the one that is open."""
        self.window.detach()
        self.window.show_opening(path)
        self.opening.open(path)

    def create(self, path: Path, organisation: str, owner: str) -> None:
        """Make a file and open it instead of the one that is open."""
        self.window.detach()
        self.window.show_opening(path)
        self.opening.create(path, organisation, owner)

    def sample(self, path: Path) -> None:
        """Open the demo company; the first time it is made before."""
        self.window.detach()
        page = self.window.show_making()
        self.opening.told.connect(page.told)
        page.cancelled.connect(self.opening.stop)
        self.opening.sample(path)

    def end(self) -> None:
        """Close the file and the window, and let go of the handlers (screens, tests)."""
        self.window.close()
        self.last_resort.remove()

    def _opened(self, found: Opened) -> None:
        from qms_desktop.ui.desk import Desk  # noqa: PLC0415  see load_domain
        from qms_desktop.ui.tasks import Tasks  # noqa: PLC0415  the same

        workspace = found.workspace
        desk = Desk(
            Tasks(workspace),
            self.theme,
            found.domain.principles,
            found.organisation,
            workspace.read_only_because,
            workspace.path,
        )
        desk.tasks.setParent(desk)
        self.window.attach(desk)
        self.preferences.opened(workspace.path)

    def _refused(self, error: QmsError, path: Path) -> None:
        if not path.exists():
            self.preferences.forget(path)
        self.window.show_start()
        self.window.refuse(error)


def _mode(name: str) -> Mode:
    return "light" if name == "light" else "dark" if name == "dark" else "system"


def run_screens(path: Path, folder: Path, size: tuple[int, int] = (1366, 768), theme: str = "light") -> list[Path]:
    """Pictures of every page of a file, without a display; returns where they lie.

    Raises:
        Unavailable: the file cannot be opened, or the folder not be written.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from qms_desktop.ui.screens import take_screens  # noqa: PLC0415  only this command needs it

    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication([NAME])
    session = Session(app, Passing(mode=theme if theme in ("light", "dark") else "light"))
    try:
        return take_screens(session.window, lambda: session.open(path), folder, size)
    finally:
        session.end()


def run_demo(folder: Path) -> list[Path]:
    """The guided demo on a machine without a display: makes files and pictures in a folder and returns them.

    Raises:
        Unavailable: the folder cannot be written.
    """
    from qms_desktop.ui.demo import tell_story  # noqa: PLC0415  only this way needs it

    domain = load_domain()
    folder.mkdir(parents=True, exist_ok=True)
    path = tell_story(folder, domain.registers, domain.rules, lambda sentence: print(sentence, file=sys.stderr))
    pictures = run_screens(path, folder / "pictures")
    return sorted([*(found for found in folder.iterdir() if found.is_file()), *pictures])
