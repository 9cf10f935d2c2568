"""The competence matrix, and handing over what a leaver answers for.

Decision: the matrix is Qt's own table, with the sums as a second table below it that scrolls along: so arrows, screen
readers, scrolling and sticky headers are Qt's, and the picture is its own table of figures. Rejected: a chart with a
table beside it (two truths), and widgets in cells (28 x 20 of them make every step slow).
"""
