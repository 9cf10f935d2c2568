"""Writing a form: title rows, header in row 5, locked and open cells, lists, checks, print set-up, marks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from qms_desktop.exchange.cell_writing import INPUT, LINE, OURS, Formats, write_text
from qms_desktop.exchange.forms.form import FIRST_ROW, HEADER_ROW, KEY_HEADER, Form, FormColumn, mark, plain
from qms_desktop.exchange.sheet_dress import safe_sheet_name, write_lists
from qms_desktop.exchange.writing import ColumnSpec
from qms_desktop.workspace.saving import replacing

_MOST_TITLE, _MOST_PROMPT = 32, 255
_COMMENT = "{0}\nField: {1}"


def write_form(path: Path, form: Form, properties: dict[str, str]) -> None:
    """Write a form, or leave the old file as it is.

    Args:
        path: the .xlsx to write.
        form: what goes out.
        properties: its identity, written as `qms.<name>`.

    Raises:
        Unavailable: the file cannot be written.
    """
    import xlsxwriter  # noqa: PLC0415  start-up budget

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with replacing(path) as part:
        part.touch()
        book = xlsxwriter.Workbook(str(part), options)
        _fill(book, form, properties)
        try:
            book.close()
        except xlsxwriter.exceptions.XlsxWriterException as error:
            raise OSError(str(error)) from error


def _fill(book: Any, form: Form, properties: dict[str, str]) -> None:
    formats = Formats(book)
    sheet = book.add_worksheet(safe_sheet_name(form.template.partition(" ")[2] or form.template))
    specs = [ColumnSpec(c.name, c.label, c.type, c.required, None, c.choices, c.hint) for c in form.columns]
    lists = write_lists(book, book.add_worksheet("Lists"), formats, [specs])[0]
    _write_head(sheet, formats, form)
    looks = [_look(book, column) for column in form.columns]
    for at, row in enumerate(form.rows, FIRST_ROW - 1):
        write_text(sheet, at, 0, row.key, formats.code)
        for index, (value, look) in enumerate(zip(row.cells, looks, strict=True), 1):
            _write_cell(sheet, at, index, value, look)
    _dress(sheet, form, lists)
    _write_marks(book, formats, form, sheet.name, properties)


def _write_head(sheet: Any, formats: Formats, form: Form) -> None:
    for at, (text, look) in enumerate(
        ((form.title, formats.title), (form.about, formats.label), (form.period, formats.text))
    ):
        write_text(sheet, at, 1, text, look)
    sheet.merge_range(3, 1, 3, len(form.columns), "", formats.long_text)
    write_text(sheet, 3, 1, form.instructions, formats.long_text)
    sheet.set_row(0, 26)
    sheet.set_row(3, 48)
    write_text(sheet, HEADER_ROW - 1, 0, KEY_HEADER, formats.header)
    for index, column in enumerate(form.columns, 1):
        label = column.label + (" *" if column.required else "")
        write_text(sheet, HEADER_ROW - 1, index, label, formats.key_header if column.locked else formats.header)
        told = _COMMENT.format(column.hint or column.label, column.name)
        sheet.write_comment(HEADER_ROW - 1, index, told, {"author": "QMS Desktop"})


def _look(book: Any, column: FormColumn) -> Any:
    shape = {"num_format": "yyyy-mm-dd"} if column.type == "day" else {"text_wrap": True}
    return book.add_format(
        {"font_name": "Calibri", "font_size": 11, "valign": "top", "border": 1, "border_color": LINE, **shape}
        | {"bg_color": OURS if column.locked else INPUT, "locked": column.locked}
    )


def _write_cell(sheet: Any, row: int, column: int, value: object, look: Any) -> None:
    if value is None or value == "":
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, look)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, look)
    else:
        write_text(sheet, row, column, str(value), look)


def _dress(sheet: Any, form: Form, lists: dict[str, str]) -> None:
    last = max(FIRST_ROW, FIRST_ROW + len(form.rows) - 1)
    sheet.set_column(0, 0, 10, None, {"hidden": True})
    for index, column in enumerate(form.columns, 1):
        sheet.set_column(index, index, column.width)
        check = None if column.locked else _check(column, lists.get(column.name, ""))
        if check:
            sheet.data_validation(FIRST_ROW - 1, index, last - 1, index, check)
    _check_rows(sheet, form)
    sheet.set_row(HEADER_ROW - 1, 32)
    sheet.freeze_panes(HEADER_ROW, 2)
    sheet.autofilter(HEADER_ROW - 1, 1, last - 1, len(form.columns))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW - 1)
    left = f"{form.template}, version {form.version}".replace("&", "&&")
    sheet.set_footer(f"&L{left[:90]}&CUncontrolled when printed&RPage &P of &N")
    allowed = ("format_columns", "format_rows", "sort", "autofilter", "select_locked_cells", "select_unlocked_cells")
    sheet.protect("", dict.fromkeys(allowed, True))


def _check_rows(sheet: Any, form: Form) -> None:
    """Where each row takes something of its own, its required cell is checked for that."""
    place, column = next(((i, c) for i, c in enumerate(form.columns, 1) if c.required), (0, None))
    for at, row in enumerate(form.rows, FIRST_ROW - 1):
        if not row.takes or column is None:
            continue
        told: dict[str, Any] = {"error_title": column.label, "error_message": _named(row.takes)}
        if isinstance(row.takes[0], int):
            low, high = row.takes
            told |= {"validate": "integer", "criteria": "between", "minimum": low, "maximum": high}
            told["error_message"] = f"Please type a whole number from {low} to {high}."
        elif len(",".join(map(str, row.takes))) <= _MOST_PROMPT and not any("," in str(word) for word in row.takes):
            told |= {"validate": "list", "source": list(row.takes)}
        else:
            continue  # more than the file format takes; the words stand beside the cell, and the return is checked
        sheet.data_validation(at, place, at, place, told)


def _check(column: FormColumn, list_name: str) -> dict[str, Any] | None:
    told = {
        "error_title": column.label[:_MOST_TITLE], "ignore_blank": not column.required,
        "input_title": column.label[:_MOST_TITLE], "input_message": column.hint[:_MOST_PROMPT],
    }  # fmt: skip
    if list_name:
        return {**told, "validate": "list", "source": f"={list_name}", "error_message": _named(column.choices)}
    if column.type == "day":
        return {
            **told, "validate": "date", "criteria": "between", "minimum": date(1900, 3, 1),
            "maximum": date(2200, 12, 31), "error_message": "Please type a date such as 2026-12-31.",
        }  # fmt: skip
    if column.most:
        return {
            **told, "validate": "length", "criteria": "<=", "value": column.most, "error_type": "warning",
            "error_message": f"At most {column.most:,} characters fit here.",
        }  # fmt: skip
    return None


def _named(choices: Sequence[str | int]) -> str:
    return f"Please choose one of: {', '.join(map(str, choices))}."[:_MOST_PROMPT]


def _write_marks(book: Any, formats: Formats, form: Form, sheet_name: str, properties: dict[str, str]) -> None:
    """The identity, the columns, and for each row a mark of every cell: what is open stands there as it went out."""
    sheet = book.add_worksheet("_qms")
    sheet.very_hidden()
    lines: list[Sequence[str]] = []
    known = {"template": form.template, "version": form.version, "kind": form.kind, "subject": form.subject}
    for name, value in (known | properties).items():
        book.set_custom_property(f"qms.{name}", value[:_MOST_PROMPT], "text")
        lines.append((f"qms.{name}", value))
    lines.append(("sheet", sheet_name, form.kind))
    for column in form.columns:
        label = column.label + (" *" if column.required else "")
        lines.append(("column", column.name, label, "locked" if column.locked else "open"))
    for row in form.rows:
        cells = zip(form.columns, row.cells, strict=True)
        marks = (mark(row.key, c.name, value) if c.locked else f"={plain(value)}" for c, value in cells)
        lines.append(("row", row.key, row.number, *marks))
    for at, line in enumerate(lines):
        for index, text in enumerate(line):
            write_text(sheet, at, index, text, formats.code)
    book.set_properties({"title": form.title, "author": properties.get("organisation", "")})
