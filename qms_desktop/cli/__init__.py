"""The command line: the services of the window for scripts, without Qt and without a display.

Each group of commands is one module of `commands`, which declares its arguments and holds its functions. What they
share is said once: how a file is opened (`opening`), how names and values are read (`naming`, `values`), what a JSON
document looks like (`documents`), and what goes to which stream (`output`).

Decision: argparse. Rejected: click and typer, a dependency each for what the standard library does.
"""

from qms_desktop.cli.entry import main

__all__ = ["main"]
