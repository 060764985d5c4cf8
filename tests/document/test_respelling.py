from __future__ import annotations

from dataclasses import replace

from studio.document.dictionary import DictionaryEntry, EntryId
from studio.document.respelling import entries_for, respelled
from tests.document.made import scene


def _entry(written: str, said: str, **more: object) -> DictionaryEntry:
    return DictionaryEntry(EntryId(written + said), written, said, **more)  # type: ignore[arg-type]


def test_words_are_said_as_the_dictionary_wants() -> None:
    """Whole words, whatever their case, unless told otherwise."""
    text = "Nettie's nettle: NETTIE."
    assert respelled(text, [_entry("nettie", "NET-tee")]).text == "NET-tee's nettle: NET-tee."
    assert respelled(text, [_entry("NETTIE", "N", match_case=True)]).text == "Nettie's nettle: N."
    assert respelled(text, [_entry("nett", "x", whole_word=False)]).text == "xie's xle: xIE."


def test_what_one_entry_has_replaced_no_other_touches() -> None:
    """The first one wins; places are told as in the text before."""
    found = respelled("Dr Strange", [_entry("Dr Strange", "Doctor S"), _entry("doctor", "no")])
    assert found.text == "Doctor S"
    assert [(it.start, it.end) for it in found.replacements] == [(0, 10)]


def test_patterns_put_back_their_parts() -> None:
    """A number read out in another way."""
    entry = _entry(r"(\d+)\s?km\b", r"\1 kilometres", is_pattern=True)
    assert respelled("Go 12 km.", [entry]).text == "Go 12 kilometres."


def test_an_entry_that_cannot_be_used_is_passed_over_and_told() -> None:
    """A project from elsewhere may hold a broken or endless pattern; the others still hold."""
    broken = _entry("(", "", is_pattern=True)
    endless = _entry(r"(a|aa)+$", "", is_pattern=True)
    found = respelled("a" * 3000 + "! cat", [broken, endless, _entry("cat", "dog")])
    assert found.text.endswith("! dog")
    assert [entry for entry, _ in found.failed] == [broken, endless]


def test_the_narrower_scope_goes_first() -> None:
    """Line, then Speaker, then project; longer words before shorter ones."""
    document = scene(("A", "x"), ("B", "y"))
    entries = [
        _entry("one", "project"),
        _entry("one two", "project"),
        _entry("one", "speaker", scope="A"),
        _entry("one", "line", scope="1"),
        _entry("one", "other", scope="2"),
    ]
    document = replace(document, dictionary=tuple(entries))
    said = [entry.said for entry in entries_for(document, document.lines[0])]
    assert said == ["line", "speaker", "project", "project"]
    assert entries_for(document, document.lines[0])[2].written == "one two"


def test_no_entry_makes_a_book_of_a_line() -> None:
    """It is passed over and told; the others hold."""
    text = "a " * 3000 + "b"
    found = respelled(text, [_entry("a", "x" * 100), _entry("b", "beta")])
    assert found.text.endswith("a beta")
    ((entry, error),) = found.failed
    assert entry.written == "a"
    assert "longer than" in str(error)
    (pattern,) = respelled(text, [_entry("a", r"\g<0>" * 1000, is_pattern=True)]).failed
    assert "longer than" in str(pattern[1])
