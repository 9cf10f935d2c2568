"""Drawing a chart into an image: matplotlib without pyplot, without Qt, in whatever thread asks.

Imported late and never by the program's start: matplotlib takes longer than the whole window.
"""
