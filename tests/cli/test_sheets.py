"""import and export by command line."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call, digest

KEYS = {"sheet", "header_row", "mapping", "rows", "new", "changed", "unchanged", "attention", "applied", "change_set"}


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "suppliers.csv"
    path.write_text(
        "Supplier ID;Supplier name;Approval date;Colour of the van\n"
        "S1;Müller GmbH;2025-03-31;red\nS2;=1+1;2025-02-28;blue\nS3;日本鋼管;2024-12-01;\n",
        "utf-8",
    )
    return path


def test_import_of_a_list(call: Call, file: Path, sheet: Path) -> None:
    before = digest(file)
    dry = call("import", file, "supplier", sheet, "--dry-run", "--json")
    assert dry.status == 0
    assert set(dry.json) >= KEYS
    assert (dry.json["rows"], dry.json["new"], dry.json["applied"], dry.json["change_set"]) == (3, 3, False, None)
    assert dry.json["mapping"][1]["column"] == "Supplier name"
    assert {"column", "field", "why"} == set(dry.json["mapping"][1])
    assert dry.json["mapping"][1]["field"] == "title"
    assert digest(file) == before
    done = call("import", file, "supplier", sheet, "--json").json
    assert (done["new"], done["applied"], done["change_set"]) == (3, True, 2)
    rows = call("list", file, "supplier", "--sort", "external_ref", "--json").json["rows"]
    assert [r["title"] for r in rows] == ["Müller GmbH", "=1+1", "日本鋼管"]
    again = call("import", file, "supplier", sheet, "--json").json
    assert (again["new"], again["changed"], again["unchanged"], again["change_set"]) == (0, 0, 3, None)
    assert call("undo", file).status == 0
    assert call("list", file, "supplier", "--json").json["rows"] == []


def test_rows_that_need_attention(call: Call, file: Path, sheet: Path) -> None:
    sheet.write_text(sheet.read_text("utf-8").replace("2025-02-28", "2025-02-31"), "utf-8")
    before = digest(file)
    said = call("import", file, "supplier", sheet, "--json")
    assert said.status == 1
    [problem] = said.json["attention"]
    assert (problem["row"], problem["column"], problem["value"]) == (3, "Approval date", "2025-02-31")
    assert "31 February 2025" in problem["problem"]
    assert "--skip-bad" in said.err
    assert digest(file) == before
    skipped = call("import", file, "supplier", sheet, "--skip-bad", "--json")
    assert skipped.status == 0
    assert skipped.json["applied"] is True
    assert len(call("list", file, "supplier", "--json").json["rows"]) == 2


def test_bad_rows_come_back_corrected(call: Call, file: Path, sheet: Path, tmp_path: Path) -> None:
    good = sheet.read_text("utf-8")
    sheet.write_text(good.replace("2025-02-28", "2025-02-31"), "utf-8")
    out = tmp_path / "to correct.xlsx"
    assert call("import", file, "supplier", sheet, "--skip-bad", "--bad-rows", out).status == 0
    back = call("import", file, "supplier", out, "--dry-run", "--json")
    assert (back.status, back.json["rows"], len(back.json["attention"])) == (1, 1, 1)
    assert call("import", file, "supplier", sheet, "--bad-rows", tmp_path / "x.csv").status == 2
    sheet.write_text(good, "utf-8")
    assert call("import", file, "supplier", sheet, "--json").json["new"] == 1


def test_columns_by_hand(call: Call, file: Path, sheet: Path) -> None:
    options = ["--map", "Colour of the van=contact", "--map", "Approval date=", "--key", "title", "--json"]
    done = call("import", file, "supplier", sheet, *options).json
    assert {m["column"]: m["field"] for m in done["mapping"]}["Colour of the van"] == "contact"
    rows = call("list", file, "supplier", "--sort", "external_ref", "--json").json["rows"]
    assert [(r["contact"], r["approved_on"]) for r in rows] == [("red", None), ("blue", None), (None, None)]


@pytest.mark.parametrize(
    ("options", "status"),
    [
        (["--map", "Colour of the van=colour"], 2),
        (["--map", "nonsense"], 2),
        (["--map", "Wheels=contact"], 1),
        (["--key", "colour"], 2),
        (["--sheet", "Other"], 1),
    ],
)
def test_import_refuses(call: Call, file: Path, sheet: Path, options: list[str], status: int) -> None:
    before = digest(file)
    said = call("import", file, "supplier", sheet, *options)
    assert (said.status, said.out) == (status, "")
    assert digest(file) == before


def test_import_of_what_is_no_sheet(call: Call, file: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "x.xlsx"
    wrong.write_bytes(b"no workbook")
    before = digest(file)
    for path in (wrong, tmp_path / "none.xlsx", tmp_path, file):
        said = call("import", file, "supplier", path)
        assert said.status in {1, 3}
        assert said.err
        assert said.out == ""
    assert digest(file) == before


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_an_export_comes_back_unchanged(call: Call, file: Path, sheet: Path, tmp_path: Path, ending: str) -> None:
    call("import", file, "supplier", sheet)
    out = tmp_path / f"out.{ending}"
    assert call("export", file, "supplier", out).out == f"{out}\n"
    back = call("import", file, "supplier", out, "--json").json
    assert (back["rows"], back["new"], back["changed"], back["unchanged"]) == (3, 0, 0, 3)


def test_export_in_each_form(call: Call, file: Path, complaint: str, tmp_path: Path) -> None:
    out = tmp_path / "a.json"
    assert call("export", file, "complaint", out, "--json").json == {"file": str(out), "rows": 1, "remarks": []}
    assert json.loads(out.read_text("utf-8"))["rows"][0]["number"] == complaint
    out = tmp_path / "a.csv"
    call("export", file, "complaint", out)
    with out.open(encoding="utf-8-sig", newline="") as text:
        assert next(csv.DictReader(text))["No."] == complaint


def test_export_refuses(call: Call, file: Path, tmp_path: Path) -> None:
    before = digest(file)
    assert call("export", file, "risk", tmp_path / "a.docx").status == 2
    assert call("export", file, "risks-of-all", tmp_path / "a.csv").status == 2
    assert call("export", file, "risk", tmp_path / "nowhere" / "a.csv").status == 3
    renamed = file.rename(tmp_path / "file.csv")
    assert call("export", renamed, "risk", renamed).status == 3
    assert digest(renamed) == before
