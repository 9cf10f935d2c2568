"""`ChartCard`: a chart with its title, what it says, where it comes from, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QSizePolicy, QStackedWidget, QWidget

from qms_desktop.errors import QmsError
from qms_desktop.insight.chart import Chart
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.insight import saving
from qms_desktop.ui.insight.canvas import COMPACT, LEAST, ChartCanvas
from qms_desktop.ui.insight.studio import ink_of
from qms_desktop.ui.insight.twin import Twin
from qms_desktop.ui.widgets.buttons import Button, IconButton
from qms_desktop.ui.widgets.card import Card
from qms_desktop.ui.widgets.label import ElidedLabel, Label

_CONTROL = 26


class ChartCard(Card):
    """One chart; `chosen` gives the `Listing` behind a point, and its words."""

    chosen = Signal(object, str)
    turned = Signal(str)
    """The view that is wanted."""

    def __init__(
        self, desk: Desk, views: Sequence[str] = (), *, compact: bool = False, parent: QWidget | None = None
    ) -> None:
        """A compact one is lower: its note is one line, and its source stands in the menu."""
        super().__init__(desk.theme, " ", parent=parent)
        self._desk = desk
        self.chart: Chart | None = None
        self.canvas = ChartCanvas(desk.theme, desk.studio, COMPACT if compact else LEAST)
        self.canvas.chosen.connect(self._choose)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.canvas)
        self._twin: Twin | None = None
        self._note = ElidedLabel("", "sub", least=60) if compact else Label("", "sub", wrap=True)
        self._source = Label("", "small", wrap=True)
        self.more = IconButton(desk.theme, "ellipsis", self.tr("More about this chart"))
        self.more.setFixedSize(_CONTROL, _CONTROL)
        self.menu = QMenu(self)
        self.as_table = self.menu.addAction(self.tr("Show as table"))
        self.as_table.setCheckable(True)
        self.as_table.toggled.connect(self._turn)
        self.menu.addSeparator()
        self.menu.addAction(self.tr("Save picture…")).triggered.connect(lambda _on: self._ask_picture())
        self.menu.addAction(self.tr("Save data…")).triggered.connect(lambda _on: self._ask_figures())
        self._origin = self.menu.addAction("")
        self._origin.setEnabled(False)
        self._origin.setVisible(compact)
        self.more.clicked.connect(lambda _on: self.menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft())))
        self.view = Button(desk.theme, views[0] if views else "", kind="ghost")
        self.view.setAccessibleName(self.tr("What is counted"))
        self.view.setFixedHeight(_CONTROL)
        menu = QMenu(self.view)
        for words in views:
            menu.addAction(words).triggered.connect(lambda _on=False, words=words: self._look(words))
        self.view.setMenu(menu)
        self.head.addWidget(self.view, 0, Qt.AlignmentFlag.AlignTop)
        self.head.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        self.body.setSpacing(4)
        self.body.addWidget(self.stack, 1)
        self.body.addWidget(self._note)
        self.body.addWidget(self._source)
        self._source.setHidden(compact)
        self.view.setVisible(bool(views))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_chart(self, chart: Chart) -> None:
        """Show the chart."""
        self.chart = chart
        self.set_title(chart.title)
        self.more.set_name(self.tr("More about “{0}”").format(chart.title))
        self.canvas.show_chart(chart)
        if self._twin is not None:
            self._twin.show_chart(chart)
        self._note.setText(chart.note)
        self._note.setVisible(bool(chart.note) and not chart.empty)
        self._source.setText(chart.source)
        self._origin.setText(chart.source)

    def save_picture(self, path: Path) -> None:
        """Write the chart as `.png` or `.svg`, in the colours of the moment."""
        if self.chart is None:
            return
        kind = path.suffix.lower().removeprefix(".")
        scale = saving.SCALE if kind == "png" else 1.0
        size = (round(saving.SIZE[0] * scale), round(saving.SIZE[1] * scale))
        ink = ink_of(self.theme, scale=scale)

        def then(content: object) -> None:
            assert isinstance(content, bytes)  # noqa: S101  what the studio was asked for
            try:
                saving.write_picture(path, content)
            except QmsError as error:
                self._desk.refuse(error)
            else:
                self._desk.tell(self.tr("Saved: {0}").format(path.name))

        self._desk.studio.print(self, self.chart, ink, size, kind, then)

    def save_figures(self, path: Path) -> None:
        """Write the figures of the chart as `.xlsx` or `.csv`."""
        chart, organisation = self.chart, self._desk.organisation.name
        if chart is None:
            return

        def then(_none: None) -> None:
            self._desk.tell(self.tr("Saved: {0}").format(path.name))

        self._desk.tasks.read(
            lambda _workspace: saving.write_figures(path, chart, organisation), then,
            failed=self._desk.refuse, owner=self,
        )  # fmt: skip

    def _choose(self, series: int, place: int) -> None:
        if self.chart is not None and (behind := self.chart.series[series].points[place].behind) is not None:
            self.chosen.emit(behind, self.chart.words(series, place))

    def _look(self, words: str) -> None:
        self.view.setText(words)
        self.turned.emit(words)

    def _turn(self, table: bool) -> None:
        if self._twin is None:
            self._twin = Twin(self.theme)
            self._twin.chosen.connect(self._choose)
            self.stack.addWidget(self._twin)
            if self.chart is not None:
                self._twin.show_chart(self.chart)
        self.stack.setCurrentWidget(self._twin if table else self.canvas)

    def _ask_picture(self) -> None:
        path = self._asked(self.tr("Save picture"), saving.PICTURES, self.tr("Picture"))
        if path is not None:
            self.save_picture(path)

    def _ask_figures(self) -> None:
        path = self._asked(self.tr("Save data"), saving.FIGURES, self.tr("Table"))
        if path is not None:
            self.save_figures(path)

    def _asked(self, title: str, endings: tuple[str, ...], what: str) -> Path | None:
        if self.chart is None:
            return None
        proposed = self._desk.path.parent / f"{self.chart.title.replace('/', '-')}{endings[0]}"
        patterns = ";;".join(f"{what} (*{ending})" for ending in endings)
        name, chosen = QFileDialog.getSaveFileName(self, title, str(proposed), patterns)
        if not name:
            return None
        path = Path(name)
        ending = next((e for e in endings if f"*{e}" in chosen), endings[0])
        return path if path.suffix.lower() in endings else path.with_name(path.name + ending)
