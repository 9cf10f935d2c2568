"""Documents and their versions: the models, and what happens to the versions when a document moves.

The record is the newest version, with its fields and its state; a line for each version keeps what it was. So a
document keeps being read while the next version is written: the version in effect is a line of its own, and the
database refuses a second one.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Uuid, inspect, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qms_desktop.principles import words
from qms_desktop.principles.headers import also
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Choice, Tone
from qms_desktop.records.fields import When, choice, day, long_text, person, reference, text, whole
from qms_desktop.records.lines import Line
from qms_desktop.records.links import Attachment
from qms_desktop.records.workflow import Context

DRAFT = also(
    "in preparation, being written, in work, entwurf, in arbeit, projet, brouillon, borrador, rascunho, bozza, черновик"
)
IN_REVIEW = also(
    "under review, review, in prüfung, prüfung, en relecture, en vérification, en revisión, em revisão, in revisione, "
    "на проверке"
)
IN_APPROVAL = also(
    "pending approval, awaiting approval, for approval, in freigabe, en approbation, en aprobación, em aprovação, "
    "in approvazione, на утверждении"
)
APPROVED = also("signed, genehmigt, approuvé, aprobado, aprovado, approvato, утвержден, утверждено")
EFFECTIVE = also(
    "released, issued, published, valid, in force, gültig, freigegeben, veröffentlicht, in kraft, en vigueur, "
    "applicable, diffusé, vigente, en vigor, publicado, em vigor, in vigore, valido, действует, введен в действие"
)
OBSOLETE = also(
    "withdrawn, expired, retired, void, ungültig, zurückgezogen, außer kraft, veraltet, périmé, obsolète, obsoleto, "
    "caducado, fuera de vigor, fora de vigor, scaduto, устарел, отменен"
)


class State(Choice):
    """The state of the newest version."""

    DRAFT = "draft", "Draft", Tone.BLUE, *DRAFT, *words.OPEN, *words.IN_PROGRESS
    IN_REVIEW = "in_review", "In review", Tone.AMBER, *IN_REVIEW
    IN_APPROVAL = "in_approval", "In approval", Tone.AMBER, *IN_APPROVAL
    APPROVED = "approved", "Approved", Tone.VIOLET, *APPROVED
    EFFECTIVE = "effective", "Effective", Tone.GREEN, *EFFECTIVE, *words.ACTIVE
    OBSOLETE = (
        "obsolete",
        "Obsolete",
        Tone.GREY,
        *OBSOLETE,
        *also("superseded, replaced, ersetzt, remplacé"),
        *words.INACTIVE,
    )


class Status(Choice):
    """The state of one version."""

    DRAFT = "draft", "Draft", Tone.BLUE, *DRAFT
    IN_REVIEW = "in_review", "In review", Tone.AMBER, *IN_REVIEW
    IN_APPROVAL = "in_approval", "In approval", Tone.AMBER, *IN_APPROVAL
    APPROVED = "approved", "Approved", Tone.VIOLET, *APPROVED
    EFFECTIVE = "effective", "Effective", Tone.GREEN, *EFFECTIVE, *words.ACTIVE
    SUPERSEDED = "superseded", "Superseded", Tone.GREY, *also("replaced, ersetzt, abgelöst, remplacé, sustituido")
    OBSOLETE = "obsolete", "Obsolete", Tone.GREY, *OBSOLETE


IN_WORK = (Status.DRAFT, Status.IN_REVIEW, Status.IN_APPROVAL, Status.APPROVED)
"""What a version is before it takes effect."""


class DocumentType(Choice):
    """What kind of document it is."""

    POLICY = "policy", "Policy", Tone.VIOLET, *also("politik, leitlinie, politique, política, politica, политика")
    MANUAL = "manual", "Manual", Tone.VIOLET, *also(
        "quality manual, handbook, handbuch, qm handbuch, manuel, manuel qualité, manuale, руководство"
    )  # fmt: skip
    PROCESS = "process", "Process description", Tone.BLUE, *also(
        "process map, prozessbeschreibung, prozess, processus, proceso, processo, процесс"
    )  # fmt: skip
    PROCEDURE = "procedure", "Procedure", Tone.BLUE, *also(
        "sop, standard operating procedure, verfahrensanweisung, verfahren, va, procédure, procedimiento, "
        "procedimento, procedura, процедура"
    )  # fmt: skip
    INSTRUCTION = "instruction", "Work instruction", Tone.BLUE, *also(
        "wi, guideline, guide, arbeitsanweisung, aa, anweisung, instruction de travail, mode opératoire, instrucción, "
        "instrucción de trabajo, instrução, instrução de trabalho, istruzione, инструкция"
    )  # fmt: skip
    FORM = "form", "Form", Tone.GREY, *also(
        "template, checklist, form template, formular, formblatt, vorlage, checkliste, formulaire, modèle, formulario, "
        "plantilla, formulário, modelo, modulo, форма, бланк"
    )  # fmt: skip
    PLAN = "plan", "Plan", Tone.GREY, *also(
        "quality plan, control plan, plan de calidad, qualitätsplan, plano, piano, план"
    )  # fmt: skip
    EXTERNAL = "external", "External", Tone.AMBER, *also(
        "external document, standard, norm, extern, externe, norme, externo, norma, esterno, внешний, стандарт"
    )  # fmt: skip


class Classification(Choice):
    """Who may see it."""

    PUBLIC = "public", "Public", Tone.GREEN, *also("öffentlich, público, pubblico, общедоступный")
    INTERNAL = "internal", "Internal", Tone.GREY, *also("intern, interne, interno, внутренний")
    CONFIDENTIAL = "confidential", "Confidential", Tone.RED, *also(
        "restricted, secret, vertraulich, confidentiel, confidencial, riservato, конфиденциально"
    )  # fmt: skip


class Impact(Choice):
    """What people have to learn before a version takes effect."""

    NONE = "none", "None", Tone.GREY, *also("no training, keine, aucun, ninguno, nenhum, nessuno, нет")
    INFO = (
        "info",
        "Read and understood",
        Tone.AMBER,
        *also("information, read, kenntnisnahme, lecture, lectura"),
    )
    MAJOR = "major", "Training", Tone.RED, *also("training needed, schulung, formation, formación, formação, обучение")


class Document(Record, kind="document"):
    """One document; its fields are those of its newest version."""

    document_type: Mapped[str | None] = choice(
        "Type", DocumentType,
        aliases=also(
            "document type, doc type, category, kind, dokumentart, dokumenttyp, art, type de document, nature, "
            "tipo de documento, tipo, tipo di documento, тип документа, тип, вид документа"
        ),
    )  # fmt: skip
    clauses: Mapped[str | None] = text(
        "Clauses",
        aliases=also("clause, iso clause, iso 9001 clause, requirement, normkapitel, chapitre, пункт"),
    )
    audience: Mapped[str | None] = text(
        "For whom", length=400, hint="The roles that work by it.",
        aliases=also(
            "audience, audience roles, distribution, distribution list, distributed to, issued to, verteiler, "
            "zielgruppe, empfänger, diffusion, liste de diffusion, destinataires, distribución, destinatarios, "
            "distribuição, distribuzione, destinatari, рассылка"
        ),
    )  # fmt: skip
    review_months: Mapped[int | None] = whole(
        "Review every (months)", low=0, high=84, hint="0 for a document that is not reviewed by the calendar.",
        aliases=also(
            "review interval, review interval months, review period, review frequency, prüfintervall, "
            "überprüfungsintervall, fréquence de revue, intervalo de revisión, intervalo de revisão"
        ),
    )  # fmt: skip
    classification: Mapped[str | None] = choice(
        "Classification", Classification,
        aliases=also("confidentiality, security class, vertraulichkeit, klassifizierung, confidentialité"),
    )  # fmt: skip
    parent: Mapped[UUID | None] = reference(
        "Part of", "document", aliases=also("parent, parent document, belongs to, übergeordnetes dokument, gehört zu")
    )
    kept_at: Mapped[str | None] = text(
        "Also kept at", length=500, hint="A folder or address, where it is written.",
        aliases=also(
            "location, file, path, link, url, storage location, ablageort, speicherort, datei, emplacement, "
            "lieu de classement, fichier, ubicación, archivo, localização, arquivo, posizione, местонахождение"
        ),
    )  # fmt: skip

    revision: Mapped[str | None] = text(
        "Revision", length=20,
        aliases=also(
            "rev, rev no, revision no, revision number, version, version no, issue, issue no, edition, revisionsstand, "
            "ausgabe, stand, révision, indice, revisión, versión, edición, revisão, versão, revisione, versione, "
            "редакция, версия"
        ),
    )  # fmt: skip
    change_summary: Mapped[str | None] = long_text(
        "What changed",
        aliases=also(
            "change summary, summary of changes, description of change, reason for change, revision history, "
            "änderungen, änderungsgrund, objet de la modification, modifications, cambios, alterações, modifiche, "
            "изменения"
        ),
    )
    training_impact: Mapped[str | None] = choice(
        "Training", Impact, aliases=also("training impact, training required, schulungsbedarf, formation requise")
    )
    author: Mapped[UUID | None] = person(
        "Author",
        aliases=also(
            "prepared by, written by, created by, issued by, verfasser, ersteller, erstellt von, auteur, rédacteur, "
            "rédigé par, autor, elaborado por, preparado por, autore, redatto da, автор, разработал"
        ),
    )
    approver: Mapped[UUID | None] = person(
        "Approver",
        aliases=also(
            "approved by, approval, released by, authorised by, freigegeben von, genehmigt von, freigabe, approbateur, "
            "approuvé par, aprobado por, aprobador, aprovado por, aprovador, approvato da, утвердил"
        ),
    )
    review_answer: Mapped[str | None] = long_text(
        "Answer to the reviewers", hint="What was done about the comments with which it came back."
    )
    returns: Mapped[int | None] = whole("Times returned", computed=True)
    effective_from: Mapped[date | None] = day(
        "Effective from",
        aliases=also(
            "effective date, effective on, issue date, issued on, date of issue, release date, released on, "
            "publication date, valid from, gültig ab, ausgabedatum, freigabedatum, date d'application, date "
            "d'émission, fecha de emisión, fecha de vigencia, vigente desde, data de emissão, data de vigência, data "
            "di emissione, дата введения, дата выпуска"
        ),
    )
    untrained_reason: Mapped[str | None] = long_text(
        "Released before training, because", hint="Only the quality manager may release without the training."
    )
    approved_on: Mapped[date | None] = day(
        "Approved on", computed=True, when=When.PAST,
        aliases=also("approval date, date approved, genehmigt am, date d'approbation, fecha de aprobación"),
    )  # fmt: skip
    emergency_until: Mapped[date | None] = day("Emergency issue until", computed=True)
    file_name: Mapped[str | None] = text("File of this version", length=255, computed=True)
    in_effect: Mapped[str | None] = text("In effect", length=20, computed=True)
    """The revision that is valid now, whatever the newest one is doing."""

    versions: Mapped[list[DocumentVersion]] = relationship(
        lambda: DocumentVersion, order_by=lambda: DocumentVersion.position
    )


class DocumentVersion(Line, table="document_version", of=Document):
    """What one version was, who wrote and approved it, and when it was valid."""

    revision: Mapped[str | None] = text("Revision", length=20, aliases=also("rev, version, issue, edition"))
    status: Mapped[str | None] = choice("Status", Status, aliases=also("state, etat, estado, stato, статус"))
    change_summary: Mapped[str | None] = long_text("What changed", aliases=also("change summary, änderungen"))
    training_impact: Mapped[str | None] = choice("Training", Impact, aliases=also("training impact"))
    author: Mapped[UUID | None] = person("Author", aliases=also("prepared by, verfasser, auteur, autor"))
    reviewers: Mapped[str | None] = text("Reviewed by", length=500, aliases=also("reviewers, reviewer, geprüft von"))
    approver: Mapped[UUID | None] = person("Approver", aliases=also("approved by, freigegeben von, approuvé par"))
    approved_on: Mapped[date | None] = day("Approved on", when=When.PAST, aliases=also("approval date, approved at"))
    effective_from: Mapped[date | None] = day("Effective from", aliases=also("effective date, issue date, gültig ab"))
    superseded_on: Mapped[date | None] = day("In effect until", when=When.PAST, aliases=also("superseded at"))
    file_name: Mapped[str | None] = text("File", length=255, aliases=also("file name, datei, fichier, archivo"))
    sha256: Mapped[str | None] = text("SHA-256 of the file", length=64)
    file: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("attachment.id", ondelete="RESTRICT"), index=True)
    """The attachment that cannot be taken away any more."""


class DocumentReviewer(Line, table="document_reviewer", of=Document):
    """Somebody who has to pass the version in work."""

    reviewer: Mapped[UUID | None] = person("Reviewer", required=True, aliases=also("reviewed by, prüfer, relecteur"))
    passed_on: Mapped[date | None] = day("Passed on", computed=True)
    comment: Mapped[str | None] = text("Comment", length=1000, aliases=also("remark, bemerkung, commentaire"))


_status = DocumentVersion.__table__.c.status
_record = DocumentVersion.__table__.c.record
for _name, _one in (("effective", _status == Status.EFFECTIVE.value), ("in_work", _status.in_([*map(str, IN_WORK)]))):
    # one valid version, and one being written: held by the database, whichever door a row comes through
    Index(f"uq_document_version_{_name}", _record, unique=True, sqlite_where=_one, postgresql_where=_one)


def versions_of(document: Document, context: Context) -> list[DocumentVersion]:
    """The versions in their order; those of a document that is just being made are not in the file yet."""
    if inspect(document).persistent:
        return list(context.lines(document, DocumentVersion.__tablename__))
    return list(document.versions)


def newest(document: Document, context: Context) -> DocumentVersion | None:
    """The version that the document's own fields speak of: the one in work, else the valid one, else the last."""
    versions = versions_of(document, context)
    found = {v.status: v for v in versions}
    working = next((found[s] for s in IN_WORK if s in found), None)
    return working or found.get(Status.EFFECTIVE) or next(reversed(versions), None)


def in_effect(document: Document, context: Context) -> DocumentVersion | None:
    """The version that is valid."""
    return next((v for v in versions_of(document, context) if v.status == Status.EFFECTIVE), None)


def loose_file(document: Document, context: Context) -> Attachment | None:
    """The newest file that was attached since the version in work was begun."""
    version = newest(document, context)
    if version is None or version.id is None:
        return None
    query = select(Attachment).where(Attachment.record == document.id, Attachment.id > version.id)
    return context.session.scalars(query.order_by(Attachment.id.desc()).limit(1)).first()
