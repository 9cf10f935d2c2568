"""`python -m qms_desktop.benchmarks [--records N] [--file FILE] [--json] [task ...]`."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

from qms_desktop.benchmarks import overviews, storage, window
from qms_desktop.benchmarks.data import make
from qms_desktop.benchmarks.figures import Figure

TASKS: dict[str, Callable[[Path], Iterator[Figure]]] = {
    "1": window.starting,
    "2": storage.opening,
    "3": storage.tables,
    "paint": window.painting,
    "4": storage.searching,
    "7": overviews.overviews,
    "8": storage.saving,
    "9": storage.proving,
}


def main() -> int:
    """Measure the wanted tasks; the exit status is 1 where a target was missed."""
    parser = argparse.ArgumentParser(prog="python -m qms_desktop.benchmarks", description=__doc__)
    parser.add_argument("tasks", nargs="*", choices=[[], *TASKS], help=f"some of {', '.join(TASKS)}; all by default")
    parser.add_argument("--records", type=int, default=200_000, help="how many records the measured file holds")
    parser.add_argument("--file", type=Path, help="a file made by an earlier run; made there when missing")
    parser.add_argument("--json", action="store_true", help="one JSON document on the standard output")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="qms-bench-") as folder:
        os.environ["QMS_DATA"] = str(Path(folder) / "user data")
        path = args.file or Path(folder) / "measured.qms"
        if not path.exists():
            _made(path, args.records)
        figures: list[Figure] = []
        for task in args.tasks or TASKS:
            for figure in TASKS[task](path):
                figures.append(figure)
                print(figure, file=sys.stderr if args.json else sys.stdout, flush=True)
    if args.json:
        print(json.dumps({"figures": [{**asdict(f), "met": f.met} for f in figures]}, indent=1))
    return int(any(f.met is False for f in figures))


def _made(path: Path, records: int) -> None:
    print(f"Making a file of {records:,} records ...", file=sys.stderr, flush=True)
    began = time.perf_counter()
    make(path, records)
    size = path.stat().st_size / 1e6
    print(f"... {size:,.0f} MB in {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
