"""The registers that are hidden until they are used: which they are, and the list behind "More…"."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.buttons import Button
from qms_desktop.ui.widgets.label import Label
from qms_desktop.workspace.rows import Facets

if TYPE_CHECKING:  # these bring SQLAlchemy with them, and the first look shows the button before it
    from qms_desktop.records.register import Principle, Register
    from qms_desktop.ui.desk import Desk

_WIDTH = 520


def hidden(principle: Principle, held: Mapping[str, Facets], switched_on: Collection[str]) -> list[Register]:
    """The registers of a principle that hold nothing, not even something void, and are not switched on."""

    def empty(register: Register) -> bool:
        facets = held.get(register.kind)
        return facets is None or facets.total + facets.voided == 0

    return [r for r in principle.until_used if r.kind not in switched_on and empty(r)]


def switch_on(desk: Desk, register: Register) -> None:
    """Show a register for everybody who uses this file, and go there; undo hides it again."""
    kind = register.kind
    if not desk.writable:
        desk.show(kind)
        return
    desk.tasks.change(
        desk.tr("Show register {0}").format(register.title.lower()),
        lambda work: work.organisation.show_only({*work.organisation.shown, kind}),
        lambda _none: desk.show(kind),
        failed=desk.refuse,
        owner=desk,
    )


class RegisterRow(QPushButton):
    """A register by its name, and below it what it is for."""

    def __init__(self, register: Register) -> None:
        super().__init__()
        self.setProperty("kind", "ghost")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{register.title}: {register.purpose}")
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 6, 12, 6)
        box.setSpacing(1)
        box.addWidget(Label(register.title, "strong"))
        box.addWidget(Label(register.purpose, "caption", wrap=True))
        self._box = box
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def fit(self) -> None:
        """As high as the words, which are dressed by now."""
        for child in self.findChildren(QWidget):
            child.ensurePolished()
        self.setFixedSize(_WIDTH, self._box.totalHeightForWidth(_WIDTH))


class RegisterList(QFrame):
    """What drops down from "More…"."""

    chosen = Signal(object)
    """The `Register` to show."""

    def __init__(self, registers: Sequence[Register], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("kind", "card")
        self.setAccessibleName(self.tr("Registers that are not used yet"))
        self.rows: list[RegisterRow] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 8, 4, 4)
        box.setSpacing(0)
        told = Label(self.tr("Not used yet. Choose one to show it here."), "caption")
        told.setContentsMargins(12, 0, 12, 4)
        box.addWidget(told)
        for register in registers:
            row = RegisterRow(register)
            row.clicked.connect(lambda _on=False, register=register: self._choose(register))
            box.addWidget(row)
            self.rows.append(row)

    def open_below(self, owner: QWidget) -> None:
        """Drop down below a button, inside its window."""
        for row in self.rows:
            row.fit()
        self.adjustSize()
        place = owner.mapToGlobal(QPoint(0, owner.height() + 2))
        window = owner.window()
        right = window.mapToGlobal(QPoint(window.width(), 0)).x() - self.width() - 8
        self.move(max(0, min(place.x(), right)), place.y())
        self.show()
        if self.rows:
            self.rows[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows walk the rows, Enter chooses, Esc closes."""
        focus = next((n for n, row in enumerate(self.rows) if row.hasFocus()), 0)
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.rows:
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self.rows[(focus + step) % len(self.rows)].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.rows:
            self.rows[focus].click()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _choose(self, register: Register) -> None:
        self.close()
        self.chosen.emit(register)


class MoreRegisters(Button):
    """The button at the end of the sub-tabs; hidden where nothing is."""

    chosen = Signal(object)
    """The `Register` to show."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", "chevron-down", kind="ghost", parent=parent)
        self.setText(self.tr("More…"))
        self.setAccessibleName(self.tr("More registers"))
        self.registers: tuple[Register, ...] = ()
        self.clicked.connect(lambda _on=False: self.drop_down())
        self.hide()

    def offer(self, registers: Sequence[Register]) -> None:
        """Offer these; without any the button goes."""
        self.registers = tuple(registers)
        self.setToolTip(", ".join(register.title for register in registers))
        self.setVisible(bool(registers))

    def drop_down(self) -> RegisterList | None:
        """Show the list, where there is one."""
        if not self.registers:
            return None
        found = RegisterList(self.registers, self)
        found.chosen.connect(self.chosen)
        found.open_below(self)
        return found
