"""What is asked of a training: where it comes from, how it is held, how its effect is looked at, what it was."""

from __future__ import annotations

from qms_desktop.records.choices import Choice, Tone


class Source(Choice):
    """What showed that something has to be learned."""

    GAP = "gap", "Gap in the matrix", Tone.AMBER
    NEW_HIRE = "new_hire", "New in the job", Tone.BLUE
    DOCUMENT = "document", "Changed document", Tone.VIOLET
    CORRECTIVE = "corrective_action", "Corrective action", Tone.RED
    CHANGE = "change", "Change", Tone.VIOLET
    AUDIT = "audit", "Audit", Tone.VIOLET
    RENEWAL = "renewal", "Renewal", Tone.GREY
    REQUEST = "request", "Request", Tone.GREY


class Form(Choice):
    """How it is taught."""

    INTERNAL = "internal", "Course here", Tone.BLUE
    EXTERNAL = "external", "Course outside", Tone.VIOLET
    ON_THE_JOB = "on_the_job", "On the job", Tone.GREEN
    ONLINE = "online", "Online", Tone.GREY
    SELF = "self_study", "Self-study", Tone.GREY


class Evaluation(Choice):
    """How its effect is looked at: what they thought of it, knew after it, do at work, or what came of it."""

    REACTION = "reaction", "1 Reaction", Tone.GREY
    TEST = "test", "2 Test", Tone.BLUE
    OBSERVED = "observed", "3 Observed on the job", Tone.GREEN
    RESULT = "result", "4 Results of the work", Tone.GREEN


class Outcome(Choice):
    """What the evaluation found."""

    EFFECTIVE = "effective", "Effective", Tone.GREEN
    PARTLY = "partly", "Partly effective", Tone.AMBER
    NOT = "not_effective", "Not effective", Tone.RED


class Passed(Choice):
    """How a participant did."""

    PASSED = "passed", "Passed", Tone.GREEN
    FAILED = "failed", "Failed", Tone.RED
