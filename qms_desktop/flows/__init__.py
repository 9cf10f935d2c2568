"""What crosses principles: the map of links, the rules that one register adds to another, and the stories between them.

Decision: nothing here is called by name from a register; the workspace is given `RULES`, and the window offers the
`STORIES` of a kind. So a principle can be read, tested and switched off without its neighbours. Rejected: imports from
one principle to another (the layers forbid them), and an event bus, in which nobody can read what follows from what.
"""
