"""Importing a spreadsheet in four steps: File, Columns, Check, Done.

Decision: one `ImportRun` holds the file, what the user decided about it and what the check found; the pages show it and
tell it what was chosen. Reading and finding the table run in a thread of their own, because they need no database and
the tables of the window go on working meanwhile; check and apply run in the database thread. Rejected: a QWizard, whose
pages own their state, so that a corrected cell could not renew the check behind it.
"""
