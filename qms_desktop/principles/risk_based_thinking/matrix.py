"""The risk matrix: its scales, the level of every cell, and what follows from a level. Data, to be read at a glance."""

from __future__ import annotations

from qms_desktop.records.choices import Access, Choice, Tone


class Level(Choice):
    """The level of a risk, by the matrix."""

    LOW = "low", "Low", Tone.GREEN
    MEDIUM = "medium", "Medium", Tone.AMBER
    HIGH = "high", "High", Tone.RED
    CRITICAL = "critical", "Critical", Tone.RED


class Likelihood(Choice):
    """How often it is to be expected."""

    RARE = "1", "1 Rare", Tone.GREEN
    UNLIKELY = "2", "2 Unlikely", Tone.GREEN
    POSSIBLE = "3", "3 Possible", Tone.AMBER
    LIKELY = "4", "4 Likely", Tone.RED
    CERTAIN = "5", "5 Almost certain", Tone.RED


class Impact(Choice):
    """How bad the worst of its consequences would be: for customers, conformity, delivery, law, cost or people."""

    NEGLIGIBLE = "1", "1 Negligible", Tone.GREEN
    MINOR = "2", "2 Minor", Tone.GREEN
    MODERATE = "3", "3 Moderate", Tone.AMBER
    MAJOR = "4", "4 Major", Tone.RED
    SEVERE = "5", "5 Severe", Tone.RED


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
