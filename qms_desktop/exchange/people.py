"""What references may point at: every record by number, name and external reference."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from sqlalchemy import select

from qms_desktop.exchange.conversion import People
from qms_desktop.principles.engagement_of_people.people import Person
from qms_desktop.records.base import Record
from qms_desktop.records.types import fold
from qms_desktop.workspace.look import Look


def job_titles(look: Look) -> dict[UUID, str]:
    """What the people are by profession, as far as it is known."""
    query = select(Person.id, Person.job_title).where(Person.job_title.is_not(None))
    return {key: title for key, title in look.session.execute(query) if title}


def people(look: Look) -> People:
    """Everything a reference may point at: names, numbers and external references, voided records left out."""
    found = People()
    twice: Counter[tuple[str, str]] = Counter()
    query = Record.__table__.select().with_only_columns(
        Record.id, Record.kind, Record.number, Record.title, Record.external_ref
    )
    for key, kind, number, title, reference in look.session.execute(query.where(Record.voided.is_(False))):
        found.numbers[number.upper()] = (key, kind)
        for word in {fold(title), fold(reference or "")} - {""}:
            twice[kind, word] += 1
            found.known[kind, word] = key
    for key_word in (word for word, times in twice.items() if times > 1):
        # two records of the same name: the number has to say which
        found.known.pop(key_word, None)
    return found
