"""Levels of a competence, and the ways in which a level is shown."""

from __future__ import annotations

from qms_desktop.records.choices import Choice, Tone


class Level(Choice):
    """What somebody can do. Each competence may say in its own words what its levels mean."""

    NONE = "0", "0 None", Tone.GREY
    KNOWS = "1", "1 Knows", Tone.AMBER
    SUPERVISED = "2", "2 Under supervision", Tone.AMBER
    ALONE = "3", "3 Alone", Tone.GREEN
    TEACHES = "4", "4 Can teach", Tone.VIOLET


class Method(Choice):
    """How a level was found, and what counts as its evidence."""

    OBSERVATION = "observation", "Observed at work", Tone.BLUE
    TEST = "test", "Test", Tone.BLUE
    CERTIFICATE = "certificate", "Certificate or licence", Tone.GREEN
    EXPERIENCE = "experience", "Experience", Tone.GREY
    RESULT = "result", "Results of the work", Tone.BLUE
