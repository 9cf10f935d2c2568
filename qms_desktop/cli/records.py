"""One record with everything around it, as JSON and as text for reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict

from qms_desktop.cli.documents import Document, record_document
from qms_desktop.cli.tables import clean, table
from qms_desktop.flows.proposals import open_on
from qms_desktop.flows.tracing import trace
from qms_desktop.records.fields import FieldType
from qms_desktop.records.register import Register
from qms_desktop.workspace.reading import in_words, refs
from qms_desktop.workspace.rows import Ref
from qms_desktop.workspace.views import FieldView, HistoryEntry, LinesView, LinkView, MoveView, RecordView
from qms_desktop.workspace.workspace import Workspace

CHANGES = 10
"""So many change sets are shown for reading; JSON holds all."""


def shown_record(workspace: Workspace, number: str) -> Document:
    """The JSON document of a record."""
    view = workspace.view(number)
    wanted = {u.record for m in view.moves for u in m.unmet if u.record}
    with workspace.read() as look:
        numbers = {key: ref.number for key, ref in refs(look.session.connection(), list(wanted)).items()}
        found = trace(look, view.id)
        proposed = [asdict(waiting) for waiting in open_on(look.get(view.id), look)]
    shown = record_document(view, workspace.record_history(view.id), numbers, () if found.alone else found.nodes)
    return shown | {"proposals": proposed}


def read_aloud(workspace: Workspace, number: str) -> Iterator[str]:
    """A record as lines for reading."""
    view = workspace.view(number)
    register = workspace.register(view.kind)
    yield clean(f"{view.number}  {view.title}", blanks=True)
    yield _facts(register, view)
    if view.taken_over_from:
        yield clean(f"Taken over from {view.taken_over_from}")
    for section in view.sections:
        yield from _titled(section.title, _fields(section.fields))
    for lines in view.lines:
        yield from _titled(lines.title, _lines(lines))
    yield from _titled("Proposed", _proposals(workspace, view))
    yield from _titled("Next", (line for move in view.moves for line in _move(move)))
    yield from _titled("Chain", _chain(workspace, view))
    yield from _titled("Links", (_link(workspace, link) for link in view.links))
    yield from _titled("Files", (f"  {a.name}  ({a.size:,} bytes, {a.added_at:%Y-%m-%d})" for a in view.attachments))
    yield from _titled("History", _history(workspace.record_history(view.id)))


def _proposals(workspace: Workspace, view: RecordView) -> Iterator[str]:
    with workspace.read() as look:
        for waiting in open_on(look.get(view.id), look):
            way = "" if waiting.declinable else " (cannot be declined)"
            yield clean(f"  {waiting.target}: {waiting.sentence}{way}", blanks=True)


def _facts(register: Register, view: RecordView) -> str:
    facts = [register.one.capitalize(), register.workflow.states(view.state).label]
    if view.owner:
        facts.append(f"owner {view.owner.title}")
    if view.due_on:
        facts.append(f"due {view.due_on}")
    if view.voided:
        facts.append(f"VOID: {view.void_reason}")
    if view.recorded_later:
        facts.append(f"recorded {view.recorded_later} days later")
    return clean(" · ".join(facts))


def _titled(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = [line for line in lines if line]
    if found:
        yield from ("", title, *found)


def _fields(views: Iterable[FieldView]) -> Iterator[str]:
    filled = [v for v in views if v.value not in (None, "") and v.field.name not in ("title", "taken_over_from")]
    width = max((len(v.field.label) for v in filled), default=0)
    for view in filled:
        words = in_words(view.field, view.value)
        if isinstance(view.value, Ref):
            words = f"{view.value.title} ({view.value.number})"
        if view.field.type is FieldType.LONG_TEXT:
            words = words.replace("\n", "\n" + " " * (width + 4))
        yield f"  {view.field.label:<{width}}  " + "\n".join(clean(line, blanks=True) for line in words.split("\n"))


def _lines(lines: LinesView) -> Iterator[str]:
    """The lines as a table; columns that none of them fills are left out."""
    shown = [n for n in range(len(lines.fields)) if any(row.cells[n] not in (None, "") for row in lines.rows)]
    if not shown:
        return
    cells = [[in_words(lines.fields[n], row.cells[n]) for n in shown] for row in lines.rows]
    for line in table([lines.fields[n].label for n in shown], cells):
        yield f"  {line}"


def _move(move: MoveView) -> Iterator[str]:
    if not move.unmet:
        reason = " (asks for a reason)" if move.asks_reason else ""
        yield f"  {move.name}: {move.label}{reason}"
        return
    yield f"  {move.name}: {move.label}, not yet"
    for unmet in move.unmet:
        yield clean(f"      {'- ' if unmet.must else '- (can be passed) '}{unmet.message}", blanks=True)


def _chain(workspace: Workspace, view: RecordView) -> Iterator[str]:
    with workspace.read() as look:
        found = trace(look, view.id)
    for node in () if found.alone else found.nodes:
        state = workspace.register(node.ref.kind).workflow.states(node.state).label.lower()
        here = "  <- this record" if node.ref.id == view.id else ""
        tie = f"{node.relation.lower()} " if node.relation else ""
        yield clean(f"{'  ' * (node.depth + 1)}{tie}{node.ref.number}  {node.ref.title} ({state}){here}", blanks=True)
    if found.left_out:
        yield f"  and {found.left_out:,} more"


def _link(workspace: Workspace, link: LinkView) -> str:
    state = workspace.register(link.other.kind).workflow.states(link.state).label.lower()
    void = ", void" if link.voided else ""
    return clean(f"  {link.label}: {link.other.number}  {link.other.title} ({state}{void})", blanks=True)


def _history(entries: list[HistoryEntry]) -> Iterator[str]:
    for entry in entries[:CHANGES]:
        undone = "  (undone)" if entry.undone else ""
        yield clean(f"  {entry.at.astimezone():%Y-%m-%d %H:%M}  {entry.actor}: {entry.label}{undone}", blanks=True)
        if entry.reason:
            yield clean(f"      because {entry.reason}", blanks=True)
    if len(entries) > CHANGES:
        yield f"  and {len(entries) - CHANGES} older"
