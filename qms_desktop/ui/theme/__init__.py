"""Colours, type scale, icons and style sheet, held by one `Theme` object that every widget gets as its first argument.

Rejected: a module-level current theme (two windows, and every test, would share it) and looking the theme up through
the parent chain (a widget would then look different before it has a parent).
"""
