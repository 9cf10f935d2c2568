"""What spreadsheets of the past write into their columns for states and grades, in seven languages.

A register adds these to its own choices; where it has no state of that meaning, the nearest takes the words.
"""

from __future__ import annotations

from qms_desktop.principles.headers import also

OPEN = also(
    "open, new, registered, logged, raised, submitted, not started, to do, todo, offen, neu, nicht begonnen, ouvert, "
    "ouverte, nouveau, à faire, abierto, abierta, nuevo, aberto, aberta, novo, aperto, aperta, nuovo, открыто, "
    "открыта, новый"
)
IN_PROGRESS = also(
    "in progress, open in progress, ongoing, in work, under way, underway, wip, started, in bearbeitung, laufend, "
    "begonnen, en cours, en proceso, en curso, em andamento, in corso, в работе, выполняется"
)
DONE = also(
    "done, completed, complete, implemented, finished, erledigt, umgesetzt, fertig, terminé, terminée, réalisé, fait, "
    "hecho, completado, completada, terminado, implementado, feito, concluído, concluída, fatto, completato, "
    "выполнено"
)
CLOSED = also(
    "closed, resolved, settled, closed out, geschlossen, abgeschlossen, gelöst, clos, close, clôturé, clôturée, "
    "fermé, résolu, cerrado, cerrada, resuelto, fechado, fechada, encerrado, resolvido, chiuso, chiusa, risolto, "
    "закрыто, закрыта, закрыт, решено"
)
CANCELLED = also(
    "cancelled, canceled, withdrawn, rejected, dropped, abandoned, invalid, storniert, abgebrochen, abgelehnt, "
    "annulé, abandonné, rejeté, cancelado, cancelada, anulado, rechazado, rejeitado, annullato, отменено, отклонено"
)
ON_HOLD = also("on hold, pending, waiting, wartet, wartend, en attente, en espera, em espera, in attesa, ожидание")
ACTIVE = also("active, in use, current, aktiv, actif, active, activo, ativo, attivo, действующий, активный")
INACTIVE = also(
    "inactive, not active, archived, former, blocked, inaktiv, ehemalig, inactif, inactivo, inativo, inattivo, "
    "неактивный"
)

CRITICAL = also(
    "critical, very high, severe, catastrophic, extreme, kritisch, sehr hoch, critique, très élevé, crítico, crítica, "
    "muy alto, muito alto, molto alto, критический, критическая, очень высокий"
)
HIGH = also("high, serious, significant, hoch, élevé, élevée, alto, alta, высокий, высокая")
MAJOR = also("major, hauptabweichung, schwerwiegend, majeur, majeure, mayor, maior, maggiore, значительное")
MEDIUM = also("medium, moderate, normal, mittel, moyen, moyenne, modéré, medio, media, médio, média, средний, средняя")
MINOR = also("minor, nebenabweichung, geringfügig, mineur, mineure, menor, minore, незначительное")
LOW = also("low, slight, negligible, niedrig, gering, faible, bajo, baja, baixo, baixa, basso, bassa, низкий, низкая")
