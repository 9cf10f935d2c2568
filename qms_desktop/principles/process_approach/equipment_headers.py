"""What spreadsheets of the past call the fields of equipment and its calibrations, in seven languages."""

from __future__ import annotations

from qms_desktop.principles import headers
from qms_desktop.principles.headers import also

NAME = headers.TITLE + also(
    "equipment, equipment name, description, instrument, device, tool, gauge, item, bezeichnung, prüfmittel, gerät, "
    "messmittel, betriebsmittel, équipement, désignation, appareil, instrument de mesure, equipo, denominación, "
    "descripción, instrumento, equipamento, descrição, denominação, apparecchiatura, strumento, descrizione, "
    "оборудование, наименование, прибор, средство измерения"
)
NUMBER = also(
    "equipment id, equipment no, equip no, equipment code, asset id, asset no, asset number, gauge id, gauge no, "
    "instrument id, tag, tag no, id no, code, prüfmittelnummer, inventarnummer, gerätenummer, ident nr, "
    "numéro d'équipement, code équipement, número de equipo, código, código de equipo, número do equipamento, "
    "código do equipamento, codice, matricola interna, инвентарный номер"
)
TYPE = also(
    "equipment type, kind, category, class, model, art, typ, type d'équipement, tipo, modelo, modello, тип, модель"
)
MANUFACTURER = also(
    "maker, make, brand, producer, hersteller, fabricant, marque, fabricante, marca, produttore, изготовитель"
)
SERIAL = also(
    "serial, serial no, s n, sn, seriennummer, serien nr, fabriknummer, numéro de série, n de série, número de serie, "
    "número de série, numero di serie, matricola, заводской номер, серийный номер"
)
LOCATION = also(
    "place, place of use, department location, storage, standort, einsatzort, ort, lagerort, emplacement, lieu, "
    "ubicación, lugar, localização, local, ubicazione, posizione, местонахождение, место"
)
MEASURING = also("measuring, measuring device, measuring equipment, messmittel ja nein, équipement de mesure, medición")
CONTROL = also("control, calibration required, calibrated or verified, überwachung, maîtrise, kalibrierpflichtig")
INTERVAL = also(
    "interval, interval months, calibration interval, calibration frequency, calibration frequency months, frequency, "
    "cal interval, cycle, kalibrierintervall, prüfintervall, intervall, périodicité, fréquence d'étalonnage, "
    "intervalo, frecuencia de calibración, periodicidade, frequência de calibração, intervallo di taratura, "
    "межкалибровочный интервал"
)
RANGE = also("measuring range, capacity, messbereich, étendue, plage de mesure, rango, alcance, faixa, campo, диапазон")
RESOLUTION = also("graduation, division, auflösung, ablesung, résolution, resolución, resolução, risoluzione")
TOLERANCE = also(
    "accuracy, permissible error, mpe, toleranz, tolérance, emt, tolerancia, tolerância, tolleranza, допуск"
)
LABORATORY = also(
    "calibration lab, calibration laboratory, lab, laboratory, performed by, done by, calibrated at, kalibrierlabor, "
    "labor, kalibriert durch, kalibriert von, laboratoire, étalonné par, laboratorio, calibrado por, laboratório, "
    "tarato da, лаборатория"
)
SUPPLIER = also("vendor, lieferant, fournisseur, proveedor, fornecedor, fornitore, поставщик")
BASIS = also(
    "calibration standard, standard used, reference standard, traceability, normal, bezugsnormal, "
    "kalibriernormal, étalon, étalon de référence, patrón, patrón de referencia, padrão, campione, эталон"
)
CALIBRATED_ON = also(
    "calibration date, last calibration date, last calibrated, last cal, last cal date, date calibrated, cal date, "
    "calibrated on, date, letzte kalibrierung, kalibrierdatum, kalibriert am, date d'étalonnage, dernier étalonnage, "
    "fecha de calibración, última calibración, data de calibração, última calibração, ultima taratura, "
    "data di taratura, дата калибровки, дата поверки"
)
NEXT_DUE = also(
    "next calibration, next calibration due, next calibration date, calibration due, calibration due date, cal due, "
    "due, due date, next cal, next cal date, valid until, nächste kalibrierung, kalibrierung fällig, fällig am, "
    "gültig bis, prochain étalonnage, date limite, próxima calibración, fecha próxima calibración, "
    "próxima calibração, prossima taratura, scadenza, следующая калибровка, дата следующей поверки"
)
CERTIFICATE = also(
    "certificate no, certificate number, cert no, cert, report no, kalibrierschein, zertifikat, certificat, "
    "n certificat, certificado, certificado no, certificato, сертификат, свидетельство"
)
POINT = also("measuring point, test point, messpunkt, point de mesure, punto, ponto, точка")
NOMINAL = also("nominal value, target, reference value, sollwert, nennwert, valeur nominale, valor nominal, номинал")
AS_FOUND = also("found, reading before, before adjustment, vorgefunden, istwert, valeur trouvée, encontrado, показание")
AS_LEFT = also(
    "left, reading after, after adjustment, hinterlassen, valeur laissée, dejado, deixado, после регулировки"
)
UNCERTAINTY = also("u, expanded uncertainty, messunsicherheit, unsicherheit, incertitude, incertidumbre, incerteza")
RESULT = also(
    "calibration result, outcome, pass fail, conformity, ergebnis, konformität, résultat, conformité, "
    "resultado, conformidad, risultato, результат, годен"
)

IN_USE = also(
    "calibrated, ok, valid, available, operational, due, due soon, overdue, calibration due, expired, out of "
    "calibration, fällig, überfällig, kalibriert, gültig, étalonné, à étalonner, en service, valide, vigente, "
    "vencido, calibrado, em uso, en uso, in uso, tarato, годен, исправен"
)
"""What is only due stays in use; the day says the rest."""
OUT_OF_USE = also(
    "out of service, in repair, under repair, in calibration, at calibration, quarantine, stored, defective, damaged, "
    "locked, außer betrieb, gesperrt, defekt, in reparatur, in kalibrierung, eingelagert, hors service, en réparation, "
    "en étalonnage, fuera de uso, fuera de servicio, en reparación, fora de uso, em manutenção, fuori uso, "
    "in riparazione, в ремонте, неисправен"
)
LOST = also(
    "missing, scrapped, scrap, disposed, retired, sold, verschrottet, verloren, ausgemustert, perdu, réformé, rebut, "
    "perdido, desechado, baja, sucateado, descartado, perso, rottamato, dismesso, списан, утерян"
)
IN = also(
    "pass, passed, ok, conform, conforming, within, accepted, good, i o, in ordnung, bestanden, conforme, apto, годен"
)
OUT = also(
    "fail, failed, not ok, nok, nonconforming, rejected, oot, n i o, nicht in ordnung, nicht bestanden, non conforme, "
    "no conforme, não conforme, не годен"
)
