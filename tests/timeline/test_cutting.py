from __future__ import annotations

from studio.document.cues import BY_RULE, CutIn
from studio.document.values import Document, Line, LineId, Script, Speaker, SpeakerId
from studio.document.words import WordPlace
from studio.takes.recipe import TakeKey
from studio.takes.take import SpokenWord
from studio.timeline.cutting import (
    CUT_FADE_FRAMES,
    LONGEST_CUT_FADE_FRAMES,
    MOST_SILENCE_FRAMES,
    SHORTEST_CUT_FADE_FRAMES,
)
from studio.timeline.layout import layout
from studio.timeline.values import Clip, Length

# "I want the money": words end at 12,000, 24,000, 30,000 and 48,000 frames.
_ENDS = (12_000, 24_000, 30_000, 48_000)
_WORDS = tuple(
    SpokenWord(text, 0, 1, 0, end // 2)
    for text, end in zip(("I", "want", "the", "money"), _ENDS, strict=True)
)


def _cut(cue: CutIn, start_sample: int = 0) -> tuple[Clip, Clip]:
    speakers = (Speaker(SpeakerId("A"), "A", 0), Speaker(SpeakerId("B"), "B", 1))
    one = Line(LineId("1"), SpeakerId("A"), "I want the money", cue=BY_RULE)
    two = Line(LineId("2"), SpeakerId("B"), "No", cue=cue)
    lengths = {
        one.id: Length(48_000 - 2 * start_sample, TakeKey("1"), start_sample, _WORDS),
        two.id: Length(24_000, TakeKey("2")),
    }
    a, b = layout(Document(cast=speakers, script=Script((one, two))), lengths).clips
    return a, b


def _end(clip: Clip, word: int) -> int:
    return clip.uncut_end_frame - 48_000 + _ENDS[word]


def test_cutting_in_after_a_word_starts_at_its_end() -> None:
    """The earlier Line fades from there on, and says which word was its last."""
    a, b = _cut(CutIn(0, WordPlace(1, "want")))
    assert b.start_frame == _end(a, 1)
    assert a.end_frame == b.start_frame + CUT_FADE_FRAMES
    assert a.fade_out_frames == CUT_FADE_FRAMES
    assert a.cut_after == "want"
    assert a.is_cut_off


def test_the_word_is_found_behind_a_trimmed_start() -> None:
    """Trimming the earlier Line does not move the word."""
    a, b = _cut(CutIn(0, WordPlace(2, "the")), start_sample=5_000)
    assert b.start_frame == a.start_frame + 30_000 - 10_000


def test_a_word_that_is_not_there_leaves_the_seconds_in_force() -> None:
    """Another Take without the word is cut where it came to when the word was chosen."""
    a, b = _cut(CutIn(10_000, WordPlace(1, "need")))
    assert b.start_frame == a.uncut_end_frame - 10_000
    trimmed, c = _cut(CutIn(10_000, WordPlace(0, "I")), start_sample=7_000)
    assert c.start_frame == trimmed.uncut_end_frame - 10_000


def test_the_fade_begins_at_the_edge_of_a_word_before_the_interruption() -> None:
    """Cutting in by seconds within a word fades from the word before; the fade is 60 to 120 ms."""
    for back in range(6_000, 40_000, 700):
        a, b = _cut(CutIn(back))
        assert SHORTEST_CUT_FADE_FRAMES <= a.fade_out_frames <= LONGEST_CUT_FADE_FRAMES
        fade_start = a.end_frame - a.fade_out_frames
        edges = [_end(a, word) for word in range(4) if _end(a, word) <= b.start_frame]
        if edges and b.start_frame - edges[-1] <= MOST_SILENCE_FRAMES:
            assert fade_start == edges[-1]
        else:
            assert fade_start == b.start_frame


def test_nothing_is_cut_where_it_would_end_anyway() -> None:
    """An interruption within the last moment leaves the Line whole."""
    a, b = _cut(CutIn(1_000))
    assert b.start_frame == a.uncut_end_frame - 1_000
    assert not a.is_cut_off
    assert a.fade_out_frames == 0
