"""Every widget in every state on one page, for those who make them: `python -m qms_desktop.ui.gallery [folder]`.

With a folder it renders PNG files there, light and dark, and ends; without one it opens a window.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from qms_desktop.ui.gallery_samples import TABS, TODAY, make_table
from qms_desktop.ui.theme.theme import Mode, Theme
from qms_desktop.ui.theme.tokens import TONES
from qms_desktop.ui.widgets.avatar import Avatar
from qms_desktop.ui.widgets.buttons import Button, IconButton
from qms_desktop.ui.widgets.card import Card, TableCard
from qms_desktop.ui.widgets.chip import Chip, FilterChip
from qms_desktop.ui.widgets.choice_field import ChoiceField, ReferenceField
from qms_desktop.ui.widgets.day_field import DayField
from qms_desktop.ui.widgets.drop_zone import DropZone
from qms_desktop.ui.widgets.empty_state import EmptyState
from qms_desktop.ui.widgets.field import Field
from qms_desktop.ui.widgets.fields import FlagField, LongTextField, MoneyField, NumberField, TextField
from qms_desktop.ui.widgets.label import Label
from qms_desktop.ui.widgets.labelled import Labelled
from qms_desktop.ui.widgets.notice import Notice
from qms_desktop.ui.widgets.page_head import PageHead
from qms_desktop.ui.widgets.stepper import Stepper
from qms_desktop.ui.widgets.sub_tabs import SubTabs
from qms_desktop.ui.widgets.tabs import Tabs
from qms_desktop.ui.widgets.tile import Tile
from qms_desktop.ui.widgets.toast import Toast
from qms_desktop.ui.widgets.top_bar import TopBar


def line(*widgets: QWidget, spacing: int = 8) -> QWidget:
    """Widgets side by side."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(spacing)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return holder


def make_fields(theme: Theme) -> QWidget:
    """A form with every editor, some with problems."""
    choices = [(text.lower(), text) for text in ("Minor", "Major", "Internal audit of the purchasing process IA-26-08")]
    day, wrong, choice, money = DayField(theme, today=lambda: TODAY), DayField(theme), ChoiceField(theme, choices), None
    money = MoneyField(theme)
    title, locked, number = TextField(theme, limit=120), TextField(theme), NumberField(theme, least=0, hint="5")
    person, text = ReferenceField(theme, hint="Type a name"), LongTextField(theme)
    values: list[tuple[Field, object]] = [
        (day, date(2026, 11, 28)),
        (choice, choices[2][0]),
        (money, (124000, "EUR")),
        (title, "Torque wrench TW-12 overdue for calibration"),
        (locked, "NC-2026-0136"),
        (person, (7, "Ana Núñez")),
        (
            text,
            "Torque wrench TW-12 used at cell 3 was last calibrated 2025-10-02; interval 12 months. 214 assemblies.",
        ),
    ]
    for field, value in values:
        field.set_value(value)
    locked.set_read_only(True)
    wrong.line.setText("31 Feb 2027")
    wrong.commit()
    form = QWidget()
    grid = QGridLayout(form)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    places: list[tuple[str, Field, bool]] = [
        ("Title", title, True),
        ("Number", locked, False),
        ("Owner", person, False),
        ("Due", day, False),
        ("Severity", choice, True),
        ("Certificate until", wrong, False),
        ("Cost of poor quality", money, False),
        ("Parts affected", number, False),
    ]
    for position, (label, field, required) in enumerate(places):
        holder = Labelled(theme, label, field, required=required)
        grid.addWidget(holder, position // 2, position % 2, Qt.AlignmentFlag.AlignTop)
    grid.addWidget(Labelled(theme, "Description", text), 4, 0, 1, 2)
    grid.addWidget(FlagField(theme, "The customer has been told"), 5, 0)
    checked = FlagField(theme, "Containment is needed")
    checked.set_value(True)
    grid.addWidget(checked, 5, 1)
    return form


def make_buttons(theme: Theme) -> list[QWidget]:
    """All kinds of buttons, chips and circles."""
    off = Button(theme, "Close the record", "check", kind="primary")
    off.setEnabled(False)
    dull = Button(theme, "Export", "download")
    dull.setEnabled(False)
    lit = IconButton(theme, "columns-3", "Board", checkable=True)
    lit.setChecked(True)
    gone = IconButton(theme, "redo-2", "Redo")
    gone.setEnabled(False)
    mine = FilterChip(theme, "Mine", 9)
    mine.setChecked(True)
    icons = [
        IconButton(theme, name, text) for name, text in (("link", "Copy link"), ("printer", "Print"), ("x", "Close"))
    ]
    return [
        line(
            Button(theme, "Start root cause", "arrow-right", kind="primary"),
            Button(theme, "Import…", "upload"),
            Button(theme, "Back to open", kind="ghost"),
            Button(theme, "Equipment TW-12", "gauge", kind="link"),
        ),
        line(off, dull, *icons, lit, gone),
        line(*[Chip(theme, tone.capitalize(), tone) for tone in TONES], spacing=6),
        line(FilterChip(theme, "All", 38), mine, FilterChip(theme, "Waiting for effectiveness", 3)),
        line(*[Avatar(theme, name) for name in ("Ana Núñez", "Jörg Müller", "Kasia Łukasik", "Tom Reed", "QA")]),
    ]


def make_notices(theme: Theme) -> list[QWidget]:
    """One strip of each tone."""
    said: list[QWidget] = []
    for tone, text, action in (
        ("red", "The file is on a network share, which can damage it. Copy it to this computer first.", "Copy it here"),
        ("amber", "31 February does not exist.", ""),
        ("blue", "Nothing is written yet.", ""),
    ):
        notice = Notice(theme)
        notice.say(text, tone, action=action)
        said.append(notice)
    return said


def make_tiles(theme: Theme) -> QWidget:
    """Five key figures."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    for caption, figure, meaning, tone in (
        ("Open nonconformities", "24", "5 more than last month", "grey"),
        ("Actions overdue", "7", "oldest 12 days", "red"),
        ("On-time delivery", "92.4 %", "target 95 %", "amber"),
        ("Audit programme", "8 of 11", "on plan", "green"),
        ("Next management review", "9 Dec", "4 of 12 inputs missing", "amber"),
    ):
        tile = Tile(theme, caption)
        tile.set_figure(figure, meaning, tone)
        row.addWidget(tile, 1)
    return holder


def make_page(theme: Theme) -> QWidget:
    """The page with everything on it."""
    page = QWidget()
    page.setProperty("kind", "page")
    box = QVBoxLayout(page)
    box.setContentsMargins(20, 14, 20, 12)
    box.setSpacing(12)
    head = PageHead(theme, "Continuous Improvement", "ISO 9001 clause 10 · 38 nonconformities, 7 overdue")
    head.add_button(Button(theme, "Import…", "upload", key="import"))
    head.add_button(Button(theme, "New nonconformity", "plus", kind="primary", key="new"))
    sub = SubTabs(theme, "Registers")
    for name, count in (("Nonconformities", 38), ("Corrective actions", 21), ("Lessons learned", None)):
        sub.add(name, count)
    box.addWidget(head)
    box.addWidget(sub)
    box.addWidget(make_tiles(theme))
    columns = QHBoxLayout()
    columns.setSpacing(12)
    columns.addWidget(_left(theme), 3)
    columns.addWidget(_pane(theme), 2)
    box.addLayout(columns)
    empty = EmptyState(
        theme,
        "shield-alert",
        "No risks yet",
        "Write down what could go wrong in a process, how likely it is and what it "
        "would cost. The matrix and the review dates follow from that.",
    )
    empty.add_button(Button(theme, "First risk", "plus", kind="primary"))
    empty.add_button(Button(theme, "Import from Excel…", "upload"))
    empty.add_button(Button(theme, "Show me an example", "sparkles"))
    box.addWidget(empty)
    return page


def _left(theme: Theme) -> QWidget:
    holder = QWidget()
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(12)
    card = TableCard(theme)
    table = make_table(theme)
    table.setMinimumHeight(38 + 8 * 36)
    table.selectRow(2)
    card.body.addWidget(table)
    box.addWidget(card)
    for widget in [*make_buttons(theme), *make_notices(theme)]:
        box.addWidget(widget)
    box.addStretch(1)
    return holder


def _pane(theme: Theme) -> QWidget:
    card = Card(theme)
    top = line(Label("NC-2026-0136", "sub"), Chip(theme, "Open", "blue"), Chip(theme, "Major", "amber"))
    parts = SubTabs(theme, "Parts of the record")
    for name, count in (("Details", None), ("Actions", 2), ("Evidence", 4), ("History", None)):
        parts.add(name, count)
    steps = ("Open", "Containment", "Root cause", "Action", "Verification", "Closed")
    for widget in (
        top,
        Label("Torque wrench TW-12 overdue for calibration", "card", wrap=True),
        Stepper(theme, steps, 1),
        parts,
        make_fields(theme),
        DropZone(theme),
    ):
        card.body.addWidget(widget)
    card.body.addStretch(1)
    return card


def make_window(theme: Theme) -> QWidget:
    """A window with top bar, tabs and the page."""
    window = QWidget()
    window.setWindowTitle("Gallery")
    box = QVBoxLayout(window)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    bar, tabs = TopBar(theme, "Northwind Castings"), Tabs(theme)
    bar.toggle_theme.connect(theme.toggle)
    bar.set_undo("Close NC-2026-0134", "")
    for index, (name, short, icon, count) in enumerate(TABS):
        tabs.add(_scrolled(make_page(theme)) if index == 0 else QWidget(), name, short, icon)
        tabs.set_badge(index, count, overdue=index % 3 == 0)
    box.addWidget(bar)
    box.addWidget(tabs, 1)
    toast = Toast(theme, window)
    bar.undo.connect(lambda: toast.announce("Closed NC-2026-0136", "Undo", toast.hide))
    window.setMinimumSize(1024, 576)
    return window


def _scrolled(page: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(page)
    return area


def render(theme: Theme, folder: Path, sizes: Sequence[tuple[int, int]] = ((1366, 1250), (1093, 614))) -> list[Path]:
    """Renders the gallery in both modes to PNG files."""
    made = []
    modes: tuple[Mode, ...] = ("light", "dark")
    for mode in modes:
        theme.set_mode(mode)
        window = make_window(theme)
        for width, height in sizes:
            window.resize(width, height)
            window.show()
            QApplication.processEvents()
            QApplication.processEvents()
            made.append(folder / f"gallery_{mode}_{width}.png")
            window.grab().save(str(made[-1]))
        window.close()
        window.deleteLater()
    return made


def main(arguments: Sequence[str]) -> int:
    """Opens the gallery, or renders it into a folder."""
    app = QApplication.instance() or QApplication([])
    theme = Theme("light")
    if isinstance(app, QApplication):
        theme.apply(app)
    if arguments:
        render(theme, Path(arguments[0]))
        return 0
    window = make_window(theme)
    window.resize(1366, 768)
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
