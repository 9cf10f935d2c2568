"""The words that spreadsheets use for nothing, for yes and for no, in seven languages."""

from __future__ import annotations

import unicodedata

BLANK_WORDS = frozenset({
    "n/a", "n.a.", "n.a", "na", "#n/a", "n\\a", "n.v.t.", "tbd", "t.b.d.", "tba", "tbc", "unknown", "none", "nil",
    "null", "nan", "-", "--", "---", "–", "—", "?", "??", "???", ".", "..", "...", "…", "/", "not applicable",
    "not available", "not recorded", "to be defined", "to be determined", "to be confirmed", "to be decided",
    "k.a.", "k. a.", "k.a", "entfällt", "unbekannt", "keine", "keine angabe", "nicht zutreffend", "nicht anwendbar",
    "noch offen", "to be announced",
    "s/o", "s.o.", "n.d.", "n/d", "nd", "néant", "aucun", "aucune", "inconnu", "sans objet",
    "non applicable", "à définir",
    "ninguno", "ninguna", "desconocido", "no aplica", "por definir", "no disponible",
    "nenhum", "nenhuma", "desconhecido", "não aplicável", "não se aplica", "a definir",
    "nessuno", "nessuna", "sconosciuto", "non applicabile", "da definire",
    "н/д", "нет данных", "неизвестно", "не применимо", "не определено",
})  # fmt: skip

YES_WORDS = frozenset({
    "yes", "y", "true", "t", "1", "x", "✓", "✔", "☑", "☒", "ok", "ja", "j", "wahr", "oui", "o", "vrai",
    "sí", "si", "s", "verdadero", "sim", "verdadeiro", "sì", "vero", "да", "д", "истина",
})  # fmt: skip
NO_WORDS = frozenset({
    "no", "n", "false", "f", "0", "☐", "✗", "✘", "✕", "nein", "falsch", "non", "faux", "falso", "não", "nao", "нет",
    "н", "ложь",
})  # fmt: skip


def folded(text: str) -> str:
    """A text for comparison: NFC, lower case, blanks of every kind joined and stripped."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def is_blank_word(text: str, also: frozenset[str] = frozenset()) -> bool:
    """Whether a text stands for "nothing" in a date, number or reference: N/A, TBD, -, none, k.A., s/o ...

    Args:
        text: what the cell says.
        also: further words of this file, folded.
    """
    word = folded(text)
    return not word or word in BLANK_WORDS or word in also
