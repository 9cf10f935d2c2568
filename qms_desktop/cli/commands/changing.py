"""The commands that change records, by the same rules as the window: add, set, move, link, attach, raise, void."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from uuid import UUID

from qms_desktop.cli.arguments import Commands, path_of
from qms_desktop.cli.documents import Document
from qms_desktop.cli.naming import one_of, register_of, relation_of, target_of, transition_of
from qms_desktop.cli.opening import writing
from qms_desktop.cli.output import put, put_json, say
from qms_desktop.cli.records import shown_record
from qms_desktop.cli.values import typed
from qms_desktop.errors import RuleBroken, Unavailable
from qms_desktop.exchange.targets import RowsOf
from qms_desktop.flows.errands import errands_of, run
from qms_desktop.flows.proposals import decline
from qms_desktop.flows.stories import Story, stories_of, tell
from qms_desktop.records.base import Record
from qms_desktop.records.register import Register
from qms_desktop.workspace.files import LARGEST
from qms_desktop.workspace.work import Work
from qms_desktop.workspace.workspace import Workspace

MANY = 3
"""From more than so many fields on, the label of a change counts them instead of naming them."""


def declare(commands: Commands) -> None:
    """Add the commands of this group."""
    add = commands.add("add", _add, "register a new record")
    add.add_argument("kind", metavar="KIND", help="the register, or the lines of one, see: qms-desktop registers")
    add.add_argument("values", metavar="FIELD=VALUE", nargs="*", help='for example title="Mixed parts"')
    change = commands.add("set", _set, "change fields of a record; an empty value clears the field")
    change.add_argument("number", metavar="NUMBER", help="the record, such as NC-2026-0014")
    change.add_argument("values", metavar="FIELD=VALUE", nargs="+")
    move = commands.add("move", _move, "move a record by a transition of its workflow")
    move.add_argument("number", metavar="NUMBER")
    move.add_argument("transition", metavar="TRANSITION", help="see the moves of: qms-desktop show")
    move.add_argument("--reason", metavar="TEXT", help="where the transition asks for one")
    move.add_argument("--not-needed", action="store_true", help="pass conditions that should, but need not, be met")
    link = commands.add("link", _link, "tie two records")
    link.add_argument("number", metavar="NUMBER")
    link.add_argument("relation", metavar="RELATION", help="such as led_to or raised_from")
    link.add_argument("other", metavar="NUMBER")
    attach = commands.add("attach", _attach, "put a file into a record, as evidence")
    attach.add_argument("number", metavar="NUMBER")
    attach.add_argument("path", metavar="PATH")
    story = commands.add("raise", _raise, "make the record that follows from one, such as its nonconformity")
    story.add_argument("number", metavar="NUMBER")
    story.add_argument("kind", metavar="KIND", help="what to make, such as nonconformity")
    story.add_argument("--with", dest="other", metavar="NUMBER", help="the record that is there already, not a new one")
    refusal = commands.add("decline", _decline, "decline what a record proposes to raise, with a reason")
    refusal.add_argument("number", metavar="NUMBER")
    refusal.add_argument("kind", metavar="KIND", help="what is proposed, see the proposals of: qms-desktop show")
    refusal.add_argument("--reason", metavar="TEXT", default="", help="why; needed")
    void = commands.add("void", _void, "void a record, which is never deleted")
    void.add_argument("number", metavar="NUMBER")
    void.add_argument("--reason", metavar="TEXT", default="", help="why; needed")


def _add(args: Namespace) -> int:
    register = target_of(args.kind)
    if isinstance(register, RowsOf):
        return _add_line(args, register)
    with writing(args) as workspace:
        with workspace.change(f"Add {register.one}") as work:
            values = typed(work, register, args.values, f"The {register.one} was not saved.")
            made = work.add(register.kind, values)
            work.says = f"Add {register.one} {made.number}"
            number = made.number
        return _made(args, workspace, number, f"Added {register.one} {number}.")


def _add_line(args: Namespace, rows: RowsOf) -> int:
    """A line for the record that one of the fields names."""
    refusal = f"The {rows.one} was not saved."
    with writing(args) as workspace:
        with workspace.change(f"Add {rows.one}") as work:
            values = typed(work, rows, args.values, refusal)
            owner = values.pop(rows.owner, None)
            if not isinstance(owner, UUID):
                raise RuleBroken(f"{refusal} Say whose it is: {rows.owner}=NUMBER.")
            work.add_lines(owner, rows.lines.name, [values])
            number = work.get(owner).number
            work.says = f"Add {rows.one} to {number}"
        return _told(args, workspace, number, f"Added {rows.one} to {number}.")


def _set(args: Namespace) -> int:
    with writing(args) as workspace:
        with workspace.change("Set fields") as work:
            record = work.get(args.number)
            register = work.register(record.kind)
            values = typed(work, register, args.values, f"{record.number} was not saved.")
            changed = work.amend(record, values)
            names = _names(register, list(values))
            work.says = f"Set {names} of {record.number}"
            number = record.number
        return _told(
            args, workspace, number, f"Set {names} of {number}." if changed else f"{number} held these values already."
        )


def _names(register: Register, names: list[str]) -> str:
    if len(names) > MANY:
        return f"{len(names)} fields"
    return ", ".join(_small(register.fields[name].label) for name in names)


def _small(label: str) -> str:
    """A label inside a sentence; abbreviations keep their capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _move(args: Namespace) -> int:
    with writing(args) as workspace:
        with workspace.change("Move", args.reason) as work:
            record = work.get(args.number)
            register = work.register(record.kind)
            transition = transition_of(register, record.state, args.transition)
            work.says = f"{transition.label} {record.number}"
            try:
                work.move(record, transition.name, reason=args.reason, waive=args.not_needed)
            except RuleBroken as error:
                raise RuleBroken(f"{error}{_way_out(error)}", error.unmet) from error
            number, state = record.number, register.workflow.states(record.state).label
        return _told(args, workspace, number, f"{number} is now: {state}.")


def _way_out(error: RuleBroken) -> str:
    """What to type instead, where an option would do it."""
    hints = []
    if any(u.field == "reason" for u in error.unmet):
        hints.append("Give it with --reason TEXT.")
    rest = [u for u in error.unmet if u.field != "reason"]
    if rest and not any(u.must for u in rest):
        hints.append("Meet it, or pass it with --not-needed.")
    return "".join(f" {hint}" for hint in hints)


def _link(args: Namespace) -> int:
    relation, is_turned = relation_of(args.relation)
    with writing(args) as workspace:
        with workspace.change("Link") as work:
            source, target = work.get(args.number), work.get(args.other)
            if is_turned:
                source, target = target, source
            work.link(source, relation, target)
            number = work.get(args.number).number
            sentence = f"{source.number} {relation.label.lower()} {target.number}"
            work.says = f"Link: {sentence}"
        already = "" if workspace.last else " already"
        return _told(args, workspace, number, f"Linked{already}: {sentence}.")


def _attach(args: Namespace) -> int:
    path = Path(args.path).expanduser()
    content = _content(path, path_of(args.file))
    with writing(args) as workspace:
        with workspace.change("Attach") as work:
            record = work.get(args.number)
            made = work.attach(record, path.name, content)
            work.says = f"Attach {made.name} to {record.number}"
            number, name = record.number, made.name
        return _told(args, workspace, number, f"Attached {name} to {number}.")


def _content(path: Path, live: Path) -> bytes:
    """The bytes to attach.

    Raises:
        Unavailable: there is no such file, or it is the quality system itself.
        RuleBroken: it is too large.
    """
    if not path.exists():
        raise Unavailable(f"There is no file {path}. Check the name.")
    if not path.is_file():
        raise Unavailable(f"{path.name} is not a file. Attach single files; pack a folder first.")
    if live.exists() and path.samefile(live):
        raise Unavailable(f"{path.name} is the quality system itself. Make a backup and attach that.")
    if path.stat().st_size > LARGEST:
        raise RuleBroken(
            f"{path.name} has {path.stat().st_size // 1024**2} MB; up to 200 MB fit. Attach a smaller copy."
        )
    return path.read_bytes()


def _raise(args: Namespace) -> int:
    register = register_of(args.kind)
    if args.other:
        return _run_errand(args, register)
    with writing(args) as workspace:
        with workspace.change("Raise") as work:
            record = work.get(args.number)
            made = tell(work, record, _story(work, record, register))
            work.says = f"Raise {register.one} {made.number} from {record.number}"
            number, label = made.number, f"Raised {register.one} {made.number} from {record.number}."
        return _made(args, workspace, number, label)


def _story(work: Work, record: Record, wanted: Register) -> Story:
    known = stories_of(record.kind)
    for story in known:
        if story.makes == wanted.kind:
            return story
    start = work.register(record.kind).one
    raise one_of(
        wanted.kind, (s.makes for s in known), f"No {wanted.one} is raised from a {start} like {record.number}."
    )


def _run_errand(args: Namespace, register: Register) -> int:
    with writing(args) as workspace:
        with workspace.change("Raise") as work:
            record, other = work.get(args.number), work.get(args.other)
            known = {errand.target: errand for errand in errands_of(record.kind)}
            if register.kind not in known:
                one = work.register(record.kind).one
                sentence = f"A {one} like {record.number} asks nothing of a {register.one} that is there."
                raise one_of(register.kind, known, sentence)
            errand = known[register.kind]
            run(work, record, errand, other)
            work.says = f"{errand.label}: {other.number} because of {record.number}"
            number, sentence = other.number, f"{errand.label}: {other.number} because of {record.number}."
        return _told(args, workspace, number, sentence)


def _decline(args: Namespace) -> int:
    register = register_of(args.kind)
    with writing(args) as workspace:
        with workspace.change("Decline", args.reason) as work:
            record = work.get(args.number)
            decline(work, record, register.kind, args.reason)
            number = record.number
        return _told(args, workspace, number, f"Declined for {number}: no {register.one}, because {args.reason}")


def _void(args: Namespace) -> int:
    if not args.reason.strip():
        raise RuleBroken("Voiding needs a reason. Give it with --reason TEXT.")
    with writing(args) as workspace:
        with workspace.change("Void", args.reason) as work:
            record = work.void(args.number, args.reason)
            work.says = f"Void {record.number}"
            number = record.number
        return _told(args, workspace, number, f"{number} is void.")


def _made(args: Namespace, workspace: Workspace, number: str, sentence: str) -> int:
    """Tell of a new record: scripts want its number."""
    if not args.json:
        put(number)
    return _told(args, workspace, number, sentence)


def _told(args: Namespace, workspace: Workspace, number: str, sentence: str) -> int:
    """Tell what was done; with `--json` the record as it stands now, with the change set."""
    change = workspace.last.number if workspace.last else None
    if args.json:
        document: Document = {"change_set": change, **shown_record(workspace, number)}
        put_json(document)
    say(sentence)
    return 0
