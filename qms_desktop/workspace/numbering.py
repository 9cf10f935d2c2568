"""Human numbers without gaps: one counter row for each prefix and year, raised in the change that uses it."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from qms_desktop.records.base import Base
from qms_desktop.workspace.engine import driver

RAISE = "INSERT INTO counter(name, last) VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET last = excluded.last"


class Counter(Base):
    """The last human number given for a prefix and a year."""

    __tablename__ = "counter"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    last: Mapped[int] = mapped_column(Integer)


@dataclass
class Numbers:
    """The numbers that one change gives. The counters are written once, at its end: nobody else can write meanwhile."""

    session: Session
    last: dict[str, int] = field(default_factory=dict)

    def take(self, prefix: str, year: int, count: int = 1) -> list[str]:
        """The next `count` numbers, such as `NC-2026-0014`; a rolled-back change gives them back."""
        name = f"{prefix}-{year}"
        if name not in self.last:
            sql = "SELECT last FROM counter WHERE name = ?"
            # past the session, whose autoflush would write the records of a bulk change one by one
            found = driver(self.session.connection()).execute(sql, (name,)).fetchone()
            self.last[name] = found[0] if found else 0
        first = self.last[name] + 1
        self.last[name] += count
        return [f"{name}-{n:04}" for n in range(first, first + count)]

    def keep(self) -> None:
        """Write the counters that were raised."""
        for name, last in self.last.items():
            driver(self.session.connection()).execute(RAISE, (name, last))
