"""`publish`: bring a folder up to date with what is in effect."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path, PurePosixPath

from qms_desktop.errors import Stopped
from qms_desktop.reports.pages import Progress
from qms_desktop.reports.publishing.contents import (
    DOCUMENTS,
    NO_PROCESS,
    POLICIES,
    POLICY,
    SUPPLIER_FILE,
    SUPPLIERS,
    Contents,
    Paper,
    fingerprint,
    gather,
)
from qms_desktop.reports.publishing.folder import Folder
from qms_desktop.reports.publishing.index import Entry, page
from qms_desktop.reports.publishing.sheets import write_paper, write_policy, write_suppliers
from qms_desktop.workspace.reader import Reader

INDEX = "index.html"


@dataclass(slots=True)
class Published:
    """What was done to the folder, by the names of its files."""

    folder: Path
    documents: int = 0
    written: list[str] = field(default_factory=list)
    unchanged: int = 0
    removed: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    """What a reader of the folder should know: left out, moved aside, kept."""


@dataclass(frozen=True, slots=True)
class _File:
    """A file to be there: what it is made of, and how it is made."""

    name: str
    source: str
    make: Callable[[Path], object]


def publish(reader: Reader, path: Path, *, quick: bool = False, progress: Progress | None = None) -> Published:
    """Write what is new or changed, remove what is no longer in effect, and make the index page.

    A `quick` publishing knows files again by size and time; the usual one reads them all.

    Raises:
        RuleBroken: another quality system publishes there. Unavailable: the folder cannot be used.
        Stopped: cancelled; what was not written yet is written by the next publishing.
    """
    contents = gather(reader)
    folder = Folder.open(path, contents.file_id, quick=quick)
    result = Published(path, documents=len(contents.papers))
    if contents.confidential:
        many = contents.confidential
        result.remarks.append(f"{many} confidential {'document stays' if many == 1 else 'documents stay'} inside.")
    wanted = {f.name: f for f in _files(reader, contents)}
    new = [f for f in wanted.values() if not folder.holds(f.name, f.source)]
    result.unchanged = len(wanted) - len(new)
    with tempfile.TemporaryDirectory(prefix="qms-publish-") as place:
        made: dict[str, tuple[str, Path]] = {}
        for n, one in enumerate(new):
            target = Path(place) / f"{n}{PurePosixPath(one.name).suffix}"
            one.make(target)
            made[one.name] = (one.source, target)
            if progress is not None and not progress(n + 1, len(new)):
                raise Stopped("Stopped. Nothing was published.")
        _write(folder, made, list(wanted), result)
    return result


def _write(folder: Folder, made: dict[str, tuple[str, Path]], wanted: list[str], result: Published) -> None:
    folder.expect(made)
    try:
        for name, (_source, made_file) in made.items():
            aside = folder.put(name, made_file)
            if aside:
                result.remarks.append(f"“{name}” was not as it was published; what lay there is now “{aside}”.")
            result.written.append(name)
        for name in folder.others(wanted):
            if folder.remove(name):
                result.removed.append(name)
            else:
                result.remarks.append(f"“{name}” is no longer in effect, but somebody changed it, so it was left.")
    finally:
        folder.save()


def _files(reader: Reader, contents: Contents) -> Iterator[_File]:
    """The files that belong into the folder; the index, which names the others, last."""
    organisation = contents.stamp.organisation
    entries: list[Entry] = []
    for policy in contents.policies:
        name = f"{POLICIES}/{contents.names[policy.number]}.pdf"
        yield _File(name, fingerprint(organisation, policy), partial(write_policy, contents=contents, policy=policy))
        since = f"since {policy.since}" if policy.since else ""
        entries.append(Entry(POLICY, "", policy.title, "Policy", "", since, (("PDF", name),)))
    for paper in contents.papers:
        files = list(_of_paper(reader, contents, paper))
        yield from files
        entries.append(_entry(paper, [f.name for f in files]))
    suppliers = fingerprint(organisation, *contents.sources)
    yield _File(SUPPLIER_FILE, suppliers, lambda path: write_suppliers(path, contents))
    listed = Entry(SUPPLIERS, "", "Approved suppliers", "List", "", "", (("PDF", SUPPLIER_FILE),))
    ordered = sorted(entries, key=lambda e: (e.group != POLICY, e.group == NO_PROCESS, e.group.casefold()))
    text = page(contents.stamp, [*ordered, listed]).encode()
    yield _File(INDEX, sha256(text).hexdigest(), lambda path: path.write_bytes(text))


def _of_paper(reader: Reader, contents: Contents, paper: Paper) -> Iterator[_File]:
    name = f"{DOCUMENTS}/{contents.names[paper.number]}"
    source = fingerprint(contents.stamp.organisation, paper)
    if not paper.sha256:
        yield _File(f"{name}.pdf", source, lambda path: write_paper(path, contents, paper))
        return
    if paper.is_text:
        yield _File(f"{name}.pdf", source, lambda path: write_paper(path, contents, paper, text=_text(reader, paper)))
        return
    file = f"{name}{PurePosixPath(paper.file).suffix.lower()}"
    beside = PurePosixPath(file).name
    yield _File(file, paper.sha256, lambda path: path.write_bytes(reader.file(paper.sha256)))
    yield _File(f"{name} (release sheet).pdf", source, lambda path: write_paper(path, contents, paper, beside=beside))


def _text(reader: Reader, paper: Paper) -> str:
    """The words of a text file; what is no UTF-8 is read as the systems of the West wrote it."""
    content = reader.file(paper.sha256)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _entry(paper: Paper, files: list[str]) -> Entry:
    kind = PurePosixPath(files[0]).suffix.removeprefix(".").upper() or "File"
    links = [(kind, files[0]), *(("release sheet", name) for name in files[1:])]
    since = f"since {paper.since}" if paper.since else ""
    label = paper.reference or paper.number
    return Entry(paper.group, label, paper.title, paper.kind, paper.revision, since, tuple(links))
