from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from studio.document.comparison import Difference, Piece, as_text, compare, compared_words
from studio.document.edits import casting, lines, script, whole
from studio.document.script_items import Heading, HeadingId
from studio.document.values import Document, LineId, LineStatus, SpeakerId
from tests.document.made import TEXTS, documents, scene

SCENE = scene(("A", "One."), ("B", "Two."), ("A", "Three."), ("B", "Four."))
ONE, TWO, THREE, FOUR = (LineId(str(number)) for number in range(1, 5))


def _shown(after: Document) -> list[str]:
    return list(as_text(compare(SCENE, after)))


def test_nothing_changed_is_nothing_to_read() -> None:
    assert not compare(SCENE, SCENE)
    assert not compare(SCENE, replace(SCENE, title=""))


def test_what_differs_reads_in_the_order_of_the_script() -> None:
    """What is gone stands where it was; words struck out come before those that took their place."""
    after = script.delete(SCENE, [ONE, THREE])
    after = lines.set_text(after, TWO, "Two, then.")
    after = script.insert(after, [Heading(HeadingId("h"), "Later")], FOUR)
    assert _shown(after) == [
        "- A: One.",
        "- B: Two.",
        "+ B: Two, then.",
        "- A: Three.",
        "+ Later",
    ]
    compared = compare(SCENE, after)
    assert compared.counts == {
        Difference.ADDED: 1,
        Difference.REMOVED: 2,
        Difference.MOVED: 0,
        Difference.ALTERED: 1,
    }
    altered = compared.rows[1]
    assert altered.before is not None
    assert altered.after is not None
    assert (altered.before.number, altered.after.number) == (2, 1)


def test_what_only_stands_elsewhere_or_sounds_otherwise_is_told_so() -> None:
    """By the names of what differs."""
    assert _shown(script.move(SCENE, [ONE], None)) == ["> A: One."]
    after = lines.set_status(SCENE, [TWO], LineStatus.APPROVED)
    assert _shown(lines.set_muted(after, [TWO], True)) == ["* B: Two. (status, is_muted)"]
    assert _shown(casting.recast(SCENE, [TWO], SpeakerId("A"))) == ["- B: Two.", "+ A: Two."]


def test_speakers_and_settings_are_told_by_name() -> None:
    after = casting.add_speaker(SCENE, casting.new_speaker(SCENE, "C"))
    after = casting.rename_speaker(after, SpeakerId("A"), "ANNA")
    after = whole.set_title(after, "Night")
    compared = compare(SCENE, after)
    assert compared.speakers_added == ("C",)
    assert compared.speakers_altered == ("ANNA",)
    assert compared.settings == ("title",)
    assert compare(after, SCENE).speakers_removed == ("C",)


def test_words_are_compared_one_by_one() -> None:
    """Both texts come back whole from their pieces."""
    assert compared_words("I was out all night", "I was out, all right") == (
        (Piece("I was ", False), Piece("out ", True), Piece("all ", False), Piece("night", True)),
        (Piece("I was ", False), Piece("out, ", True), Piece("all ", False), Piece("right", True)),
    )


@given(TEXTS, TEXTS)
def test_no_letter_is_lost_in_pieces(before: str, after: str) -> None:
    left, right = compared_words(before, after)
    assert "".join(piece.text for piece in left) == before
    assert "".join(piece.text for piece in right) == after


@settings(max_examples=50, deadline=None)
@given(documents(), documents(), st.booleans())
def test_any_two_documents_can_be_compared(one: Document, other: Document, same: bool) -> None:
    """Nothing to read when they are equal; every row that is different otherwise."""
    after = one if same else other
    compared = compare(one, after)
    if not compared:
        assert one == after
    list(as_text(compared))
