"""Which special screens a principle has, and where they stand among its registers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from qms_desktop.records.register import Principle, Register
from qms_desktop.ui.desk import Desk


@dataclass(frozen=True, slots=True)
class Special:
    """A sub-tab without a register of its own; it stands after the register `after`, and is made when first visited."""

    name: str
    title: str
    after: str
    make: Callable[[Desk], QWidget]


def _matrix(desk: Desk) -> QWidget:
    from qms_desktop.ui.pages.engagement_of_people.matrix_page import MatrixPage  # noqa: PLC0415  made when visited

    return MatrixPage(desk)


def _risk_matrix(desk: Desk) -> QWidget:
    from qms_desktop.ui.pages.risk_based_thinking.page import RiskMatrixPage  # noqa: PLC0415  as above

    return RiskMatrixPage(desk)


def _process_map(desk: Desk) -> QWidget:
    from qms_desktop.ui.pages.process_approach.map_page import MapPage  # noqa: PLC0415  as above

    return MapPage(desk)


SPECIALS: Mapping[str, tuple[Special, ...]] = {
    "engagement_of_people": (Special("competence_matrix", "Competence matrix", "training", _matrix),),
    "process_approach": (Special("process_map", "Process map", "process", _process_map),),
    "risk_based_thinking": (Special("risk_matrix", "Risk matrix", "risk", _risk_matrix),),
}
"""By the name of the principle."""


def woven(principle: str, registers: tuple[Register, ...]) -> list[Register | Special]:
    """The registers of a principle with its special screens among them, in the order of the sub-tabs."""
    waiting = list(SPECIALS.get(principle, ()))
    found: list[Register | Special] = []
    for register in registers:
        found.append(register)
        found += [special for special in waiting if special.after == register.kind]
    return [*found, *(special for special in waiting if special not in found)]


def belongs(principle: Principle, kind: str) -> bool:
    """Whether a principle has the register, or the special screen, of that name."""
    specials = (special.name for special in SPECIALS.get(principle.name, ()))
    return kind in {*(register.kind for register in principle.registers), *specials}
