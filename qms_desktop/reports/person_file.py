"""The person file: role, requirement and evidence of one person, on two pages where two are enough."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from reportlab.platypus import Flowable, Spacer

from qms_desktop.errors import RuleBroken
from qms_desktop.insight.competence_evidence import Found
from qms_desktop.insight.person_evidence import Ability, HeldRole, Lesson, Place, abilities, held_roles, lessons
from qms_desktop.principles.engagement_of_people.courses import State as LessonState
from qms_desktop.principles.engagement_of_people.learning import Evaluation, Outcome, Passed
from qms_desktop.principles.engagement_of_people.levels import Level, Method
from qms_desktop.records.choices import Choice, Tone, YesNo
from qms_desktop.records.register import Register
from qms_desktop.reports import parts, styles
from qms_desktop.reports.pages import Progress, Sheet, write
from qms_desktop.reports.parts import Chip
from qms_desktop.reports.stamp import Stamp, stamp
from qms_desktop.workspace.reader import Reader
from qms_desktop.workspace.reading import record_view
from qms_desktop.workspace.views import RecordView

WIDTH = styles.PORTRAIT[0] - 2 * styles.SIDE
SHOWN = 14
"""So many trainings stand in the file; the newest first."""
LONGEST = 180
WORDS: dict[Place, tuple[str, Tone]] = {
    Place.MET: ("Met", Tone.GREEN),
    Place.EXPIRING: ("Met, ends soon", Tone.AMBER),
    Place.EXPIRED: ("Expired", Tone.RED),
    Place.SHORT: ("Below", Tone.RED),
    Place.MISSING: ("No evidence", Tone.RED),
    Place.EXTRA: ("Beyond", Tone.BLUE),
}


@dataclass(frozen=True, slots=True)
class PersonFile:
    """Everything the file shows; gathered in one read."""

    stamp: Stamp
    register: Register
    view: RecordView
    roles: tuple[HeldRole, ...]
    abilities: tuple[Ability, ...]
    lessons: tuple[Lesson, ...]
    today: date


def print_person(
    reader: Reader, key: UUID | str, path: Path, *, progress: Progress | None = None, compressed: bool = True
) -> int:
    """Write the file of a person, by key or number; returns the number of pages.

    Raises:
        RuleBroken: there is no such person. Unavailable: the file cannot be written. Stopped: cancelled.
    """
    found = gather(reader, key)
    sheet = Sheet(found.stamp, found.view.number, f"{found.view.title}: person file")
    return write(path, sheet, _story(found), progress, compressed=compressed)


def gather(reader: Reader, key: UUID | str) -> PersonFile:
    """Read what is known of a person.

    Raises:
        RuleBroken: there is no such person.
    """
    with reader.read() as look:
        record = look.get(key)
        if record.kind != "person":
            raise RuleBroken(f"{record.number} is no person. Name somebody by number.")
        session = look.session
        return PersonFile(
            stamp(look),
            look.registers["person"],
            record_view(look, record, writable=False),
            tuple(held_roles(session, record.id)),
            tuple(abilities(look, record.id)),
            tuple(lessons(session, record.id)),
            look.today,
        )


def _story(found: PersonFile) -> Iterator[Flowable]:
    view = found.view
    state = found.register.workflow.states(view.state)
    kind = parts.paragraph(f"{found.stamp.organisation}  ·  Person file  ·  ISO 9001 clause 7.2", styles.SUBTITLE)
    yield parts.ends(kind, [Chip(state.label, state.tone)], WIDTH)
    yield Spacer(1, 4)
    yield parts.titled(view.number, view.title)
    known = (view.value("job_title"), view.value("department"))
    yield parts.paragraph("  ·  ".join(str(k) for k in known if k) or "No job title is recorded", styles.NOTE)
    yield Spacer(1, 6)
    yield from parts.strip(*_summary(found))
    yield from _roles(found.roles)
    asked = [a for a in found.abilities if a.place is not Place.EXTRA]
    yield from _asked(asked)
    yield from _lessons(found.lessons)
    yield from _beyond([a for a in found.abilities if a.place is Place.EXTRA])


def _summary(found: PersonFile) -> tuple[str, str]:
    """The whole file in a sentence."""
    asked = [a for a in found.abilities if a.place is not Place.EXTRA]
    if not found.roles:
        return "No role is recorded, so nothing is asked of this person yet.", Tone.AMBER
    if not asked:
        return "The roles of this person ask for no competence.", Tone.GREY
    met = [a for a in asked if a.place in (Place.MET, Place.EXPIRING)]
    open_ones = [a for a in asked if a not in met]
    if not open_ones:
        return f"All {len(asked)} required competences are shown by valid evidence.", Tone.GREEN
    names = ", ".join(f"{a.title} ({WORDS[a.place][0].lower()})" for a in open_ones)
    critical = any(a.critical for a in open_ones)
    words = f"{len(met)} of {len(asked)} required competences are shown by valid evidence. Open: {names}."
    return words, Tone.RED if critical else Tone.AMBER


def _roles(roles: Sequence[HeldRole]) -> Iterator[Flowable]:
    yield from parts.heading(f"Roles ({len(roles)})")
    if not roles:
        yield parts.paragraph("None is recorded.", styles.EMPTY)
        return
    lines = (
        [f"{r.number}  {r.title}", _day(r.since), _cut(r.purpose) or "–", _cut(r.authorities) or "–"] for r in roles
    )
    yield parts.table(
        ("Role", "Since", "Purpose", "May decide"), lines, (115, 62, (WIDTH - 177) / 2, (WIDTH - 177) / 2)
    )


def _asked(asked: Sequence[Ability]) -> Iterator[Flowable]:
    yield from parts.heading(f"Required competences and their evidence ({len(asked)})")
    if not asked:
        yield parts.paragraph("None is required.", styles.EMPTY)
        return
    lines = (
        [
            f"{a.title}{' (critical)' if a.critical else ''}\n{', '.join(a.roles)}",
            _level(a.required),
            _level(a.proofs[0].level) if a.proofs else "–",
            Chip(*WORDS[a.place]),
            _proofs(a.proofs),
        ]
        for a in asked
    )
    heads = ("Competence, for role", "Required", "Shown", "Result", "Evidence")
    yield parts.table(heads, lines, (130, 68, 68, 92, WIDTH - 358))


def _proofs(proofs: Sequence[Found]) -> str:
    if not proofs:
        return "Nothing is recorded."
    more = f"\nand {len(proofs) - 1} earlier, from {proofs[-1].on}" if len(proofs) > 1 else ""
    return _proof(proofs[0]) + more


def _proof(proof: Found) -> str:
    by = f" by {proof.assessor}" if proof.assessor else ""
    until = f"\nvalid until {proof.valid_until}" if proof.valid_until else ""
    detail = f"\n{_cut(', '.join(proof.proof))}" if proof.proof else ""
    return f"{_label(Method, proof.method)}, {proof.on}{by}{until}{detail}"


def _lessons(found: Sequence[Lesson]) -> Iterator[Flowable]:
    yield from parts.heading(f"Training ({len(found)})")
    if not found:
        yield parts.paragraph("No training is recorded.", styles.EMPTY)
        return
    lines = ([f"{n.number}  {n.title}", _held(n), _outcome(n), _chip(n)] for n in found[:SHOWN])
    heads = ("Training", "Held", "Evaluation of its effect", "State")
    yield parts.table(heads, lines, (WIDTH - 330, 105, 135, 90))
    if len(found) > SHOWN:
        yield Spacer(1, 4)
        words = f"The newest {SHOWN} of {len(found)} are shown; the register of trainings has all."
        yield parts.paragraph(words, styles.NOTE)


def _held(lesson: Lesson) -> str:
    if lesson.held_on is None:
        return f"planned for {lesson.planned_on}" if lesson.planned_on else "not held yet"
    present = "" if lesson.present == YesNo.YES else "\nabsent" if lesson.present == YesNo.NO else "\npresence not said"
    result = f"\n{_label(Passed, lesson.result).lower()}" if lesson.result else ""
    return f"{lesson.held_on}{present}{result}"


def _outcome(lesson: Lesson) -> str:
    if not lesson.outcome:
        return "not evaluated" if lesson.held_on else ""
    by = f" by {lesson.evaluator}" if lesson.evaluator else ""
    how = f"\n{_label(Evaluation, lesson.evaluation)}{by}" if lesson.evaluation else by
    return f"{_label(Outcome, lesson.outcome)}{f', {lesson.evaluated_on}' if lesson.evaluated_on else ''}{how}"


def _chip(lesson: Lesson) -> Chip:
    state = LessonState(lesson.state)
    return Chip(state.label, state.tone)


def _beyond(extra: Sequence[Ability]) -> Iterator[Flowable]:
    if not extra:
        return
    yield from parts.heading(f"Shown beyond what is required ({len(extra)})")
    lines = ([a.title, _level(a.proofs[0].level), _proofs(a.proofs)] for a in extra)
    yield parts.table(("Competence", "Shown", "Evidence"), lines, (190, 110, WIDTH - 300))


def _label(choices: type[Choice], value: str) -> str:
    return next((c.label for c in choices if c.value == value), value or "–")


def _level(level: int | None) -> str:
    return "–" if level is None else _label(Level, str(level))


def _day(day: date | None) -> str:
    return str(day) if day else "–"


def _cut(words: str) -> str:
    """A text that leaves room for the others."""
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rstrip()}…"
