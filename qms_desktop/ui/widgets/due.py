"""A due date as the user reads it: relative while it is near, absolute in the tooltip."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from qms_desktop.ui.widgets.day_text import month_names, show_day

NEAR = 14  # days ahead that are counted rather than dated


def due_text(due: date | None, today: date, *, open: bool) -> tuple[str, str | None]:  # noqa: A002  the word of DESIGN.md
    """The words and their tone: "3 d overdue" in red, "today", "in 7 d", "13 Dec"; nothing once it is closed."""
    if due is None or not open:
        return "", None
    days = (due - today).days
    if days < 0:
        return QCoreApplication.translate("Due", "{0} d overdue").format(-days), "red"
    if days == 0:
        return QCoreApplication.translate("Due", "today"), "amber"
    if days <= NEAR:
        return QCoreApplication.translate("Due", "in {0} d").format(days), None
    if due.year == today.year:
        return f"{due.day} {month_names()[due.month - 1]}", None
    return show_day(due), None
