"""Equipment: what is measured and worked with, its calibrations, and the day of the next one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from sqlalchemy import inspect
from sqlalchemy.orm import Mapped, relationship

from qms_desktop.errors import Unmet
from qms_desktop.principles.dates import month_later
from qms_desktop.records.base import Record
from qms_desktop.records.choices import Access, Choice, Tone, YesNo
from qms_desktop.records.fields import When, choice, day, long_text, number, reference, text, whole
from qms_desktop.records.lines import Line, Lines
from qms_desktop.records.register import Inherited, Register, Section
from qms_desktop.records.types import uuid7
from qms_desktop.records.workflow import Context, Transition, Workflow, missing


class State(Choice):
    """Whether it may be used. Due and overdue follow from the day, so that they are right every morning."""

    IN_USE = "in_use", "In use", Tone.GREEN
    OUT_OF_USE = "out_of_use", "Out of use", Tone.AMBER
    LOST = "lost", "Lost or scrapped", Tone.GREY


class Control(Choice):
    """How it is shown that it measures right."""

    CALIBRATED = "calibrated", "Calibrated", Tone.BLUE
    VERIFIED = "verified", "Verified", Tone.BLUE
    NOT_NEEDED = "not_needed", "Not needed", Tone.GREY


class Result(Choice):
    """What a calibration found."""

    IN = "in", "Within tolerance", Tone.GREEN
    OUT = "out", "Out of tolerance", Tone.RED
    ADJUSTED = "adjusted", "Adjusted", Tone.AMBER


class Equipment(Record, kind="equipment"):
    """One device, tool or machine."""

    equipment_type: Mapped[str | None] = text("Type")
    manufacturer: Mapped[str | None] = text("Manufacturer")
    serial: Mapped[str | None] = text("Serial number", length=100)
    location: Mapped[str | None] = text("Location")
    measuring: Mapped[str | None] = choice("Measures", YesNo)
    control: Mapped[str | None] = choice("Shown by", Control)
    not_needed_reason: Mapped[str | None] = text(
        "Not needed, because", length=500, hint="Why nobody has to show that it measures right."
    )
    interval_months: Mapped[int | None] = whole("Every (months)", low=1, high=120)
    measuring_range: Mapped[str | None] = text("Range")
    resolution: Mapped[str | None] = text("Resolution", length=100)
    tolerance: Mapped[str | None] = text("Tolerance")
    laboratory: Mapped[str | None] = text("Calibrated by")
    supplier: Mapped[UUID | None] = reference("Supplier", "supplier")
    basis: Mapped[str | None] = text("Against", length=300, hint="The standard, or the basis where there is none.")
    calibrated_on: Mapped[date | None] = day("Last calibration", when=When.PAST)
    last_result: Mapped[str | None] = choice("Last result", Result, computed=True)
    no_nc_reason: Mapped[str | None] = long_text(
        "No nonconformity, because", hint="After a result out of tolerance: why nothing has to be looked into."
    )

    calibrations: Mapped[list[Calibration]] = relationship(lambda: Calibration)


class Calibration(Line, table="calibration", of=Equipment):
    """What one calibration found at one point."""

    done_on: Mapped[date | None] = day("Date", when=When.PAST, required=True)
    done_by: Mapped[str | None] = text("By")
    certificate: Mapped[str | None] = text("Certificate")
    basis: Mapped[str | None] = text("Against", length=300)
    point: Mapped[str | None] = text("Point", length=100)
    nominal: Mapped[float | None] = number("Nominal")
    as_found: Mapped[float | None] = number("As found")
    as_left: Mapped[float | None] = number("As left")
    uncertainty: Mapped[float | None] = number("Uncertainty", low=0)
    result: Mapped[str | None] = choice("Result", Result)
    next_due: Mapped[date | None] = day("Next due", hint="Empty: by the interval of the equipment.")


def calibrations_of(equipment: Equipment, context: Context) -> list[Calibration]:
    """Its calibrations; those of a device that is just being made are not in the file yet."""
    if inspect(equipment).persistent:
        return list(context.lines(equipment, Calibration.__tablename__))
    return list(equipment.calibrations)


def newest_of(equipment: Equipment, context: Context) -> list[Calibration]:
    """The lines of the newest day; a calibration at several points has several."""
    rows = [row for row in calibrations_of(equipment, context) if row.done_on is not None]
    last = max((row.done_on for row in rows if row.done_on is not None), default=None)
    return [row for row in rows if row.done_on == last]


def derive(equipment: Equipment, context: Context) -> None:
    """The days and the result follow from the newest calibration; a day that is said without one becomes one."""
    # asked first, because the questions below save what was changed
    fields = inspect(equipment).attrs
    told = fields.due_on.history.has_changes() and equipment.due_on is not None
    day, reason = fields.calibrated_on.history, fields.no_nc_reason.history
    before = None if reason.has_changes() else (day.deleted or day.unchanged or (None,))[0]
    if not needs_control(equipment):
        equipment.last_result = equipment.due_on = None
        return
    said = equipment.calibrated_on
    if said is not None and all(row.done_on != said for row in calibrations_of(equipment, context)):
        _note(equipment, said, context)
    newest = newest_of(equipment, context)
    if not newest:
        _ask_first(equipment, context)
        return
    if told:
        for row in newest:
            row.next_due = equipment.due_on
    if before is not None and before != newest[0].done_on:
        equipment.no_nc_reason = None  # it holds for one calibration, not for the next
    results = {row.result for row in newest}
    equipment.last_result = next((str(r) for r in (Result.OUT, Result.ADJUSTED, Result.IN) if r in results), None)
    equipment.calibrated_on = newest[0].done_on
    equipment.due_on = next_due(equipment, newest)


def _ask_first(equipment: Equipment, context: Context) -> None:
    """What was never calibrated is due now."""
    asked = equipment.measuring == YesNo.YES or equipment.control is not None
    if asked and equipment.due_on is None and not equipment.taken_over_from:
        equipment.due_on = context.today


def needs_control(equipment: Equipment) -> bool:
    """Whether its measuring has to be shown: it measures, or nobody has said that it does not."""
    return equipment.measuring != YesNo.NO and equipment.control != Control.NOT_NEEDED


def next_due(equipment: Equipment, newest: list[Calibration]) -> date | None:
    """The day of the next calibration: the earliest that one of the newest lines says, else by the interval."""
    days = [row.next_due for row in newest if row.next_due is not None]
    last = newest[0].done_on
    if days or last is None:
        return min(days, default=None)
    return month_later(last, equipment.interval_months) if equipment.interval_months else None


def _note(equipment: Equipment, said: date, context: Context) -> None:
    line = Calibration(id=uuid7(), done_on=said, done_by=equipment.laboratory, basis=equipment.basis)
    line.position = len(calibrations_of(equipment, context)) + 1
    if inspect(equipment).persistent:
        line.record = equipment.id
        context.session.add(line)
    else:
        equipment.calibrations.append(line)


def reason_given(equipment: Equipment, context: Context) -> Iterator[Unmet]:
    """Where a measuring device needs no calibration, somebody says why. Lists of the past often do not."""
    unsaid = not equipment.not_needed_reason and not equipment.taken_over_from
    if equipment.control == Control.NOT_NEEDED and equipment.measuring == YesNo.YES and unsaid:
        yield missing(equipment, Equipment.not_needed_reason, context)


def calibrated_in_time(equipment: Equipment, context: Context) -> Iterator[Unmet]:
    """A measuring device goes back into use with a calibration that is valid and within tolerance."""
    if not needs_control(equipment) or equipment.measuring is None:
        return
    if equipment.calibrated_on is None:
        yield Unmet("It was never calibrated. Enter its calibration first.", field="calibrated_on")
    elif equipment.due_on is not None and equipment.due_on < context.today:
        yield Unmet(f"Its calibration was due on {equipment.due_on}. Enter a newer one first.", field="due_on")
    if equipment.last_result == Result.OUT:
        yield Unmet("The last calibration found it out of tolerance. Have it adjusted first.", field="last_result")


DECIDERS = (Access.QUALITY_MANAGER, Access.PROCESS_OWNER, Access.TOP_MANAGEMENT)

WORKFLOW = Workflow(
    states=State,
    initial=State.IN_USE,
    closed=frozenset({State.LOST}),
    settled=frozenset({State.OUT_OF_USE}),
    aside=frozenset({State.OUT_OF_USE, State.LOST}),
    transitions=(
        Transition("take_out", "Take out of use", (State.IN_USE,), State.OUT_OF_USE, asks_reason=True, minor=True),
        Transition(
            "put_back", "Use again", (State.OUT_OF_USE,), State.IN_USE, guards=(calibrated_in_time,), roles=DECIDERS
        ),
        Transition(
            "lose", "Lost or scrapped", (State.IN_USE, State.OUT_OF_USE), State.LOST, asks_reason=True, minor=True
        ),
        Transition("find", "Found again", (State.LOST,), State.OUT_OF_USE, asks_reason=True, minor=True),
    ),
)

REGISTER = Register(
    model=Equipment,
    prefix="EQU",
    title="Equipment",
    one="piece of equipment",
    purpose="What is measured and worked with, when it was calibrated, and when that is due again.",
    clause="7.1.3, 7.1.5",
    icon="gauge",
    workflow=WORKFLOW,
    columns=(
        Equipment.number, Equipment.external_ref, Equipment.title, Equipment.location, Equipment.state, Equipment.owner,
        Equipment.last_result, Equipment.calibrated_on, Equipment.due_on,
    ),
    form=(
        Section(
            "Equipment",
            (
                Equipment.title, Equipment.external_ref, Equipment.equipment_type, Equipment.manufacturer,
                Equipment.serial, Equipment.location, Equipment.owner, Equipment.process, Equipment.supplier,
            ),
        ),
        Section(
            "Calibration",
            (
                Equipment.measuring, Equipment.control, Equipment.due_on, Equipment.interval_months,
                Equipment.calibrated_on, Equipment.last_result, Equipment.laboratory, Equipment.basis,
                Equipment.measuring_range, Equipment.resolution, Equipment.tolerance, Equipment.not_needed_reason,
                Equipment.no_nc_reason,
            ),
        ),
        Section("Record", (Equipment.notes, Equipment.closed_on)),
    ),
    inherited=(
        Inherited(Record.title, label="Name"),
        Inherited(Record.external_ref, label="Equipment number"),
        Inherited(Record.due_on, label="Next calibration"),
        Inherited(Record.closed_on, label="Lost since"),
    ),
    lines=(
        Lines(
            Calibration, "Calibrations", "calibration", key=(Calibration.done_on, Calibration.point),
            order=(Calibration.done_on,),
        ),
    ),
    chips=(Result.OUT, State.OUT_OF_USE, Control.NOT_NEEDED),
    example={
        "title": "Digital caliper 0-150 mm",
        "external_ref": "CAL-012",
        "equipment_type": "Caliper",
        "serial": "23-4471",
        "location": "Goods in",
        "measuring": "yes",
        "control": "calibrated",
        "interval_months": 12,
        "measuring_range": "0 to 150 mm",
        "resolution": "0.01 mm",
        "tolerance": "0.03 mm",
        "basis": "Gauge blocks, grade 1",
    },
    derive=derive,
    checks=(reason_given,),
)  # fmt: skip
