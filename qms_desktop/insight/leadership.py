"""Leadership: how far the objectives are, what surrounds the organisation, and what has to be said again."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from qms_desktop.flows.attainment import Attainment, attainment_of
from qms_desktop.insight.chart import Chart, Label, Point, Series, Shape, Tile, counted
from qms_desktop.insight.dashboard import Dashboard, Question
from qms_desktop.insight.scope import Scope
from qms_desktop.insight.standing import due_tile
from qms_desktop.insight.weights import by_choice
from qms_desktop.principles.leadership.aims import Milestone, Objective, State
from qms_desktop.statistics.attainment import Track
from qms_desktop.workspace.queries import Listing

TRACKS = {
    Track.ON_TRACK: ("On track", "green"),
    Track.AT_RISK: ("At risk", "amber"),
    Track.OFF_TRACK: ("Off track", "red"),
    Track.TOO_FEW: ("Not measured yet", "grey"),
}
MOST = 10
SOON = 60
PERCENT = 100.0
MEASURED = ("objective", "indicator")
Found = list[tuple[Objective, Attainment]]


def active(scope: Scope) -> Found:
    """The active objectives, each with how far it is."""
    query = select(Objective).where(Objective.state == str(State.ACTIVE), Objective.voided.is_(False))
    objectives = scope.look.session.scalars(query.order_by(Objective.due_on, Objective.number))
    return [(objective, attainment_of(objective, scope.look)) for objective in objectives]


def _numbered(found: Found) -> Listing:
    return Listing("objective", where={"number": tuple(objective.number for objective, _attainment in found)})


def on_track(scope: Scope) -> Tile:
    """How many objectives are where they should be by now."""
    every = active(scope)
    good = [one for one in every if one[1].track is Track.ON_TRACK]
    off = sum(attainment.track is Track.OFF_TRACK for _objective, attainment in every)
    meaning, tone = (f"{off:,} off track", "red") if off else ("none off track", "green")
    if not every:
        meaning, tone = "none is active", "grey"
    figure = f"{len(good):,} of {len(every):,}"
    return Tile("on_track", "Objectives on track", figure, meaning, tone, _numbered(good), len(good))


def silent(scope: Scope) -> Tile:
    """How many objectives nobody has measured for two periods or more."""
    found = [one for one in active(scope) if one[1].silent]
    meaning, tone = ("two periods or more", "amber") if found else ("all are measured", "green")
    return Tile("silent", "Objectives not measured", f"{len(found):,}", meaning, tone, _numbered(found), len(found))


def climate(scope: Scope) -> Tile:
    """Whether it was decided if climate change is relevant."""
    listing = Listing("context_issue", where={"issue_kind": "climate", "state": "current"})
    answers = scope.by(listing, "relevant")
    number = sum(answers.values())
    said = "relevant" if answers.get("yes") else "not relevant" if number else "not decided"
    meaning, tone = ("decided with reasons", "green") if number else ("decide, and say why", "amber")
    return Tile("climate", "Climate change", said.capitalize(), meaning, tone, listing, number)


def attainments(scope: Scope) -> Chart:
    """How much of the way each active objective has done, and whether that is enough by now."""
    every = active(scope)
    shown = [one for one in every if one[1].share is not None][:MOST]
    points = []
    for objective, attainment in shown:
        words, tone = TRACKS[attainment.track]
        behind = Listing("objective", where={"number": objective.number})
        share = PERCENT * (attainment.share or 0.0)
        points.append(Point(share, behind, 1, f"{share:.0f} %, {words.lower()}", tone=tone))
    left = counted(len(every) - len(shown), "active objective", "active objectives")
    return Chart(
        "attainments",
        "Objectives, % of the way done",
        Shape.ROWS,
        tuple(Label(objective.title) for objective, _attainment in shown),
        (Series("", tuple(points)),),
        note=f"{left} not shown: nothing measured, or no baseline." if len(every) > len(shown) else "",
        source=scope.source("Active objectives with measurements", len(shown)),
        unit="%",
        axis=(0.0, PERCENT),
        columns="Objective",
    )


def milestones(scope: Scope) -> Chart:
    """The steps of the active objectives: done, late, and to come, by objective."""
    line, record = Milestone.__table__, Objective.metadata.tables["record"]
    query = (
        select(record.c.number, record.c.title, line.c.due, line.c.done_on)
        .select_from(line.join(record, record.c.id == line.c.record))
        .where(record.c.state == str(State.ACTIVE), record.c.voided.is_(False))
        .order_by(record.c.due_on, record.c.number)
    )
    sums: dict[tuple[str, str], dict[str, int]] = {}
    for number, title, due, done in scope.connection.execute(query):
        found = sums.setdefault((number, title), {})
        kind = _step(due, done, scope.today)
        found[kind] = found.get(kind, 0) + 1
    shown = list(sums)[:MOST]
    series = tuple(
        Series(
            words,
            tuple(
                Point(sums[key].get(words, 0), Listing("objective", where={"number": key[0]}), int(words in sums[key]))
                for key in shown
            ),
            tone,
        )
        for words, tone in (("Done", "green"), ("Late", "red"), ("To come", "accent"))
    )  # fmt: skip
    n = sum(sum(found.values()) for found in sums.values())
    return Chart(
        "milestones",
        "Milestones of objectives",
        Shape.ROWS,
        tuple(Label(title) for _number, title in shown),
        tuple(one for one in series if any(point.value for point in one.points)),
        source=scope.source("Milestones of active objectives", n),
        columns="Objective",
    )


def _step(due: date | None, done: date | None, today: date) -> str:
    if done is not None:
        return "Done"
    return "Late" if due is not None and due < today else "To come"


DASHBOARD = Dashboard(
    tiles=(
        Question("on_track", MEASURED, on_track),
        Question("silent", MEASURED, silent),
        due_tile("objective", "Objectives that end", SOON, late="past their day"),
        Question("climate", ("context_issue",), climate),
        due_tile("policy", "Policy to review", SOON),
    ),
    charts=(
        Question("attainments", MEASURED, attainments),
        Question("milestones", ("objective",), milestones),
        by_choice("objectives", "Objectives by state", "objective", "state"),
        by_choice("issues", "Context and scope by kind and state", "context_issue", "issue_kind", "state"),
    ),
)
