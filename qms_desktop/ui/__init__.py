"""The window: the only part of the program that knows Qt.

Decision: PySide6 puts a hook into every later import, which reads the whole source of the module that was imported, to
see whether it asks for PySide6's optional features (snake_case names). Nothing here asks for them, and the start paid
120 ms and 20 MB for reading SQLAlchemy as text, so importing this package takes the hook out again and leaves Python's
import below it. Rejected: `linecache.clearcache`, which gives the memory back but not the time.
"""

import builtins

import PySide6.QtCore  # noqa: F401  puts the hook in, so that it can be taken out here

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
