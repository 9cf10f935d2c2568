"""`python3 -m qms_desktop`, and the command `qms-desktop` of an installed wheel."""

from __future__ import annotations

import sys

from qms_desktop import bootstrap


def main() -> int:
    """Make sure of the environment, then hand over to the command line; returns the exit status."""
    bootstrap.ensure("qms_desktop")
    from qms_desktop import cli  # noqa: PLC0415  it imports what the bootstrap may have to install first

    return cli.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
