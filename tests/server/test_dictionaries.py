"""Dictionaries: what is said instead of a word, and for which texts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from studio.server.dictionaries import Dictionary, DictionaryShelf, Entry, with_words_said
from tests.server.conversation import contexts, turns

ENTRIES = (
    Entry(1, "K8s", "kubernetes"),
    Entry(2, "Postgres", "post-gres", ipa="ˈpoʊstɡɹɛs"),
    Entry(3, "US", "United States", case_sensitive=True),
    Entry(4, "New York", "the city"),
    Entry(5, "York", "the town"),
    Entry(6, "C++", "see plus plus"),
    Entry(7, "hello", "good day", ipa="no sounds"),
    Entry(8, "town", "village"),
    Entry(9, "break", "pause"),
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Use k8s, not K8S.", "Use kubernetes, not kubernetes."),
        ("A Postgres of one's own", "A /ˈpoʊstɡɹɛs/ of one's own"),
        ("The US and us", "The United States and us"),
        ("From York to New York", "From the town to the city"),
        ("C++, C and C+++", "see plus plus, C and see plus plus+"),
        ("Hello Yorkshire", "good day Yorkshire"),
        ('Take a break <break time="200ms"/> now', 'Take a pause <break time="200ms"/> now'),
        ("<spell>US</spell> is US", "<spell>US</spell> is United States"),
        ("Nothing of it", "Nothing of it"),
    ],
)
def test_words_are_said_otherwise(text: str, said: str) -> None:
    """Whole words, in any case unless it matters, the longest first, none twice, and none in a tag."""
    assert with_words_said(text, ENTRIES) == said


def _shelf() -> DictionaryShelf:
    shelf = DictionaryShelf()
    for project, language, is_active, said in (
        (1, None, True, "one"),
        (1, "de", True, "two"),
        (1, None, False, "three"),
        (7, None, True, "four"),
    ):
        id = shelf.next_dictionary_id()
        entry = Entry(id, f"W{id}", said)
        shelf.put(Dictionary(id, project, f"D{id}", None, language, is_active, (entry,)))
    return shelf


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "one W2 W3 W4"),
        ({"language": "de"}, "one two W3 W4"),
        ({"dictionary_ids": []}, "W1 W2 W3 W4"),
        ({"project_id": 1, "dictionary_ids": [3]}, "W1 W2 three W4"),
        ({"project_id": 7}, "W1 W2 W3 four"),
        ({"project_id": 7, "dictionary_ids": [1, 99]}, "W1 W2 W3 W4"),
    ],
)
def test_which_dictionaries_hold(asked: dict[str, object], said: str) -> None:
    """The active ones of the project unless some are named; never those of another project or
    language."""
    turn = turns(_shelf())
    turn.send(text="W1 W2 W3 W4", voice_id=1071, flush=True, **asked)
    assert [f["text"] for f in turn.frames if "generation_started" in f] == [said]


def test_times_are_those_of_the_words_that_are_said() -> None:
    """Offsets of words point into the text as it is spoken, which the client is told."""
    turn = turns(_shelf())
    turn.send(text="Say W1 again.", voice_id=1071, word_timestamps=True, flush=True)
    while turn.step():
        pass
    words = next(f["word_timestamps"] for f in turn.frames if "word_timestamps" in f)
    text = next(f["text"] for f in turn.frames if "generation_started" in f)
    assert [text[w["char_start"] : w["char_end"]] for w in words] == ["Say", "one", "again"]


def test_a_change_is_heard_in_the_next_text() -> None:
    """A context that is open already says a word as its entry says it now."""
    shelf = _shelf()
    talk = contexts(shelf)
    talk.send(text="W1", context_id="a", voice_settings={"voice_id": 1071}, flush=True)
    while talk.step():
        pass
    dictionary = shelf.get(1, 1)
    assert dictionary is not None
    shelf.put(replace(dictionary, entries=(Entry(1, "W1", "anew"),)))
    talk.send(text="W1", context_id="a", flush=True)
    assert [f["text"] for f in talk.frames if "generation_started" in f] == ["one", "anew"]
