"""The PDFs that are published: the sheet beside a document's file, a document without one, the approved suppliers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reportlab.platypus import Flowable, Spacer

from qms_desktop.records.choices import Tone
from qms_desktop.reports import parts, styles
from qms_desktop.reports.pages import Sheet, write
from qms_desktop.reports.parts import Chip
from qms_desktop.reports.prose import prose
from qms_desktop.reports.publishing.contents import Contents, Paper, Pledge

WIDTH = styles.PORTRAIT[0] - 2 * styles.SIDE
WIDE = styles.LANDSCAPE[0] - 2 * styles.SIDE
SHORT = 100


def write_paper(path: Path, contents: Contents, paper: Paper, *, beside: str = "", text: str = "") -> None:
    """The sheet of a document: beside a file of that published name, or with its text."""
    title = f"{paper.title}, revision {paper.revision}" if paper.revision else paper.title
    sheet = Sheet(contents.stamp, paper.reference or paper.number, title, published=True)
    write(path, sheet, _paper(contents, paper, beside, text or paper.text))


def _paper(contents: Contents, paper: Paper, beside: str, text: str) -> Iterator[Flowable]:
    kind = f"{contents.stamp.organisation}  ·  {paper.kind}"
    yield parts.ends(parts.paragraph(kind, styles.SUBTITLE), [Chip("Effective", Tone.GREEN)], WIDTH)
    yield Spacer(1, 4)
    yield parts.titled(paper.reference or paper.number, paper.title)
    yield Spacer(1, 6)
    if paper.emergency_until:
        words = f"Emergency issue: valid until {paper.emergency_until} unless it is approved before."
        yield from parts.strip(words, "red")
    if beside:
        yield from parts.strip(f"This sheet belongs to the file “{beside}”, which lies beside it.", "blue")
    yield from parts.heading("Release")
    fields = (
        ("Revision", paper.revision),
        ("Effective from", str(paper.since or "")),
        ("Approved by", paper.approved_by),
        ("Approved on", str(paper.approved_on or "")),
        ("Number in the register", paper.number if paper.reference else ""),
        ("Process", paper.process),
        ("For whom", paper.audience),
        ("Owner", paper.owner),
        ("Also kept at", paper.kept_at),
    )
    known = [(label, value) for label, value in fields if value]
    yield from parts.pairs([parts.labelled(label, value) for label, value in known if len(value) <= SHORT], WIDTH)
    for label, value in known:
        if len(value) > SHORT:
            yield from parts.block(label, value)
    if paper.changed:
        yield from parts.block("What changed", paper.changed)
    if paper.sha256:
        yield from parts.block("SHA-256 of the file", paper.sha256)
    if text:
        yield Spacer(1, 10)
        yield from prose(text)


def write_policy(path: Path, contents: Contents, policy: Pledge) -> None:
    """The policy as it hangs on the wall."""
    sheet = Sheet(contents.stamp, policy.number, policy.title, published=True)
    write(path, sheet, _policy(contents, policy))


def _policy(contents: Contents, policy: Pledge) -> Iterator[Flowable]:
    yield parts.ends(
        parts.paragraph(contents.stamp.organisation, styles.SUBTITLE), [Chip("In force", Tone.GREEN)], WIDTH
    )
    yield Spacer(1, 4)
    yield parts.titled("", policy.title)
    yield Spacer(1, 10)
    yield from prose(policy.text)
    if policy.commitments:
        yield from parts.heading("We commit ourselves to")
        yield from prose("\n".join(f"- {' '.join(c.split())}" for c in policy.commitments))
    by = f" by {policy.approved_by}" if policy.approved_by else ""
    yield Spacer(1, 16)
    yield parts.paragraph(f"Put in force{by}{f', {policy.since}' if policy.since else ''}", styles.NOTE)


def write_suppliers(path: Path, contents: Contents) -> None:
    """The list of who may deliver what."""
    sheet = Sheet(contents.stamp, "", "Approved suppliers", published=True, size=styles.LANDSCAPE)
    write(path, sheet, _suppliers(contents))


def _suppliers(contents: Contents) -> Iterator[Flowable]:
    many = len(contents.sources)
    yield parts.paragraph(f"{contents.stamp.organisation}  ·  ISO 9001 clause 8.4", styles.SUBTITLE)
    yield Spacer(1, 4)
    yield parts.titled("", "Approved suppliers")
    yield parts.paragraph(f"{many:,} {'supplier' if many == 1 else 'suppliers'}, in the order of name", styles.NOTE)
    yield Spacer(1, 8)
    if not many:
        yield parts.paragraph("No supplier is approved yet.", styles.EMPTY)
        return
    heads = ("No.", "Name", "May deliver", "Class", "Status", "Conditions", "Evaluated again")
    lines = (
        [
            s.number,
            s.name,
            s.scope or "–",
            s.criticality or "–",
            Chip(s.status, s.tone),
            s.conditions,
            str(s.again_on or "–"),
        ]
        for s in contents.sources
    )
    room = WIDE - 80 - 150 - 70 - 95 - 85
    yield parts.table(heads, lines, (80, 150, room * 0.55, 70, 95, room * 0.45, 85))
