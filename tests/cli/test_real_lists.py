"""Real lists by command line: every row counted, the second time nothing changes, one undo takes all back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call

LISTS = [("Q129", "document", 22), ("Q128", "equipment", 20), ("Q134", "equipment", 5)]


@pytest.mark.parametrize(("name", "kind", "rows"), LISTS, ids=[line[0] for line in LISTS])
def test_a_real_list(call: Call, file: Path, real: Path, name: str, kind: str, rows: int) -> None:
    (path,) = real.glob(f"{name}__*")
    people = len(call("list", file, "person", "--json").json["rows"])
    first = call("import", file, kind, path, "--json").json
    assert (first["rows"], first["new"], first["attention"]) == (rows, rows, [])
    assert len(call("list", file, kind, "--json").json["rows"]) == rows
    second = call("import", file, kind, path, "--json").json
    assert (second["new"], second["changed"], second["unchanged"]) == (0, 0, rows)
    assert call("verify", file).status == 0
    assert call("undo", file).status == 0
    assert call("list", file, kind, "--json").json["rows"] == []
    assert len(call("list", file, "person", "--json").json["rows"]) == people
