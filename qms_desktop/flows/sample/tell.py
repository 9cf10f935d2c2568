"""Telling the whole story: making the file of the demo company."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

from qms_desktop.errors import Unavailable
from qms_desktop.flows.sample.assets import tell_assets
from qms_desktop.flows.sample.company import BEGINNING, tell_company
from qms_desktop.flows.sample.direction import tell_direction
from qms_desktop.flows.sample.improvement import tell_improvement
from qms_desktop.flows.sample.people import tell_people
from qms_desktop.flows.sample.stage import Progress, Stage, read
from qms_desktop.flows.sample.surveys import tell_surveys
from qms_desktop.flows.sample.system import tell_system
from qms_desktop.flows.sample.troubles import tell_troubles
from qms_desktop.flows.sample.voices import tell_voices
from qms_desktop.flows.transitions import RULES
from qms_desktop.records.register import Register
from qms_desktop.workspace.reader import Clock
from qms_desktop.workspace.workspace import Workspace


def make_sample(path: Path, registers: Sequence[Register], today: date, progress: Progress | None = None) -> None:
    """Make a file with the demo company as it stands on a day; the same story on every run.

    Args:
        path: where no file is yet; it appears when the story is whole.
        registers: every register of the program.
        today: the day on which the story ends; everything lies so many days before it.
        progress: told how many acts of how many have been played; a story that is cancelled leaves nothing.

    Raises:
        Unavailable: the file exists already, its folder cannot be written, or the story was cancelled.
    """
    if path.exists():
        raise Unavailable(f"{path.name} exists already. Choose another name; nothing was overwritten.")
    part = path.with_name(f"{path.name}.story")
    try:
        _write(part, registers, today, progress)
        part.replace(path)
    except OSError as error:
        raise Unavailable(f"{path.name} cannot be made in {path.parent}: {error.strerror}.") from error
    finally:
        for left in (part, part.with_name(f"{part.name}.lock"), part.with_name(f"{part.name}-journal")):
            left.unlink(missing_ok=True)


def _write(path: Path, registers: Sequence[Register], today: date, progress: Progress | None) -> None:
    stage = story(today)
    data = read("company")
    with Workspace.create(
        path,
        registers,
        RULES,
        organisation=data["organisation"],
        owner=data["manager"],
        clock=Clock(stage.instant(BEGINNING)),
    ) as workspace:
        # until the story is whole nothing has to survive a power cut; then the file is written through, once
        with closing(workspace.engine.raw_connection()) as raw:
            raw.execute("PRAGMA synchronous=OFF").close()
        stage.play(workspace, progress)
    with path.open("rb+") as whole:
        os.fsync(whole.fileno())


def story(today: date) -> Stage:
    """Every act of the story that ends on a day."""
    stage = Stage(today)
    company = tell_company(stage)
    tell_people(stage)
    tell_system(stage)
    tell_direction(stage)
    tell_assets(stage)
    tell_improvement(stage, tell_troubles(stage, company))
    tell_voices(stage, company)
    tell_surveys(stage, company)
    return stage
