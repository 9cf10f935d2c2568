"""The criterion of effectiveness as fields: what is asked in words, and what is still missing of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import inspect, select

from qms_desktop.errors import Unmet
from qms_desktop.principles.continuous_improvement.corrective import (
    PLANNING,
    Comparison,
    CorrectiveAction,
    Counted,
    Judged,
)
from qms_desktop.records.base import Record
from qms_desktop.records.workflow import Context, missing

LIMIT = (CorrectiveAction.comparison, CorrectiveAction.threshold)
ASKED = {
    Judged.INDICATOR: (CorrectiveAction.indicator, *LIMIT, CorrectiveAction.periods),
    Judged.COUNT: (CorrectiveAction.counted, *LIMIT, CorrectiveAction.window_days),
}
"""What each way of judging by data cannot do without."""
Get = Callable[[str], Any]


def is_measured(corrective_action: CorrectiveAction) -> bool:
    """Whether the program judges, and no person."""
    return corrective_action.judged_by in (Judged.INDICATOR, Judged.COUNT)


def criterion_complete(corrective_action: CorrectiveAction, context: Context) -> Iterator[Unmet]:
    """What the program is to judge, it can judge."""
    for attribute in ASKED.get(Judged(corrective_action.judged_by or Judged.JUDGEMENT), ()):
        if getattr(corrective_action, attribute.key) in (None, ""):
            yield missing(corrective_action, attribute, context)


def follow(corrective_action: CorrectiveAction, context: Context) -> None:
    """The words follow the fields while the plan is made, unless somebody has written others."""
    if corrective_action.state not in PLANNING:
        return
    attributes = inspect(corrective_action).attrs

    def was(name: str) -> Any:
        history = attributes[name].history
        return next(iter(history.deleted or ()), None) if history.has_changes() else getattr(corrective_action, name)

    before, now = _said(was, context), _said(lambda name: getattr(corrective_action, name), context)
    for name, old, new in zip(("criterion", "data_source"), before, now, strict=True):
        if new and getattr(corrective_action, name) in (None, old):
            setattr(corrective_action, name, new)


def limit_in_words(corrective_action: CorrectiveAction) -> str:
    """For example “at most 0”."""
    return _limit(lambda name: getattr(corrective_action, name))


def things(counted: str | None, number: float, category: str | None, product: str | None) -> str:
    """What is counted, in the number of it: “1 complaint of the category Surface”."""
    words = Counted(counted).label.lower() if counted else "records"
    one = words.removesuffix("s") if counted == Counted.COMPLAINT else words.removesuffix("ies") + "y"
    of = [f"the category {category}"] if category else []
    of += [f"the product {product}"] if product else []
    return f"{number:g} {one if number == 1 else words}" + (f" of {' and '.join(of)}" if of else "")


def _said(get: Get, context: Context) -> tuple[str, str]:
    """The criterion and its source; empty where something is missing."""
    way = get("judged_by")
    needed = ASKED.get(Judged(way)) if way else None
    if needed is None or any(get(a.key) in (None, "") for a in needed):
        return "", ""
    if way == Judged.COUNT:
        what = things(get("counted"), get("threshold"), get("counted_category"), get("counted_product"))
        words = f"{_comparison(get).capitalize()} {what} in the {get('window_days')} days after the implementation"
        return words, f"{Counted(get('counted')).label} recorded here"
    with context.session.no_autoflush:
        query = select(Record.number, Record.title).where(Record.id == get("indicator"))
        number, title = context.session.execute(query).one_or_none() or ("", "the indicator")
    periods = get("periods")
    runs = "the first period" if periods == 1 else f"{periods} periods in a row"
    return f"{title} {_limit(get)} in {runs} after the implementation", f"Indicator {number} {title}"[:300]


def _comparison(get: Get) -> str:
    return Comparison(get("comparison")).label.lower()


def _limit(get: Get) -> str:
    return f"{_comparison(get)} {get('threshold'):g}"
