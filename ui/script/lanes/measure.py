"""How high a card is, and how it stands to the one before: what the stack asks."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtWidgets import QWidget

from studio.document.cues import After, CutIn, Over, With
from studio.document.values import Line, ScriptItem, SpeakerId
from studio.frames import PROJECT_RATE
from ui import fonts
from ui.look import Look
from ui.script import foot, row_text, size
from ui.script.lanes.columns import GUTTER, Columns
from ui.script.lanes.stack import GAP, Join, Slot
from ui.script.rows import Rows
from ui.script.writer import Writer

LEFT, RIGHT = 4, 8
"""Between a column's edges and its cards."""

EDGE, PADDING = 4, 8
_HEAD, _FOOT = 24, 6

_PIXELS_PER_SECOND = 25
_LEAST_OVERLAP, _MOST_OVERLAP, _MOST_GAP = 12, 40, 60
_LIKELY_LETTER = 7


def head() -> int:
    """Above the words of a card."""
    return fonts.zoomed(_HEAD)


def foot_room() -> int:
    """Below them."""
    return fonts.zoomed(_FOOT)


class Measure:
    """`columns` is where they are now; whoever changes it has everything measured again."""

    def __init__(self, rows: Rows, writer: Writer, look: Look, surface: QWidget) -> None:
        self._rows, self._writer, self._look, self._surface = rows, writer, look, surface
        self._column_of: dict[SpeakerId, int] = {}
        self.columns = Columns()

    def set_columns(self, columns: Columns) -> None:
        self.columns = columns
        self._column_of = {speaker: at for at, speaker in enumerate(columns.speakers)}

    def text_width(self, item: ScriptItem) -> int:
        columns = self.columns
        whole = columns.width if isinstance(item, Line) else columns.whole_width - GUTTER
        return max(20, whole - LEFT - RIGHT - EDGE - 2 * PADDING)

    def slot_of(self, item: ScriptItem) -> Slot:
        lines = row_text.laid_out(item, self.text_width(item), self._look.theme).lineCount()
        height = max(1, lines) * size.line_height()
        if not isinstance(item, Line):
            return Slot(None, height + foot_room())
        height += foot.height(self._rows.foot_of(item))
        if item.id == self._writer.line and self._writer.lies_on(self._surface):
            height = max(height, self._writer.height())
        join, space = _join(item)
        return Slot(self._column_of[item.speaker], head() + height + foot_room(), join, space)

    def likely_height(self, items: Sequence[ScriptItem]) -> int:
        """Of many cards together, without looking at letters."""
        columns = max(1.0, (self.columns.width - 28) / fonts.zoomed(_LIKELY_LETTER))
        lines = sum([ceil((len(item.text) + 1) / columns) for item in items])
        return lines * size.line_height() + len(items) * (head() + foot_room() + GAP)


def _join(line: Line) -> tuple[Join, int]:
    match line.cue:
        case CutIn(overlap_frames=overlap) | Over(overlap_frames=overlap):
            pixels = _PIXELS_PER_SECOND * overlap // PROJECT_RATE
            return Join.BESIDE_END, min(max(pixels, _LEAST_OVERLAP), _MOST_OVERLAP)
        case With():
            return Join.BESIDE_START, 0
        case After(gap_frames=int(gap)) if gap > 0:
            return Join.BELOW, min(_PIXELS_PER_SECOND * gap // PROJECT_RATE, _MOST_GAP)
        case _:
            return Join.BELOW, 0
