"""What the parts of the timeline share: what is shown, which part of it, what is chosen in it.

One owner for all of this; canvas, ruler, heads and overview read it when they paint.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from studio.document.sounds import SoundClipId
from studio.document.values import Document, Line, LineId, Speaker
from studio.timeline.values import Clip, Span, Timeline
from ui.timeline.lanes import LANE_HEIGHT, Lane, Lanes
from ui.timeline.sources import Sources, nothing_known
from ui.timeline.spans import PieceSpans
from ui.timeline.standing import Standing
from ui.timeline.view import View


@dataclass(frozen=True, slots=True)
class Numbered:
    """A Line, its number, and the Speaker of the spoken Line before it."""

    number: int
    line: Line
    earlier: Speaker | None


class Shown(QObject):
    """`content_changed`: other Clips, Lanes or markers; `states_changed`: the same ones look
    otherwise; `view_changed`: another part or scale; `playhead_moved(before, now)`."""

    content_changed = Signal()
    states_changed = Signal()
    view_changed = Signal()
    selection_changed = Signal()
    loop_changed = Signal()
    playhead_moved = Signal(int, int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.document = Document()
        self.timeline = Timeline()
        self.end_frame = 0
        """Where the piece ends; working it out takes a while, and each frame asks."""
        self.lanes = Lanes(self.document)
        self.spans = PieceSpans()
        self.sources: Sources = nothing_known()
        self.view = View()
        self.top = 0
        """How far the Lanes are scrolled down, in pixels."""
        self.lane_height = LANE_HEIGHT
        self.playhead = 0
        self.loop: Span | None = None
        self.selected: frozenset[LineId] = frozenset()
        self.current: LineId | None = None
        """The Clip that keys act on; one of the selected, if any is."""
        self.current_sound: SoundClipId | None = None
        """A sound that was chosen instead of Clips."""
        self._behind: tuple[Document, Timeline] | None = None
        """What is there while a preview is shown instead."""
        self._numbered: dict[LineId, Numbered] = {}
        self._standings: dict[LineId, Standing] = {}

    def show(self, document: Document, timeline: Timeline) -> None:
        """This is what there is; while a preview is shown, what there will be behind it."""
        if self._behind is not None:
            self._behind = (document, timeline)
        elif document is not self.document or timeline is not self.timeline:
            self._put(document, timeline)

    def preview(self, document: Document, timeline: Timeline) -> None:
        """Show what a gesture would make of the piece, until `end_preview`."""
        if self._behind is None:
            self._behind = (self.document, self.timeline)
        self._put(document, timeline)

    @property
    def behind(self) -> tuple[Document, Timeline]:
        """What there is, whatever preview is shown."""
        return self._behind or (self.document, self.timeline)

    def end_preview(self) -> None:
        if self._behind is not None:
            behind, self._behind = self._behind, None
            self._put(*behind)

    def set_view(self, view: View) -> None:
        """Show this part, within the limits of the piece."""
        if self._set_view(view):
            self.view_changed.emit()

    def set_top(self, top: int) -> None:
        if top != self.top:
            self.top = top
            self.view_changed.emit()

    def ask_anew(self, sources: Sources | None = None) -> None:
        """States, words or sounds are others now."""
        self.sources = sources or self.sources
        self._standings = {}
        self.states_changed.emit()

    def set_lane_height(self, height: int) -> None:
        if height != self.lane_height:
            self.lane_height = height
            self.lanes = Lanes(self.document, height)
            self.content_changed.emit()

    def set_playhead(self, frame: int) -> None:
        if frame != self.playhead:
            before, self.playhead = self.playhead, frame
            self.playhead_moved.emit(before, frame)

    def set_loop(self, loop: Span | None) -> None:
        if loop != self.loop:
            self.loop = loop
            self.loop_changed.emit()

    def select(self, lines: Iterable[LineId], current: LineId | None = None) -> bool:
        """Choose these; whether that is anything new."""
        chosen = frozenset(lines)
        if current is None and len(chosen) == 1:
            (current,) = chosen
        before = (self.selected, self.current, self.current_sound)
        if (chosen, current, None) == before:
            return False
        self.selected, self.current = chosen, current
        self.current_sound = None
        self.selection_changed.emit()
        return True

    def select_sound(self, sound: SoundClipId) -> None:
        """Choose a piece of music or an effect, and no Clip."""
        self.select(())
        self.current_sound = sound
        self.selection_changed.emit()

    def clip_of(self, line: LineId | None) -> Clip | None:
        return None if line is None else self.timeline.placed.of(line)

    def lane_of(self, clip: Clip) -> Lane | None:
        return self.lanes.of(clip.speaker)

    def numbered(self, line: LineId) -> Numbered | None:
        """The Line of a Clip, found once for each Document."""
        found = self._numbered.get(line)
        if found is None:
            lines = self.document.lines
            place = lines.place(line)
            if place is None:
                return None
            earlier = None
            for at in range(place - 1, max(-1, place - 9), -1):
                if lines[at].text:
                    earlier = self.document.speaker(lines[at].speaker)
                    break
            found = self._numbered[line] = Numbered(place + 1, lines[place], earlier)
        return found

    def standing(self, line: LineId) -> Standing:
        """How a Line stands, asked once until that changes."""
        found = self._standings.get(line)
        if found is None:
            found = self._standings[line] = self.sources.standing_of(line)
        return found

    def is_muted(self, clip: Clip, line: Line) -> bool:
        """Whether its Lane or the Line itself is not heard."""
        lane = self.lane_of(clip)
        return line.is_muted or lane is None or self.lanes.is_silent(lane)

    def _put(self, document: Document, timeline: Timeline) -> None:
        if document is not self.document:
            self._numbered = {}
        is_other_cast = (
            document.cast is not self.document.cast
            or document.sound_lanes is not self.document.sound_lanes
        )
        self._standings = {}
        self.document, self.timeline = document, timeline
        self.end_frame = timeline.end_frame
        if is_other_cast:
            self.lanes = Lanes(document, self.lane_height)
        self.spans.show(timeline, [speaker.id for speaker in document.cast])
        kept = frozenset([line for line in self.selected if document.script.get(line) is not None])
        lost = kept != self.selected
        self.selected = kept
        if self.current is not None and document.script.get(self.current) is None:
            self.current = None
        self._set_view(self.view)
        self.content_changed.emit()
        if lost:
            self.selection_changed.emit()

    def _set_view(self, view: View) -> bool:
        bounded = view.bounded(self.end_frame)
        changed = bounded != self.view
        self.view = bounded
        return changed
