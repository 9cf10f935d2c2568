"""What spreadsheets of the past call the fields that several registers share, in seven languages.

Aliases are written as one line of words between commas, because a tuple of forty strings hides the declaration it
belongs to. They are compared without case, accents and signs.
"""

from __future__ import annotations

from qms_desktop.records.base import Record
from qms_desktop.records.register import Inherited


def also(words: str) -> tuple[str, ...]:
    """The words between the commas."""
    return tuple(dict.fromkeys(word.strip() for word in words.split(",") if word.strip()))


TITLE = also(
    "subject, headline, short description, summary, betreff, titel, titre, objet, asunto, título, titolo, тема"
)
DESCRIPTION = also("details, detail, text, beschreibung, descripción, descrição, descrizione, описание")
DATE = also("date, datum, fecha, data, дата")
DATES_DUE = also(
    "due, due date, date due, due by, target date, target completion date, target, deadline, planned date, "
    "planned completion date, by when, when due, frist, fällig, fällig am, fälligkeit, fälligkeitsdatum, termin, "
    "zieltermin, échéance, date prévue, date d'échéance, délai, fecha límite, fecha de vencimiento, vencimiento, "
    "plazo, fecha compromiso, data limite, prazo, data de vencimento, scadenza, data di scadenza, срок, "
    "срок исполнения, крайний срок"
)
PRODUCT = also(
    "part, part name, part number, part no, product name, item, article, article no, material, produkt, artikel, "
    "artikelnummer, teil, teilenummer, produit, pièce, référence produit, producto, pieza, produto, peça, prodotto, "
    "articolo, изделие, продукт, продукция"
)
LOT = also(
    "lot no, lot number, batch, batch no, batch number, serial, serial no, serial number, lot serial, order, "
    "order no, charge, chargennummer, los, losnummer, seriennummer, numéro de lot, lote, número de lote, lotto, "
    "партия"
)
SEVERITY = also(
    "severity level, grade, criticality, class, classification, schwere, schweregrad, einstufung, gravité, criticité, "
    "gravedad, severidad, severidade, gravidade, gravità, criticità, серьезность, критичность"
)
CATEGORY = also(
    "type, issue type, defect type, failure type, kategorie, art, fehlerart, catégorie, type de défaut, categoría, "
    "tipo, tipo de defecto, categoria, tipo de defeito, tipo di difetto, категория, тип"
)
ROOT_CAUSE = also(
    "cause, root cause, root cause analysis, rca, reason for occurrence, ursache, grundursache, ursachenanalyse, "
    "cause racine, cause première, causa, causa raíz, causa raiz, causa radice, причина, корневая причина"
)
QUANTITY = also(
    "qty, quantity affected, affected qty, qty affected, defective qty, qty rejected, quantity rejected, "
    "qty defective, menge, anzahl, stückzahl, beanstandete menge, quantité, cantidad, quantidade, quantità, "
    "количество"
)
COST = also(
    "costs, total cost, cost of poor quality, copq, kosten, coût, coûts, costo, coste, custo, costi, стоимость, затраты"
)
CURRENCY = also("cur, curr, währung, devise, monnaie, moneda, moeda, valuta, валюта")
CONTACT = also(
    "contact person, contact name, ansprechpartner, kontakt, kontaktperson, interlocuteur, personne de contact, "
    "contacto, persona de contacto, contato, contatto, referente, контактное лицо"
)
EMAIL = also("e mail, mail, email address, contact email, e mail adresse, courriel, correo, correo electrónico, почта")
PHONE = also(
    "telephone, phone number, tel, mobile, contact phone, telefon, telefonnummer, téléphone, teléfono, telefone, "
    "телефон"
)
ADDRESS = also("street, location, site address, city, anschrift, adresse, dirección, endereço, indirizzo, адрес")
LANGUAGE = also("sprache, langue, idioma, lingua, язык")
EVIDENCE = also(
    "evidence link, evidence file, proof, nachweis, nachweise, preuve, preuves, evidencia, evidencias, evidência, "
    "evidenza, доказательство, свидетельство"
)

OWNER = Inherited(
    Record.owner,
    aliases=also(
        "owner name, responsible person, person responsible, responsibility, assignee, in charge, who, lead, "
        "verantwortlich, verantwortlicher, verantwortung, zuständig, bearbeiter, responsable, pilote, propriétaire, "
        "encargado, responsável, dono, responsabile, incaricato, ответственный, ответственное лицо, исполнитель"
    ),
)
PROCESS = Inherited(
    Record.process,
    aliases=also(
        "business process, area, department, dept, prozess, bereich, abteilung, processus, service, département, "
        "proceso, departamento, processo, setor, reparto, процесс, подразделение"
    ),
)
DUE = Inherited(Record.due_on, aliases=DATES_DUE)
CLOSED_ON = Inherited(
    Record.closed_on,
    aliases=also(
        "closed date, date closed, closing date, closure date, close date, closed at, resolution date, resolved on, "
        "resolved date, date resolved, date of closure, abgeschlossen am, geschlossen am, abschlussdatum, "
        "date de clôture, clôturé le, clôture, fecha de cierre, cerrado el, data de fechamento, "
        "data de encerramento, fechado em, data di chiusura, chiuso il, дата закрытия"
    ),
)
NOTES = Inherited(
    Record.notes,
    aliases=also(
        "remark, additional information, additional notes, bemerkung, bemerkungen, anmerkung, anmerkungen, kommentar, "
        "notiz, notizen, remarques, remarque, commentaire, commentaires, observaciones, observación, comentarios, "
        "notas, observações, comentário, osservazioni, commenti, note aggiuntive, примечание, примечания, комментарий"
    ),
)
