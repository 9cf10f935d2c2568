"""The colour tokens of DESIGN.md: the only place in the program with hex codes."""

from __future__ import annotations

from dataclasses import dataclass, fields

TONES = ("red", "amber", "green", "blue", "violet", "grey")


@dataclass(frozen=True, slots=True)
class Tone:
    """A status colour: text to be read on its tint, and on any surface."""

    text: str
    tint: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """All colours of one mode. The names are those of the table in DESIGN.md."""

    bg: str
    side: str
    surface: str
    hover: str
    border: str
    grid: str
    text: str
    text2: str
    text3: str
    accent: str
    onaccent: str
    accentsoft: str
    select: str
    red: Tone
    amber: Tone
    green: Tone
    blue: Tone
    violet: Tone
    grey: Tone

    def tone(self, name: str) -> Tone:
        """The status pair of that name."""
        found = getattr(self, name)
        if not isinstance(found, Tone):
            raise KeyError(name)
        return found

    def colour(self, name: str) -> str:
        """The colour of that name; of a status pair its text colour."""
        found = getattr(self, name)
        return found.text if isinstance(found, Tone) else str(found)

    def table(self) -> dict[str, str]:
        """Every colour by name, the tints as `red_tint` and so on, for the style sheet."""
        flat: dict[str, str] = {}
        for field in fields(self):
            flat[field.name] = self.colour(field.name)
        for name in TONES:
            flat[f"{name}_tint"] = self.tone(name).tint
        return flat


LIGHT = Tokens(
    bg="#F5F6F8",
    side="#ECEFF3",
    surface="#FFFFFF",
    hover="#EEF1F5",
    border="#D9DEE5",
    grid="#E8EBEF",
    text="#18212C",
    text2="#566170",
    text3="#687382",
    accent="#1D5FBF",
    onaccent="#FFFFFF",
    accentsoft="#E3EDFB",
    select="#DCE8FA",
    red=Tone("#B3261E", "#FCE9E7"),
    amber=Tone("#855300", "#FFF0D1"),
    green=Tone("#1A6B3A", "#E0F3E6"),
    blue=Tone("#1D5FBF", "#E3EDFB"),
    violet=Tone("#6A3FA0", "#F0E8FA"),
    grey=Tone("#4A5563", "#E9ECF1"),
)

DARK = Tokens(
    bg="#14181E",
    side="#0F1318",
    surface="#1B2129",
    hover="#252D38",
    border="#323C49",
    grid="#28313C",
    text="#E6EAF0",
    text2="#A9B3C0",
    text3="#8E99A8",
    accent="#7DB0FF",
    onaccent="#0B1A30",
    accentsoft="#1D304D",
    select="#233A5A",
    red=Tone("#FFB4AB", "#4A2320"),
    amber=Tone("#F5C871", "#43330F"),
    green=Tone("#8FD8A8", "#183A25"),
    blue=Tone("#9CC4FF", "#1D304D"),
    violet=Tone("#D2B5FF", "#372650"),
    grey=Tone("#C3CBD6", "#2C3540"),
)
