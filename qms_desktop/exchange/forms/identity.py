"""Whose form it is: the identity that goes out with it, and what is asked when it comes back."""

from __future__ import annotations

from datetime import UTC
from uuid import uuid4

from qms_desktop.errors import RuleBroken
from qms_desktop.exchange.forms.form import Returned
from qms_desktop.workspace.look import Look
from qms_desktop.workspace.schema import VERSION


def identity(look: Look) -> dict[str, str]:
    """What every form of this file carries."""
    return {
        "schema": str(VERSION),
        "export_id": uuid4().hex,
        "exported_at": look.now.astimezone(UTC).isoformat(timespec="seconds"),
        "organisation": look.organisation.name,
        "file_id": look.organisation.file_id.hex,
    }


def refuse_stranger(look: Look, returned: Returned, kind: str) -> None:
    """A form of another kind, or of another organisation, is not taken.

    Raises:
        RuleBroken: with what it is.
    """
    if returned.properties.get("qms.kind") != kind:
        raise RuleBroken(f"‘{returned.file}’ is the workbook {returned.template or 'of another kind'}. Choose another.")
    if returned.properties.get("qms.file_id") != look.organisation.file_id.hex:
        whose = returned.properties.get("qms.organisation") or "another organisation"
        raise RuleBroken(
            f"‘{returned.file}’ was sent out by {whose}, from another file than this one. Nothing was taken over."
        )
