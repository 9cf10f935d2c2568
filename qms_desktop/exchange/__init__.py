"""Spreadsheets in and out: the readers, the one internal table type, the writers, and what the importer builds on them.

Workbooks are read in a throw-away child process, because well-formed files of 2 kB make the fastest reader abort the
whole process, which nothing in Python can catch. Rejected: openpyxl in the program (slower by four times, loses rows
that are out of order, loops without end on huge row numbers). The pre-check of the packed parts runs in the same
child, before the reader is loaded: so a slow or greedy check is stopped by the same limits, and the window keeps its
memory.
"""
