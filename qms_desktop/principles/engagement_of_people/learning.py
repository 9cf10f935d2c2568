"""What is asked of a training: where it comes from, how it is held, how its effect is looked at, what it was."""

from __future__ import annotations

from qms_desktop.principles.headers import also
from qms_desktop.records.choices import Choice, Tone


class Source(Choice):
    """What showed that something has to be learned."""

    GAP = "gap", "Gap in the matrix", Tone.AMBER, *also("gap, competence gap, skill gap, lücke, écart, brecha, lacuna")
    NEW_HIRE = "new_hire", "New in the job", Tone.BLUE, *also(
        "new hire, onboarding, induction, einarbeitung, accueil, inducción, integração, inserimento, адаптация"
    )  # fmt: skip
    DOCUMENT = "document", "Changed document", Tone.VIOLET, *also(
        "document revision, document, new revision, dokument, documento, документ"
    )  # fmt: skip
    CORRECTIVE = "corrective_action", "Corrective action", Tone.RED, *also(
        "capa, ca, nonconformity, complaint, korrekturmaßnahme, action corrective, acción correctiva, ação corretiva"
    )  # fmt: skip
    CHANGE = (
        "change",
        "Change",
        Tone.VIOLET,
        *also("change request, new machine, änderung, changement, cambio, mudança"),
    )
    AUDIT = "audit", "Audit", Tone.VIOLET, *also("audit finding, finding, auditoría, auditoria")
    RENEWAL = "renewal", "Renewal", Tone.GREY, *also(
        "refresher, recertification, retraining, auffrischung, wiederholung, recyclage, renovación, reciclagem"
    )  # fmt: skip
    REQUEST = "request", "Request", Tone.GREY, *also("wish, wunsch, demande, solicitud, pedido, richiesta, запрос")


class Form(Choice):
    """How it is taught."""

    INTERNAL = "internal", "Course here", Tone.BLUE, *also(
        "course, workshop, classroom, in house, internal course, intern, interne, interno, внутреннее"
    )  # fmt: skip
    EXTERNAL = "external", "Course outside", Tone.VIOLET, *also("seminar, external course, extern, externe, externo")
    ON_THE_JOB = "on_the_job", "On the job", Tone.GREEN, *also("ojt, am arbeitsplatz, au poste, en el puesto")
    ONLINE = "online", "Online", Tone.GREY, *also("e learning, elearning, webinar, en ligne, en línea, онлайн")
    SELF = "self_study", "Self-study", Tone.GREY, *also("reading, read and understood, selbststudium, autoformation")


class Evaluation(Choice):
    """How its effect is looked at: what they thought of it, knew after it, do at work, or what came of it."""

    REACTION = "reaction", "1 Reaction", Tone.GREY, *also("1, feedback form, satisfaction, zufriedenheit, reacción")
    TEST = "test", "2 Test", Tone.BLUE, *also("2, exam, quiz, prüfung, examen, prueba, exame, prova, тест, экзамен")
    OBSERVED = "observed", "3 Observed on the job", Tone.GREEN, *also(
        "3, observation, observed, on the job, behaviour, beobachtung, observé, observación, observação, наблюдение"
    )  # fmt: skip
    RESULT = "result", "4 Results of the work", Tone.GREEN, *also("4, results, kpi, ergebnis, résultat, resultado")


class Outcome(Choice):
    """What the evaluation found."""

    EFFECTIVE = "effective", "Effective", Tone.GREEN, *also(
        "yes, passed, pass, wirksam, ja, efficace, oui, eficaz, sim, sí, эффективно"
    )  # fmt: skip
    PARTLY = "partly", "Partly effective", Tone.AMBER, *also("partly, partially, teilweise, partiel, parcial, частично")
    NOT = "not_effective", "Not effective", Tone.RED, *also(
        "no, failed, fail, ineffective, unwirksam, nicht wirksam, nein, non, ineficaz, неэффективно"
    )  # fmt: skip


class Passed(Choice):
    """How a participant did."""

    PASSED = "passed", "Passed", Tone.GREEN, *also(
        "pass, completed, complete, ok, successful, bestanden, réussi, aprobado, aprovado, superato, сдано"
    )  # fmt: skip
    FAILED = "failed", "Failed", Tone.RED, *also(
        "fail, not passed, nicht bestanden, échoué, suspenso, reprovado, bocciato, не сдано"
    )  # fmt: skip
