"""What is said of a record below its steps: that it was entered late, where it came from, who signed it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from qms_desktop.ui.widgets.day_text import show_day
from qms_desktop.workspace.views import RecordView, SignatureView


def facts_of(view: RecordView) -> list[str]:
    """The sentences, one a line."""
    sentences = []
    if view.recorded_later:
        sentences.append(_tr("Recorded {0} days later.").format(view.recorded_later))
    if view.taken_over_from:
        sentences.append(_tr("Taken over from {0}.").format(view.taken_over_from))
    return sentences + [_signed(signature) for signature in view.signatures]


def _signed(signature: SignatureView) -> str:
    said = _tr("“{0}” signed by {1} on {2}").format(
        signature.meaning, signature.signer or "–", show_day(signature.at.astimezone().date())
    )
    if signature.revoked_at is not None:
        return _tr("{0}, revoked on {1}.").format(said, show_day(signature.revoked_at.astimezone().date()))
    if signature.changed:
        return _tr("{0}; the signed version differs: {1}.").format(said, ", ".join(signature.changed))
    return f"{said}."


def _tr(text: str) -> str:
    return QCoreApplication.translate("RecordPane", text)
