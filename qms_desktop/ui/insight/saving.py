"""Saving a chart: as a picture, or its figures."""

from __future__ import annotations

from pathlib import Path

from qms_desktop.exchange.plain_writing import write_csv
from qms_desktop.exchange.writing import ColumnSpec, write_register
from qms_desktop.insight.chart import Chart
from qms_desktop.workspace.saving import replacing

PICTURES, FIGURES = (".png", ".svg"), (".xlsx", ".csv")
SIZE, SCALE = (960, 540), 2.0
"""A saved picture in usual pixels, and how many dots each has in a `.png`."""


def write_picture(path: Path, content: bytes) -> None:
    """Write a picture whole or not at all.

    Raises:
        Unavailable: the file cannot be written.
    """
    with replacing(path) as part:
        part.write_bytes(content)


def write_figures(path: Path, chart: Chart, organisation: str) -> None:
    """Write the table of a chart as text or as a workbook.

    Raises:
        Unavailable: the file cannot be written.
    """
    header, rows = chart.header(), list(chart.table())
    if path.suffix.lower() == ".csv":
        write_csv(path, header, rows)
        return
    columns = [ColumnSpec(f"c{n}", label, "number") for n, label in enumerate(header[1:])]
    properties = {"kind": f"chart:{chart.name}", "organisation": organisation}
    lines = [chart.title, *(line for line in (chart.note, f"Source: {chart.source}") if line)]
    write_register(
        path, sheet_title=chart.title, columns=columns, rows=rows, properties=properties, read_me=lines,
        key_column=header[0] or "Name",
    )  # fmt: skip
