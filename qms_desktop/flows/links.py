"""The map: by which relation records of two kinds are tied, and which of them is read first."""

from __future__ import annotations

from collections.abc import Mapping

from qms_desktop.records.links import Relation

LINKS: Mapping[tuple[str, str], tuple[Relation, ...]] = {
    ("complaint", "nonconformity"): (Relation.LED_TO,),
    ("complaint", "corrective_action"): (Relation.LED_TO,),
    ("complaint", "risk"): (Relation.LED_TO,),
    ("complaint", "supplier"): (Relation.CAUSED_BY, Relation.CONCERNS),
    ("survey", "complaint"): (Relation.LED_TO,),
    ("survey", "feedback"): (Relation.LED_TO,),
    ("feedback", "complaint"): (Relation.LED_TO,),
    ("feedback", "nonconformity"): (Relation.LED_TO,),
    ("feedback", "risk"): (Relation.LED_TO,),
    ("suggestion", "process"): (Relation.CHANGES, Relation.CONCERNS),
    ("suggestion", "risk"): (Relation.TREATS,),
    ("nonconformity", "corrective_action"): (Relation.LED_TO,),
    ("nonconformity", "nonconforming_output"): (Relation.LED_TO,),
    ("nonconforming_output", "supplier"): (Relation.CONCERNS,),
    ("nonconforming_output", "customer"): (Relation.CONCERNS,),
    ("action", "nonconforming_output"): (Relation.CORRECTS,),
    ("nonconformity", "risk"): (Relation.LED_TO, Relation.CAUSED_BY),
    ("nonconformity", "supplier"): (Relation.CONCERNS, Relation.CAUSED_BY),
    ("corrective_action", "process"): (Relation.CHANGES, Relation.CONCERNS),
    ("corrective_action", "supplier"): (Relation.CONCERNS,),
    ("corrective_action", "risk"): (Relation.TREATS,),
    ("action", "risk"): (Relation.TREATS,),
    ("action", "nonconformity"): (Relation.CORRECTS,),
    ("action", "complaint"): (Relation.CORRECTS,),
    ("action", "corrective_action"): (Relation.EVIDENCES,),
    ("action", "process"): (Relation.CHANGES, Relation.CONCERNS),
    ("action", "person"): (Relation.TRAINS, Relation.CONCERNS),
    ("action", "supplier"): (Relation.CONCERNS,),
    ("role", "process"): (Relation.CONCERNS,),
    ("competence", "role"): (Relation.CONCERNS,),
    ("competence", "process"): (Relation.CONCERNS,),
    ("indicator", "nonconformity"): (Relation.LED_TO,),
    ("indicator", "corrective_action"): (Relation.LED_TO, Relation.MEASURES),
    ("indicator", "objective"): (Relation.MEASURES,),
    ("indicator", "process"): (Relation.MEASURES,),
    ("indicator", "supplier"): (Relation.MEASURES,),
    ("indicator", "customer"): (Relation.MEASURES,),
    ("indicator", "risk"): (Relation.MEASURES, Relation.LED_TO),
    ("action", "indicator"): (Relation.CONCERNS,),
    ("certificate", "risk"): (Relation.LED_TO,),
    ("feedback", "opportunity"): (Relation.LED_TO,),
    ("suggestion", "opportunity"): (Relation.LED_TO,),
    ("interested_party", "opportunity"): (Relation.LED_TO,),
    ("opportunity", "process"): (Relation.CHANGES, Relation.CONCERNS),
    ("opportunity", "risk"): (Relation.LED_TO,),
    ("opportunity", "customer"): (Relation.CONCERNS,),
    ("interested_party", "risk"): (Relation.LED_TO,),
    ("interested_party", "process"): (Relation.CONCERNS,),
    ("training", "person"): (Relation.TRAINS, Relation.CONCERNS),
    ("training", "competence"): (Relation.TRAINS,),
    ("training", "process"): (Relation.TRAINS, Relation.CONCERNS),
    ("training", "risk"): (Relation.TREATS,),
    ("corrective_action", "training"): (Relation.LED_TO,),
    ("nonconformity", "training"): (Relation.LED_TO,),
    ("context_issue", "risk"): (Relation.LED_TO,),
    ("context_issue", "opportunity"): (Relation.LED_TO,),
    ("context_issue", "objective"): (Relation.LED_TO,),
    ("policy", "objective"): (Relation.LED_TO,),
    ("policy", "policy"): (Relation.SUPERSEDES,),
    ("objective", "opportunity"): (Relation.LED_TO,),
    ("complaint", "document"): (Relation.CHANGES, Relation.CONCERNS),
    ("nonconformity", "document"): (Relation.CHANGES, Relation.CONCERNS),
    ("corrective_action", "document"): (Relation.CHANGES, Relation.CONCERNS),
    ("action", "document"): (Relation.CHANGES, Relation.EVIDENCES, Relation.CONCERNS),
    ("suggestion", "document"): (Relation.CHANGES, Relation.CONCERNS),
    ("training", "document"): (Relation.TRAINS, Relation.CONCERNS),
    ("risk", "document"): (Relation.CHANGES, Relation.CONCERNS),
    ("document", "process"): (Relation.CONCERNS,),
    ("document", "external_document"): (Relation.CONCERNS,),
    ("record_type", "document"): (Relation.CONCERNS,),
    ("equipment", "nonconformity"): (Relation.LED_TO,),
    ("equipment", "process"): (Relation.CONCERNS,),
    ("training", "equipment"): (Relation.TRAINS, Relation.CONCERNS),
    ("action", "equipment"): (Relation.CORRECTS, Relation.CONCERNS),
    ("objective", "risk"): (Relation.LED_TO, Relation.TREATS),
    ("objective", "process"): (Relation.CONCERNS, Relation.CHANGES),
    ("objective", "customer"): (Relation.CONCERNS,),
    ("risk", "nonconformity"): (Relation.LED_TO,),
    ("risk", "corrective_action"): (Relation.LED_TO,),
    ("risk", "process"): (Relation.CONCERNS,),
    ("risk", "supplier"): (Relation.CONCERNS,),
    ("risk", "customer"): (Relation.CONCERNS,),
}
"""From kind to kind, the usual relation first. A corrective action treats a risk or was led to by it."""

ALIKE = (Relation.RECURRENCE_OF, Relation.SUPERSEDES, Relation.CAUSED_BY)
"""What two records of the same kind may be to each other."""

ALWAYS = (Relation.CONCERNS,)
"""What any two records may be to each other."""

FIELD_RELATIONS: Mapping[tuple[str, str], Relation] = {
    ("action", "source"): Relation.LED_TO,
    ("objective", "indicator"): Relation.MEASURES,
}
"""Fields that are ties: the record they name stands in this relation to the one that has the field."""


def relations(source_kind: str, target_kind: str) -> tuple[Relation, ...]:
    """By which relations a record of one kind may be tied to one of another, the usual one first."""
    usual = LINKS.get((source_kind, target_kind), ())
    alike = ALIKE if source_kind == target_kind else ()
    return tuple(dict.fromkeys((*usual, *alike, *ALWAYS)))


def default_relation(source_kind: str, target_kind: str) -> Relation:
    """The usual relation, read from the source."""
    return relations(source_kind, target_kind)[0]


def is_turned(source_kind: str, target_kind: str) -> bool:
    """Whether such a tie is usually read from the target: a nonconformity tied to a complaint was led to by it."""
    return (source_kind, target_kind) not in LINKS and (target_kind, source_kind) in LINKS
