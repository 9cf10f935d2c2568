"""Alembic's environment: it runs inside a connection that the workspace has opened, in the workspace's transaction."""

from __future__ import annotations

from typing import Any

from alembic import context

from qms_desktop.records.base import Base

LEFT_ALONE = ("trail", "search", "alembic_version", "sqlite_")


def ours(_object: Any, name: str | None, type_: str, _reflected: bool, _compare_to: Any) -> bool:
    """Whether autogenerate looks at something: the trail's and the search's tables and indexes are made by code."""
    return type_ not in ("table", "index") or not (name or "").removeprefix("ix_").startswith(LEFT_ALONE)


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    include_object=ours,
    render_as_batch=True,
    transactional_ddl=False,  # the workspace holds the one transaction
)
context.run_migrations()
