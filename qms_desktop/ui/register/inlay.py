"""Strips inside the pane: a question with its answers, a reason to give, why a step is blocked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from qms_desktop.errors import Unmet
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.buttons import Button
from qms_desktop.ui.widgets.fields import LongTextField
from qms_desktop.ui.widgets.label import IconLabel, Label
from qms_desktop.ui.widgets.labelled import Labelled

_MOST, _LEAST = 280, 80  # px of height: before the strip scrolls, and at the least
_EDGES = 6


class Panel(QWidget):
    """What an inlay holds: a title, a body, a row of buttons. `first` gets the focus."""

    closed = Signal()

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.first: QWidget | None = None
        self.setAccessibleName(title)
        self.title = title
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 10, 12, 10)
        box.setSpacing(8)
        box.addWidget(Label(title, "strong", wrap=True))
        self.body = QVBoxLayout()
        self.body.setSpacing(6)
        box.addLayout(self.body)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.addStretch(1)
        box.addLayout(self.buttons)

    def add_button(self, text: str, slot: Callable[[], object], *, primary: bool = False) -> Button:
        """Add an answer."""
        button = Button(self.theme, text, kind="primary" if primary else "secondary")
        button.clicked.connect(lambda _checked=False: slot())
        self.buttons.addWidget(button)
        self.first = self.first or button
        return button


class Question(Panel):
    """A sentence with answers; each closes it."""

    def __init__(
        self, theme: Theme, title: str, sentence: str, answers: Sequence[tuple[str, Callable[[], object]]]
    ) -> None:
        super().__init__(theme, title)
        if sentence:
            self.body.addWidget(Label(sentence, "sub", wrap=True))
        for text, slot in answers:
            self.add_button(text, lambda slot=slot: self._answer(slot))  # type: ignore[misc]

    def _answer(self, slot: Callable[[], object]) -> None:
        self.closed.emit()
        slot()


class Reason(Panel):
    """Asks for a reason, without which nothing happens."""

    given = Signal(str)

    def __init__(self, theme: Theme, title: str, verb: str) -> None:
        super().__init__(theme, title)
        self.field = LongTextField(theme)
        self.body.addWidget(Labelled(theme, self.tr("Reason"), self.field, required=True))
        self.add_button(self.tr("Cancel"), self.closed.emit)
        self.verb = self.add_button(verb, self._give, primary=True)
        self.first = self.field

    def _give(self) -> None:
        reason = str(self.field.read())
        if not reason:
            self.field.set_problem(self.tr("Say why, so that it can be understood later."))
            self.field.setFocus()
            return
        self.given.emit(reason)


class Blocked(Panel):
    """Lists every unmet condition with the way to it; where only shoulds are left, offers to pass them."""

    jumping = Signal(object)
    """The `Unmet` whose field or record is wanted."""
    waived = Signal()

    def __init__(self, theme: Theme, step: str, unmet: Sequence[Unmet], can_jump: Callable[[Unmet], str]) -> None:
        musts = [u for u in unmet if u.must]
        title = self.tr("Before “{0}”") if musts else self.tr("“{0}” would like to know first")
        super().__init__(theme, title.format(step))
        self.jumps: list[Button] = []
        for condition in unmet:
            self.body.addLayout(self._row(condition, can_jump(condition)))
        self.add_button(self.tr("Close"), self.closed.emit)
        if not musts and unmet:
            waive = self.add_button(self.tr("Not needed here"), self.waived.emit, primary=True)
            waive.setToolTip(self.tr("Goes on without; the history says so."))
            self.waive: Button | None = waive
        else:
            self.waive = None
        self.first = self.jumps[0] if self.jumps else self.first

    def _row(self, condition: Unmet, way: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        icon = IconLabel(
            self.theme,
            "octagon-alert" if condition.must else "info",
            color="red" if condition.must else "amber",
            size=16,
        )
        row.addWidget(icon)
        words = condition.message if condition.must else self.tr("{0} (advised)").format(condition.message)
        row.addWidget(Label(words, wrap=True), 1)
        if way:
            jump = Button(self.theme, way, kind="link")
            jump.setAccessibleName(f"{way}: {condition.message}")
            jump.clicked.connect(lambda _checked=False: self.jumping.emit(condition))
            row.addWidget(jump)
            self.jumps.append(jump)
        return row


class Inlay(QFrame):
    """The place in the pane where a panel appears; one at a time, Esc takes it away, and the focus returns."""

    toggled = Signal(bool)
    """A panel came, or the last one went."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.panel: Panel | None = None
        self._before: QWidget | None = None
        self._height = 0
        self.setObjectName("inlay")
        self.setStyleSheet(
            "#inlay { background: palette(window); border: 1px solid palette(mid); border-radius: 8px; }"
        )
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.addWidget(self._scroll)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def open(self, panel: Panel) -> None:
        """Show a panel; what was there goes."""
        self.close_panel()
        self.panel = panel
        self._before = QApplication.focusWidget()
        panel.setProperty("kind", "content")
        panel.closed.connect(self.close_panel)
        panel.installEventFilter(self)
        self._scroll.setWidget(panel)
        panel.show()
        self.show()
        self.toggled.emit(True)
        self._measure()
        if panel.first is not None:
            panel.first.setFocus(Qt.FocusReason.PopupFocusReason)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def close_panel(self) -> bool:
        """Take the panel away; says whether there was one."""
        if self.panel is None:
            return False
        focus, before = QApplication.focusWidget(), self._before
        inside = focus is not None and self.isAncestorOf(focus)
        panel, self.panel, self._before = self._scroll.takeWidget(), None, None
        self.hide()
        if inside and before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)  # else Qt gives it to the first widget of the window
        self.toggled.emit(False)
        if panel is not None:
            panel.deleteLater()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrapped sentences change the height."""
        super().resizeEvent(event)
        self._measure()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A sentence that comes or goes in the panel changes the height."""
        if watched is self.panel and event.type() == QEvent.Type.LayoutRequest:
            self._measure()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As high as the panel, up to a limit."""
        return QSize(200, self._height)

    def minimumSizeHint(self) -> QSize:
        """A small window leaves it two lines and its buttons; the rest scrolls."""
        return QSize(120, min(_LEAST, self._height))

    def _measure(self) -> None:
        layout = self.panel.layout() if self.panel is not None else None
        if layout is not None:
            width = max(80, self.width() - 2)
            height = (
                layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
            )
            wanted = min(_MOST, height + _EDGES)
            if wanted != self._height:
                self._height = wanted
                self.updateGeometry()
