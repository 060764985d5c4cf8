from __future__ import annotations

from dataclasses import replace

from studio.document.dictionary import DictionaryEntry, EntryId, Spelling
from studio.document.values import (
    Document,
    Line,
    LineId,
    Script,
    Speaker,
    SpeakerId,
    Voice,
)
from studio.takes.recipe import draft_recipe
from studio.takes.sent_text import SentText, said_otherwise, sent_text


def _sent(text: str, *entries: DictionaryEntry, spoken: str | None = None) -> SentText:
    return sent_text(*_line(text, *entries, spoken=spoken))


def _line(text: str, *entries: DictionaryEntry, spoken: str | None = None) -> tuple[Document, Line]:
    speaker = Speaker(SpeakerId("s"), "ANNA", 0, Voice("embedded", 1001, "Lena"))
    line = Line(LineId("l"), speaker.id, text, spoken=spoken)
    return Document(cast=(speaker,), script=Script([line]), dictionary=entries), line


def _entry(written: str, said: str, scope: str = "", **more: object) -> DictionaryEntry:
    return DictionaryEntry(EntryId(written + scope), written, said, scope=scope, **more)  # type: ignore[arg-type]


def test_plain_words_are_sent_as_they_stand() -> None:
    """NFC, with runs of spaces folded; what is shown stays as it was written."""
    sent = _sent("Zoe\u0308  says\n hi")
    assert sent.shown == "Zoe\u0308  says\n hi"
    assert sent.spoken == sent.written == "Zoë says hi"


def test_the_dictionary_has_its_say_and_tells_where() -> None:
    """Each replacement points into the words before it."""
    sent = _sent("The SQL of SQL.", _entry("SQL", "sequel"))
    assert sent.spoken == "The sequel of sequel."
    places = [sent.written[it.start : it.end] for it in sent.replacements]
    assert places == ["SQL", "SQL"]


def test_the_narrowest_scope_wins() -> None:
    """An entry for the Speaker beats one for the project."""
    sent = _sent("Read it.", _entry("Read", "reed"), _entry("Read", "red", "s"))
    assert sent.spoken == "red it."


def test_sounds_in_ipa_stand_between_slashes() -> None:
    """Whether or not the entry was written with them."""
    for said in ("ʃrɪmp", "/ʃrɪmp/"):
        assert _sent("A shrimp.", _entry("shrimp", said, spelling=Spelling.IPA)).spoken == (
            "A /ʃrɪmp/."
        )


def test_directions_in_brackets_are_not_read_out() -> None:
    """They are taken out and shown as taken out; round brackets are words."""
    sent = _sent("[sighs] I think (really) so. [leaves]")
    assert sent.spoken == "I think (really) so."
    assert sent.stripped_directions == ("sighs", "leaves")


def test_tags_no_voice_heeds_are_named() -> None:
    """Breaks, spelling and prosody are heeded; anything else in angle brackets is told once."""
    sent = _sent('A <break time="200ms"/> b <em>c</em> <em>d</em> 1 < 2')
    assert sent.ignored_tags == ("<em>", "</em>")


def test_a_line_may_be_spoken_otherwise_than_it_is_written() -> None:
    """Its spoken text takes the place of the written one, and the dictionary holds for it too."""
    sent = _sent("Dr. Who", _entry("Doctor", "Dokter"), spoken="Doctor Who")
    assert (sent.shown, sent.spoken) == ("Dr. Who", "Dokter Who")


def test_an_entry_that_cannot_be_used_is_told() -> None:
    """A broken pattern changes nothing and does not stop the others."""
    sent = _sent("a b", _entry("(", "x", is_pattern=True), _entry("b", "c"))
    assert sent.spoken == "a c"
    assert [entry.written for entry, _ in sent.failed] == ["("]


def test_what_is_only_tags_and_directions_has_no_words() -> None:
    """Nothing is asked of a voice that would stay silent."""
    for text in ("[sighs]", "<break/>", "…", "[a] <break time='400ms'/> --"):
        assert not _sent(text).has_words
        assert draft_recipe(*_line(text)) is None


def test_the_recipe_is_made_of_what_is_sent() -> None:
    """A change of the dictionary asks for another Take exactly where it holds."""
    plain, said = (
        draft_recipe(*_line("SQL.")),
        draft_recipe(*_line("SQL.", _entry("SQL", "sequel"))),
    )
    other = draft_recipe(*_line("SQL.", _entry("XML", "ex em el")))
    assert plain is not None
    assert said is not None
    assert said.text == "sequel."
    assert plain == other
    assert plain.key != said.key


def test_only_lines_sent_as_other_words_are_said_otherwise() -> None:
    """An entry another one overrules changes nothing; taking one away changes as much as adding it."""
    before, line = _line("The SQL of SQL.", _entry("SQL", "sequel", scope="l"))
    other = Line(LineId("other"), line.speaker, "No SQL here.")
    before = replace(before, script=Script([line, other]))
    after = replace(before, dictionary=(*before.dictionary, _entry("SQL", "S Q L")))
    assert said_otherwise(before, after) == (other.id,)
    assert said_otherwise(after, before) == (other.id,)
    assert said_otherwise(before, replace(before, dictionary=())) == (line.id,)
