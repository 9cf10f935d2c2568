from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import Call


def test_a_record_is_printed(call: Call, file: Path, complaint: str, tmp_path: Path) -> None:
    out = tmp_path / "complaint.pdf"
    said = call("report", file, "record", complaint, out, "--history", "--json")
    assert said.status == 0, said.err
    assert said.json["file"] == str(out)
    assert said.json["pages"] >= 1
    assert out.read_bytes().startswith(b"%PDF")


def test_the_reports_are_listed_by_name(call: Call) -> None:
    said = call("reports", "--json")
    assert {"name": "record", "about": "NUMBER", "shows": "a record with everything around it"} in said.json["reports"]
    assert "record" in call("reports").out


def test_a_wrong_call_says_what_is_right(call: Call, file: Path, complaint: str, tmp_path: Path) -> None:
    unknown = call("report", file, "recrod", complaint, tmp_path / "x.pdf")
    assert (unknown.status, "Did you mean record?" in unknown.err) == (2, True)
    assert call("report", file, "record", tmp_path / "x.pdf").status == 2
    assert "must end in .pdf" in call("report", file, "record", complaint, tmp_path / "x.docx").err
    assert call("report", file, "record", "CMP-1999-0001", tmp_path / "x.pdf").status == 1
    assert call("report", file, "record", complaint, tmp_path / "nowhere" / "x.pdf").status == 3
    assert list(tmp_path.glob("*.pdf")) == []


def test_the_pdf_library_is_not_loaded_by_other_commands() -> None:
    script = "import sys; from qms_desktop.cli.entry import declared; declared(); print('reportlab' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_register_is_printed_as_it_would_be_listed(call: Call, file: Path, complaint: str, tmp_path: Path) -> None:
    out = tmp_path / "list.pdf"
    said = call("report", file, "register", "complaint", out, "--where", "severity=major", "--sort", "-title", "--json")
    assert (said.status, said.json["pages"]) == (0, 1), said.err
    assert call("report", file, "register", "invoice", out).status == 2
    assert call("report", file, "register", "complaint", out, "--where", "colour=red").status == 2
    assert complaint


def test_a_chain_is_printed_alone_and_with_its_record(call: Call, file: Path, complaint: str, tmp_path: Path) -> None:
    call("raise", file, complaint, "nonconformity")
    alone = call("report", file, "chain", complaint, tmp_path / "chain.pdf", "--json")
    both = call("report", file, "record", complaint, tmp_path / "both.pdf", "--chain", "--json")
    without = call("report", file, "record", complaint, tmp_path / "without.pdf", "--json")
    assert alone.json["pages"] == 1
    assert both.json["pages"] == without.json["pages"] + 1


def test_a_folder_is_published(call: Call, file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "share"
    folder.mkdir()
    said = call("publish", file, "--to", folder, "--json")
    assert said.status == 0, said.err
    assert said.json["written"] == ["suppliers/Approved suppliers.pdf", "index.html"]
    assert call("publish", file, "--to", tmp_path / "gone").status == 3
    assert call("publish", file).status == 2
