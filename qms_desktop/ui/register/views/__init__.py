"""Other ways to see the rows of a register: as cards by state, or in a month by due date.

Decision: every register has them, because states and due dates are what all registers share. Rejected: a board for
actions alone, which the next register that wants one would have copied.
"""
