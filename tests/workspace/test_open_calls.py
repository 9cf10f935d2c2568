"""Nothing but the engine opens the live file: another open() of it drops SQLite's locks (RELIABILITY.md, bar 5)."""

from __future__ import annotations

from pathlib import Path

from tests.workspace.bench import ran

SESSION = """
opens = []
watched = False
def hook(event, arguments):
    if watched and event == "open" and isinstance(arguments[0], (str, bytes)):
        name = os.fsdecode(arguments[0])
        if name in (str(path), str(path) + "-journal"):
            opens.append(name)
    if watched and event == "sqlite3.connect":
        opens.append("the standard library's sqlite3")
sys.addaudithook(hook)
watched = True
with Workspace.open(path, REGISTERS, RULES) as workspace:
    if sys.argv[2] == "self-test":
        path.read_bytes()
    with workspace.change("Add") as work:
        made = work.add("supplier", {"title": "Baltic Forge"})
        work.session.flush()
        work.attach(made, "a.txt", b"bytes")
    workspace.undo()
    workspace.redo()
    with Workspace.open(path, REGISTERS, RULES) as second:
        assert second.read_only_because
        second.search("forge")
    workspace.view("SUP-%d-0001" % workspace.today.year)
    assert workspace.verify().ok
    workspace.backup(path.with_name("backup.qms"))
    with workspace.snapshot() as taken:
        assert taken.verify().ok
say(opens)
"""


def test_a_session_opens_the_live_file_through_the_engine_alone(path: Path) -> None:
    assert ran(SESSION, path, "") == "[]\n"


def test_the_watch_would_notice(path: Path) -> None:
    assert ran(SESSION, path, "self-test") == f"['{path}']\n"
