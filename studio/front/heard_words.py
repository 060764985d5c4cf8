"""Which word is being heard, and what an interruption at that place is as a Cue. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from studio.document.cues import CutIn
from studio.document.values import Document, LineId
from studio.document.words import WordPlace
from studio.frames import PROJECT_RATE, TAKE_RATE
from studio.timeline.values import Clip, Length, Timeline

_RATIO = PROJECT_RATE // TAKE_RATE


@dataclass(frozen=True, slots=True)
class HeardWord:
    """`index` counts the words of the Take from 0; the characters are those of the text as sent."""

    line: LineId
    index: int
    text: str
    start_character: int
    end_character: int


def heard_words(
    timeline: Timeline, lengths: Mapping[LineId, Length], frame: int
) -> tuple[HeardWord, ...]:
    """Between two words the one before them is the one that was heard last."""
    found = []
    for clip in timeline.placed.between(frame, frame + 1):
        length = lengths.get(clip.line)
        if length is None or clip.is_muted or length.take != clip.take:
            continue
        sample = length.start_sample + (frame - clip.start_frame) // _RATIO
        begun = [at for at, word in enumerate(length.words) if word.start_sample <= sample]
        if begun:
            word = length.words[begun[-1]]
            found.append(
                HeardWord(clip.line, begun[-1], word.text, word.start_character, word.end_character)
            )
    return tuple(found)


def next_spoken(
    document: Document, lengths: Mapping[LineId, Length], line: LineId
) -> LineId | None:
    """The next Line of the script that says something."""
    is_behind = False
    for each in document.lines:
        if is_behind and each.id in lengths:
            return each.id
        is_behind = is_behind or each.id == line
    return None


def cut_in_here(heard: Clip, length: Length | None, frame: int) -> CutIn:
    """To interrupt `heard` at the end of the word that ends nearest to `frame`, else at `frame`."""
    overlap = max(0, heard.uncut_end_frame - frame)
    if length is None or not length.words or length.take != heard.take:
        return CutIn(overlap)
    sample = length.start_sample + (frame - heard.start_frame) // _RATIO
    index = min(range(len(length.words)), key=lambda at: abs(length.words[at].end_sample - sample))
    word = length.words[index]
    end_frame = heard.start_frame + (word.end_sample - length.start_sample) * _RATIO
    overlap = max(0, heard.uncut_end_frame - end_frame)
    return CutIn(overlap, WordPlace(index, word.text))
