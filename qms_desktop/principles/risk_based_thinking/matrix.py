"""The risk matrix: its scales, the level of every cell, and what follows from a level. Data, to be read at a glance."""

from __future__ import annotations

from qms_desktop.principles import words
from qms_desktop.principles.headers import also
from qms_desktop.records.choices import Access, Choice, Tone


class Level(Choice):
    """The level of a risk, by the matrix."""

    LOW = "low", "Low", Tone.GREEN, *also("very low, acceptable"), *words.LOW
    MEDIUM = "medium", "Medium", Tone.AMBER, *words.MEDIUM
    HIGH = "high", "High", Tone.RED, *words.HIGH
    CRITICAL = "critical", "Critical", Tone.RED, *also("unacceptable"), *words.CRITICAL


class Likelihood(Choice):
    """How often it is to be expected."""

    RARE = "1", "1 Rare", Tone.GREEN, *also("rare, very low, remote, improbable, extremely remote, very unlikely")
    UNLIKELY = "2", "2 Unlikely", Tone.GREEN, *also("unlikely, seldom, unwahrscheinlich, peu probable"), *words.LOW
    POSSIBLE = "3", "3 Possible", Tone.AMBER, *also("possible, occasional, möglich, posible, possível"), *words.MEDIUM
    LIKELY = "4", "4 Likely", Tone.RED, *also("likely, probable, wahrscheinlich, provável"), *words.HIGH
    CERTAIN = "5", "5 Almost certain", Tone.RED, *also("almost certain, certain, very high, very likely, frequent")


class Impact(Choice):
    """How bad the worst of its consequences would be: for customers, conformity, delivery, law, cost or people."""

    NEGLIGIBLE = "1", "1 Negligible", Tone.GREEN, *also("negligible, insignificant, very low, none")
    MINOR = (
        "2",
        "2 Minor",
        Tone.GREEN,
        *words.MINOR,
        *also("low, slight, niedrig, gering, faible, bajo, baja, baixo, baixa"),
    )
    MODERATE = "3", "3 Moderate", Tone.AMBER, *words.MEDIUM
    MAJOR = "4", "4 Major", Tone.RED, *also("hazardous"), *words.MAJOR, *words.HIGH
    SEVERE = "5", "5 Severe", Tone.RED, *words.CRITICAL


LOW, MEDIUM, HIGH, CRITICAL = Level
MATRIX = (
    # impact 1 to 5, for each likelihood from 1 to 5
    (LOW, LOW, LOW, LOW, MEDIUM),
    (LOW, LOW, MEDIUM, MEDIUM, HIGH),
    (LOW, MEDIUM, MEDIUM, HIGH, CRITICAL),
    (LOW, MEDIUM, HIGH, CRITICAL, CRITICAL),
    (MEDIUM, HIGH, HIGH, CRITICAL, CRITICAL),
)
"""The level is looked up, not multiplied: a rare disaster and a frequent nuisance have the same product."""

RANK = {level: rank for rank, level in enumerate(Level)}
APPETITE = Level.MEDIUM
"""The highest level that may be monitored without treatment or acceptance."""

REVIEW_DAYS = {Level.LOW: 365, Level.MEDIUM: 180, Level.HIGH: 90, Level.CRITICAL: 30}
"""After how many days a risk of each level is looked at again."""

AUTHORITY = {
    Level.LOW: (Access.PROCESS_OWNER, Access.QUALITY_MANAGER, Access.TOP_MANAGEMENT),
    Level.MEDIUM: (Access.PROCESS_OWNER, Access.QUALITY_MANAGER, Access.TOP_MANAGEMENT),
    Level.HIGH: (Access.QUALITY_MANAGER, Access.TOP_MANAGEMENT),
    Level.CRITICAL: (Access.TOP_MANAGEMENT,),
}
"""Who may accept a risk of each level."""


def level_of(likelihood: str | None, impact: str | None) -> Level | None:
    """The level that the matrix gives, where both are known."""
    return MATRIX[int(likelihood) - 1][int(impact) - 1] if likelihood and impact else None


def above_appetite(level: str | None) -> bool:
    """Whether a level asks for a treatment or an acceptance."""
    return bool(level) and RANK[Level(str(level))] > RANK[APPETITE]
