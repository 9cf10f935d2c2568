"""The vocabulary in which every register is declared.

Decision: records are one joined table (`record`) with a table of its own for each kind, so that links, numbers, owners,
due dates, search and locking are written once with real foreign keys. Rejected: a table a kind with the common columns
repeated (links would need a pair of text columns instead of a foreign key), and one wide table (no required columns,
no constraints worth the name).

Decision: fields are plain mapped columns whose label, type and limits stand in `Column.info`, read by `Register`.
Rejected: a second class of field objects beside the columns (two places to forget), and strings for attribute names.
"""
