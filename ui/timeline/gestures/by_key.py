"""The same edits without a mouse: nudges, word edges, trims to the playhead, pins, splits, deletions."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import replace

from studio.document import step_names
from studio.document.clip_edit import AtSample
from studio.document.cues import BY_RULE, At
from studio.document.edits import lines, script, splitting
from studio.document.values import Document, LineId, SpeakerId
from studio.frames import PROJECT_RATE
from studio.sentences import sentence
from studio.timeline.clip import Clip, Span
from studio.timeline.cutting import last_word_before
from studio.timeline.snapping import dragged_to, word_edges
from studio.timeline.staying import earlier_clip, with_the_rest_kept
from ui import quantities
from ui.timeline.gestures.draft import Draft, Held, Situation, sample_at
from ui.timeline.gestures.move import exactly, moved_to
from ui.timeline.gestures.shape import LEAST_GAIN, MOST_GAIN, louder_by
from ui.timeline.gestures.trim import trimmed_to

NUDGE_FRAMES, LONG_NUDGE_FRAMES = PROJECT_RATE // 20, PROJECT_RATE // 2
GAIN_STEP = 0.5

PINNED = sentence("ui.timeline.by_key.pinned", "Pinned to {time}")
UNPINNED = sentence("ui.timeline.by_key.unpinned", "No longer pinned")
SPLIT = sentence("ui.timeline.by_key.split", "Split before “{word}”")
JOINED = sentence("ui.timeline.by_key.joined", "Joined")
DELETED = sentence("ui.timeline.by_key.deleted", "Deleted")

_WORD = re.compile(r"\S+")


def nudged(situation: Situation, clip: Clip, frames: int) -> Draft | None:
    """So much later or earlier, exactly."""
    return moved_to(situation, clip.line, clip.start_frame + frames, Held(is_free=True))


def to_word_edge(situation: Situation, clip: Clip, step: int) -> Draft | None:
    """To the next edge of a word of the Line before, or the one before that; its end is one too."""
    earlier = earlier_clip(situation.document, situation.timeline, clip.line)
    if earlier is None:
        return None
    length = situation.lengths.get(earlier.line)
    whole = replace(earlier, end_frame=earlier.uncut_end_frame)
    found = set() if length is None else set(word_edges(whole, length))
    edges = sorted(found | {earlier.start_frame, earlier.uncut_end_frame})
    start = clip.start_frame
    at = bisect_right(edges, start) if step > 0 else bisect_left(edges, start) - 1
    if not 0 <= at < len(edges):
        return None
    return moved_to(situation, clip.line, edges[at], Held(is_free=True))


def trimmed_to_frame(
    situation: Situation, clip: Clip, frame: int, *, is_start: bool
) -> Draft | None:
    """One edge to a frame within the Clip, such as the playhead."""
    if not clip.start_frame < frame < clip.uncut_end_frame:
        return None
    point = AtSample(sample_at(clip, frame))
    return trimmed_to(situation, clip, point, "", is_start=is_start)


def trimmed_to_span(situation: Situation, clip: Clip, span: Span) -> Draft | None:
    """Both edges to what of the Clip lies within a range."""
    ends = trimmed_to_frame(situation, clip, span.end_frame, is_start=False)
    if ends is None:
        return trimmed_to_frame(situation, clip, span.start_frame, is_start=True)
    then = replace(situation, document=ends.change(situation.document), lengths=ends.lengths)
    starts = trimmed_to_frame(then, clip, span.start_frame, is_start=True)
    if starts is None:
        return ends
    return replace(starts, change=lambda it: starts.change(ends.change(it)))


def gained(situation: Situation, clip: Clip, decibels: float) -> Draft | None:
    gain = min(max(clip.gain_db + decibels, LEAST_GAIN), MOST_GAIN)
    return louder_by(situation, clip.line, round(gain, 1))


def pinned_or_not(situation: Situation, clip: Clip) -> Draft | None:
    """Fixed to the time where it is, or let go of there: it stays where it is either way."""
    document, line = situation.document, situation.document.lines.get(clip.line)
    if line is None:
        return None
    if isinstance(line.cue, At):
        loose = lines.set_cue(document, [line.id], BY_RULE)
        dragged = dragged_to(
            loose, situation.timeline, situation.lengths, line.id, clip.start_frame
        )
        cue = exactly(dragged, clip.start_frame).cue
        if isinstance(cue, At):
            cue = BY_RULE
        bubble = UNPINNED()
    else:
        cue = At(clip.start_frame)
        bubble = PINNED(time=quantities.position(clip.start_frame))
    return Draft(
        step_names.CUE(1),
        lambda it: lines.set_cue(it, [clip.line], cue),
        bubble,
        situation.lengths,
    )


def split_at(situation: Situation, clip: Clip, frame: int) -> Draft | None:
    """Two Lines, parted before the word that begins next; None within the first word, or where the
    words of the Take are not those of the Line."""
    line, length = situation.document.lines.get(clip.line), situation.lengths.get(clip.line)
    if line is None or length is None or length.take is None:
        return None
    whole = replace(clip, end_frame=clip.uncut_end_frame)
    ended = last_word_before(whole, length, frame)
    written = list(_WORD.finditer(line.text))
    at_character = None if ended is None else _place(written, ended + 1)
    if ended is None or at_character is None or ended + 1 >= len(length.words):
        return None
    word = length.words[ended + 1]
    heard = splitting.HeardTake(length.take, length.words)
    name = step_names.SPLIT_LINE(number=(situation.document.lines.place(line.id) or 0) + 1)
    return Draft(
        name,
        lambda it: splitting.split(it, line.id, at_character, heard),
        SPLIT(word=word.text),
        situation.lengths,
    )


def joined(situation: Situation, selected: Collection[LineId]) -> Draft | None:
    """These Lines as one; one alone is joined with the next."""
    document = situation.document
    ids = [line.id for line in document.lines.pick(set(selected))]
    if len(ids) == 1:
        place = document.lines.place(ids[0]) or 0
        ids += [line.id for line in document.lines[place + 1 : place + 2]]
    if len(ids) < 2:
        return None
    return Draft(
        step_names.JOIN_LINES(len(ids)),
        lambda it: splitting.join(it, ids),
        JOINED(),
        situation.lengths,
    )


def deleted(situation: Situation, selected: Collection[LineId]) -> Draft | None:
    """These Lines; what follows moves up, or stays where it is."""
    document, timeline, lengths = situation.document, situation.timeline, situation.lengths
    ids = [line.id for line in document.lines.pick(set(selected))]
    if not ids:
        return None
    behind = _before(document, ids)

    def delete(it: Document) -> Document:
        shorter = script.delete(it, ids)
        if situation.ripples:
            return shorter
        return with_the_rest_kept(timeline, shorter, lengths, behind)

    return Draft(step_names.DELETE_LINES(len(ids)), delete, DELETED(), lengths)


def deleted_with_gap(
    situation: Situation, selected: Collection[LineId], lane: SpeakerId | None
) -> Draft | None:
    """These Lines, and the time they took: pinned Lines behind them come earlier by as much, those
    of one Lane or, without one, of all."""
    document, timeline = situation.document, situation.timeline
    ids = [line.id for line in document.lines.pick(set(selected))]
    clips = [clip for clip in (timeline.placed.of(id) for id in ids) if clip is not None]
    if not clips:
        return None
    gap = sum(clip.uncut_end_frame - clip.start_frame for clip in clips)
    end = max(clip.start_frame for clip in clips)

    def delete(it: Document) -> Document:
        shorter = script.delete(it, ids)
        for line in shorter.lines:
            is_on_lane = lane is None or line.speaker == lane
            if isinstance(line.cue, At) and is_on_lane and line.cue.start_frame >= end:
                earlier = At(max(0, line.cue.start_frame - gap))
                shorter = lines.set_cue(shorter, [line.id], earlier)
        return shorter

    name = step_names.DELETE_LINES(len(ids))
    return Draft(name, delete, DELETED(), situation.lengths)


def _before(document: Document, ids: Sequence[LineId]) -> LineId | None:
    """The Line that stands before the first of these."""
    place = document.lines.place(ids[0]) or 0
    return document.lines[place - 1].id if place else None


def _place(written: Sequence[re.Match[str]], word: int) -> int | None:
    """Where the so manieth spoken word stands in the text; signs alone are not spoken."""
    spoken = [match for match in written if any(map(str.isalnum, match.group()))]
    return spoken[word].start() if word < len(spoken) else None
