"""Human numbers without gaps: one counter row for each prefix and year, raised in the change that uses it."""

from __future__ import annotations

from sqlalchemy.orm import Session

RAISE = "INSERT INTO counter(name, last) VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET last = last + ? RETURNING last"


def reserve(session: Session, prefix: str, year: int, count: int = 1) -> list[str]:
    """The next `count` numbers, such as `NC-2026-0014`; a rolled-back change gives them back."""
    # past the session, whose autoflush would write the records of a bulk change one by one
    last = int(session.connection().exec_driver_sql(RAISE, (f"{prefix}-{year}", count, count)).scalar_one())
    return [f"{prefix}-{year}-{n:04}" for n in range(last - count + 1, last + 1)]
