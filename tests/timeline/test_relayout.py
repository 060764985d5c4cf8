"""A Timeline taken over from an earlier one is the Timeline made anew."""

from __future__ import annotations

import random
from dataclasses import replace

from studio.document.cues import BY_RULE, After, At, Cue, CutIn, Over, With
from studio.document.script_items import Heading, HeadingId
from studio.document.values import Document, Line, LineId, Script, ScriptItem, Speaker, SpeakerId
from studio.takes.recipe import TakeKey
from studio.takes.take import SpokenWord
from studio.timeline.layout import layout
from studio.timeline.values import Length, Timeline

_LINES = 1_500


def _cue(chance: random.Random) -> Cue:
    cues: list[Cue] = [CutIn(9_000), Over(9_000), With(), After(100), At(chance.randrange(10**8))]
    return chance.choice(cues) if chance.random() < 0.2 else BY_RULE


def _line(chance: random.Random, id: str) -> Line:
    return Line(
        LineId(id),
        SpeakerId(chance.choice("AB")),
        "x",
        cue=_cue(chance),
        starts_paragraph=chance.random() < 0.05,
        silence_after_frames=chance.choice((0, 0, 500)),
        is_muted=chance.random() < 0.05,
    )


def _length(chance: random.Random, id: str) -> Length:
    frames = chance.randrange(4_800, 96_000)
    words = (SpokenWord("x", 0, 1, 0, frames // 5), SpokenWord("y", 2, 3, 0, frames // 3))
    return Length(frames, TakeKey(id), 0, words)


def _scene(chance: random.Random) -> tuple[Document, dict[LineId, Length]]:
    items: list[ScriptItem] = []
    for at in range(_LINES):
        if at % 60 == 0:
            items.append(Heading(HeadingId(f"h{at}"), "x"))
        items.append(_line(chance, f"l{at}"))
    cast = (Speaker(SpeakerId("A"), "A", 0), Speaker(SpeakerId("B"), "B", 1))
    document = Document(cast=cast, script=Script(items))
    lengths = {line.id: _length(chance, line.id) for line in document.lines}
    return document, lengths


def _changed(
    chance: random.Random, step: int, document: Document, lengths: dict[LineId, Length]
) -> tuple[Document, dict[LineId, Length]]:
    line = chance.choice(document.lines)
    place = document.script.place(line.id)
    assert place is not None
    match chance.randrange(4):
        case 0:
            return document, {**lengths, line.id: _length(chance, line.id)}
        case 1:
            script = document.script.spliced(place, place + 1, ())
        case 2:
            new = _line(chance, f"new{step}")
            lengths = {**lengths, new.id: _length(chance, new.id)}
            script = document.script.spliced(place, place, (new,))
        case _:
            changed = replace(_line(chance, line.id), id=line.id)
            script = document.script.replaced({line.id: changed})
    return replace(document, script=script), lengths


def test_a_change_gives_the_same_timeline_as_all_of_it_made_anew() -> None:
    """Whatever is edited, added, removed or longer than it was, wherever in the script."""
    chance = random.Random(3)
    document, lengths = _scene(chance)
    timeline = layout(document, lengths)
    for step in range(120):
        document, lengths = _changed(chance, step, document, lengths)
        timeline = layout(document, lengths, timeline)
        assert timeline == layout(document, lengths), f"step {step}"


def test_what_was_heard_stays_through_every_change() -> None:
    """Clips left of the settled frame never move, none comes to lie there that was still ahead, and
    once playing stops the Timeline is as if it had never played."""
    chance = random.Random(4)
    document, lengths = _scene(chance)
    timeline = layout(document, lengths)
    settled = 0
    for step in range(80):
        settled += 500_000
        before = {clip.line: clip.start_frame for clip in timeline.clips}
        document, lengths = _changed(chance, step, document, lengths)
        timeline = layout(document, lengths, timeline, settled)
        for clip in timeline.clips:
            was = before.get(clip.line, settled)
            if was < settled:
                assert clip.start_frame == was
            elif clip.line in before:
                assert clip.start_frame >= settled
    assert layout(document, lengths, timeline) == layout(document, lengths)


def test_clips_are_found_by_time_and_by_line() -> None:
    """Also in what was taken over and moved: the same as looking at every Clip."""
    chance = random.Random(5)
    document, lengths = _scene(chance)
    first = document.lines[0].id
    longer = {**lengths, first: replace(lengths[first], frames=500_000)}
    timeline = layout(document, longer, layout(document, lengths))
    whole = Timeline(tuple(layout(document, longer).clips))
    for start in range(0, whole.placed.end_frame, 7_000_000):
        found = timeline.placed.between(start, start + 200_000)
        assert {clip.line for clip in found} == {
            clip.line
            for clip in whole.clips
            if clip.start_frame < start + 200_000 and clip.end_frame > start
        }
        assert [clip.start_frame for clip in found] == sorted(clip.start_frame for clip in found)
    for clip in whole.clips:
        assert timeline.placed.of(clip.line) == clip
    assert timeline.placed.of(LineId("nobody")) is None
    assert timeline.clips[-1] == whole.clips[-1]
    assert timeline.clips[700] == whole.clips[700]
