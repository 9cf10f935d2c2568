from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from qms_desktop.errors import Unavailable
from qms_desktop.flows.transitions import RULES
from qms_desktop.principles import REGISTERS
from qms_desktop.workspace import places, schema
from qms_desktop.workspace.connection import APPLICATION_ID
from qms_desktop.workspace.workspace import Workspace
from tests.workspace.bench import add_suppliers, beside, digest, opened, supplier_titles

NAMES = [
    "a space.qms",
    "hash#tag.qms",
    "what?.qms",
    "100%25.qms",
    "größe.qms",
    "日本.qms",
    "🏭 plant.qms",
    "semi;colon&and=.qms",
    "quote'\".qms",
    "back\\slash.qms",
    "x" * 239 + ".qms",
]


@pytest.mark.parametrize("name", NAMES, ids=lambda n: ascii(n)[:20])
def test_a_path_of_any_name_is_one_file_without_a_twin(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with Workspace.create(path, REGISTERS, RULES) as made:
        add_suppliers(made, "Baltic Forge")
    assert beside(path) == [name]
    with opened(path) as again:
        assert supplier_titles(again) == ["Baltic Forge"]
        add_suppliers(again, "Nordic Steel")
        assert beside(path) == sorted([name, name + ".lock", name + "-journal"])
    assert beside(path) == [name]


@pytest.mark.parametrize("length", [244, 250, 255, 300])
def test_a_name_that_leaves_no_room_for_the_journal_is_refused_before_anything_is_made(
    tmp_path: Path, length: int
) -> None:
    path = tmp_path / ("x" * (length - 4) + ".qms")
    with pytest.raises(Unavailable, match="too long by"):
        Workspace.create(path, REGISTERS, RULES)
    assert beside(path) == []


def test_a_file_renamed_to_such_a_name_is_refused_and_not_touched(path: Path) -> None:
    renamed = path.rename(path.with_name("x" * 246 + ".qms"))
    before = digest(renamed)
    with pytest.raises(Unavailable, match="too long by 3 bytes"):
        opened(renamed)
    assert (digest(renamed), beside(renamed)) == (before, [renamed.name])


def test_a_new_file_never_overwrites_an_old_one(path: Path) -> None:
    before = digest(path)
    with pytest.raises(Unavailable, match="exists already"):
        Workspace.create(path, REGISTERS, RULES)
    assert digest(path) == before


def test_a_new_file_in_a_missing_folder_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="no folder in which you may write"):
        Workspace.create(tmp_path / "nowhere" / "a.qms", REGISTERS, RULES)
    assert list(tmp_path.glob("nowhere*")) == []


def test_a_creation_that_fails_half_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "new.qms"
    monkeypatch.setattr("qms_desktop.workspace.search.refresh", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        Workspace.create(path, REGISTERS, RULES)
    assert beside(path) == []


def empty(path: Path) -> None:
    path.write_bytes(b"")


def half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def head_only(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:4096])


def some_words(path: Path) -> None:
    path.write_text("Dear diary,\n" * 400, encoding="utf-8")


def a_workbook(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04" + bytes(range(256)) * 64)


def zeros(path: Path) -> None:
    path.write_bytes(bytes(8192))


def other_sqlite(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as made:
        made.executescript("CREATE TABLE pallet (id INTEGER PRIMARY KEY); PRAGMA application_id = 252006675;")


def ours_without_tables(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as made:
        made.executescript(f"CREATE TABLE pallet (id INTEGER PRIMARY KEY); PRAGMA application_id = {APPLICATION_ID};")


def half_a_qms(path: Path) -> None:
    ours_without_tables(path)
    with closing(sqlite3.connect(path)) as made:
        made.execute(f"PRAGMA user_version = {schema.VERSION}")


def without_organisation(path: Path) -> None:
    with closing(sqlite3.connect(path)) as made:
        made.executescript("DROP TRIGGER trail_organisation_delete; DELETE FROM organisation;")


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as made:
        made.execute("PRAGMA user_version = 99")


SPOILED: list[tuple[Callable[[Path], None], str]] = [
    (empty, "not a quality system"),
    (half, "damaged"),
    (head_only, "damaged"),
    (some_words, "not a quality system"),
    (a_workbook, "not a quality system"),
    (zeros, "not a quality system"),
    (other_sqlite, "not a quality system"),
    (ours_without_tables, "not a quality system"),
    (half_a_qms, "not whole"),
    (without_organisation, "names no organisation"),
    (newer, "newer QMS Desktop"),
]


@pytest.mark.parametrize(("spoil", "sentence"), SPOILED, ids=lambda s: getattr(s, "__name__", ""))
@pytest.mark.parametrize("read_only", [False, True], ids=["to write", "to read"])
def test_what_is_no_whole_file_of_ours_is_refused_in_words_and_not_touched(
    path: Path, spoil: Callable[[Path], None], sentence: str, *, read_only: bool
) -> None:
    spoil(path)
    before = digest(path)
    with pytest.raises(Unavailable, match=sentence) as refusal:
        opened(path, read_only=read_only)
    assert str(refusal.value).endswith(".")
    assert digest(path) == before
    assert beside(path) == [path.name]


def test_a_missing_file_a_folder_and_an_impossible_path_are_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="no file"):
        opened(tmp_path / "missing.qms")
    with pytest.raises(Unavailable, match="is a folder"):
        opened(tmp_path)
    with pytest.raises(Unavailable, match=r"cannot be reached|no file"):
        opened(tmp_path / "nul\0.qms")
    with pytest.raises(Unavailable, match="cannot be reached"):
        opened(Path("~nobody-of-that-name.qms"))
    with pytest.raises(Unavailable, match="no file"):
        opened(tmp_path / "missing.qms" / "below.qms")
    assert list(tmp_path.rglob("*.qms*")) == []


def test_a_folder_called_like_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.qms").mkdir()
    with pytest.raises(Unavailable, match="is a folder"):
        opened(tmp_path / "folder.qms")


MOUNTS = ["/dev/sda1 / ext4 rw 0 0", "//server/share /mnt/team\\040share cifs rw 0 0", "host:/x /home/nfs nfs4 rw 0 0"]


@pytest.mark.parametrize(
    ("where", "refused"),
    [
        ("/mnt/team share/a.qms", True),
        ("/home/nfs/deep/down/a.qms", True),
        ("/home/nfsx/a.qms", False),
        ("/home/a.qms", False),
        ("//server/share/a.qms", True),
        ("\\\\server\\share\\a.qms", True),
    ],
)
def test_a_network_share_is_refused_with_the_way_out(where: str, *, refused: bool) -> None:
    if not refused:
        places.refuse_network(Path(where), MOUNTS)
        return
    with pytest.raises(Unavailable, match=r"network share.*put backups on the share"):
        places.refuse_network(Path(where), MOUNTS)


def test_a_file_on_a_share_is_neither_opened_nor_made(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = path.with_name("mounts")
    mounts.write_text(f"//server/share {path.parent} cifs rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(places, "MOUNTS", mounts)
    before = digest(path)
    with pytest.raises(Unavailable, match="network share"):
        opened(path)
    with pytest.raises(Unavailable, match="network share"):
        Workspace.create(path.with_name("new.qms"), REGISTERS, RULES)
    assert digest(path) == before
    assert beside(path) == ["mounts", path.name]


def test_a_folder_of_a_sync_client_is_named_once_and_the_head_is_still_remembered(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive - Nordlicht"
    folder.mkdir()
    synced = Path(shutil.move(path, folder / "a.qms"))
    older = Path(shutil.copy(synced, tmp_path / "older.qms"))
    with opened(synced) as found:
        assert [w for w in found.warnings if "OneDrive" in w] == found.warnings
        add_suppliers(found, "Baltic Forge")
    older.replace(synced)
    with opened(synced) as found:
        assert any("older copy" in w for w in found.warnings), "the head at closing was remembered"


def test_a_link_to_a_file_opens_that_file(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "shortcut.qms"
    link.symlink_to(path)
    with opened(link) as first:
        assert first.path == path.resolve()
        with opened(path) as second:
            assert "open elsewhere" in second.read_only_because
