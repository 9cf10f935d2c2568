from __future__ import annotations

import hashlib
import os
import unicodedata
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from qms_desktop.errors import RuleBroken
from qms_desktop.workspace import files
from qms_desktop.workspace.files import safe_name
from qms_desktop.workspace.workspace import Workspace

NAMES = [
    ("photo.jpg", "photo.jpg"),
    ("../../etc/passwd", "passwd"),
    ("..", "file"),
    ("C:\\Users\\ana\\a.txt", "a.txt"),
    ("CON", "_CON"),
    ("con.txt", "_con.txt"),
    ("LPT1.pdf", "_LPT1.pdf"),
    ("a:b?.txt", "a_b_.txt"),
    ("invoice\u202egpj.exe", "invoicegpj.exe"),
    ("name. . ", "name"),
    ("nul\0byte.txt", "nulbyte.txt"),
    ("tab\there.txt", "tabhere.txt"),
    ("", "file"),
    ("/", "file"),
    ("cafe\u0301.txt", "caf\u00e9.txt"),
    (".hidden", ".hidden"),
    ("日本.pdf", "日本.pdf"),
]


@pytest.mark.parametrize(("given_name", "safe"), NAMES, ids=ascii)
def test_a_file_gets_a_name_that_every_system_takes(given_name: str, safe: str) -> None:
    assert safe_name(given_name) == safe


@given(st.text(max_size=400))
def test_any_name_becomes_a_safe_one_and_stays_it(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert len(safe.encode()) <= 200
    assert not set(safe) & set('/\\<>:"|?*\0')
    assert safe == safe.strip()
    assert not safe.endswith(".")
    assert all(unicodedata.category(c) not in ("Cc", "Cf", "Cs") for c in safe)
    assert safe_name(safe) == safe


@pytest.mark.parametrize(
    "name", ["x" * 300 + ".pdf", "ü" * 300 + ".pdf", "x" * 199 + " " + "y" * 100, "日" * 99 + "." + "z" * 200]
)
def test_a_long_name_is_cut_and_keeps_its_ending(name: str) -> None:
    safe = safe_name(name)
    assert len(safe.encode()) <= 200
    assert safe == safe.rstrip(". ")
    if name.endswith(".pdf"):
        assert safe.endswith(".pdf")


def attach(workspace: Workspace, record: UUID, *named: tuple[str, bytes]) -> None:
    with workspace.change("Attach") as work:
        for name, content in named:
            work.attach(record, name, content)


def test_the_same_bytes_are_stored_once_under_as_many_names_as_you_like(workspace: Workspace, supplier: UUID) -> None:
    content = os.urandom(100_000)
    attach(workspace, supplier, ("a.bin", content), ("b.bin", content), ("c.bin", b"others"))
    attach(workspace, supplier, ("a.bin", content), ("A.BIN", content), ("cafe\u0301", b""), ("caf\u00e9", b""))
    view = workspace.view(supplier)
    assert [a.name for a in view.attachments] == ["a.bin", "b.bin", "c.bin", "a.bin", "A.BIN", "café", "café"]
    with workspace.read() as look:
        assert look.session.execute(text("SELECT count(*) FROM blob")).scalar() == 3
    for shown in view.attachments:
        stored = workspace.file(shown.sha256)
        assert (hashlib.sha256(stored).hexdigest(), len(stored)) == (shown.sha256, shown.size)
    assert workspace.file(view.attachments[0].sha256) == content
    assert workspace.verify().problems == ()


def test_a_file_beyond_the_limit_is_refused_in_words(
    workspace: Workspace, supplier: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LARGEST", 1000)
    attach(workspace, supplier, ("fits", bytes(1000)))
    with pytest.raises(RuleBroken, match="up to 200 MB fit"):
        attach(workspace, supplier, ("big", bytes(1001)))
    assert len(workspace.view(supplier).attachments) == 1
    monkeypatch.undo()
    assert files.LARGEST == 200 * 1024 * 1024


def test_a_kind_of_file_is_told_by_its_name(workspace: Workspace, supplier: UUID) -> None:
    attach(workspace, supplier, ("a.pdf", b"1"), ("b.weird-thing", b"2"))
    assert [a.mime for a in workspace.view(supplier).attachments] == ["application/pdf", "application/octet-stream"]
