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


@pytest.mark.parametrize(("name", "rows"), [("Q128", 20), ("Q134", 5)])
def test_the_calibrations_of_a_real_list_came_with_its_equipment(
    call: Call, file: Path, real: Path, name: str, rows: int
) -> None:
    (path,) = real.glob(f"{name}__*")
    assert call("import", file, "equipment", path).status == 0
    known = call("import", file, "calibration", path, "--json").json
    assert (known["rows"], known["unchanged"], known["new"], known["attention"]) == (rows, rows, 0, [])


def test_results_of_calibrations_come_in_by_point_and_move_the_next_day(call: Call, file: Path, tmp_path: Path) -> None:
    for number in ("CAL-001", "CAL-002"):
        values = ("measuring=yes", "control=calibrated", "interval_months=12")
        assert call("add", file, "equipment", f"title=Gauge {number}", f"external_ref={number}", *values).status == 0
    sheet = tmp_path / "results.csv"
    sheet.write_text(
        "equip_no;date;point;nominal;as_found;as_left;result;cert_no;next_due\n"
        "CAL-001;2026-03-02;5 mm;5,000;5,001;5,001;in;C-1;2027-03-02\n"
        "CAL-001;2026-03-02;20 mm;20,000;20,012;20,001;adjusted;C-1;2027-03-01\n"
        "CAL-002;2026-03-02;100 mm;100,00;100,09;100,09;out;C-2;\n",
        "utf-8",
    )
    first = call("import", file, "calibration", sheet, "--json").json
    assert (first["rows"], first["new"], first["attention"]) == (3, 3, [])
    rows = call("list", file, "equipment", "--sort", "external_ref", "--json").json["rows"]
    assert [(r["last_result"], r["calibrated_on"], r["due_on"]) for r in rows] == [
        ("adjusted", "2026-03-02", "2027-03-01"),
        ("out", "2026-03-02", "2027-03-02"),
    ]
    shown = call("show", file, rows[1]["number"], "--json").json
    assert [p["target"] for p in shown["proposals"]] == ["nonconformity"]
    assert call("import", file, "calibration", sheet, "--json").json["unchanged"] == 3
    assert call("undo", file).status == 0
    rows = call("list", file, "equipment", "--json").json["rows"]
    assert {r["last_result"] for r in rows} == {None}
    assert call("verify", file).status == 0
