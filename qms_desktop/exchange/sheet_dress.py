"""How our workbooks look and what guides the hand: widths, lists, checks of dates and numbers, print set-up, marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from qms_desktop.exchange.cell_writing import Formats, write_text
from qms_desktop.exchange.table import column_letter

NARROWEST, WIDEST = 8, 60
SPARE_ROWS = 200
_SAMPLE = 500
_MOST_PROMPT, _MOST_PROMPT_TITLE, _MOST_FOOTER, _MOST_SHEET_NAME = 255, 32, 250, 31
_LAST_ROW = 1_048_575
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_WIDTHS = {"day": 12, "number": 10, "whole": 10, "money": 14, "flag": 8}


class Column(Protocol):
    """What this module asks of a column; see `writing.ColumnSpec`."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def label(self) -> str: ...  # noqa: D102
    @property
    def type(self) -> str: ...  # noqa: D102
    @property
    def required(self) -> bool: ...  # noqa: D102
    @property
    def width(self) -> float | None: ...  # noqa: D102
    @property
    def choices(self) -> Sequence[str | int]: ...  # noqa: D102
    @property
    def prompt(self) -> str: ...  # noqa: D102


class Table(Protocol):
    """What this module asks of a sheet with a table; see `writing`."""

    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def columns(self) -> Sequence[Column]: ...  # noqa: D102
    @property
    def headers(self) -> list[str]: ...  # noqa: D102
    @property
    def has_marks(self) -> bool: ...  # noqa: D102
    @property
    def head(self) -> Sequence[Sequence[object]]: ...  # noqa: D102


class Plan(Protocol):
    """What this module asks of the plan of a workbook; see `writing`."""

    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def columns(self) -> Sequence[Column]: ...  # noqa: D102
    @property
    def headers(self) -> list[str]: ...  # noqa: D102
    @property
    def properties(self) -> Mapping[str, str]: ...  # noqa: D102


def safe_sheet_name(title: str) -> str:
    """A title as a sheet may be called: 31 characters, none of the forbidden ones, not one of our other sheets."""
    name = _FORBIDDEN.sub(" ", title).strip().strip("'")[:_MOST_SHEET_NAME].strip() or "Register"
    taken = {"read me", "lists", "_qms", "long texts", "history"}
    return f"{name[: _MOST_SHEET_NAME - 9]} register" if name.casefold() in taken else name


def write_read_me(sheet: Any, formats: Formats, title: str, lines: Sequence[str]) -> None:
    """Fill the first sheet: a title, then lines; "Label: text" stands in two columns."""
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 3)
    sheet.set_column(1, 1, 26)
    sheet.set_column(2, 2, 90)
    first, *rest = lines or (title,)
    write_text(sheet, 1, 1, first, formats.title)
    for row, line in enumerate(rest, 3):
        label, colon, text = line.partition(": ")
        write_text(sheet, row, 1, label if colon else "", formats.label)
        write_text(sheet, row, 2, text if colon else line, formats.long_text)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def write_lists(book: Any, sheet: Any, formats: Formats, tables: Sequence[Sequence[Column]]) -> list[dict[str, str]]:
    """Fill the hidden sheet of choices; return for each table the defined names of its columns' lists."""
    sheet.hide()
    found: list[dict[str, str]] = []
    for columns in tables:
        start = sum(map(len, found))
        found.append(_write_lists(book, sheet, formats, columns, start))
    return found


def _write_lists(book: Any, sheet: Any, formats: Formats, columns: Iterable[Column], at: int) -> dict[str, str]:
    names: dict[str, str] = {}
    for column in columns:
        choices = list(column.choices) or (["Yes", "No"] if column.type == "flag" else [])
        if not choices:
            continue
        letter = column_letter(at + 1)
        write_text(sheet, 0, at, column.name, formats.text)
        for row, choice in enumerate(choices, 1):
            if isinstance(choice, int):  # a number that is typed is not found among texts
                sheet.write_number(row, at, choice, formats.whole)
            else:
                write_text(sheet, row, at, choice, formats.text)
        names[column.name] = f"list_{at + 1}_{re.sub(r'[^A-Za-z0-9_]', '_', column.name)[:40]}"
        book.define_name(names[column.name], f"=Lists!${letter}$2:${letter}${len(choices) + 1}")
        at += 1
    return names


def dress_register(
    sheet: Any, formats: Formats, plan: Table, properties: Mapping[str, str], count: int, lists: Mapping[str, str]
) -> None:
    """Widths, checks, frozen panes and print set-up of a sheet with a table."""
    sample = plan.head
    last = min(count + SPARE_ROWS, _LAST_ROW)
    sheet.set_row(0, 32)
    sheet.set_column(0, 0, _fitting(plan.headers[0], [row[0] for row in sample[:_SAMPLE]]), formats.key)
    for index, column in enumerate(plan.columns, 1):
        width = column.width or _WIDTHS.get(column.type) or 0
        width = max(width, _fitting(plan.headers[index], [row[index] for row in sample[:_SAMPLE]] if not width else []))
        sheet.set_column(index, index, min(max(width, NARROWEST), WIDEST), formats.of(column.type))
        check = _check(column, lists.get(column.name))
        if check:
            sheet.data_validation(1, index, last, index, check)
        if column.prompt:
            sheet.write_comment(0, index, column.prompt[:_MOST_PROMPT], {"author": "QMS Desktop"})
    if plan.has_marks:
        end = len(plan.headers) - 1
        sheet.set_column(end, end, 14, None, {"hidden": True})
    sheet.freeze_panes(1, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer(_footer(plan.title, properties))


def _fitting(header: str, values: Iterable[object]) -> int:
    """The width in characters that shows the header in at most two lines and most values in one."""
    lines = [max(map(len, str(value).split("\n", 20))) for value in values if value is not None]
    longest = sorted(lines)[int(0.95 * (len(lines) - 1))] if lines else 0
    words = max(map(len, header.split()), default=0)
    return min(max(NARROWEST, words + 4, len(header) // 2 + 3, longest + 2), WIDEST)


def _check(column: Column, list_name: str | None) -> dict[str, Any] | None:
    """The data validation of a column's cells."""
    title = column.label[:_MOST_PROMPT_TITLE]
    told = {"error_title": title, "ignore_blank": not column.required}
    if column.prompt:
        told |= {"input_title": title, "input_message": column.prompt[:_MOST_PROMPT]}
    if list_name:
        said = f"Please choose one of: {', '.join(map(str, column.choices or ('Yes', 'No')))}."
        return {**told, "validate": "list", "source": f"={list_name}", "error_message": said[:_MOST_PROMPT]}
    if column.type == "day":
        message = column.prompt or "A real date, for example 2026-12-31"
        return {
            **told, "validate": "date", "criteria": "between", "minimum": date(1900, 3, 1),
            "maximum": date(9999, 12, 31),
            "input_title": title,
            "input_message": message[:_MOST_PROMPT], "error_message": "Please type a date such as 2026-12-31.",
        }  # fmt: skip
    if column.type in {"number", "money", "whole"}:
        kind = "integer" if column.type == "whole" else "decimal"
        said = "Please type a whole number." if column.type == "whole" else "Please type a number."
        limit = 1e15
        return {
            **told, "validate": kind, "criteria": "between", "minimum": -limit, "maximum": limit, "input_title": title,
            "input_message": (column.prompt or said)[:_MOST_PROMPT], "error_message": said,
        }  # fmt: skip
    return None


def _footer(title: str, properties: Mapping[str, str]) -> str:
    """Number and revision on the left, the organisation in the middle, the page on the right."""
    known = {name: str(properties.get(name, "")).replace("&", "&&") for name in ("template", "version", "organisation")}
    version = f", version {known['version']}" if known["version"] else ""
    left = (known["template"] or title.replace("&", "&&")) + version
    return f"&L{left[:90]}&C{known['organisation'][:90]}&RPage &P of &N"[:_MOST_FOOTER]


def write_marks(book: Any, formats: Formats, plan: Plan, sheets: Sequence[tuple[str, str]]) -> None:
    """The identity of the workbook: custom properties, and a very hidden sheet with the columns' names as well.

    `sheets` are the names of the tables' sheets, each with the kind of its rows.
    """
    sheet = book.add_worksheet("_qms")
    sheet.very_hidden()
    row = 0
    for name, value in plan.properties.items():
        text = str(value)
        book.set_custom_property(f"qms.{name}", text[:_MOST_PROMPT], "text")
        write_text(sheet, row, 0, f"qms.{name}", formats.text)
        write_text(sheet, row, 1, text, formats.text)
        row += 1
    labels = plan.headers[1:]
    for column, label in zip(plan.columns, labels, strict=False):
        for at, text in enumerate(("column", column.name, label, column.type)):
            write_text(sheet, row, at, text, formats.text)
        row += 1
    for name, kind in sheets:
        for at, text in enumerate(("sheet", name, kind)):
            write_text(sheet, row, at, text, formats.text)
        row += 1
    book.set_properties({"title": plan.title, "author": str(plan.properties.get("organisation", "")), "comments": ""})
