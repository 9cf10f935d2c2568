"""What a benchmark says: a figure, its floor, its target, and whether it was met."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure. `floor` and `target` are in the same unit; a ratio target is times the floor."""

    task: str
    what: str
    value: float
    unit: str = "ms"
    target: float | None = None
    floor: float | None = None
    ratio: float | None = None

    @property
    def met(self) -> bool | None:
        """Whether every stated target was met; None where none is stated."""
        if self.target is None and self.ratio is None:
            return None
        inside = self.target is None or self.value <= self.target
        return inside and (self.ratio is None or self.floor is None or self.value <= self.ratio * self.floor)

    def __str__(self) -> str:
        said = f"{self.task:>2}  {self.what:<58} {self.value:>10,.1f} {self.unit}"
        if self.target is not None:
            said += f"   target {self.target:,.0f}"
        if self.floor is not None:
            said += f"   floor {self.floor:,.1f} (x {self.value / self.floor:.2f}"
            said += f", target x {self.ratio})" if self.ratio else ")"
        return said + {None: "", True: "   met", False: "   MISSED"}[self.met]


def milliseconds(run: Callable[[], object], times: int = 5) -> list[float]:
    """How long each of some runs took."""
    found = []
    for _ in range(times):
        gc.collect()
        began = time.perf_counter()
        run()
        found.append((time.perf_counter() - began) * 1000)
    return found


def median(values: Iterable[float]) -> float:
    """The middle one."""
    return statistics.median(values)


def p95(values: Iterable[float]) -> float:
    """The value that 95 of 100 stay below."""
    found = sorted(values)
    return found[int(0.95 * (len(found) - 1))]
