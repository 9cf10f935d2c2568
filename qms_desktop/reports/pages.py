"""The sheet of paper: margins, the head of later pages, the foot of every page, and the writing of the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, NextPageTemplate, PageBreak, PageTemplate

from qms_desktop import __version__
from qms_desktop.errors import Stopped
from qms_desktop.reports import colours, fonts, styles
from qms_desktop.reports.bidi import drawn
from qms_desktop.reports.stamp import Stamp
from qms_desktop.reports.texts import on_one_line
from qms_desktop.workspace.saving import replacing

Progress = Callable[[int, int], bool]
"""Told how much is done and of how much; answers False when the user cancelled."""
FOOT, FOOT_LEADING = 7.0, 9.5
RULE = 0.5
GAP = 12.0
MARK, MARK_SHARE, MARK_ALPHA = 96.0, 1.0, 0.09


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the pages of one document say besides its story: number and title are in the foot of each."""

    stamp: Stamp
    number: str
    title: str
    mark: str = ""
    """A word across every page: what is printed here is void or no longer valid."""
    published: bool = False
    """It was made for the folder of what is in effect."""
    size: tuple[float, float] = styles.PORTRAIT

    @property
    def name(self) -> str:
        """Number and title on one line."""
        return on_one_line(f"{self.number}  {self.title}" if self.number else self.title)


class Pages(Canvas):  # type: ignore[misc]  # reportlab has no types
    """A canvas that draws the foot at the end, when it knows how many pages there are."""

    def __init__(self, filename: str, *, sheet: Sheet, **options: Any) -> None:
        super().__init__(filename, **options)
        self._sheet = sheet
        self._kept: list[dict[str, Any]] = []
        self._doc._timeStamp = _Moment(sheet.stamp.at)  # noqa: SLF001  its own clock cannot be set otherwise

    def showPage(self) -> None:  # noqa: N802  reportlab's name
        """Keep the page until the end."""
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Draw each page's foot, then write the file."""
        kept = self._kept
        for number, state in enumerate(kept, start=1):
            self.__dict__.update(state)
            self._draw_foot(number, len(kept))
            self._draw_mark()
            super().showPage()
        super().save()

    def _draw_foot(self, number: int, of: int) -> None:
        sheet, width = self._sheet, self._pagesize[0]
        left, right, base = styles.SIDE, width - styles.SIDE, styles.BOTTOM - 22
        self.setStrokeColor(HexColor(colours.BORDER))
        self.setLineWidth(RULE)
        self.line(left, base + FOOT_LEADING, right, base + FOOT_LEADING)
        pages = f"Page {number} of {of}"
        kind = "Uncontrolled when printed"
        by = f" by {on_one_line(sheet.stamp.by)}" if sheet.stamp.by else ""
        verb = "Published" if sheet.published else "Printed"
        said = f"{verb} {sheet.stamp.when}{by}  ·  trail {sheet.stamp.trail}"
        for line, (start, end, colour) in enumerate(((sheet.name, pages, colours.TEXT2), (said, kind, colours.TEXT3))):
            self.setFont(fonts.REGULAR, FOOT)
            self.setFillColor(HexColor(colour))
            y = base - line * FOOT_LEADING
            room = right - left - fonts.width(end, FOOT) - GAP
            self.drawString(left, y, drawn(fonts.elided(start, room, FOOT)))
            self.drawRightString(right, y, end)

    def _draw_mark(self) -> None:
        """Pale enough to read through, large enough for a copy to show it."""
        if not self._sheet.mark:
            return
        width, height = self._pagesize
        self.saveState()
        self.setFillColor(HexColor(colours.TONES["red"].text))
        self.setFillAlpha(MARK_ALPHA)
        size = min(MARK, MARK_SHARE * width / max(1.0, fonts.width(self._sheet.mark, 1.0, fonts.BOLD)))
        self.setFont(fonts.BOLD, size)
        self.translate(width / 2, height / 2)
        self.rotate(45)
        self.drawCentredString(0, -size / 3, self._sheet.mark)
        self.restoreState()


class _Moment:
    """The time of printing in reportlab's own shape."""

    def __init__(self, at: datetime) -> None:
        self.t = at.timestamp()
        self.lt = at.utctimetuple()
        self.YMDhms = tuple(self.lt)[:6]
        self.dhh = self.dmm = 0
        self.tzname = "UTC"


class _Document(BaseDocTemplate):  # type: ignore[misc]  # reportlab has no types
    """Lays a story out and tells how far it is."""

    def __init__(self, path: str, sheet: Sheet, parts: int, progress: Progress | None, **options: Any) -> None:
        super().__init__(path, **options)
        self._parts, self._progress, self._done = parts, progress, 0
        self._sheet = sheet
        head = {"onPage": self._draw_head}
        wide = styles.LANDSCAPE
        first = PageTemplate("first", _frame(sheet.size), pagesize=sheet.size, autoNextPageTemplate="later")
        later = PageTemplate("later", _frame(sheet.size), pagesize=sheet.size, **head)
        self.addPageTemplates([first, later, PageTemplate("wide", _frame(wide), pagesize=wide, **head)])

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802  reportlab's name
        """Tell the progress.

        Raises:
            Stopped: the user cancelled.
        """
        del flowable
        self._done += 1
        if self._progress is not None and not self._progress(min(self._done, self._parts), self._parts):
            raise Stopped("Stopped. No PDF was written.")

    def _draw_head(self, canvas: Canvas, _document: object) -> None:
        width, height = canvas._pagesize  # noqa: SLF001  it turns within a document
        y = height - styles.TOP + 12
        canvas.setFont(fonts.REGULAR, FOOT)
        canvas.setFillColor(HexColor(colours.TEXT3))
        organisation = on_one_line(self._sheet.stamp.organisation)
        room = (width - 2 * styles.SIDE) / 2 - GAP
        canvas.drawString(styles.SIDE, y, drawn(fonts.elided(self._sheet.name, room, FOOT)))
        canvas.drawRightString(width - styles.SIDE, y, drawn(fonts.elided(organisation, room, FOOT)))


def _frame(size: tuple[float, float]) -> Frame:
    width, height = size
    inside = (styles.SIDE, styles.BOTTOM, width - 2 * styles.SIDE, height - styles.TOP - styles.BOTTOM)
    return Frame(*inside, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)


def turned() -> list[Flowable]:
    """The rest of the story on pages in landscape."""
    return [NextPageTemplate("wide"), PageBreak()]


def write(
    path: Path, sheet: Sheet, story: Iterable[Flowable], progress: Progress | None = None, *, compressed: bool = True
) -> int:
    """Lay a story out and write it whole or not at all; returns the number of pages.

    Raises:
        Unavailable: the file cannot be written. Stopped: cancelled; the old file stays.
    """
    fonts.prepare()
    parts = list(story)
    with replacing(path) as part:
        document = _Document(
            str(part),
            sheet,
            len(parts),
            progress,
            pagesize=sheet.size,
            title=sheet.name,
            author=on_one_line(sheet.stamp.organisation),
            creator=f"QMS Desktop {__version__}",
            producer="QMS Desktop",
            lang="en",
            initialFontName=fonts.REGULAR,
            pageCompression=int(compressed),
            invariant=1,
        )
        document.build(parts, canvasmaker=lambda name, **options: Pages(name, sheet=sheet, **options))
        return int(document.page)
