"""The line at the bottom: which file, when it was backed up, whether all is saved, and who acts."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QLocale
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QStatusBar, QWidget

from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.label import ElidedLabel

HEIGHT = 26


class StatusBar(QStatusBar):
    """File, backup, saving at the left; the acting person at the right."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._file = self._backup = ""
        self._busy = False
        self._read_only = False
        self.setSizeGripEnabled(False)
        self.left = ElidedLabel("", "caption", least=120)
        self.right = ElidedLabel("", "caption", least=80)
        self.left.setAccessibleName(self.tr("File and saving"))
        self.right.setAccessibleName(self.tr("Who works here"))
        self.addWidget(self.left, 1)
        self.addPermanentWidget(self.right)
        self.setContentsMargins(8, 0, 8, 0)
        theme.changed.connect(self._measure)
        self._measure()

    def show_opening(self, name: str) -> None:
        """Say that a file is on its way."""
        self.left.setText(self.tr("Opening {0} …").format(name))

    def show_file(self, name: str, backup: datetime | None, *, read_only: bool) -> None:
        """Name the file and its newest backup."""
        self._file, self._read_only = name, read_only
        self._backup = _when(backup, self.tr("backed up {0}"), self.tr("not backed up from here yet"))
        self._say()

    def show_person(self, name: str, role: str) -> None:
        """Name who acts."""
        self.right.setText(f"{name} ({role})" if role else name)

    def set_busy(self, busy: bool) -> None:
        """Say whether something is on its way to the file."""
        if busy != self._busy:
            self._busy = busy
            self._say()

    def clear_file(self) -> None:
        """No file is open."""
        self._file = ""
        self.left.setText("")
        self.right.setText("")

    def _say(self) -> None:
        if not self._file:
            return
        saved = self.tr("working …") if self._busy else self.tr("all changes saved")
        if self._read_only:
            saved = self.tr("read-only")
        self.left.setText(f"{self._file} · {self._backup} · {saved}")

    def _measure(self) -> None:
        line = QFontMetrics(self._theme.font("caption")).height()
        self.setFixedHeight(max(HEIGHT, line + 10))


def _when(at: datetime | None, known: str, never: str) -> str:
    if at is None:
        return never
    if at.date() == datetime.now().astimezone().date():
        return known.format(f"{at:%H:%M}")
    return known.format(QLocale().toString(at.date(), QLocale.FormatType.ShortFormat))  # type: ignore[call-overload]
