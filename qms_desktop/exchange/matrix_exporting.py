"""Workbook 07: the competence matrix to be filled in, and behind it every assessment with its proof."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from qms_desktop.errors import RuleBroken
from qms_desktop.exchange import line_exporting
from qms_desktop.exchange.plain_writing import write_csv
from qms_desktop.exchange.targets import RowsOf
from qms_desktop.exchange.unpivot import KIND, REQUIRED, WHAT
from qms_desktop.exchange.writing import ColumnSpec, Written, write_register
from qms_desktop.insight.competence_matrix import Matrix, competence_matrix
from qms_desktop.principles.engagement_of_people.levels import Level
from qms_desktop.workspace.queries import Listing
from qms_desktop.workspace.reader import Reader
from qms_desktop.workspace.schema import VERSION

ACTUAL = "actual"
TEMPLATE_VERSION = "1"
LEVELS = tuple(int(level.value) for level in Level)
READ_ME = (
    "Two rows for each person: “actual” to be filled in, and “required” for reading.",
    "Write a level from 0 to 4 in a row “actual” and import the file again; you see every change before it is written.",
    "What is required is changed in the roles.",
    "Sheet ‘Assessments’: every assessment so far with its day, assessor, method and proof.",
)


def export_matrix(
    reader: Reader, path: Path, *, matrix: Matrix | None = None, progress: Callable[[int], None] | None = None
) -> Written:
    """Write the matrix, or the part of it that is shown, to .xlsx or .csv.

    Raises:
        RuleBroken: another ending, or no competences. Unavailable: the file cannot be written.
    """
    if path.suffix.lower() not in (".xlsx", ".csv"):
        raise RuleBroken(f"“{path.name}” must end in .xlsx or .csv.")
    if matrix is None:
        with reader.read() as look:
            matrix = competence_matrix(look)
    if not matrix.skills:
        raise RuleBroken("There are no competences yet, so there is no matrix to write.")
    columns = _columns(matrix)
    if path.suffix.lower() == ".csv":
        header = ["No.", *(column.label for column in columns)]
        return Written(write_csv(path, header, _rows(matrix), progress=progress))
    organisation, now = reader.organisation(), datetime.now(UTC)
    register = reader.register("competence")
    proof = RowsOf(register, register.lines[0])
    return write_register(
        path,
        sheet_title="Matrix",
        columns=columns,
        rows=_rows(matrix),
        properties={
            "template": "07 Competence matrix",
            "version": TEMPLATE_VERSION,
            "schema": str(VERSION),
            "export_id": uuid4().hex,
            "exported_at": now.isoformat(timespec="seconds"),
            "kind": KIND,
            "organisation": organisation.name,
        },
        read_me=[
            f"Competence matrix: {organisation.name}",
            f"Exported: {now.astimezone():%Y-%m-%d %H:%M}",
            *(f"Level {level.value}: {level.label[2:]}" for level in Level),
            *READ_ME,
        ],
        lines=[line_exporting.table(reader, proof, Listing("competence", sort="number"))],
        progress=progress,
    )


def _columns(matrix: Matrix) -> list[ColumnSpec]:
    levels = [
        ColumnSpec(skill.number, label, "whole", choices=LEVELS, prompt=_prompt(skill.means), width=11)
        for skill, label in zip(matrix.skills, _labels(matrix), strict=True)
    ]
    return [ColumnSpec("person", "Person", "person"), ColumnSpec("roles", "Roles"), ColumnSpec("what", WHAT), *levels]


def _labels(matrix: Matrix) -> list[str]:
    """The names of the competences; two of the same name carry their numbers."""
    names = [skill.name for skill in matrix.skills]
    return [s.number if names.count(s.name) > 1 else s.name for s in matrix.skills]


def _prompt(means: tuple[str, ...]) -> str:
    said = [f"{level}: {words}" for level, words in enumerate(means) if words]
    return "\n".join(["A level from 0 to 4.", *said])


def _rows(matrix: Matrix) -> Iterator[tuple[object, ...]]:
    for person in matrix.people:
        roles = ", ".join(matrix.roles.get(role, "") for role in person.roles)
        cells = [matrix.cell(person.id, skill.id) for skill in matrix.skills]
        yield (person.number, person.name, roles, ACTUAL, *(cell.level for cell in cells))
        yield (person.number, person.name, roles, REQUIRED, *(cell.required for cell in cells))
