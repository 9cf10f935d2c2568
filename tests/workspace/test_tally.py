"""Counting by the values of fields: the same numbers by whichever way the database finds them."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from qms_desktop.principles.customer_focus import complaints
from qms_desktop.workspace import queries
from qms_desktop.workspace.queries import Listing, Span
from qms_desktop.workspace.workspace import Workspace

FIRST = date(2025, 1, 1)
SEVERITIES = ("major", "minor", None)
COLUMNS = (("severity",), ("occurred_on",), ("occurred_on", "due_on"), ("state", "severity"))
KIND = complaints.REGISTER.kind


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    """Thirty complaints over thirty days, some without a day or a severity, one void, a third of them open."""
    with workspace.change("Take over complaints") as work:
        for n in range(30):
            values = {"title": f"Complaint {n}", "channel": "phone", "severity": SEVERITIES[n % 3]}
            if n % 5:
                values["occurred_on"] = FIRST + timedelta(n)  # type: ignore[assignment]
            made = work.add(KIND, values, taken_over_from="an old list", state="closed" if n % 3 else "received")
            if n == 7:
                work.session.flush()
                made.voided, made.void_reason = True, "entered twice"
    return workspace


@pytest.mark.parametrize(
    "where",
    [
        {},
        {"occurred_on": Span(FIRST, FIRST + timedelta(3))},
        {"occurred_on": Span(FIRST + timedelta(2), FIRST + timedelta(40))},
        {"occurred_on": Span(None, FIRST + timedelta(28))},
        {"occurred_on": None},
        {"state": ("received",)},
        {"state": ("received", "closed"), "occurred_on": Span(FIRST, None)},
    ],
    ids=["all", "few", "most", "until", "without a day", "open", "both"],
)
def test_a_tally_counts_the_rows_of_its_listing(filled: Workspace, where: dict[str, object]) -> None:
    listing = Listing(KIND, where=where)
    for columns in COLUMNS:
        expected = Counter(row.cells for row in filled.page(listing, columns, 0, 100))
        with filled.read() as look:
            found = queries.tally(look.session.connection(), complaints.REGISTER, listing, columns)
        assert found == expected
        assert sum(found.values()) == filled.count(listing) > 0
