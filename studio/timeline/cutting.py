"""Where a Line that interrupts begins, and where the one it interrupts falls silent.

Speech is cut at the edge of a word: a voice that stops within one sounds like a fault, not like
somebody who was interrupted.
"""

from __future__ import annotations

from dataclasses import replace

from studio.document.words import WordPlace, find_word
from studio.frames import PROJECT_RATE, TAKE_RATE, frames_at_rate
from studio.timeline.clip import Clip, Length

CUT_FADE_FRAMES = PROJECT_RATE * 80 // 1000
SHORTEST_CUT_FADE_FRAMES = PROJECT_RATE * 60 // 1000
LONGEST_CUT_FADE_FRAMES = PROJECT_RATE * 120 // 1000

MOST_SILENCE_FRAMES = PROJECT_RATE * 250 // 1000
"""So far before the interruption may the cut lie. At the edge of a longer word the silence up to
the interruption would be a pause; the word is then faded where it is interrupted."""


def interruption(earlier: Clip, length: Length, after: WordPlace | None, overlap: int) -> int:
    """Where to start so that it cuts in: after that word, or so long before the uncut end."""
    word = None if after is None else find_word(after, [word.text for word in length.words])
    if word is not None:
        start = _word_end(earlier, length, word)
        if earlier.start_frame < start <= earlier.uncut_end_frame:
            return start
    return max(earlier.start_frame, earlier.uncut_end_frame - overlap)


def cut_off(earlier: Clip, length: Length, start: int) -> Clip:
    """`earlier` as it is left by a Line that cuts in at `start`."""
    word = last_word_before(earlier, length, start)
    edge, text = start, ""
    if word is not None:
        found = _word_end(earlier, length, word)
        text = length.words[word].text
        if start - found <= MOST_SILENCE_FRAMES:
            edge = found
    fade = min(
        max(start - edge + CUT_FADE_FRAMES, SHORTEST_CUT_FADE_FRAMES), LONGEST_CUT_FADE_FRAMES
    )
    if edge + fade >= earlier.end_frame:
        return earlier
    return replace(earlier, end_frame=edge + fade, fade_out_frames=fade, cut_after=text)


def last_word_before(clip: Clip, length: Length, frame: int) -> int | None:
    """The last word of the Clip that has ended at `frame`, by its number."""
    ended = None
    for number in range(len(length.words)):
        end = _word_end(clip, length, number)
        if end > frame:
            break
        if end > clip.start_frame:
            ended = number
    return ended


def _word_end(clip: Clip, length: Length, word: int) -> int:
    samples = length.words[word].end_sample - length.start_sample
    return clip.start_frame + frames_at_rate(samples, TAKE_RATE, PROJECT_RATE)
