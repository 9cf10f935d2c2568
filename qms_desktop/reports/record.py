"""The printed record: every register's, from what its form shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from reportlab.platypus import Flowable, Spacer

from qms_desktop.flows.trace import Trace
from qms_desktop.flows.tracing import trace
from qms_desktop.records.fields import Field, FieldType
from qms_desktop.records.register import Register
from qms_desktop.reports import parts, styles
from qms_desktop.reports.cause_drawing import cause_drawings
from qms_desktop.reports.chain import story as chain_story
from qms_desktop.reports.line_table import line_table
from qms_desktop.reports.pages import Progress, Sheet, turned, write
from qms_desktop.reports.parts import Chip
from qms_desktop.reports.stamp import Stamp, stamp
from qms_desktop.reports.values import value_in_words
from qms_desktop.workspace.reader import Reader
from qms_desktop.workspace.reading import record_history, record_view
from qms_desktop.workspace.views import AttachmentView, HistoryEntry, LinkView, RecordView, SectionView, SignatureView

WIDTH = styles.PORTRAIT[0] - 2 * styles.SIDE
SHORT = 160
"""Longer values get the whole width."""
LONGEST = 300
"""Characters of a value that the history shows; the record itself shows all."""
KILO = 1024
NOT_RECORDED = "not recorded"


@dataclass(frozen=True, slots=True)
class Printed:
    """Everything the pages of one record show; gathered in one read."""

    stamp: Stamp
    registers: Mapping[str, Register]
    view: RecordView
    history: tuple[HistoryEntry, ...]
    chain: Trace

    @property
    def register(self) -> Register:
        """The record's register."""
        return self.registers[self.view.kind]


def gather(reader: Reader, key: UUID | str) -> Printed:
    """Read a record with all that is printed of it, by key or number.

    Raises:
        RuleBroken: there is none.
    """
    with reader.read() as look:
        record = look.get(key)
        view = record_view(look, record, writable=False)
        told = record_history(look.session.connection(), look.registers, record.id, record.kind)
        return Printed(stamp(look), look.registers, view, tuple(told), trace(look, record.id))


def print_record(
    reader: Reader,
    key: UUID | str,
    path: Path,
    *,
    history: bool = False,
    chain: bool = False,
    progress: Progress | None = None,
    compressed: bool = True,
) -> int:
    """Write a record as PDF; returns the number of pages.

    Raises:
        RuleBroken: there is no such record. Unavailable: the file cannot be written. Stopped: cancelled.
    """
    printed = gather(reader, key)
    sheet = Sheet(printed.stamp, printed.view.number, printed.view.title, mark=mark_of(printed))
    return write(path, sheet, story(printed, history=history, chain=chain), progress, compressed=compressed)


def mark_of(printed: Printed) -> str:
    """The word across the pages of what is void, obsolete, cancelled; nothing for what is valid or was finished."""
    view, workflow = printed.view, printed.register.workflow
    if view.voided:
        return "VOID"
    state = workflow.states(view.state)
    return state.label.upper() if view.closed and state in workflow.aside else ""


def story(printed: Printed, *, history: bool = False, chain: bool = False) -> Iterator[Flowable]:
    """The pages of a record."""
    view = printed.view
    yield from _head(printed)
    yield from _remarks(printed)
    for section in view.sections:
        yield from _section(printed, section)
    for lines in view.lines:
        yield from line_table(lines)
    yield from cause_drawings(view)
    yield from _without(printed)
    yield from _links(printed)
    yield from _files(view.attachments)
    yield from _approvals(view.signatures)
    if history:
        yield from _history(printed.history)
    if chain:
        yield from () if printed.chain.alone else turned()
        yield from chain_story(printed.chain, printed.registers)


def _head(printed: Printed) -> Iterator[Flowable]:
    view, register = printed.view, printed.register
    state = register.workflow.states(view.state)
    chips: list[Flowable] = [Chip(state.label, state.tone)]
    if view.voided:
        chips.append(Chip("Void", "grey"))
    kind = f"{printed.stamp.organisation}  ·  {register.one.capitalize()}"
    yield parts.ends(parts.paragraph(kind, styles.SUBTITLE), chips, WIDTH)
    yield Spacer(1, 4)
    yield parts.titled(view.number, view.title)
    facts = [
        f"ISO 9001 clause {register.clause}",
        f"Recorded {view.created_at.astimezone():%Y-%m-%d}",
        f"Last changed {view.updated_at.astimezone():%Y-%m-%d %H:%M}",
    ]
    yield parts.paragraph("  ·  ".join(facts), styles.NOTE)
    yield Spacer(1, 6)


def _remarks(printed: Printed) -> Iterator[Flowable]:
    """What a reader must know before reading on."""
    view = printed.view
    if view.voided:
        yield from parts.strip(f"Void, because: {view.void_reason or NOT_RECORDED}", "red")
    if view.taken_over_from:
        sentence = f"Taken over from {view.taken_over_from}. What was never recorded there reads “{NOT_RECORDED}”."
        yield from parts.strip(sentence, "blue")
    if view.recorded_later:
        yield from parts.strip(f"Recorded {view.recorded_later} days after the event.", "amber")
    if printed.stamp.waiver:
        yield from parts.strip(f"Standing waiver of the organisation: {printed.stamp.waiver}", "grey")


def _shown(section: SectionView) -> list[tuple[Field, str]]:
    """The fields of a section with their values in words; what the head says already is left out."""
    found = [f for f in section.fields if f.field.name not in ("title", "taken_over_from")]
    return [(f.field, value_in_words(f)) for f in found]


def _section(printed: Printed, section: SectionView) -> Iterator[Flowable]:
    shown = _shown(section)
    if not any(words for _, words in shown):
        return
    yield from parts.heading(section.title)
    short: list[list[Flowable]] = []
    for field, words in shown:
        if field.type is FieldType.LONG_TEXT or len(words) > SHORT or "\n" in words:
            yield from parts.pairs(short, WIDTH)
            short = []
            yield from parts.block(field.label, words) if words else ()
        elif words:
            short.append(parts.labelled(field.label, words))
    yield from parts.pairs(short, WIDTH)
    left = [field.label for field, words in shown if not words]
    if left:
        yield parts.paragraph(f"{_empty(printed).capitalize()}: {', '.join(left)}", styles.EMPTY)


def _empty(printed: Printed) -> str:
    """What is said of a field without a value; of old logs nobody knows whether there was one."""
    return NOT_RECORDED if printed.view.taken_over_from else "left empty"


def _without(printed: Printed) -> Iterator[Flowable]:
    """The parts of the form in which nothing is recorded, with their fields."""
    found = []
    for section in printed.view.sections:
        shown = _shown(section)
        if shown and not any(words for _, words in shown):
            found.append((section.title, ", ".join(field.label for field, _ in shown)))
    found += [(lines.title, "") for lines in printed.view.lines if not lines.rows]
    if not found:
        return
    yield from parts.heading(_empty(printed).capitalize())
    for title, fields in found:
        yield parts.paragraph(f"{title}: {fields}" if fields else title, styles.EMPTY)


def _links(printed: Printed) -> Iterator[Flowable]:
    links = printed.view.links
    if not links:
        return
    yield from parts.heading(f"Links ({len(links)})")
    lines = ([relation_of(printed, n), n.other.number, n.other.title, _state(printed, n)] for n in links)
    yield parts.table(("This record", "Number", "Title", "State"), lines, (110, 80, WIDTH - 310, 120))


def relation_of(printed: Printed, link: LinkView) -> str:
    """The relation in words; a field of another record that names this one is read from there."""
    register = printed.registers.get(link.other.kind)
    if link.link is None and register is not None:
        return f"Named in {register.one}: {register.fields[link.relation].label.lower()}"
    return link.label


def _state(printed: Printed, link: LinkView) -> Flowable:
    if link.voided:
        return Chip("Void", "grey")
    state = printed.registers[link.other.kind].workflow.states(link.state)
    return Chip(state.label, state.tone)


def _files(files: tuple[AttachmentView, ...]) -> Iterator[Flowable]:
    if not files:
        return
    yield from parts.heading(f"Attachments ({len(files)})")
    lines = (
        [f.name, size_in_words(f.size), f"{f.added_at.astimezone():%Y-%m-%d}\n{f.added_by}".rstrip(), _halves(f.sha256)]
        for f in files
    )
    heads = ("File", "Size", "Added", "SHA-256")
    yield parts.table(heads, lines, (WIDTH - 325, 55, 110, 160), code=3)


def _halves(digest: str) -> str:
    """A hash on two lines of its own."""
    return f"{digest[: parts.HASH_HALF]}\n{digest[parts.HASH_HALF :]}"


def size_in_words(size: int) -> str:
    """A size as people say it."""
    if size < KILO:
        return f"{size} B"
    return f"{round(size / KILO)} KB" if size < KILO**2 else f"{size / KILO**2:.1f} MB"


def _approvals(signatures: tuple[SignatureView, ...]) -> Iterator[Flowable]:
    if not signatures:
        return
    yield from parts.heading(f"Approvals ({len(signatures)})")
    lines = (
        [f"{s.at.astimezone():%Y-%m-%d %H:%M}", s.signer, s.meaning, _since(s), _halves(s.content_hash)]
        for s in signatures
    )
    heads = ("When", "Who", "Meaning", "Since then", "SHA-256 of what was signed")
    yield parts.table(heads, lines, (62, 95, 90, WIDTH - 407, 160), code=4)


def _since(signature: SignatureView) -> str:
    """Whether the word still stands, and for what."""
    if signature.revoked_at is not None:
        return f"Revoked {signature.revoked_at.astimezone():%Y-%m-%d %H:%M}"
    return f"Changed: {', '.join(signature.changed)}" if signature.changed else "Unchanged"


def _history(entries: tuple[HistoryEntry, ...]) -> Iterator[Flowable]:
    yield from parts.heading(f"History ({len(entries)})")
    lines = ([when(e), e.actor or "–", said(e), "\n".join(_changes(e))] for e in reversed(entries))
    yield parts.table(("When", "Who", "What", "Changed"), lines, (70, 90, 130, WIDTH - 290))


def when(entry: HistoryEntry) -> str:
    """The local time of a change set."""
    return f"{entry.at.astimezone():%Y-%m-%d %H:%M}"


def said(entry: HistoryEntry) -> str:
    """What was done, and why."""
    undone = " (undone)" if entry.undone else ""
    return f"{entry.label}{undone}" + (f"\nBecause: {entry.reason}" if entry.reason else "")


def _changes(entry: HistoryEntry) -> Iterator[str]:
    for change in entry.values:
        old, new = _shortened(change.old), _shortened(change.new)
        if old and new:
            yield f"{change.label}: {old} → {new}"
        else:
            yield f"{change.label}: {new}" if new else f"{change.label}: {old} removed"


def _shortened(words: str) -> str:
    """A value inside the history, where a long text would hide what else was changed."""
    if len(words) <= LONGEST:
        return words
    return f"{words[:LONGEST].rstrip()}… ({len(words):,} characters)"
