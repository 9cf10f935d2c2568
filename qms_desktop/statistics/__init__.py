"""Pure functions on numbers: they know neither records nor charts, and every one has its test vector.

Decision: the standard library alone. What a dashboard needs (intervals of shares, rates and scores, limits of
attribute charts, Pareto, percentiles) has closed forms or a monotone function to halve. Rejected: scipy.stats, which
takes a second to import, and a second set of formulas inside the drawing.
"""
