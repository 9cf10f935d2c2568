"""hand-over and record-levels."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Call


def test_a_leaver_with_open_records_is_refused_with_their_names_and_the_way_out(call: Call, file: Path) -> None:
    jan = call("add", file, "person", "title=Jan Probe").out.strip()
    risk = call("add", file, "risk", "title=One supplier", f"owner={jan}").out.strip()
    said = call("move", file, jan, "leave")
    assert said.status == 1
    assert f"{risk} “One supplier”" in said.err
    assert "Hand over" in said.err
    assert call("show", file, jan, "--json").json["state"] == "active"
    assert call("move", file, jan, "leave", "--not-needed").status == 1


def test_hand_over_and_leave_is_one_change(call: Call, file: Path) -> None:
    jan = call("add", file, "person", "title=Jan Probe").out.strip()
    risk = call("add", file, "risk", "title=One supplier", f"owner={jan}").out.strip()
    said = call("hand-over", file, jan, "PER-2026-0001", "--leave", "--json")
    assert said.json["about"] == [risk]
    assert said.json["done"] == "Hand over 1 record from Jan Probe to Ana Núñez; Jan Probe leaves"
    assert call("show", file, jan, "--json").json["state"] == "left"
    assert call("show", file, risk, "--json").json["fields"]["owner"] == "PER-2026-0001"
    assert call("undo", file).status == 0
    assert call("show", file, jan, "--json").json["state"] == "active"
    assert call("show", file, risk, "--json").json["fields"]["owner"] == jan


def test_nobody_hands_over_to_somebody_who_left(call: Call, file: Path) -> None:
    jan = call("add", file, "person", "title=Jan Probe").out.strip()
    assert call("move", file, jan, "leave").status == 0
    said = call("hand-over", file, "PER-2026-0001", jan)
    assert (said.status, said.out) == (1, "")
    assert "somebody else who works here" in said.err


def test_a_training_without_levels_says_what_it_needs(call: Call, file: Path) -> None:
    training = call("add", file, "training", "title=First aid").out.strip()
    said = call("record-levels", file, training)
    assert said.status == 1
    assert "needs an effective outcome" in said.err


def test_a_matrix_comes_in_and_goes_out(call: Call, file: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "matrix.csv"
    sheet.write_text("Employee,Forklift,TIG\nAnna,x,3\nBert,,7\n", encoding="utf-8")
    said = call("import", file, "competence_matrix", sheet, "--json")
    assert said.status == 1
    assert (said.json["rows"], said.json["new"], said.json["applied"]) == (2, 2, False)
    assert said.json["attention"][0]["row"] == 3
    said = call("import", file, "competence_matrix", sheet, "--skip-bad", "--tick", "2", "--on", "2026-01-31")
    assert said.status == 0
    assert "‘7’ is no level" in said.err
    document = call("show", file, "CPT-2026-0001", "--json").json
    assert document["title"] == "Forklift"
    out = tmp_path / "out.xlsx"
    assert call("export", file, "competence_matrix", out).status == 0
    again = call("import", file, "competence matrix", out, "--json").json
    assert (again["new"], again["changed"], again["applied"]) == (0, 0, False)


def test_a_matrix_refuses_what_it_does_not_know(call: Call, file: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "matrix.csv"
    sheet.write_text("Training,Anna,Bert\nTIG,x,3\n", encoding="utf-8")
    assert "people or roles" in call("import", file, "competence_matrix", sheet).err
    assert call("import", file, "competence_matrix", sheet, "--rows", "person").status == 0
    assert call("import", file, "competence_matrix", sheet, "--tick", "7").status == 2
    assert call("import", file, "competence_matrix", sheet, "--on", "tomorrow").status == 2
    assert call("import", file, "competence_matrix", sheet, "--map", "TIG=title").status == 2
    assert call("import", file, "competence_matrix", tmp_path / "none.csv").status == 3
    assert call("export", file, "competence_matrix", tmp_path / "out.json").status == 1
