"""Make requirements.lock and requirements-dev.lock anew, for every platform and Python that the program supports.

Run it with `python3 packaging/update_locks.py` after changing a dependency, with `uv` on the PATH (`pipx install uv`);
arguments go through to it: `--upgrade` takes the newest versions that pyproject.toml allows.
The locks name no index, because every user's pip has its own.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMPILE = ("pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes")
QUIET = ("--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate")


def main(extra: list[str]) -> int:
    """Write both locks; returns the first exit status that is not 0."""
    uv = shutil.which("uv")
    if uv is None:
        print("uv is not on the PATH. Install it (`pipx install uv`) and run this again.", file=sys.stderr)
        return 3
    runtime = ("pyproject.toml", "--output-file", "packaging/requirements.lock")
    # The runtime lock constrains the other one, so that what both name has one version.
    dev = ("packaging/requirements-dev.in", "--constraint", "packaging/requirements.lock")
    for arguments in (runtime, (*dev, "--output-file", "packaging/requirements-dev.lock")):
        done = subprocess.run([uv, *COMPILE, *QUIET, *extra, *arguments], cwd=ROOT, check=False)  # noqa: S603  our own arguments
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
