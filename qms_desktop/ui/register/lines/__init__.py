"""The lines of a record (steps, values, calibrations) as tables on its form, in which cells are edited in place.

The table keeps what was typed until the file has it: a cell is saved when it is left, a new row when the row is left,
and what was refused stays where it was typed. Rejected: Qt's own editing of item views, which throws away what a
delegate's editor holds as soon as the model does not take it. In a narrow pane the table scrolls sideways and can be
shown over the whole width; rejected: rows that unfold, which part a column of figures from its neighbours.
"""
