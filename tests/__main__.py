"""`python3 -m tests [pytest's arguments]`: the tests, offscreen and away from the user's data."""

from __future__ import annotations

import os
import sys
import tempfile

from qms_desktop import bootstrap

# Whoever says one of these decides about processes, or wants one process to look into.
OWN_WAY = (
    "-n",
    "--numprocesses",
    "-s",
    "--pdb",
    "--trace",
    "--collect-only",
    "--co",
    "--version",
    "-h",
    "--help",
    "-p",
)


def arguments(given: list[str]) -> list[str]:
    """What pytest gets: a whole run is shared between two processes, one that names its tests is not."""
    named = any(not argument.startswith("-") for argument in given)
    own = any(argument.startswith(OWN_WAY) for argument in given)
    return given if named or own else ["-n", "2", "--dist", "worksteal", *given]


def main() -> int:
    """Run the tests in the root of the checkout; returns pytest's exit status."""
    bootstrap.ensure("tests", dev=True)
    bootstrap.require_qt()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.chdir(bootstrap.ROOT)
    import pytest  # the bootstrap may have to install it first

    with tempfile.TemporaryDirectory(prefix="qms-tests-") as data:
        os.environ["QMS_DATA"] = data
        return int(pytest.main(arguments(sys.argv[1:])))


if __name__ == "__main__":
    sys.exit(main())
