from __future__ import annotations

from collections.abc import Callable

import pytest

from studio.document.clip_edit import AtSample, AtWord, ClipEdit, PinnedTake, TakeKey
from studio.document.cues import CutIn
from studio.document.edits import lines, script
from studio.document.edits.grasp import EditError
from studio.document.values import (
    LONGEST_TEXT,
    Delivery,
    Document,
    LineId,
    LineStatus,
)
from studio.document.words import WordPlace
from tests.document.made import scene, with_line

SCENE = scene(("MARA", "Where were you?"), ("JON", "Out. I was --"), ("MARA", "Out!"))
FIRST, SECOND = LineId("1"), LineId("2")
LOCKED = with_line(SCENE, "2", status=LineStatus.LOCKED)


def test_new_words_tell_whether_they_may_be_cut_off() -> None:
    """A written ` --` at the end lets the next Line cut in."""
    after = lines.set_text(SCENE, FIRST, "Where were you --")
    assert after.lines[0].may_be_cut
    assert not lines.set_text(after, FIRST, "Where?").lines[0].may_be_cut


def test_new_words_undo_what_was_said_of_the_old_ones() -> None:
    """What was approved or asked for again was so in the old words; spaces make no new words."""
    approved = with_line(SCENE, "1", status=LineStatus.APPROVED, retake=2)
    same = lines.set_text(approved, FIRST, "Where  were you? ").lines[0]
    assert (same.status, same.retake) == (LineStatus.APPROVED, 2)
    other = lines.set_text(approved, FIRST, "Where have you been?").lines[0]
    assert (other.status, other.retake) == (LineStatus.NEEDS_RETAKE, 0)


def test_words_only_for_the_voice_leave_the_text_alone() -> None:
    """The spoken text may differ from the one shown, and be given up again."""
    after = lines.set_spoken(SCENE, FIRST, "Ware wer you?")
    assert (after.lines[0].text, after.lines[0].spoken) == ("Where were you?", "Ware wer you?")
    assert lines.set_spoken(after, FIRST, None) == SCENE


def test_delivery_and_cue_of_many_are_one_edit() -> None:
    """Each of the Lines gets it, no other."""
    both = [SECOND, FIRST]
    after = lines.set_cue(lines.set_delivery(SCENE, both, Delivery(speed=1.1)), both, CutIn(480))
    assert [line.delivery.speed for line in after.lines] == [1.1, 1.1, None]
    assert [isinstance(line.cue, CutIn) for line in after.lines] == [True, True, False]


def test_the_narrower_scope_says_how_to_speak() -> None:
    """Line over Speaker over project, field by field; the Document's language comes last."""
    document = lines.set_delivery(SCENE, [FIRST], Delivery(speed=1.1))
    line = document.lines[0]
    assert document.delivery_of(line) == Delivery(speed=1.1, language="en")


def test_an_edit_that_changes_nothing_returns_the_same_document() -> None:
    """So that it is no step of the history."""
    assert lines.set_text(SCENE, FIRST, "Where were you?") is SCENE
    assert lines.set_status(SCENE, [FIRST, SECOND], LineStatus.DRAFT) is SCENE
    assert lines.set_direction(SCENE, [FIRST], "") is SCENE


def test_another_take_keeps_trims_to_words_and_drops_those_to_instants() -> None:
    """A word is found again in another Take; an instant of it means nothing there."""
    word, instant = AtWord(WordPlace(1, "were")), AtSample(400)
    edited = lines.set_clip(SCENE, [FIRST], ClipEdit(word, instant, -3.0, 10, 20))
    pinned = lines.pin_take(edited, FIRST, PinnedTake(TakeKey("a")))
    assert pinned.lines[0].clip == ClipEdit(word, None, -3.0, 10, 20)
    again = lines.set_clip(pinned, [FIRST], ClipEdit(instant, None))
    shorter = lines.pin_take(again, FIRST, PinnedTake(TakeKey("a"), 5, 900))
    assert shorter.lines[0].clip.trim_start == instant


def test_a_retake_asks_for_another_take_of_the_same_words() -> None:
    """It counts on, and a pinned Take gives way."""
    pinned = lines.pin_take(SCENE, FIRST, PinnedTake(TakeKey("a")))
    after = lines.ask_retake(lines.ask_retake(pinned, [FIRST]), [FIRST])
    assert (after.lines[0].retake, after.lines[0].pinned) == (2, None)


@pytest.mark.parametrize(
    "edit",
    [
        lambda it: lines.set_text(it, SECOND, "New."),
        lambda it: lines.set_spoken(it, SECOND, "New."),
        lambda it: lines.set_direction(it, [SECOND], "softly"),
        lambda it: lines.set_delivery(it, [FIRST, SECOND], Delivery(speed=1.1)),
        lambda it: lines.set_cue(it, [FIRST, SECOND], CutIn(1)),
        lambda it: lines.set_silence(it, [SECOND], 1, 1),
        lambda it: lines.set_target(it, [SECOND], 1),
        lambda it: lines.set_paragraph(it, [SECOND], True),
        lambda it: lines.set_clip(it, [SECOND], ClipEdit(gain_db=1)),
        lambda it: lines.pin_take(it, SECOND, PinnedTake(TakeKey("a"))),
        lambda it: lines.ask_retake(it, [SECOND]),
        lambda it: script.delete(it, [FIRST, SECOND]),
    ],
)
def test_a_locked_line_refuses_and_says_which(edit: Callable[[Document], Document]) -> None:
    """Nothing of the edit is done, and the sentence names the Line and the way out."""
    with pytest.raises(EditError, match=r"Line 2 is locked. Unlock it first\."):
        edit(LOCKED)


def test_a_locked_line_can_be_unlocked_noted_muted_and_moved() -> None:
    """What does not touch how it sounds is free."""
    noted = lines.set_notes(lines.set_muted(LOCKED, [SECOND], True), [SECOND], "!")
    moved = script.move(lines.set_external_id(noted, SECOND, "x1"), [SECOND], None)
    unlocked = lines.set_status(moved, [SECOND], LineStatus.DRAFT)
    assert unlocked.lines[2].notes == "!"


def test_what_is_not_there_or_not_possible_is_refused_in_words() -> None:
    """A Line that is gone, one that is too long, a time below nothing."""
    with pytest.raises(EditError, match="no longer in the script"):
        lines.set_text(SCENE, LineId("9"), "x")
    with pytest.raises(EditError, match="no longer in the script"):
        lines.set_muted(SCENE, [FIRST, LineId("9")], True)
    lines.set_text(SCENE, FIRST, "x" * LONGEST_TEXT)
    with pytest.raises(EditError, match=f"Line 1 would have {LONGEST_TEXT + 1} characters"):
        lines.set_text(SCENE, FIRST, "x" * (LONGEST_TEXT + 1))
    for edit in (
        lambda: lines.set_silence(SCENE, [FIRST], -1, 0),
        lambda: lines.set_target(SCENE, [FIRST], -1),
        lambda: lines.set_clip(SCENE, [FIRST], ClipEdit(fade_in_frames=-1)),
    ):
        with pytest.raises(EditError, match="less than nothing"):
            edit()
