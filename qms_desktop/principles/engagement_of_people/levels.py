"""Levels of a competence, and the ways in which a level is shown."""

from __future__ import annotations

from qms_desktop.principles.headers import also
from qms_desktop.records.choices import Choice, Tone


class Level(Choice):
    """What somebody can do. Each competence may say in its own words what its levels mean."""

    NONE = "0", "0 None", Tone.GREY, *also("not trained, untrained, keine, aucune, ninguna, nenhuma, nessuna")
    KNOWS = (
        "1",
        "1 Knows",
        Tone.AMBER,
        *also("knows, basic, beginner, awareness, aware, novice, kennt, grundlagen, notions, básico, base, базовый"),
    )
    SUPERVISED = (
        "2",
        "2 Under supervision",
        Tone.AMBER,
        *also(
            "under supervision, supervised, in training, trainee, unter anleitung, in ausbildung, en formation, "
            "sous supervision, en formación, em treinamento, in formazione, под наблюдением"
        ),
    )
    ALONE = (
        "3",
        "3 Alone",
        Tone.GREEN,
        *also(
            "does alone, independent, competent, qualified, trained, certified, x, yes, ja, oui, sí, sim, sì, да, "
            "selbständig, qualifiziert, autonome, qualifié, autónomo, cualificado, autônomo, autonomo, самостоятельно"
        ),
    )
    TEACHES = (
        "4",
        "4 Can teach",
        Tone.VIOLET,
        *also(
            "can teach, teaches, expert, trainer, instructor, kann schulen, experte, formateur, experto, instrutor, "
            "esperto, istruttore, эксперт"
        ),
    )


class Method(Choice):
    """How a level was found, and what counts as its evidence."""

    OBSERVATION = (
        "observation",
        "Observed at work",
        Tone.BLUE,
        *also("observed, on the job, beobachtung, observé, observación, observação, osservazione, наблюдение"),
    )
    TEST = "test", "Test", Tone.BLUE, *also("exam, examination, quiz, prüfung, examen, prueba, exame, prova, экзамен")
    CERTIFICATE = (
        "certificate",
        "Certificate or licence",
        Tone.GREEN,
        *also("certificate, licence, license, diploma, zertifikat, schein, certificat, certificado, certificato"),
    )
    EXPERIENCE = (
        "experience",
        "Experience",
        Tone.GREY,
        *also("years of experience, erfahrung, expérience, experiencia, experiência, esperienza, опыт"),
    )
    RESULT = (
        "result",
        "Results of the work",
        Tone.BLUE,
        *also("result, result data, data, ergebnisse, résultats, resultados, risultati, результаты"),
    )
