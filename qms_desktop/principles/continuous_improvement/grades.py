"""The grades of a nonconformity, which corrective actions look at too."""

from __future__ import annotations

from qms_desktop.records.choices import Choice, Tone


class Severity(Choice):
    """Major or minor. An observation is no nonconformity, and has no grade here (spec/README.md)."""

    MAJOR = "major", "Major", Tone.AMBER
    MINOR = "minor", "Minor", Tone.GREY
