"""How much is printed; known to the window before the PDF library is loaded."""

from __future__ import annotations

MOST_ROWS = 10_000
"""So many rows of a list are printed, on some 400 pages; nobody reads more on paper."""
ROWS_A_PAGE = 25
"""About so many rows stand on a page, where they take one line each."""
