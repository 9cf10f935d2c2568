"""Printed records, registers and packs: plain values in, PDF out.

Each report is two steps: gather (inside one read, so that every page shows the same moment) and lay out (no database).
What all share is said once: the sheet with its foot (`pages`), the look (`styles`, `colours`, `fonts`), how a user's
text becomes printable (`texts`), and the pieces of a page (`parts`).

Decision: reportlab, laid out by our own code. Rejected: printing the window's widgets through Qt (the command line
would need Qt, and a table over pages would be ours to write anyway), HTML turned into PDF (a browser engine to carry
along), templates of others (each would be a dependency on somebody's idea of a record).
Decision: the font travels inside the file (DejaVu Sans, subset), because a printed record must read the same anywhere.
"""
