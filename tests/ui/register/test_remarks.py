"""Remarks at the top of a record: what a missed target proposes, and that they go when it is answered."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from qms_desktop.ui.register.pane import HISTORY, LINKS
from tests.ui.register.desk import Bench
from tests.ui.register.test_form import opened

COURSE = HISTORY + 1


def on_time(bench: Bench, value: float) -> UUID:
    record = bench.add(
        "indicator", title="On time", unit="%", direction="up", target=95.0, alarm_low=90.0, frequency="monthly"
    )
    row = {"period": date.today().isoformat(), "value": value}  # noqa: DTZ011  the file's day is the local one
    bench.do(lambda work: work.add_lines(record, "indicator_value", [row]) and None)
    return record


def test_a_value_beyond_its_alarm_limit_proposes_and_makes_nothing(bench: Bench) -> None:
    record = on_time(bench, 88.0)
    page = opened(bench, "indicator", record)
    remarks = page.pane.remarks
    assert remarks.isVisible()
    (notice,) = remarks.notices
    assert "88 %" in notice.accessibleName()
    assert "beyond the alarm limit" in notice.accessibleName()
    assert bench.ask(lambda workspace: workspace.view(record).links) == ()
    notice.acted.emit()
    assert page.pane.tabs.currentIndex() == LINKS
    story = next(button for button in page.pane.links.stories if button.text() == "Raise nonconformity")
    story.click()
    bench.settle()
    page.pane.reload()
    bench.settle()
    assert "beyond" not in remarks.notices[0].accessibleName()
    assert len(bench.view(record).links) == 1


def test_a_good_value_has_no_remark(bench: Bench) -> None:
    record = on_time(bench, 88.0)
    page = opened(bench, "indicator", record)
    key = bench.view(record).lines[0].rows[0].id
    bench.do(lambda work: work.amend_line(record, "indicator_value", key, {"value": 96.0}))
    page.pane.reload()
    bench.settle()
    assert not page.pane.remarks.isVisible()


def test_registers_without_remarks_ask_for_none(bench: Bench) -> None:
    page = opened(bench, "customer", bench.add("customer", title="Hansen"))
    assert not page.pane.remarks.isVisible()
    assert page.pane.remarks.notices == []


def test_the_course_is_drawn_when_it_is_looked_at(bench: Bench) -> None:
    record = on_time(bench, 88.0)
    page = opened(bench, "indicator", record)
    course: Any = page.pane.course
    assert not course.isVisible()
    page.pane.tabs.setCurrentIndex(COURSE)
    bench.settle()
    assert course.card.chart.series[0].points[0].value == 88.0
    key = bench.view(record).lines[0].rows[0].id
    bench.do(lambda work: work.amend_line(record, "indicator_value", key, {"value": 96.0}))
    bench.settle()
    page.pane.reload()
    bench.settle()
    assert course.card.chart.series[0].points[0].value == 96.0
    bench.do(lambda work: work.remove_line(record, "indicator_value", key))
    page.pane.reload()
    bench.settle()
    assert course.nothing.isVisible()
    assert not course.card.isVisible()


def test_what_is_not_measured_has_no_course(bench: Bench) -> None:
    page = opened(bench, "customer", bench.add("customer", title="Hansen"))
    assert page.pane.course is None
    assert page.pane.tabs.count() == COURSE
