"""Forms: workbooks that go out to somebody without the program and come back filled in.

A form has its title, number, period and instructions in rows 1 to 4, its header in row 5 and its data from row 6. What
is ours is locked, without a password, and a mark of every cell stands on the very hidden sheet `_qms`; so on return we
know which cells were filled in, and which of ours were altered. Decision: marks by cell, on a sheet of their own, found
by the row's hidden key. Rejected: one hash of the whole sheet (it says that something is wrong, not where), and a
password (any spreadsheet program takes it away, and the sender must hand it out with the first question).
"""
