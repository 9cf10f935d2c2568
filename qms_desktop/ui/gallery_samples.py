"""What the gallery shows: tabs and a register table as the real pages make them, with invented records."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtGui import QStandardItem, QStandardItemModel

from qms_desktop.ui.delegates import (
    MUTED_ROLE,
    TINT_ROLE,
    TONE_ROLE,
    ChipDelegate,
    DueDelegate,
    NumberDelegate,
    PersonDelegate,
)
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.due import due_text
from qms_desktop.ui.widgets.table import Table

TODAY = date(2026, 11, 22)

TABS = (
    ("Home", "Home", "house", 7),
    ("Customer Focus", "Customer", "smile", 3),
    ("Leadership", "Leadership", "compass", 1),
    ("Engagement of People", "People", "users", 0),
    ("Process Approach", "Process", "workflow", 0),
    ("Continuous Improvement", "Improve", "trending-up", 5),
    ("Evidence-Based Decision Making", "Evidence", "chart-column", 0),
    ("Relationship Management", "Relations", "handshake", 120),
    ("Risk-Based Thinking", "Risks", "shield-alert", 4),
)
ROWS = (
    ("NC-2026-0138", "Bore diameter out of tolerance, housing 4711", "Containment", "amber", "Tom Reed", 7),
    ("NC-2026-0137", "Supplier certificate missing, goods inwards", "Action", "amber", "Ana Núñez", -3),
    ("NC-2026-0136", "Torque wrench TW-12 overdue for calibration", "Open", "blue", "Ana Núñez", 13),
    (
        "NC-2026-0135",
        "Surface corrosion after sea transport of the lot",
        "Containment",
        "amber",
        "Jörg Müller",
        21,
    ),
    ("NC-2026-0134", "Wrong revision of drawing D-204 at cell 3", "Closed", "green", "Kasia Łukasik", -9),
    ("NC-2026-0133", "Paint thickness below 60 µm", "Verification", "violet", "Jörg Müller", 0),
    ("NC-2026-0132", "Incoming inspection skipped on lot 88-17", "Draft", "grey", "Ana Maria Núñez", 90),
    ("NC-2026-0131", "Stopped: customer line down", "Blocked", "red", "Tom Reed", -40),
)


def table_model(count: int = len(ROWS)) -> QStandardItemModel:
    """A model as the register page makes it: words, tones, and whether the row is closed."""
    model = QStandardItemModel(0, 5)
    model.setHorizontalHeaderLabels(["No.", "Title", "State", "Owner", "Due"])
    for position in range(count):
        number, title, state, tone, owner, days = ROWS[position % len(ROWS)]
        closed = state == "Closed"
        words, due_tone = due_text(TODAY + timedelta(days=days), TODAY, open=not closed)
        items = [QStandardItem(text) for text in (number, title, state, owner, words)]
        items[2].setData(tone, TONE_ROLE)
        items[4].setData(due_tone, TONE_ROLE)
        for item in items:
            item.setData(closed, MUTED_ROLE)
        model.appendRow(items)
    return model


def make_table(theme: Theme, rows: int = len(ROWS)) -> Table:
    """A register table."""
    table = Table(theme, "Nonconformities")
    model = table_model(rows)
    model.setParent(table)
    table.setModel(model)
    table.set_delegates(
        {
            0: NumberDelegate(theme, table),
            2: ChipDelegate(theme, table),
            3: PersonDelegate(theme, table),
            4: DueDelegate(theme, table),
        }
    )
    for column, width in enumerate((112, 330, 130, 160)):
        table.setColumnWidth(column, width)
    if rows > 1:
        model.setData(model.index(1, 1), "red", TINT_ROLE)
    return table
