"""What follows an edit stays where it was, if that is wanted."""

from __future__ import annotations

import pytest

from studio.document.cues import After, At, Cue, CutIn, Over
from studio.document.edits import lines as edits
from studio.document.edits import script
from studio.document.ordered import Ordered
from studio.document.values import Document, Line, LineId, Speaker, SpeakerId
from studio.frames import PROJECT_RATE
from studio.takes.recipe import TakeKey
from studio.timeline.layout import layout
from studio.timeline.staying import with_the_rest_kept
from studio.timeline.values import Length, Timeline

SECOND = PROJECT_RATE
ANNA, BEN = SpeakerId("anna"), SpeakerId("ben")
IDS = [LineId(f"line-{number}") for number in range(6)]
LENGTHS = {id: Length((2 + number % 3) * SECOND, TakeKey(id)) for number, id in enumerate(IDS)}


def scene(*cues: Cue) -> Document:
    lines = [
        Line(id, ANNA if number % 2 else BEN, "Words.", cue=cue)
        for number, (id, cue) in enumerate(zip(IDS, cues, strict=True))
    ]
    return Document(cast=(Speaker(ANNA, "ANNA", 0), Speaker(BEN, "BEN", 1)), script=Ordered(lines))


RULE = After()
SCENES = {
    "gaps": (RULE, RULE, After(SECOND), RULE, RULE, RULE),
    "interruptions": (RULE, RULE, CutIn(SECOND), Over(SECOND // 2), RULE, RULE),
    "pinned": (RULE, RULE, RULE, At(30 * SECOND), RULE, RULE),
}


def starts(timeline: Timeline) -> list[int]:
    return [clip.start_frame for clip in timeline.clips]


@pytest.mark.parametrize("cues", SCENES.values(), ids=SCENES)
@pytest.mark.parametrize("cue", [After(2 * SECOND), After(0), CutIn(SECOND), Over(SECOND)])
def test_only_the_line_that_was_moved_moves(cues: tuple[Cue, ...], cue: Cue) -> None:
    """Wherever it goes, every Line behind it starts where it started."""
    document = scene(*cues)
    before = layout(document, LENGTHS)
    moved = edits.set_cue(document, [IDS[1]], cue)
    kept = with_the_rest_kept(before, moved, LENGTHS, IDS[1])
    assert starts(layout(kept, LENGTHS))[2:] == starts(before)[2:]


@pytest.mark.parametrize("cues", SCENES.values(), ids=SCENES)
def test_a_gap_stays_where_a_line_was_deleted(cues: tuple[Cue, ...]) -> None:
    document = scene(*cues)
    before = layout(document, LENGTHS)
    shorter = script.delete(document, [IDS[1]])
    kept = with_the_rest_kept(before, shorter, LENGTHS, IDS[0])
    assert starts(layout(kept, LENGTHS))[1:] == starts(before)[2:]


def test_a_line_that_got_longer_pushes_nobody() -> None:
    """The one behind talks over its end; it is not cut off."""
    document = scene(RULE, RULE, RULE, RULE, RULE, RULE)
    before = layout(document, LENGTHS)
    longer = {**LENGTHS, IDS[1]: Length(6 * SECOND, TakeKey("longer"))}
    kept = with_the_rest_kept(before, document, longer, IDS[1])
    after = layout(kept, longer)
    assert starts(after)[2:] == starts(before)[2:]
    assert isinstance(kept.lines[2].cue, Over | At)


def test_nothing_is_touched_that_stays_by_itself() -> None:
    document = scene(RULE, RULE, At(30 * SECOND), RULE, RULE, RULE)
    before = layout(document, LENGTHS)
    moved = edits.set_cue(document, [IDS[1]], After(SECOND))
    kept = with_the_rest_kept(before, moved, LENGTHS, IDS[1])
    assert kept is moved
