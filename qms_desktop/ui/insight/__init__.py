"""Dashboards in the window: tiles, charts, and the way from a bar to the records behind it.

Decision: charts are drawn by one thread of their own into images, and the widgets show these and find the points on
them. So matplotlib is neither imported nor run in the window's thread, a refresh never stalls a key stroke, and what
is lit under the mouse costs one `drawRect`. Rejected: matplotlib's Qt canvas, whose import and every drawing would
hold the window, and blitting for the hover.
"""
