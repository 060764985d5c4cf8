"""A script that comes back: paired by id, words and place, and merged in one step."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scripts.documents import documents, gist
from scripts.reading_help import document_of, reviewed, said

from studio.document.clip_edit import PinnedTake, TakeKey
from studio.document.cues import CutIn
from studio.document.script_items import Heading
from studio.document.validity import faults
from studio.document.values import Document, LineStatus, Script
from studio.scripts.fountain.document_writing import write_fountain
from studio.scripts.importing import review_script
from studio.scripts.merge import Comparison, Result, compare
from studio.scripts.merged_document import merged
from studio.scripts.pairing import moved_among
from studio.scripts.reading import Reading, ReadingOptions
from studio.scripts.tables.writing import write_delimited

SCENE = """=== One ===
ANNA: Good morning, dear neighbour.
BEN: ^0.4 It is not morning.
ANNA: Then good evening.
=== Two ===
BEN: That is better.
ANNA: I thought so too.
"""


def approved(document: Document) -> Document:
    """Every Line approved, with a pinned Take."""
    pinned = PinnedTake(TakeKey("k"))
    script = [
        replace(item, status=LineStatus.APPROVED, pinned=pinned) if hasattr(item, "cue") else item
        for item in document.script
    ]
    return replace(document, script=Script(script))  # type: ignore[arg-type]


def comparison(current: Document, text: str, format: str = "plain") -> Comparison:
    review = reviewed(text, format)
    return compare(current, document_of(review), review.reading)


def results(found: Comparison) -> list[Result]:
    return [row.result for row in found.rows]


def test_the_same_script_changes_nothing() -> None:
    """Merging what was written out gives the very same Document: Takes, approvals and all."""
    current = approved(document_of(reviewed(SCENE)))
    found = comparison(current, SCENE)
    assert set(results(found)) == {Result.SAME}
    again = merged(found, found.ticked)
    assert list(again.script) == list(current.script)
    assert again.cast == current.cast


def test_changed_words_need_a_retake_and_the_rest_stays_approved() -> None:
    """One Line is changed; all others keep their approval."""
    current = approved(document_of(reviewed(SCENE)))
    found = comparison(current, SCENE.replace("dear neighbour", "good neighbour"))
    again = merged(found, found.ticked)
    assert results(found) == [Result.CHANGED, *[Result.SAME] * 4]
    assert [line.status for line in again.lines] == [
        LineStatus.NEEDS_RETAKE,
        *[LineStatus.APPROVED] * 4,
    ]
    assert again.lines[0].id == current.lines[0].id


def test_a_new_direction_is_no_new_sound() -> None:
    """What is not spoken may change without a retake."""
    current = approved(document_of(reviewed(SCENE)))
    found = comparison(current, SCENE.replace("Then good", "(coldly) Then good"))
    (row,) = [row for row in found.rows if row.result is Result.CHANGED]
    assert not row.needs_retake
    assert merged(found, found.ticked).lines[2].status is LineStatus.APPROVED


def test_added_moved_and_gone() -> None:
    """A new Line finds its place, a moved one keeps its Takes, a missing one stays until ticked."""
    current = approved(document_of(reviewed(SCENE)))
    text = SCENE.replace("ANNA: Then good evening.\n", "")
    text = text.replace("BEN: That is better.\n", "").replace(
        "=== Two ===\n", "=== Two ===\nCARL: Am I late?\n"
    ) + "BEN: That is better.\n"  # fmt: skip
    found = comparison(current, text)
    assert found.count(Result.ADDED) == 1
    assert found.count(Result.MOVED) == 1
    assert found.count(Result.GONE) == 1
    again = merged(found, found.ticked)
    assert [words for _, words in said(again)] == [
        "Good morning, dear neighbour.",
        "It is not morning.",
        "Then good evening.",
        "Am I late?",
        "I thought so too.",
        "That is better.",
    ]
    assert [speaker.name for speaker in again.cast] == ["ANNA", "BEN", "CARL"]
    everything = frozenset(row.id for row in found.rows)
    assert "Then good evening." not in [words for _, words in said(merged(found, everything))]


def test_a_long_run_of_changed_lines_is_changed_and_nothing_else() -> None:
    """However many neighbours were reworded, each finds the Line it was, in order."""
    words = "".join(f"{('ANNA', 'BEN')[at % 2]}: This is line {at} of many.\n" for at in range(700))
    current = document_of(reviewed(words))
    found = comparison(current, words.replace("This is line", "This was line"))
    assert set(results(found)) == {Result.CHANGED}
    assert [row.number for row in found.rows] == list(range(1, 701))


def test_a_translation_finds_its_lines_by_id() -> None:
    """A table from a translator changes the words; Cues, headings and order stay as they are."""
    current = approved(document_of(reviewed(SCENE)))
    first, second = current.lines[0].id, current.lines[1].id
    table = f"id,text\n{first},Guten Morgen.\n{second},Es ist nicht Morgen.\n"
    found = comparison(current, table, "csv")
    again = merged(found, found.ticked)
    assert again.lines[1].cue == CutIn(19_200)
    texts = {line.id: line.text for line in again.lines}
    assert (texts[first], texts[second]) == ("Guten Morgen.", "Es ist nicht Morgen.")
    assert len(again.lines) == 5
    assert [i.text for i in again.script if isinstance(i, Heading)] == ["One", "Two"]


def test_a_line_that_changed_its_speaker_is_unsure() -> None:
    """The same words by somebody else are shown, and not taken over by themselves."""
    current = document_of(reviewed(SCENE))
    found = comparison(current, SCENE.replace("BEN: That is better.", "ANNA: That is better."))
    (row,) = [row for row in found.rows if row.result is Result.UNSURE]
    assert str(row.why) == "matched by its words, was BEN"
    assert said(merged(found, found.ticked)) == said(current)
    assert said(merged(found, found.ticked | {row.id}))[3] == ("ANNA", "That is better.")


def test_a_locked_line_stays_locked() -> None:
    """A locked Line is not changed by a script that says something else."""
    current = document_of(reviewed(SCENE))
    line = replace(current.lines[0], status=LineStatus.LOCKED)
    current = replace(current, script=current.script.replaced({line.id: line}))
    found = comparison(current, SCENE.replace("dear", "good"))
    assert results(found)[0] is Result.UNSURE
    assert merged(found, found.ticked).lines[0] == line


def test_aliases_are_the_speaker() -> None:
    """A Speaker known by another name in the script is still that Speaker."""
    current = document_of(reviewed(SCENE))
    cast = (replace(current.cast[0], aliases=("YOUNG ANNA",)), current.cast[1])
    found = comparison(replace(current, cast=cast), SCENE.replace("ANNA:", "YOUNG ANNA:"))
    assert set(results(found)) == {Result.SAME}
    assert len(merged(found, found.ticked).cast) == 2


def test_the_same_fountain_edited_elsewhere() -> None:
    """A screenplay goes out, is edited by hand, and comes back."""
    current = approved(document_of(reviewed(SCENE)))
    text = write_fountain(current).replace("It is not morning.", "It is not morning yet.")
    found = comparison(current, text, "fountain")
    assert [row.result for row in found.rows if row.result is not Result.SAME] == [Result.CHANGED]
    assert merged(found, found.ticked).lines[1].cue == CutIn(19_200)


def test_repeated_words_keep_their_order() -> None:
    """Ten times the same words are paired first with first."""
    text = "".join(f"ANNA: Yes.\nBEN: It is not number {at}.\n" for at in range(10))
    current = document_of(reviewed(text))
    found = comparison(current, text.replace("number 3", "number three"))
    assert results(found).count(Result.SAME) == 19
    assert results(found).count(Result.CHANGED) == 1


@pytest.mark.parametrize(
    ("places", "moved"),
    [([0, 1, 2], set()), ([2, 0, 1], {2}), ([1, 0], {1}), ([0, 3, 1, 2, 4], {3}), ([], set())],
)
def test_as_few_as_possible_have_moved(places: list[int], moved: set[int]) -> None:
    """One Line carried to the front is one that moved, not all the others."""
    found = moved_among(places)
    assert len(found) == len(moved)
    stays = [place for place in places if place not in found]
    assert stays == sorted(stays)


@settings(max_examples=150, deadline=None)
@given(documents(), documents(), st.booleans())
def test_any_merge_is_a_sound_document(one: Document, other: Document, everything: bool) -> None:
    """Whatever meets whatever, the result is sound and holds all that was ticked."""
    found = compare(
        one, other, Reading([], frozenset({"speaker", "text", "direction", "cue", "may_be_cut"}))
    )
    ticked = frozenset(row.id for row in found.rows) if everything else found.ticked
    again = merged(found, ticked)
    assert not list(faults(again))
    if everything:
        assert [line.text for line in again.lines] == [line.text for line in other.lines]


@settings(max_examples=60, deadline=None)
@given(documents(with_asides=False))
def test_a_table_that_comes_back_unchanged_changes_nothing(document: Document) -> None:
    """Out as CSV and in again by id: every Line is the same."""
    review = review_script("x.csv", write_delimited(document), ReadingOptions("csv"))
    found = compare(document, document_of(review), review.reading)
    assert {row.result for row in found.rows} == {Result.SAME}
    assert gist(merged(found, found.ticked)) == gist(document)
