"""The commands that print: reports, report."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from qms_desktop.cli.arguments import Commands, path_of
from qms_desktop.cli.commands.looking import listing_arguments, listing_of
from qms_desktop.cli.naming import one_of, register_of
from qms_desktop.cli.opening import reading
from qms_desktop.cli.output import WrongCall, progress, put, put_json, say
from qms_desktop.cli.tables import table
from qms_desktop.errors import Unavailable
from qms_desktop.workspace.workspace import Workspace

REPORTS = {
    "record": ("NUMBER", "a record with everything around it"),
    "chain": ("NUMBER", "what led to a record and what followed, as a list and as a graph"),
    "person": ("NUMBER", "a person's roles, what they require, and the evidence, on two pages"),
    "actions": ("PART", "the open actions by person or by source, or what is overdue: person, source, overdue"),
    "8d": ("NUMBER", "a complaint, nonconformity or corrective action by the eight disciplines"),
    "reply": ("NUMBER", "the letter that answers a complaint"),
    "register": ("KIND", "a register as a list, over as many pages as it takes"),
}
"""Every report by name: what it is about, and what it shows."""


def declare(commands: Commands) -> None:
    """Add the commands of this group."""
    commands.add("reports", _reports, "list the printed records and packs by name", file=False)
    report = commands.add("report", _report, "write a printed record or pack as PDF")
    report.add_argument("name", metavar="NAME", help="see: qms-desktop reports")
    report.add_argument(
        "what", metavar="NUMBER", nargs="?", default="", help="the record, or the register, it is about"
    )
    report.add_argument("out", metavar="OUT.pdf")
    report.add_argument("--history", action="store_true", help="a record with who changed what, and when")
    report.add_argument("--chain", action="store_true", help="a record with its chain as an appendix")
    listing_arguments(report)
    publish = commands.add(
        "publish", _publish, "bring a folder up to date with what is in effect, for everybody to read"
    )
    publish.add_argument("--to", metavar="FOLDER", required=True, help="a folder of its own, on a share for example")


def _reports(args: Namespace) -> int:
    if args.json:
        rows = [{"name": name, "about": about, "shows": shows} for name, (about, shows) in REPORTS.items()]
        put_json({"reports": rows})
        return 0
    for line in table(("NAME", "ABOUT", "SHOWS"), [(name, *told) for name, told in REPORTS.items()]):
        put(line)
    return 0


def _report(args: Namespace) -> int:
    out = _target(args)
    with reading(args) as workspace:
        pages = _written(args, workspace, out)
    if args.json:
        put_json({"file": out, "report": args.name, "pages": pages})
    else:
        put(str(out))
    say(f"Wrote {pages:,} {'page' if pages == 1 else 'pages'} to {out.name}.")
    return 0


def _publish(args: Namespace) -> int:
    from qms_desktop.reports.publishing.publish import publish  # noqa: PLC0415  brings the PDF library

    with reading(args) as workspace:
        done = publish(workspace, Path(args.to).expanduser(), progress=progress("Made"))
    if args.json:
        put_json(
            {
                "folder": done.folder,
                "documents": done.documents,
                "written": done.written,
                "unchanged": done.unchanged,
                "removed": done.removed,
                "remarks": done.remarks,
            }
        )
    else:
        put(str(done.folder))
    for remark in done.remarks:
        say(f"Note: {remark}")
    counts = f"{len(done.written):,} written, {done.unchanged:,} unchanged, {len(done.removed):,} removed"
    say(f"Published {done.documents:,} {'document' if done.documents == 1 else 'documents'}: {counts}.")
    return 0


def _target(args: Namespace) -> Path:
    """The file to write.

    Raises:
        WrongCall: no such report, no record where one is needed, or another ending.
        Unavailable: it is the system itself.
    """
    if args.name not in REPORTS:
        raise one_of(args.name, REPORTS, f"There is no report “{args.name}”.")
    about, _shows = REPORTS[args.name]
    if about and not args.what:
        raise WrongCall(f"The report “{args.name}” needs {about}: qms-desktop report FILE {args.name} {about} OUT.pdf")
    out = Path(args.out).expanduser()
    if out.suffix.lower() != ".pdf":
        raise WrongCall(f"“{out.name}” must end in .pdf.")
    live = path_of(args.file)
    if out.exists() and live.exists() and out.samefile(live):
        raise Unavailable(f"{out.name} is the quality system itself. Name another file to write.")
    return out


def _written(args: Namespace, workspace: Workspace, out: Path) -> int:
    """Print it; returns the number of pages. The PDF library is loaded only here."""
    told = progress("Laid out")
    if args.name == "register":
        return _register(args, workspace, out)
    if args.name == "actions":
        from qms_desktop.reports.action_list import By, print_actions  # noqa: PLC0415  see above

        if args.what not in list(By):
            raise one_of(args.what, By, f"The action list is not divided by “{args.what}”.")
        return print_actions(workspace, By(args.what), out, progress=told)
    if args.name != "record":
        return _printer(args.name)(workspace, args.what, out, progress=told)
    from qms_desktop.reports.record import print_record  # noqa: PLC0415  see above

    return print_record(workspace, args.what, out, history=args.history, chain=args.chain, progress=told)


def _printer(name: str) -> Callable[..., int]:
    """What prints a report about one record."""
    if name == "person":
        from qms_desktop.reports.person_file import print_person as printer  # noqa: PLC0415  see above
    elif name == "8d":
        from qms_desktop.reports.eight_d import print_eight_d as printer  # noqa: PLC0415  see above
    elif name == "reply":
        from qms_desktop.reports.reply import print_reply as printer  # noqa: PLC0415  see above
    else:
        from qms_desktop.reports.chain import print_chain as printer  # noqa: PLC0415  see above
    return printer


def _register(args: Namespace, workspace: Workspace, out: Path) -> int:
    from qms_desktop.reports.listing import print_list  # noqa: PLC0415  see above

    register = register_of(args.what)
    with workspace.read() as look:
        wanted = listing_of(args, look, register)
    return print_list(workspace, wanted, out, progress=progress("Laid out"))
