from __future__ import annotations

from dataclasses import replace

import pytest

from studio.document.annotations import Marker, MarkerId
from studio.document.cues import BY_RULE, After, At, Cue, CutIn, Over
from studio.document.values import Document, Line, LineId, Script, Speaker, SpeakerId
from studio.document.words import WordPlace
from studio.takes.recipe import TakeKey
from studio.takes.take import SpokenWord
from studio.timeline.layout import layout
from studio.timeline.snapping import Dragged, dragged_to, snap_frames, snapped
from studio.timeline.values import Length, Timeline

# "Stop right there": words end at 12,000, 30,000 and 48,000 frames.
_WORDS = tuple(
    SpokenWord(text, 0, 1, start // 2, end // 2)
    for text, start, end in (
        ("Stop", 0, 12_000),
        ("right", 14_000, 30_000),
        ("there", 30_000, 48_000),
    )
)
_LENGTHS = {
    LineId("0"): Length(48_000, TakeKey("0"), 0, _WORDS),
    LineId("1"): Length(24_000, TakeKey("1")),
    LineId("2"): Length(24_000, TakeKey("2")),
}
_LAST = LineId("2")


def _document(*cues: Cue, **last: object) -> Document:
    cast = tuple(Speaker(SpeakerId(name), name, 0) for name in "AB")
    lines = [
        Line(LineId(str(at)), SpeakerId("AB"[at % 2]), "x", cue=cue, silence_after_frames=at * 300)
        for at, cue in enumerate(cues)
    ]
    lines[-1] = replace(lines[-1], **last)  # type: ignore[arg-type]
    return Document(cast=cast, script=Script(lines))


def _with_cue(document: Document, line: LineId, cue: Cue) -> Timeline:
    old = document.lines.get(line)
    assert old is not None
    script = document.script.replaced({line: replace(old, cue=cue)})
    return layout(replace(document, script=script), _LENGTHS)


def _drag(document: Document, line: LineId, to: int, over: bool = False) -> Dragged:
    timeline = layout(document, _LENGTHS)
    dragged = dragged_to(document, timeline, _LENGTHS, line, to, over)
    clip = _with_cue(document, line, dragged.cue).placed.of(line)
    assert clip is not None
    assert clip.start_frame == dragged.start_frame, "what was shown is what it comes to"
    return dragged


@pytest.mark.parametrize("silence", [0, 700])
def test_past_the_end_of_the_earlier_line_is_a_gap(silence: int) -> None:
    """Whatever sounds on or asks for silence is waited for; in between, the gap is none."""
    for second in (BY_RULE, Over(40_000), CutIn(20_000)):
        document = _document(BY_RULE, second, BY_RULE, silence_before_frames=silence)
        for to in (97_000, 150_000, 400_000):
            dragged = _drag(document, _LAST, to)
            assert isinstance(dragged.cue, After)
            assert dragged.start_frame >= to
            assert to < 400_000 or dragged.start_frame == to


def test_into_the_earlier_line_cuts_in_after_a_word() -> None:
    """The start sticks to the end of the last word before it, which is named."""
    document = _document(BY_RULE, BY_RULE)
    start = layout(document, _LENGTHS).clips[0].start_frame
    dragged = _drag(document, LineId("1"), start + 33_000)
    assert dragged.cue == CutIn(18_000, WordPlace(1, "right"))
    assert dragged.start_frame == start + 30_000
    assert dragged.after_word == "right"


def test_talking_over_starts_where_it_is_dropped() -> None:
    """With no word to stick to, and never before the Line it answers."""
    document = _document(BY_RULE, BY_RULE)
    start = layout(document, _LENGTHS).clips[0].start_frame
    assert _drag(document, LineId("1"), start + 33_000, over=True).cue == Over(15_000)
    assert _drag(document, LineId("1"), 5, over=True).start_frame == start
    assert _drag(document, LineId("1"), start + 1_000).cue == CutIn(47_000)


def test_a_pinned_line_is_pinned_elsewhere() -> None:
    """And so is the first, which follows nobody."""
    document = _document(BY_RULE, At(300_000))
    assert _drag(document, LineId("1"), 20_000).cue == At(20_000)
    assert _drag(document, LineId("0"), 77_000).cue == At(77_000)
    assert _drag(document, LineId("0"), -5).cue == At(0)


def test_edges_catch_what_is_dragged() -> None:
    """Clips, words, markers and the playhead, but not the Clip's own edges; the nearest in reach."""
    marker = Marker(MarkerId("m"), "Door", 61_234, 70_000)
    document = replace(_document(BY_RULE, BY_RULE), markers=(marker,))
    timeline = layout(document, _LENGTHS)
    first, second = timeline.clips
    places = snap_frames(timeline, _LENGTHS, 0, 200_000, 12_345, second.line)
    start = first.start_frame
    assert places == sorted(
        [
            12_345, 61_234, 70_000, start, first.end_frame,
            start + 12_000, start + 14_000, start + 30_000,
        ]
    )  # fmt: skip
    assert second.start_frame in snap_frames(timeline, _LENGTHS, 0, 200_000, 0)
    assert snapped(start + 12_100, places, 400) == start + 12_000
    assert snapped(start + 12_100, places, 50) == start + 12_100
    assert snapped(7, [], 1_000) == 7
