"""How long each Line sounds: its Take, trimmed as the Line says, or an estimate while there is no
whole one. No samples are looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from studio.document.clip_edit import AtWord, PinnedTake, TrimPoint
from studio.document.spoken_text import spoken_text
from studio.document.values import Document, Line, LineId
from studio.document.words import find_word
from studio.frames import PROJECT_RATE, TAKE_RATE, frames_at_rate
from studio.takes.recipe import Recipe, TakeKey
from studio.takes.take import TakeOutline
from studio.timeline.estimate import estimated_frames
from studio.timeline.values import Length

SHORTEST_SAMPLES = TAKE_RATE // 100
"""What trimming leaves at least: 10 ms."""


def line_lengths(
    document: Document,
    recipe: Callable[[Document, Line], Recipe | None],
    outline: Callable[[TakeKey], TakeOutline | None],
) -> Mapping[LineId, Length]:
    """The Length of every Line that says something; silent Lines are left out."""
    lengths = {}
    for line in document.lines:
        length = line_length(document, line, recipe, outline)
        if length is not None:
            lengths[line.id] = length
    return lengths


def line_length(
    document: Document,
    line: Line,
    recipe: Callable[[Document, Line], Recipe | None],
    outline: Callable[[TakeKey], TakeOutline | None],
) -> Length | None:
    """A pinned Take goes before the one its words ask for; one that is not at hand is waited for."""
    if line.pinned is not None:
        pinned = outline(line.pinned.take)
        if pinned is not None and not pinned.is_growing:
            return _of_take(line, pinned, line.pinned)
        return Length(_estimate(document, line, spoken_text(line)))
    wanted = recipe(document, line)
    if wanted is None:
        return None
    found = outline(wanted.key)
    if found is None:
        return Length(_estimate(document, line, wanted.text))
    if found.is_growing:
        frames = frames_at_rate(found.length_samples, TAKE_RATE, PROJECT_RATE)
        frames = max(frames, _estimate(document, line, wanted.text))
        return Length(frames, found.key, 0, found.words, is_growing=True)
    return _of_take(line, found, PinnedTake(found.key))


def _estimate(document: Document, line: Line, text: str) -> int:
    return estimated_frames(text, document.delivery_of(line).speed or 1.0)


def _of_take(line: Line, take: TakeOutline, part: PinnedTake) -> Length:
    first = min(part.start_sample, take.length_samples)
    last = take.length_samples if part.end_sample is None else part.end_sample
    last = min(last, take.length_samples)
    edit = line.clip
    start = first if edit.trim_start is None else _sample(edit.trim_start, take, True, first)
    end = last if edit.trim_end is None else _sample(edit.trim_end, take, False, last)
    start = min(max(start, first), max(first, last - SHORTEST_SAMPLES))
    end = min(max(end, start + SHORTEST_SAMPLES), max(last, start))
    frames = frames_at_rate(end - start, TAKE_RATE, PROJECT_RATE)
    return Length(frames, take.key, start, take.words)


def _sample(point: TrimPoint, take: TakeOutline, is_start: bool, untrimmed: int) -> int:
    """The sample meant, or the untrimmed edge where the word is not in this Take."""
    if not isinstance(point, AtWord):
        return point.sample
    found = find_word(point.word, [word.text for word in take.words])
    if found is None:
        return untrimmed
    return take.words[found].start_sample if is_start else take.words[found].end_sample
