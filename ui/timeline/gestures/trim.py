"""Dragging an edge of a Clip leaves out its beginning or its end. The Take itself stays whole."""

from __future__ import annotations

from dataclasses import replace

from studio.document import step_names
from studio.document.clip_edit import AtSample, AtWord, PinnedTake, TrimPoint
from studio.document.edits import lines
from studio.document.values import Document
from studio.document.words import WordPlace
from studio.frames import PROJECT_RATE, TAKE_RATE
from studio.sentences import sentence
from studio.timeline.clip import Clip
from studio.timeline.snapping import snapped
from ui import quantities
from ui.timeline.gestures.draft import Draft, Held, Situation, frame_of, sample_at

STARTS_WITH = sentence("ui.timeline.trim.starts_with", "Starts with “{word}”")
ENDS_WITH = sentence("ui.timeline.trim.ends_with", "Ends with “{word}”")
STARTS = sentence("ui.timeline.trim.starts", "Starts {seconds} into the take")
ENDS = sentence("ui.timeline.trim.ends", "Ends {seconds} into the take")


class Trim:
    """Of one edge; it catches at the edges of words."""

    def __init__(self, situation: Situation, clip: Clip, *, is_start: bool) -> None:
        self._situation, self._clip, self._is_start = situation, clip, is_start
        length = situation.lengths.get(clip.line)
        self._words = () if length is None else length.words

    def moved(self, frame: int, down: float, held: Held) -> Draft | None:
        reach = 0 if held.is_free else self._situation.reach_frames
        point, word = self._point(frame, reach)
        return trimmed_to(self._situation, self._clip, point, word, is_start=self._is_start)

    def _point(self, frame: int, reach: int) -> tuple[TrimPoint, str]:
        clip = self._clip
        if reach:
            edges = {
                frame_of(clip, word.start_sample if self._is_start else word.end_sample): number
                for number, word in enumerate(self._words)
            }
            caught = snapped(frame, edges, reach)
            if caught in edges:
                number = edges[caught]
                text = self._words[number].text
                return AtWord(WordPlace(number, text)), text
        return AtSample(max(0, sample_at(clip, frame))), ""


def trimmed_to(
    situation: Situation, clip: Clip, point: TrimPoint, word: str, *, is_start: bool
) -> Draft | None:
    """One edge at this point; None without a Take, or where it is already."""
    old, take = situation.document.lines.get(clip.line), clip.take
    if old is None or take is None:
        return None
    was = old.clip
    edit = replace(was, trim_start=point) if is_start else replace(was, trim_end=point)
    pinned = old.pinned or PinnedTake(take)
    length = situation.length_as(replace(old, clip=edit, pinned=pinned))
    if edit == was or length is None:
        return None
    line = old.id
    must_pin = old.pinned is None and isinstance(point, AtSample)
    lengths = situation.with_length(line, length)

    def trim(document: Document) -> Document:
        if must_pin:
            document = lines.pin_take(document, line, pinned)
        return lines.set_clip(document, [line], edit)

    change = situation.rippling(line, trim, lengths)
    if word:
        bubble = (STARTS_WITH if is_start else ENDS_WITH)(word=word)
    else:
        sample = length.start_sample
        if not is_start:
            sample += length.frames * TAKE_RATE // PROJECT_RATE
        seconds = quantities.exact_seconds(sample * PROJECT_RATE // TAKE_RATE)
        bubble = (STARTS if is_start else ENDS)(seconds=seconds)
    return Draft(step_names.CLIP(1), change, bubble, lengths)
