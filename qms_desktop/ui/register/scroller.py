"""A column of rows that scrolls: the ground of the tabs Links, Evidence and History."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget


class Scroller(QScrollArea):
    """Rows go into `box`; `empty` takes all of them away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        content.setProperty("kind", "content")
        content.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._outer = outer = QVBoxLayout(content)
        outer.setContentsMargins(0, 8, 0, 8)
        outer.setSpacing(0)
        self.box = QVBoxLayout()
        self.box.setSpacing(2)
        outer.addLayout(self.box)
        outer.addStretch(1)
        self.setWidget(content)

    def place_first(self, widget: QWidget) -> None:
        """Put something above the rows, which stays when they go."""
        self._outer.insertWidget(0, widget)

    def empty(self) -> None:
        """Take all rows away."""
        _clear(self.box)


def _clear(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            _clear(inner)
            inner.deleteLater()
