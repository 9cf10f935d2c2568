"""What the records say when they are counted: figures and charts, each with the records behind it.

Decision: a chart is plain data (`chart.py`) that a small module per principle asks from the file in SQL; drawing it is
another matter (`drawing/`), done by matplotlib without pyplot and without Qt, into an image. So a chart can be tested
without a picture, shown as a table, saved as data, and drawn off the window's thread. Every point carries the
`Listing` that opens exactly the records it counts; a test counts them again.

Decision: aggregates come straight from covering indexes (days are grouped as days, in the order of the index, and
folded into months here), and a dashboard asks again only for the figures whose registers were touched. Rejected:
a summary table kept by triggers, which every write would pay for and `verify` would have to replay.

Honest numbers: a difference is called one only where chance does not explain it (limits of a control chart, intervals
that do not overlap); below ten cases no rate is printed; what was left out of a count is said below the chart.
"""
