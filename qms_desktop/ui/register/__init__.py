"""The generic screen of every register: the table at the left, the record pane at the right.

Decision: one page for all registers, made from the `Register` declaration alone; the editors of a form are built once
for a register and filled for each record, so that walking down a table costs no new widgets. Rejected: a page class for
each register (the same table and form, written twenty times), and modal dialogs for reasons and refusals (they hide the
record that the question is about); both are strips inside the pane, the `Inlay`.

Nothing here asks the database itself: `Tasks.read` and `Tasks.change` do, and answers to a screen that has gone on are
dropped.
"""
