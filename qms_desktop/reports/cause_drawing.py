"""The causes of a nonconformity on paper: the tree of whys, and the fishbone where causes have families."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.lib.colors import HexColor
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from qms_desktop.insight.cause_drawing import Bone, Node, Rib, causes_of, family_label, fishbone, kind_label
from qms_desktop.principles.continuous_improvement.causes import CauseKind, ordered
from qms_desktop.reports import colours, fonts, parts, styles
from qms_desktop.reports.bidi import drawn
from qms_desktop.reports.texts import on_one_line
from qms_desktop.workspace.views import RecordView

WIDTH = styles.PORTRAIT[0] - 2 * styles.SIDE
PAGE = styles.PORTRAIT[1] - styles.TOP - styles.BOTTOM
ROW, INDENT, PAD, SMALL, SIZE, LINE = 26.0, 16.0, 6.0, 6.5, 7.5, 9.0
MOST_LINES = 12
"""More than a cause of 500 characters needs in its box."""
DEEPEST = 12
"""From this depth on, boxes are not indented further."""


def cause_drawings(view: RecordView) -> Iterator[Flowable]:
    """The drawings of a record's causes; nothing where it lists none."""
    causes = causes_of(view)
    if not causes:
        return
    yield from parts.heading("Why tree")
    for cause, depth in ordered(causes):
        yield Why(cause, min(depth, DEEPEST))
    yield parts.paragraph("A green mark: verified. What shows it stands in the list of causes.", styles.NOTE)
    if any(cause.family for cause in causes):
        drawing = Bones(causes, view.title)
        yield Spacer(1, 8)
        yield CondPageBreak(min(drawing.drawing.height + 40, PAGE))
        yield from parts.heading("Fishbone")
        yield drawing


class Why(Flowable):  # type: ignore[misc]  # reportlab has no types
    """One cause in its box, hung by a line on what it explains."""

    def __init__(self, cause: Node, depth: int) -> None:
        super().__init__()
        self.cause, self.depth = cause, depth

    def wrap(self, _room: float, _height: float) -> tuple[float, float]:
        """As high as its words need."""
        self.left = self.depth * INDENT
        self.kind = kind_label(self.cause)
        beside = fonts.width(self.kind, SMALL) + 3 * PAD if self.kind else 0.0
        room = WIDTH - self.left - beside - 3 * PAD
        self.lines = fonts.folded(on_one_line(self.cause.label), room, SIZE, MOST_LINES)
        self.width, self.height = WIDTH, max(ROW, len(self.lines) * LINE + 2 * PAD + 4)
        return self.width, self.height

    def draw(self) -> None:
        """The line from above, the box, the words."""
        canvas, middle = self.canv, self.height / 2
        canvas.setStrokeColor(HexColor(colours.TEXT3))
        canvas.setLineWidth(0.8)
        if self.depth:
            canvas.line(self.left - INDENT / 2, self.height + 2, self.left - INDENT / 2, middle)
            canvas.line(self.left - INDENT / 2, middle, self.left, middle)
        pair = colours.TONES["green"] if self.cause.verified else None
        canvas.setStrokeColor(HexColor(pair.text if pair else colours.BORDER))
        canvas.setFillColor(HexColor(pair.tint if pair else colours.PAPER))
        canvas.roundRect(self.left, 2, WIDTH - self.left, self.height - 4, 4, stroke=1, fill=1)
        top = middle + (len(self.lines) * LINE) / 2 - SIZE + 0.5
        for number, words in enumerate(self.lines):
            _put(self, words, (self.left + PAD, top - number * LINE), SIZE, colours.TEXT)
        if self.kind:
            tone = colours.TONES[CauseKind(self.cause.cause_kind or CauseKind.OCCURRENCE).tone]
            width = fonts.width(self.kind, SMALL)
            _put(self, self.kind, (WIDTH - PAD - width, middle - SMALL * 0.36), SMALL, tone.text)


class Bones(Flowable):  # type: ignore[misc]  # reportlab has no types
    """The fishbone over the width of the page."""

    def __init__(self, causes: tuple[Node, ...], effect: str) -> None:
        super().__init__()
        self.effect = effect
        self.drawing = fishbone(
            causes, WIDTH, LINE, lambda words, room: fonts.folded(on_one_line(words), room, SMALL + 0.5, 2)
        )

    def wrap(self, _room: float, _height: float) -> tuple[float, float]:
        """As it was laid out; what is higher than a page is made smaller."""
        self.scale = min(1.0, (PAGE - 60) / self.drawing.height)
        self.width, self.height = WIDTH, self.drawing.height * self.scale
        return self.width, self.height

    def draw(self) -> None:
        """Spine, bones, words, and the box of the effect."""
        canvas, drawing = self.canv, self.drawing
        canvas.scale(self.scale, self.scale)
        left, top, width, height = drawing.head
        canvas.setStrokeColor(HexColor(colours.TEXT2))
        canvas.setLineWidth(1.4)
        canvas.line(0, self._up(drawing.spine), left, self._up(drawing.spine))
        for bone in drawing.bones:
            self._bone(bone)
        pair = colours.TONES["red"]
        canvas.setLineWidth(0.8)
        canvas.setStrokeColor(HexColor(pair.text))
        canvas.setFillColor(HexColor(pair.tint))
        canvas.roundRect(left, self._up(top + height), width, height, 4, stroke=1, fill=1)
        lines = fonts.folded(on_one_line(self.effect), width - 2 * PAD, SIZE, int(height // LINE), fonts.REGULAR)
        begin = self._up(top + height / 2) + len(lines) * LINE / 2 - SIZE + 0.5
        for number, words in enumerate(lines):
            _put(self, words, (left + PAD, begin - number * LINE), SIZE, colours.TEXT)

    def _up(self, y: float) -> float:
        return self.drawing.height - y

    def _bone(self, bone: Bone) -> None:
        canvas = self.canv
        canvas.setStrokeColor(HexColor(colours.TEXT3))
        canvas.setLineWidth(1)
        canvas.line(bone.start[0], self._up(bone.start[1]), bone.end[0], self._up(bone.end[1]))
        name = fonts.elided(family_label(bone.family), bone.width, SIZE)
        _put(self, name, (bone.name[0], self._up(bone.name[1] + SIZE + 4)), SIZE, colours.TEXT2)
        for rib in bone.ribs:
            self._rib(rib)

    def _rib(self, rib: Rib) -> None:
        canvas, y = self.canv, self._up(rib.start[1])
        colour = colours.TONES["green"].text if rib.node.verified else colours.TEXT3
        canvas.setStrokeColor(HexColor(colour))
        canvas.setLineWidth(1 if rib.node.verified else 0.5)
        canvas.line(rib.start[0], y, rib.end[0], y)
        if rib.node.verified:
            canvas.setFillColor(HexColor(colour))
            canvas.circle(rib.end[0], y, 2, stroke=0, fill=1)
        for number, words in enumerate(reversed(rib.words)):
            _put(self, words, (rib.start[0], y + 2.5 + number * LINE), SMALL + 0.5, colours.TEXT)


def _put(flowable: Flowable, words: str, place: tuple[float, float], size: float, colour: str) -> None:
    flowable.canv.setFont(fonts.REGULAR, size)
    flowable.canv.setFillColor(HexColor(colour))
    flowable.canv.drawString(*place, drawn(words))
