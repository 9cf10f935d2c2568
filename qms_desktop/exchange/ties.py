"""Columns that name records of other registers ("CAPA no.", "Related NCR"): they become links, not just words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import or_, select

from qms_desktop.exchange.conversion import People
from qms_desktop.exchange.values import is_blank_word
from qms_desktop.flows.links import LINKS, default_relation, is_turned
from qms_desktop.records.links import Link
from qms_desktop.workspace.look import Look
from qms_desktop.workspace.work import Work

PREFIX = "~"
"""A mapping target that begins so is a kind to link to, not a field."""
NAMES = {
    "complaint": ("complaint", "customer complaint", "reklamation", "réclamation", "reclamación", "reclamação"),
    "nonconformity": ("ncr", "nc", "nonconformity", "non conformity", "nonconformance", "non conformance", "incident",
                      "abweichung", "non conformité", "no conformidad", "não conformidade", "non conformità"),
    "corrective_action": ("capa", "corrective action", "car", "8d", "korrekturmaßnahme", "action corrective",
                          "acción correctiva", "ação corretiva", "azione correttiva"),
    "risk": ("risk", "risiko", "risque", "riesgo", "risco", "rischio"),
    "supplier": ("supplier", "vendor", "lieferant", "fournisseur", "proveedor", "fornecedor", "fornitore"),
}  # fmt: skip
ENDINGS = ("", "no", "nr", "number", "id", "ref", "reference", "code", "name")
OPENINGS = ("", "related", "linked", "associated", "zugehörige", "associé")
_BETWEEN = re.compile(r"\s*[;,|\n]\s*|\s+(?:and|&|und|et|y|e)\s+")


def kinds(kind: str) -> list[str]:
    """The kinds that records of this kind are usually tied to."""
    found = [b if a == kind else a for a, b in LINKS if kind in (a, b)]
    return [k for k in dict.fromkeys(found) if k in NAMES and k != kind]


def header_words(kind: str) -> dict[str, str]:
    """From header words to the mapping target, for every kind that this one is tied to."""
    return {
        " ".join(part for part in (opening, name, ending) if part): PREFIX + other
        for other in kinds(kind)
        for name in NAMES[other]
        for opening in OPENINGS
        for ending in ENDINGS
    }


def found_in(text: str, target: str, people: People) -> tuple[list[UUID], list[str]]:
    """The records that a cell names, and the names that are not known here."""
    whole = people.find(target, text)
    if whole is not None:
        return [whole], []
    parts = [part for part in _BETWEEN.split(text) if part and not is_blank_word(part)]
    known = [people.find(target, part) for part in parts]
    return [k for k in known if k is not None], [p for p, k in zip(parts, known, strict=True) if k is None]


def existing(look: Look, records: Sequence[UUID]) -> set[frozenset[UUID]]:
    """The pairs that are tied already, in whichever direction."""
    found: set[frozenset[UUID]] = set()
    for start in range(0, len(records), 500):
        part = records[start : start + 500]
        query = select(Link.source, Link.target).where(or_(Link.source.in_(part), Link.target.in_(part)))
        found |= {frozenset(pair) for pair in look.session.execute(query)}
    return found


def tie(work: Work, record: UUID, others: Iterable[UUID]) -> None:
    """Link a record with others by the usual relation of their kinds, read in its usual direction."""
    one = work.get(record)
    for key in others:
        other = work.get(key)
        if is_turned(one.kind, other.kind):
            work.link(other, default_relation(other.kind, one.kind), one)
        else:
            work.link(one, default_relation(one.kind, other.kind), other)
