"""`CauseDialog`: the cause analysis of a nonconformity in three drawings that are edited where they stand."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from qms_desktop.insight.cause_drawing import Node, causes_of, family_label
from qms_desktop.principles.continuous_improvement.causes import QUESTIONS, Distinction, Method, ordered
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.dialogs.sheet import SheetDialog
from qms_desktop.ui.pages.continuous_improvement.cause_facts import CauseFacts
from qms_desktop.ui.pages.continuous_improvement.cause_writer import CauseWriter
from qms_desktop.ui.pages.continuous_improvement.fishbone_view import FishboneView
from qms_desktop.ui.pages.continuous_improvement.why_list import WhyList
from qms_desktop.ui.register.inlay import Inlay
from qms_desktop.ui.register.lines.saving import LinesSaver
from qms_desktop.ui.register.lines.section import LinesSection
from qms_desktop.ui.widgets.buttons import Button
from qms_desktop.ui.widgets.label import Label
from qms_desktop.ui.widgets.sub_tabs import SubTabs
from qms_desktop.workspace.views import RecordView

TREE, BONES, COMPARED = range(3)
_WIDEST, _HIGHEST, _AROUND, _ALONE = 1180, 860, 48, (1100, 760)


class CauseDialog(SheetDialog):
    """Tree, fishbone and comparison of one record, which is read again after each change."""

    def __init__(self, desk: Desk, view: RecordView, parent: QWidget | None = None) -> None:
        title = self.tr("Cause analysis of {0}").format(view.number)
        super().__init__(desk.theme, title, view.title, width=1000, parent=parent)
        self._desk, self._view = desk, view
        self._causes: tuple[Node, ...] = ()
        self._values: dict[str, object] = {}
        self._rewritten: Node | None = None
        self._editable = False
        self.writer = CauseWriter(desk, view, self)
        self.tabs = SubTabs(desk.theme, self.tr("Drawings of the causes"))
        self.tree, self.bones, self.facts = WhyList(desk.theme), FishboneView(desk.theme), CauseFacts(desk.theme)
        self.question = Label("", "strong", wrap=True)
        self.entry = QLineEdit()
        self.entry.setMaxLength(500)
        self.put = Button(desk.theme, self.tr("Add"), "plus")
        self.keys = Label(
            self.tr(
                "In the tree: Enter asks why, Shift+Enter beside, Tab indents, F2 rewrites, Space verifies, Delete."
            ),
            "caption",
            wrap=True,
        )
        register = desk.registers[view.kind]
        declared = register.lines_named(Distinction.__tablename__)
        assert declared is not None  # noqa: S101  only nonconformities have a cause analysis
        self.comparison = LinesSection(desk, declared)
        self.comparison.show_wide(wide=False, possible=False)
        self.comparison.sheet.hide()
        self.begin = Button(desk.theme, self.tr("Begin with what, where, when, how much"), "plus", kind="ghost")
        inlay = Inlay(desk.theme)
        self._saver = LinesSaver(desk, self.comparison, self.notice, inlay, self)
        self._lay_out(inlay)
        self._connect()
        self._fill(view)
        self.ask_below()
        room = parent.size() if parent is not None else QSize(*_ALONE)
        # a drawing takes what there is; the hint of a dialog ends at two thirds of the screen
        self.resize(min(_WIDEST, room.width() - _AROUND), min(_HIGHEST, room.height() - _AROUND))

    # -- what is shown

    def reload(self, current: object = None) -> None:
        """Read the record again, and look at one of its causes."""
        key = self._view.id
        chosen = current if current is not None else (self.tree.node.key if self.tree.node else None)
        self._desk.tasks.read(
            lambda workspace: workspace.view(key), lambda view: self._fill(view, chosen), key=f"causes {id(self)}",
            owner=self,
        )  # fmt: skip

    def _fill(self, view: RecordView, current: object = None) -> None:
        self._view = self._saver.view = view
        self._causes = causes_of(view)
        lines = {lines.name: lines for lines in view.lines}
        compared = lines[Distinction.__tablename__]
        self._editable = compared.editable and self._desk.writable and not view.voided
        for widget in (self.entry, self.put, self.begin):
            widget.setEnabled(self._editable)
        self.tree.show_causes(self._causes, current)
        self.bones.show_causes(view.title, self._causes, editable=self._editable)
        because = "" if self._editable else self.tr("It takes no changes now.")
        self.comparison.fill(compared, because=because, currency=self._desk.organisation.currency, other=False)
        self.begin.setVisible(not compared.rows)
        self.tabs.set_count(COMPARED, len(compared.rows))
        self.tabs.set_count(TREE, len(self._causes))
        self._choose()

    def _choose(self) -> None:
        node = self.tree.node
        self.bones.current = node.key if node is not None else None
        self.bones.update()
        self.facts.show_node(node, editable=self._editable)

    def _choose_key(self, key: UUID) -> None:
        self.tree.show_causes(self._causes, key)
        self._choose()

    # -- what is written

    def ask_below(self) -> None:
        """Ask why the chosen cause is so."""
        node = self.tree.node
        values: dict[str, object] = {"method": str(Method.WHYS)}
        if node is None:
            self._ask(self.tr("Why did it happen?"), values)
        else:
            self._ask(self.tr("Why? {0}").format(node.what), values | {"explains": node.cause_no})

    def ask_beside(self) -> None:
        """Ask what else explains the same."""
        node = self.tree.node
        values: dict[str, object] = {"method": str(Method.WHYS), "explains": node.explains if node else None}
        self._ask(self.tr("What else explains it?"), values)

    def ask_family(self, family: str) -> None:
        """Ask what a bone adds."""
        words = self.tr("{0}: what could have caused it?").format(family_label(family))
        self._ask(words, {"method": str(Method.FISHBONE), "family": family or None})

    def rewrite(self) -> None:
        """Write the chosen cause in other words."""
        node = self.tree.node
        if node is not None:
            self._ask(self.tr("Other words for cause no. {0}").format(node.cause_no), {}, node)

    def _ask(self, question: str, values: dict[str, object], node: Node | None = None) -> None:
        self._values, self._rewritten = values, node
        self.question.setText(question)
        self.entry.setAccessibleName(question)
        self.entry.setText(node.what if node else "")
        self.put.setText(self.tr("Write") if node else self.tr("Add"))
        self.entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put(self) -> None:
        words = " ".join(self.entry.text().split())
        if not words or not self._editable:
            return
        self.notice.clear()
        if self._rewritten is not None:
            self.writer.amend(self._rewritten, {"what": words})
        else:
            self.writer.add(self._causes, self._values | {"what": words})
        self.entry.clear()

    def _amend(self, name: str, value: object) -> None:
        node = self.tree.node
        if node is not None and self._editable:
            self.writer.amend(node, {name: value})

    def _remove(self) -> None:
        node = self.tree.node
        if node is None or not self._editable:
            return
        placed = ordered(self._causes)
        at = next(n for n, (cause, _) in enumerate(placed) if cause.key == node.key)
        depth = placed[at][1]
        end = next((n for n in range(at + 1, len(placed)) if placed[n][1] <= depth), len(placed))
        self.writer.remove([cause for cause, _ in placed[at:end]])

    def _verify(self) -> None:
        node = self.tree.node
        if node is not None:
            self._amend("verified", not node.verified)

    def _written(self, key: object) -> None:
        rewritten, family = self._rewritten, self._values.get("family")
        self.reload(key)
        self._desk.tasks.read(lambda _workspace: None, lambda _none: self._ask_on(rewritten, family), owner=self)

    def _ask_on(self, rewritten: Node | None, family: object) -> None:
        """After a cause was added, why it is so is the next question; a bone goes on asking for more of it."""
        if self.tabs.currentIndex() == BONES and isinstance(family, str):
            self.ask_family(family)
        elif rewritten is None and self.entry.hasFocus():
            self.ask_below()
        elif rewritten is not None:
            self._rewritten = None
            self.tree.setFocus()

    # -- building

    def _lay_out(self, inlay: Inlay) -> None:
        for name in (self.tr("Why tree"), self.tr("Fishbone"), self.tr("Is and is not")):
            self.tabs.add(name)
        compared = QWidget()
        column = QVBoxLayout(compared)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.comparison)
        column.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(inlay)
        column.addStretch(1)
        self._stack = QStackedWidget()
        for page in (self.tree, self.bones, compared):
            self._stack.addWidget(page)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.entry, 1)
        row.addWidget(self.put)
        self._asking = QWidget()
        below = QVBoxLayout(self._asking)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(6)
        below.addWidget(self.facts)
        below.addWidget(self.question)
        below.addLayout(row)
        below.addWidget(self.keys)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self._asking)
        self.add_button(self.tr("Close")).clicked.connect(lambda _on: self.accept())

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._show_tab)
        self.tree.currentItemChanged.connect(lambda *_: self._choose())
        self.tree.below_wanted.connect(self.ask_below)
        self.tree.beside_wanted.connect(self.ask_beside)
        self.tree.rewriting.connect(self.rewrite)
        self.tree.removing.connect(self._remove)
        self.tree.verifying.connect(self._verify)
        self.tree.hanging.connect(lambda number: self._amend("explains", number))
        self.bones.adding.connect(self.ask_family)
        self.bones.chosen.connect(self._choose_key)
        self.facts.changed.connect(self._amend)
        self.entry.returnPressed.connect(self._put)
        self.put.clicked.connect(lambda _on: self._put())
        self.begin.clicked.connect(lambda _on: self.writer.compare(QUESTIONS))
        self.writer.written.connect(self._written)
        self.writer.refused.connect(self.notice.say)
        self._saver.reload_wanted.connect(self.reload)

    def _show_tab(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        self._asking.setVisible(index != COMPARED)
        self.keys.setVisible(index == TREE)
        if index == TREE:
            self.ask_below()

    def done(self, result: int) -> None:
        """What is being typed into the comparison is taken before the dialog goes."""
        self.comparison.finish()
        super().done(result)
