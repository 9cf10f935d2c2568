"""One opened quality system: open, change, read, trail, undo, queries.

Decision: the trail is written by database triggers that call functions only this program registers. Rejected: events of
the ORM, which missed 18 of 22 ways to write a row (RELIABILITY.md, D4).

Decision: one connection. A second reader would make commits wait or fail in rollback-journal mode; long reads work on
a copy made by the backup interface (`Workspace.snapshot`). Rejected: WAL, which loses saves when the file is copied.

Decision: undo writes the old images of a change set back as a new change set, so that history only grows.
"""
