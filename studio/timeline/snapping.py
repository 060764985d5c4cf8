"""Where a dragged edge catches, and the Cue that a dragged Line then has. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from studio.document.cues import After, At, Cue, CutIn, Over
from studio.document.values import Document, Line, LineId
from studio.document.words import WordPlace
from studio.frames import PROJECT_RATE, TAKE_RATE, frames_at_rate
from studio.timeline.cutting import last_word_before
from studio.timeline.values import Clip, Length, Timeline


def snap_frames(
    timeline: Timeline,
    lengths: Mapping[LineId, Length],
    start_frame: int,
    end_frame: int,
    playhead: int,
    dragged: LineId | None = None,
) -> list[int]:
    """All places between two frames where an edge catches, in order: edges of Clips and sounds and
    of the words in them, markers, the playhead. What is dragged does not catch itself."""
    found = {playhead}
    for clip in timeline.placed.between(start_frame, end_frame):
        if clip.line != dragged:
            found |= {clip.start_frame, clip.end_frame}
            length = lengths.get(clip.line)
            if length is not None:
                found.update(word_edges(clip, length))
    for sound in timeline.sounds:
        found |= {sound.start_frame, sound.end_frame}
    for marker in timeline.markers:
        found.add(marker.start_frame)
        if marker.end_frame is not None:
            found.add(marker.end_frame)
    return sorted(frame for frame in found if start_frame <= frame < end_frame)


def word_edges(clip: Clip, length: Length) -> Iterable[int]:
    """Where each word that is heard in the Clip begins and ends."""
    for word in length.words:
        for sample in (word.start_sample, word.end_sample):
            after = frames_at_rate(sample - length.start_sample, TAKE_RATE, PROJECT_RATE)
            if after > 0 and clip.start_frame + after < clip.end_frame:
                yield clip.start_frame + after


def snapped(frame: int, places: Iterable[int], reach_frames: int) -> int:
    """The nearest of `places` within reach, else the frame itself."""
    nearest = min(places, key=lambda place: abs(place - frame), default=frame)
    return nearest if abs(nearest - frame) <= reach_frames else frame


@dataclass(frozen=True, slots=True)
class Dragged:
    """The Cue a Line has once it is let go, and where it then starts, which for an interruption is
    the edge of a word."""

    cue: Cue
    start_frame: int
    earlier: Clip | None = None
    """Whom it follows or interrupts."""
    after_word: str = ""


def dragged_to(
    document: Document,
    timeline: Timeline,
    lengths: Mapping[LineId, Length],
    line: LineId,
    start_frame: int,
    is_to_talk_over: bool = False,
) -> Dragged:
    """What dragging a Line's Clip to a frame means: past the end of the earlier Clip a gap, into it
    an interruption, or talking over it. A pinned Line stays pinned, and so does the first."""
    start_frame = max(0, start_frame)
    dragged = document.lines.get(line)
    earlier = _earlier(document, timeline, line)
    if dragged is None or earlier is None or isinstance(dragged.cue, At):
        return Dragged(At(start_frame), start_frame, earlier)
    overlap = earlier.uncut_end_frame - start_frame
    if overlap <= 0:
        return _gap(document, timeline, dragged, earlier, start_frame)
    start = max(start_frame, earlier.start_frame)
    overlap = earlier.uncut_end_frame - start
    length = lengths.get(earlier.line)
    if is_to_talk_over or length is None:
        cue: Cue = Over(overlap) if is_to_talk_over else CutIn(overlap)
        return Dragged(cue, start, earlier)
    word = last_word_before(earlier, length, start)
    if word is None:
        return Dragged(CutIn(overlap), start, earlier)
    text, end = length.words[word].text, length.words[word].end_sample
    start = earlier.start_frame + frames_at_rate(end - length.start_sample, TAKE_RATE, PROJECT_RATE)
    cue = CutIn(earlier.uncut_end_frame - start, WordPlace(word, text))
    return Dragged(cue, start, earlier, text)


def _gap(
    document: Document, timeline: Timeline, line: Line, earlier: Clip, start_frame: int
) -> Dragged:
    """After everything that holds the Line back, which may sound on behind the earlier Clip."""
    place = document.lines.place(line.id) or 0
    held_until = 0
    for at in range(max(0, place - _LOOK_BACK), place):
        before = document.lines[at]
        clip = timeline.placed.of(before.id)
        if clip is None:
            continue
        is_cut = clip.is_cut_off and clip.line != earlier.line
        end = clip.end_frame if is_cut else clip.uncut_end_frame + before.silence_after_frames
        held_until = max(held_until, end)
    held_until += line.silence_before_frames
    start = max(start_frame, held_until)
    return Dragged(After(start - held_until), start, earlier)


_LOOK_BACK = 8  # Lines that still sound behind a later one were begun shortly before it.


def _earlier(document: Document, timeline: Timeline, line: LineId) -> Clip | None:
    """The Clip of the nearest earlier Line that is spoken."""
    place = document.lines.place(line)
    for at in range((place or 0) - 1, -1, -1):
        clip = timeline.placed.of(document.lines[at].id)
        if clip is not None:
            return clip
    return None
