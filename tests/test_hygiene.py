"""What a reader of the repository may rely on: known places for colours, short files, nobody's own machine."""

from __future__ import annotations

import re
import subprocess

import pytest

from qms_desktop import bootstrap

ROOT = bootstrap.ROOT
PACKAGE = ROOT / "qms_desktop"
COLOURS = {
    PACKAGE / "ui" / "theme" / "tokens.py",
    PACKAGE / "reports" / "colours.py",  # paper's own: tests/reports compare them with the window's light set
    PACKAGE / "exchange" / "cell_writing.py",  # a workbook's own: it is white in the dark too, and knows no window
}
LONGEST = 500
HEX_COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{8}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\b")
OWN_TO_A_MACHINE = {
    "a package index or download host": re.compile(
        r"pypi\.org|pythonhosted\.|debian\.org|/simple[/]|--(?:extra-)?index-url"
    ),
    "a path of one machine": re.compile(r"(?<![\w.~-])/(?:root|work|opt|Users/\w+|tmp/w)/|file:///\w"),
}
# What speaks of options without giving an address.
NAMES_THE_OPTION = {"packaging/update_locks.py": "--no-emit-index-url"}


def tracked_texts() -> list[tuple[str, str]]:
    """Every tracked file that is text, by its path in the repository."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: nothing is tracked")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    texts = []
    for name in filter(None, listed.split("\0")):
        try:
            texts.append((name, (ROOT / name).read_text("utf-8")))
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue  # a picture, a workbook; or deleted and not yet committed
    return texts


@pytest.mark.parametrize("what", sorted(OWN_TO_A_MACHINE))
def test_no_tracked_file_names(what: str) -> None:
    found = []
    for name, text in tracked_texts():
        looked_at = text.replace(NAMES_THE_OPTION.get(name, "\0"), "")
        found += [f"{name}: {match.group()}" for match in OWN_TO_A_MACHINE[what].finditer(looked_at)]
    assert found == []


def test_the_patterns_find_what_they_are_for() -> None:
    index, path = OWN_TO_A_MACHINE.values()
    assert index.search("https://" + "pypi" + ".org/x")
    assert path.search('"' + "/root" + '/x"')
    assert HEX_COLOUR.search('"' + "#" + 'a1b2c3"')


def test_colours_are_named_where_they_belong() -> None:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        if path not in COLOURS:
            found += [f"{path.relative_to(ROOT)}: {colour}" for colour in HEX_COLOUR.findall(path.read_text("utf-8"))]
    assert found == []


def test_no_module_is_longer_than_a_reader_can_hold() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in sorted(PACKAGE.rglob("*.py"))}
    assert {str(path.relative_to(ROOT)): lines for path, lines in lengths.items() if lines > LONGEST} == {}
