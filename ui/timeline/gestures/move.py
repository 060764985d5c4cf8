"""Dragging a Clip changes when its Line starts, as meant: a gap, an interruption, talking over."""

from __future__ import annotations

from dataclasses import replace

from studio.document import step_names
from studio.document.cues import After, At, CutIn, Over
from studio.document.edits import lines
from studio.document.values import LineId
from studio.sentences import Message, sentence
from studio.timeline.clip import Clip
from studio.timeline.snapping import Dragged, dragged_to, snap_frames, snapped
from ui import quantities
from ui.timeline.gestures.draft import Draft, Held, Situation

BEFORE = sentence("ui.timeline.move.before", "Starts {seconds} before {name} ends")
CUTS = sentence("ui.timeline.move.cuts", "Cuts {name} off after “{word}”, {seconds} before the end")
OVER = sentence("ui.timeline.move.over", "Talks over the last {seconds} of {name}")
AFTER = sentence("ui.timeline.move.after", "Starts {seconds} after {name} ends")
AT = sentence("ui.timeline.move.at", "Starts at {time}")


class Move:
    """Of one Clip, taken hold of at `grabbed_frame`."""

    def __init__(self, situation: Situation, clip: Clip, grabbed_frame: int) -> None:
        self._situation, self._clip = situation, clip
        self._offset = grabbed_frame - clip.start_frame

    def moved(self, frame: int, down: float, held: Held) -> Draft | None:
        start = frame - self._offset
        if not held.is_free:
            start = self._caught(start)
        return moved_to(self._situation, self._clip.line, start, held)

    def _caught(self, start: int) -> int:
        """Where the nearer of its two edges catches."""
        situation, clip = self._situation, self._clip
        reach = situation.reach_frames
        if not reach:
            return start
        length = clip.uncut_end_frame - clip.start_frame
        places = snap_frames(
            situation.timeline,
            situation.lengths,
            start - reach,
            start + length + reach,
            situation.playhead,
            clip.line,
        )
        at_start = snapped(start, places, reach)
        at_end = snapped(start + length, places, reach) - length
        caught = [each for each in (at_start, at_end) if each != start]
        return min(caught, key=lambda each: abs(each - start), default=start)


def moved_to(situation: Situation, line: LineId, start: int, held: Held) -> Draft | None:
    """The Line starting there, or as near as its Cue can say; None when it does already."""
    document, old = situation.document, situation.document.lines.get(line)
    if old is None:
        return None
    is_over = isinstance(old.cue, Over) != held.is_other
    dragged = dragged_to(
        document, situation.timeline, situation.lengths, line, start, is_to_talk_over=is_over
    )
    if held.is_free:
        dragged = exactly(dragged, start)
    if dragged.cue == old.cue:
        return None
    lengths = situation.lengths
    cue = dragged.cue
    change = situation.rippling(line, lambda it: lines.set_cue(it, [line], cue), lengths)
    bubble = _said(situation, dragged)
    return Draft(step_names.CUE(1), change, bubble, lengths)


def exactly(dragged: Dragged, start: int) -> Dragged:
    """The same without sticking to a word."""
    earlier = dragged.earlier
    if earlier is None or not isinstance(dragged.cue, CutIn):
        return dragged
    at = min(max(start, earlier.start_frame), earlier.uncut_end_frame)
    return replace(dragged, cue=CutIn(earlier.uncut_end_frame - at), start_frame=at, after_word="")


def _said(situation: Situation, dragged: Dragged) -> Message:
    earlier, cue = dragged.earlier, dragged.cue
    if earlier is None or isinstance(cue, At):
        return AT(time=quantities.position(dragged.start_frame))
    name = situation.document.speaker(earlier.speaker).name
    match cue:
        case CutIn(overlap) if dragged.after_word:
            return CUTS(
                name=name, word=dragged.after_word, seconds=quantities.exact_seconds(overlap)
            )
        case CutIn(overlap):
            return BEFORE(name=name, seconds=quantities.exact_seconds(overlap))
        case Over(overlap):
            return OVER(name=name, seconds=quantities.exact_seconds(overlap))
        case After():
            gap = max(0, dragged.start_frame - earlier.uncut_end_frame)
            return AFTER(name=name, seconds=quantities.exact_seconds(gap))
        case _:
            return AT(time=quantities.position(dragged.start_frame))
