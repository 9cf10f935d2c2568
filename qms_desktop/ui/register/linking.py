"""`LinkPanel`: picks a record by search and says in words what it is to this one."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal

from qms_desktop.flows import links as tied
from qms_desktop.records.links import Relation
from qms_desktop.ui.desk import Desk
from qms_desktop.ui.register.inlay import Panel
from qms_desktop.ui.widgets.choice_field import ChoiceField, ReferenceField
from qms_desktop.ui.widgets.labelled import Labelled
from qms_desktop.workspace.rows import Ref
from qms_desktop.workspace.views import RecordView

Way = tuple[Relation, bool]
"""A relation, and whether it is read from the other record."""


def ways(mine: str, other: str) -> list[tuple[Way, str]]:
    """What a record of the other kind may be to mine, the usual word first."""
    here = [((relation, False), relation.label) for relation in tied.relations(mine, other)]
    there = [((relation, True), relation.inverse[1]) for relation in tied.relations(other, mine)]
    return [*there, *here] if tied.is_turned(mine, other) else [*here, *there]


class LinkPanel(Panel):
    """Emits `wanted(other, relation, turned)`."""

    wanted = Signal(object, object, bool)

    def __init__(self, desk: Desk, view: RecordView) -> None:
        super().__init__(desk.theme, desk.tr("Link {0} to…").format(view.number))
        self._desk, self._view = desk, view
        self._found: dict[UUID, Ref] = {}
        self.record = ReferenceField(desk.theme, hint=self.tr("Number or words of a title"))
        self.record.wanted.connect(self._search)
        self.record.committed.connect(self._picked)
        self.relation = ChoiceField(desk.theme, [], required=True)
        self.body.addWidget(Labelled(desk.theme, self.tr("Record"), self.record, required=True))
        self.body.addWidget(Labelled(desk.theme, self.tr("How they belong together"), self.relation))
        self.add_button(self.tr("Cancel"), self.closed.emit)
        self.add_button(self.tr("Link"), self._link, primary=True)
        self.first = self.record

    def _search(self, words: str) -> None:
        def then(found: list[Ref]) -> None:
            self._found |= {ref.id: ref for ref in found}
            known = self._desk.registers
            offered = [r for r in found if r.id != self._view.id and r.kind in known]
            self.record.offer([(ref.id, f"{ref.number}  {ref.title}") for ref in offered])

        self._desk.tasks.read(
            lambda workspace: workspace.options(None, words), then, key=f"options {id(self)}", owner=self
        )

    def _picked(self, value: object) -> None:
        ref = self._found.get(value[0]) if isinstance(value, tuple) else None
        offered = ways(self._view.kind, ref.kind) if ref else []
        self.relation.set_choices(offered)
        self.relation.set_value(offered[0][0] if offered else None)

    def _link(self) -> None:
        if not self.record.commit():
            return
        value, way = self.record.value(), self.relation.read()
        if not isinstance(value, tuple) or not isinstance(way, tuple):
            self.record.set_problem(self.tr("Choose the record to link to."))
            self.record.setFocus()
            return
        self.wanted.emit(value[0], way[0], way[1])
