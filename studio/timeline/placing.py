"""One block of the script placed behind what lies before it. Pure.

The last Clip of a block is not settled when the block ends, for the next Line may cut it off. It is
carried on as part of the `Entry` of the next block, which then begins with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import NamedTuple, Protocol

from studio.document.cues import After, At, CutIn, Over, With
from studio.document.script_items import SCENE, Heading
from studio.document.values import Line, LineId, PauseRules, ScriptItem
from studio.timeline.clip import Clip, Length, Span
from studio.timeline.cutting import cut_off, interruption


class Break(IntEnum):
    """What begins with the next Line; the greater one decides its pause."""

    NONE = 0
    PARAGRAPH = 1
    SCENE = 2


class Carried(NamedTuple):
    """The latest Line, and until when it holds back one that comes after it."""

    clip: Clip
    length: Length
    silence_after: int


@dataclass(frozen=True, slots=True)
class Entry:
    """All that a block has to know of what lies before it."""

    carried: Carried | None = None
    held_until: int = 0
    pending: Break = Break.NONE

    def moved(self, frames: int) -> Entry:
        if self.carried is None:
            return self
        carried = self.carried._replace(clip=self.carried.clip.moved(frames))
        return Entry(carried, self.held_until + frames, self.pending)


class Keeps(Protocol):
    """What has been heard already and does not move."""

    def start(self, line: LineId, wanted: int) -> int:
        """Where the Line starts instead of where its Cue would have it."""


class Placed(NamedTuple):
    clips: tuple[Clip, ...]
    exit: Entry
    is_pinned: bool
    """Whether a Line starts at a fixed time, so that the block does not move as one."""
    is_held: bool
    """Whether a Line lies where it was heard, and not where its Cue would have it."""


def place(
    script: Iterable[tuple[ScriptItem, Length | None]],
    entry: Entry,
    pauses: PauseRules,
    heard: Keeps | None,
) -> Placed:
    carried, held_until, pending = entry.carried, entry.held_until, entry.pending
    clips: list[Clip] = []
    is_pinned = is_held = False
    for item, length in script:
        if type(item) is not Line:
            if type(item) is Heading:
                pending = Break.SCENE if item.level <= SCENE else max(pending, Break.PARAGRAPH)
            continue
        if item.starts_paragraph and pending is Break.NONE:
            pending = Break.PARAGRAPH
        if length is None:
            continue
        start = _start(item, carried, held_until, pending, pauses)
        is_pinned = is_pinned or type(item.cue) is At
        if heard is not None:
            kept = heard.start(item.id, start)
            is_held = is_held or kept != start
            start = kept
        if carried is not None:
            earlier = carried.clip if item.is_muted else _answered(carried, item, start, length)
            clips.append(earlier)
            held_until = max(held_until, _holds_until(earlier, carried.silence_after))
        carried = Carried(_clip(item, start, length), length, item.silence_after_frames)
        pending = Break.NONE
    return Placed(tuple(clips), Entry(carried, held_until, pending), is_pinned, is_held)


def _clip(line: Line, start: int, length: Length) -> Clip:
    end = start + length.frames
    edit = line.clip
    return Clip(
        line.id,
        line.speaker,
        start,
        end,
        end,
        length.take,
        edit.fade_out_frames,
        (),
        length.start_sample,
        edit.fade_in_frames,
        edit.gain_db,
        line.is_muted,
        is_growing=length.is_growing,
    )


def _start(
    line: Line, carried: Carried | None, held_until: int, pending: Break, pauses: PauseRules
) -> int:
    cue = line.cue
    if type(cue) is At:
        return cue.start_frame
    if carried is None:
        return pauses.lead_in_frames + line.silence_before_frames
    earlier = carried.clip
    if type(cue) is After:
        gap = cue.gap_frames
        if gap is None:
            gap = _pause(line, earlier, pending, pauses)
        held_until = max(held_until, _holds_until(earlier, carried.silence_after))
        return held_until + gap + line.silence_before_frames
    if type(cue) is With:
        return earlier.start_frame
    if type(cue) is CutIn:
        return interruption(earlier, carried.length, cue.after_word, cue.overlap_frames)
    assert type(cue) is Over
    return max(earlier.start_frame, earlier.uncut_end_frame - cue.overlap_frames)


def _pause(line: Line, earlier: Clip, pending: Break, pauses: PauseRules) -> int:
    if pending is Break.SCENE:
        return pauses.scene_frames
    if pending is Break.PARAGRAPH:
        return pauses.paragraph_frames
    if earlier.speaker == line.speaker:
        return pauses.same_speaker_frames
    return pauses.other_speaker_frames


def _holds_until(clip: Clip, silence_after: int) -> int:
    return clip.end_frame if clip.is_cut_off else clip.end_frame + silence_after


def _answered(carried: Carried, line: Line, start: int, length: Length) -> Clip:
    """The earlier Clip as the next Line leaves it: cut off, ducked, or as it was."""
    earlier = carried.clip
    if type(line.cue) is CutIn:
        return cut_off(earlier, carried.length, start)
    if type(line.cue) is Over:
        duck = Span(start, min(earlier.end_frame, start + length.frames))
        return replace(earlier, ducks=(*earlier.ducks, duck))
    return earlier
