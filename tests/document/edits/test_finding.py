from __future__ import annotations

import time
from dataclasses import replace

import pytest

from studio.document import patterns
from studio.document.edits.finding import Field, Query, find, replace_found
from studio.document.edits.grasp import EditError
from studio.document.script_items import Heading, HeadingId
from studio.document.values import LONGEST_TEXT, LineId, LineStatus, Script, SpeakerId
from studio.errors import InputError
from tests.document.made import scene, with_line

SCENE = scene(
    ("A", "The cat saw a Cat."), ("B", "Concatenate!"), ("A", "No (cat) --"), ("B", "Straße, cat.")
)


def _found(query: Query) -> list[tuple[str, int]]:
    return [(match.line, match.found.start) for match in find(SCENE, query)]


def test_plain_words_are_found_wherever_they_stand() -> None:
    """Case and word edges count only when asked for; signs of patterns are plain letters."""
    assert _found(Query("cat")) == [("1", 4), ("1", 14), ("2", 3), ("3", 4), ("4", 8)]
    assert _found(Query("cat", match_case=True, whole_word=True)) == [("1", 4), ("3", 4), ("4", 8)]
    assert _found(Query("(cat)")) == [("3", 3)]
    assert _found(Query("STRASSE")) == [("4", 0)]
    assert _found(Query("")) == []


def test_the_search_is_narrowed_to_a_speaker_a_scene_or_a_selection() -> None:
    """Each alone or together."""
    with_scene = replace(
        SCENE, script=Script([*SCENE.lines[:2], Heading(HeadingId("h"), "h"), *SCENE.lines[2:]])
    )
    only_a = Query("cat", speaker=SpeakerId("A"))
    assert [match.line for match in find(SCENE, only_a)] == ["1", "1", "3"]
    second = replace(only_a, scene=HeadingId("h"))
    assert [match.line for match in find(with_scene, second)] == ["3"]
    chosen = Query("cat", lines=frozenset({LineId("4"), LineId("2")}))
    assert [match.line for match in find(SCENE, chosen)] == ["2", "4"]


def test_directions_and_spoken_words_are_searched_too() -> None:
    """Directions on request, spoken words always."""
    document = with_line(SCENE, "2", direction="to the cat", spoken="Con cat enate")
    fields = [match.field for match in find(document, Query("cat", in_directions=True))]
    assert fields == [
        Field.TEXT, Field.TEXT, Field.DIRECTION, Field.TEXT, Field.SPOKEN, Field.TEXT, Field.TEXT
    ]  # fmt: skip


def test_only_what_is_ticked_is_replaced() -> None:
    """The list is looked through first; the rest stays as it was."""
    matches = list(find(SCENE, Query("cat", "dog")))
    after = replace_found(SCENE, [matches[1], matches[2], matches[4]])
    assert [line.text for line in after.lines] == [
        "The cat saw a dog.", "Condogenate!", "No (cat) --", "Straße, dog."
    ]  # fmt: skip
    assert after.lines[2] is SCENE.lines[2]


def test_a_pattern_puts_back_its_parts() -> None:
    """And a replacement that makes a cut mark makes the Line one that may be cut off."""
    query = Query(r"(\w+) saw a (\w+)\.", r"\2 saw \1 --", is_pattern=True)
    after = replace_found(SCENE, find(SCENE, query))
    assert after.lines[0].text == "The Cat saw cat --"
    assert after.lines[0].may_be_cut


def test_a_bad_pattern_is_said_in_words() -> None:
    """One that is none, one too long, a replacement that names a part that is not there."""
    for words in ("(", "x{3,1}", "a" * 501):
        with pytest.raises(InputError, match="is not a pattern"):
            list(find(SCENE, Query(words, is_pattern=True)))
    with pytest.raises(InputError, match="refers to a part"):
        list(find(SCENE, Query("cat", r"\7", is_pattern=True)))


@pytest.mark.by_the_clock
def test_a_pattern_that_would_take_for_ever_is_stopped() -> None:
    """A project of a stranger cannot hang the program by a pattern."""
    document = scene(("A", "a" * 5000 + "!"))
    started = time.monotonic()
    with pytest.raises(InputError, match="takes too long"):
        list(find(document, Query(r"(a|aa)+$|(a+)+b", is_pattern=True)))
    assert time.monotonic() - started < 5


@pytest.mark.by_the_clock
def test_many_lines_with_a_slow_pattern_are_stopped_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each may take its quarter of a second, but not all of them together."""
    monkeypatch.setattr(patterns, "SECONDS_IN_ALL", 0.2)
    document = scene(*[("A", "a" * 21 + "!")] * 2000)
    started = time.monotonic()
    with pytest.raises(InputError, match="takes too long"):
        list(find(document, Query(r"(a|aa)+$", is_pattern=True)))
    assert time.monotonic() - started < 2


def test_locked_lines_are_shown_and_not_replaced() -> None:
    """Ticking them nevertheless replaces nothing at all."""
    document = with_line(SCENE, "2", status=LineStatus.LOCKED)
    matches = list(find(document, Query("cat", "dog")))
    assert [match.line for match in matches if match.is_locked] == ["2"]
    with pytest.raises(EditError, match="Line 2 is locked"):
        replace_found(document, matches)
    after = replace_found(document, (match for match in matches if not match.is_locked))
    assert after.lines[1].text == "Concatenate!"


def test_a_replacement_that_makes_a_line_too_long_is_refused() -> None:
    """As typing it would be."""
    with pytest.raises(EditError, match="Split it"):
        replace_found(SCENE, find(SCENE, Query("saw", "x" * LONGEST_TEXT)))
