"""The window around its pages: what it remembers, how a file is opened beside it, the first start, the status bar.

Nothing here imports the workspace or a register when it is imported itself, so that the window is on the screen before
SQLAlchemy is read (PACKAGING.md, start-up budget).
"""
