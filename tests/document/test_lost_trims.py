from __future__ import annotations

from studio.document.change import change
from studio.document.clip_edit import AtSample, AtWord, ClipEdit, PinnedTake, TakeKey
from studio.document.edits import casting, lines
from studio.document.lost_trims import lost_trims
from studio.document.values import Document, LineId
from studio.document.words import WordPlace
from tests.document.made import scene, with_line

WORD = AtWord(WordPlace(0, "One"))
SCENE = with_line(
    with_line(scene(("A", "One two."), ("B", "Three.")), "1", clip=ClipEdit(WORD, AtSample(500))),
    "2",
    clip=ClipEdit(WORD),
)
ONE = LineId("1")


def _lost(after: Document) -> tuple[LineId, ...]:
    return lost_trims(SCENE, after, change(SCENE, after))


def test_a_trim_to_an_instant_goes_with_its_take_and_is_told() -> None:
    """Whether the words, the delivery or the speaker became another; trims to words stay."""
    for after in (
        lines.set_text(SCENE, ONE, "One two three."),
        lines.ask_retake(SCENE, [ONE, LineId("2")]),
        lines.pin_take(SCENE, ONE, PinnedTake(TakeKey("other"))),
        casting.recast(SCENE, [ONE], SCENE.lines[1].speaker),
    ):
        assert _lost(after) == (ONE,)
        assert after.lines[0].clip == ClipEdit(WORD)


def test_a_pinned_take_keeps_its_trims_whatever_the_words_say() -> None:
    """It is the same Take that sounds."""
    pinned = lines.pin_take(SCENE, ONE, PinnedTake(TakeKey("k")))
    pinned = lines.set_clip(pinned, [ONE], ClipEdit(None, AtSample(300)))
    after = lines.set_text(pinned, ONE, "Other words.")
    assert after.lines[0].clip.trim_end == AtSample(300)
    assert lost_trims(pinned, after, change(pinned, after)) == ()


def test_what_leaves_the_take_alone_loses_nothing() -> None:
    assert _lost(lines.set_direction(SCENE, [ONE], "softly")) == ()
    assert _lost(SCENE) == ()
