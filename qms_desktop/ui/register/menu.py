"""The menu of a table row."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from qms_desktop.ui.register.page import RegisterPage


def _tr(text: str) -> str:
    return QCoreApplication.translate("RowMenu", text)


def row_menu(page: RegisterPage, record: UUID) -> QMenu:
    """Open, copy, duplicate and void a record; what writes is left out of a file that can only be read."""
    menu = QMenu(page)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def add(text: str, act: Callable[[], object]) -> None:
        menu.addAction(text).triggered.connect(lambda _checked=False: act())

    def on_record(act: Callable[[], object]) -> Callable[[], object]:
        return lambda: page.with_record(record, act)

    add(_tr("Open"), lambda: page.open_record(record))
    if number := _number(page, record):
        add(_tr("Copy number"), lambda: QGuiApplication.clipboard().setText(number))
    add(_tr("Copy link"), on_record(lambda: page.pane.copy(link=True)))
    add(_tr("Print…"), lambda: page.desk.print(page.register.kind, record))
    if page.desk.writable:
        menu.addSeparator()
        add(_tr("Duplicate…"), on_record(lambda: page.pane.duplicate()))  # noqa: PLW0108  made when it is wanted
        if page.model.listing.voided:
            add(_tr("Bring back"), on_record(lambda: page.pane.bring_back()))  # noqa: PLW0108  the same
        else:
            add(_tr("Void…"), on_record(lambda: page.pane.ask_void()))  # noqa: PLW0108  the same
    return menu


def _number(page: RegisterPage, record: UUID) -> str:
    row = page.model.row_of(record)
    line = page.model.line(row) if row >= 0 else None
    columns = [n for n, column in enumerate(page.model.cells.columns) if column.name == "number"]
    return line.cells[columns[0]].text if line and columns else ""
