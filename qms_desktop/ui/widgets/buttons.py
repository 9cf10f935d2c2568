"""Buttons: primary, secondary and ghost with text, and the square icon button."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QWidget

from qms_desktop.ui import keys
from qms_desktop.ui.theme.theme import Theme

Kind = Literal["primary", "secondary", "ghost", "link", "answer"]

HEIGHT = 32
_ICON, _GAP = 16, 6
_ICON_COLOUR = {"primary": "onaccent", "link": "accent"}


class Button(QPushButton):
    """A button 32 high with a verb on it; at most one of a page is `primary`."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        icon: str = "",
        *,
        kind: Kind = "secondary",
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._theme, self._icon, self._kind = theme, icon, kind
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        if key:
            self.setToolTip(keys.tooltip(text, key))
        theme.changed.connect(self._redraw)
        self._redraw()

    def set_icon(self, icon: str) -> None:
        """Shows another icon."""
        self._icon = icon
        self._redraw()

    def _redraw(self) -> None:
        if self._icon:
            colour = _ICON_COLOUR.get(self._kind, "text2")
            self.setIcon(self._theme.icon(self._icon, colour, _ICON, _GAP))
            self.setIconSize(QSize(_ICON + _GAP, _ICON))


class IconButton(QPushButton):
    """A square button with an icon alone; its name is read aloud and stands in the tooltip with its keys."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        name: str,
        *,
        key: str = "",
        checkable: bool = False,
        size: int = _ICON,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._icon, self._size = theme, icon, size
        self.setProperty("kind", "icon")
        self.setAutoDefault(False)
        self.setCheckable(checkable)
        self.setIconSize(QSize(size, size))
        self.setFixedSize(HEIGHT, HEIGHT)
        self.set_name(name, key)
        theme.changed.connect(self._redraw)
        self.toggled.connect(self._redraw)
        self._redraw()

    def set_name(self, name: str, key: str = "") -> None:
        """Names the button for those who hear it and those who hover over it."""
        self.setAccessibleName(name)
        self.setToolTip(keys.tooltip(name, key))

    def set_icon(self, icon: str) -> None:
        """Shows another icon."""
        self._icon = icon
        self._redraw()

    def _redraw(self) -> None:
        self.setIcon(self._theme.icon(self._icon, "accent" if self.isChecked() else "text2", self._size))
