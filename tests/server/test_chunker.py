"""Where text is divided, as a table: fragments in, chunks out."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.server.boundaries import is_grapheme_border
from studio.server.chunker import Chunker, Chunking
from studio.server.markup import unfinished_tag_start

EAGER = Chunking(at_every_sentence=True)

SENTENCES = [
    ("a next word proves the end", ["Hello.", " World"], ["Hello."], "World"),
    ("no end without what follows", ["Hello. "], [], "Hello. "),
    ("a number goes on", ["3.", "14 is pi. ", "And"], ["3.14 is pi."], "And"),
    ("a title", ["Dr. Smith came. ", "He sat."], ["Dr. Smith came."], "He sat."),
    ("an initial", ["J. R. Smith came. He"], ["J. R. Smith came."], "He"),
    (
        "shortened words",
        ["See e.g. Paris, i.e. here. Then"],
        ["See e.g. Paris, i.e. here."],
        "Then",
    ),
    ("letters with dots", ["The U.S. Army came. It"], ["The U.S. Army came."], "It"),
    ("an ordinal", ["Am 3. Mai kam er. Dann"], ["Am 3. Mai kam er."], "Dann"),
    (
        "a numbered thing",
        ["See No. 5 and Fig. 3 there. Then"],
        ["See No. 5 and Fig. 3 there."],
        "Then",
    ),
    ("no is also a word", ["I said no. Then"], ["I said no."], "Then"),
    ("a year ends a sentence", ["That was 1999. Then"], ["That was 1999."], "Then"),
    ("small letters go on", ["at 5 p.m. sharp. Then"], ["at 5 p.m. sharp."], "Then"),
    ("an ellipsis goes on", ["Well... maybe. Or"], ["Well... maybe."], "Or"),
    ("an ellipsis ends", ["Well… Maybe."], ["Well…"], "Maybe."),
    ("questions", ["Really?! Yes! No"], ["Really?!", "Yes!"], "No"),
    (
        "a quoted question goes on",
        ['"What?" he said. "No." Then'],
        ['"What?" he said.', '"No."'],
        "Then",
    ),
    ("a quote ends with its mark", ["“Come.” She came. He"], ["“Come.”", "She came."], "He"),
    ("brackets belong", ["(Yes, he did.) Then"], ["(Yes, he did.)"], "Then"),
    ("an address", ["Write to a.b@c.de now. Then"], ["Write to a.b@c.de now."], "Then"),
    ("a version", ["Use 3.1.4. Then"], ["Use 3.1.4."], "Then"),
    ("chinese", ["你好。世界！再见"], ["你好。", "世界！"], "再见"),
    ("japanese quotes", ["「はい。」と言った。次"], ["「はい。」", "と言った。"], "次"),
    ("hindi", ["नमस्ते। आप"], ["नमस्ते।"], "आप"),
    ("urdu", ["سلام۔ آپ"], ["سلام۔"], "آپ"),
    ("arabic question", ["كيف؟ نعم"], ["كيف؟"], "نعم"),
    ("a blank line", ["A heading\n\nThe text"], ["A heading"], "The text"),
    ("one line break", ["one line\nand another"], [], "one line\nand another"),
    ("spanish", ["¿Qué? ¡Nada! Ya"], ["¿Qué?", "¡Nada!"], "Ya"),
    (
        "a tag in two frames",
        ["Say <spe", "ll>A. B</spell> now. Yes"],
        ["Say <spell>A. B</spell> now."],
        "Yes",
    ),
    ("spelled text is whole", ["<spell>A. B! C</spell>"], [], "<spell>A. B! C</spell>"),
    (
        "slow text is whole",
        ['<prosody rate="slow">One. Two.', "</prosody> Three. Four"],
        ['<prosody rate="slow">One. Two.</prosody>', "Three."],
        "Four",
    ),
    (
        "a break between",
        ['One. <break time="200ms"/> Two. T'],
        ["One.", '<break time="200ms"/> Two.'],
        "T",
    ),
    ("less than", ["If a < bee. Then"], ["If a < bee."], "Then"),
    (
        "sounds in IPA",
        ["Say /a.ˈb. c/ and /həˈl.oʊ/. Then"],
        ["Say /a.ˈb. c/ and /həˈl.oʊ/."],
        "Then",
    ),
    (
        "german quotes",
        ["„Warum?“ „Darum.“ Sie ging. »Halt!« »Nein!« Er"],
        ["„Warum?“", "„Darum.“", "Sie ging.", "»Halt!«", "»Nein!«"],
        "Er",
    ),
    (
        "french quotes",
        ["« Bonjour ! » dit-il. « Ça va ? » Oui"],
        ["« Bonjour ! » dit-il.", "« Ça va ? »"],
        "Oui",
    ),
    ("a quote opens behind a wide mark", ["他说。“好。”她"], ["他说。", "“好。”"], "她"),
    ("a wide number", ["３．１４です。次"], ["３．１４です。"], "次"),
    ("spaced dots", ["Hmm . . . yes. Then"], ["Hmm . . . yes."], "Then"),
    ("greek questions", ["Τι λες; Τίποτα. Α· β; Γ"], ["Τι λες;", "Τίποτα.", "Α· β;"], "Γ"),
    ("a semicolon elsewhere", ["He went; She stayed. So"], ["He went; She stayed."], "So"),
    ("an initial that also counts pages", ["C. S. Lewis came. He"], ["C. S. Lewis came."], "He"),
    ("a double first name", ["J.-P. Sartre kam. Er"], ["J.-P. Sartre kam."], "Er"),
    (
        "german amounts",
        ["Ca. 5 Mio. Euro, vgl. S. 7 dort. Da"],
        ["Ca. 5 Mio. Euro, vgl. S. 7 dort."],
        "Da",
    ),
    ("spanish doubles", ["En EE. UU. viven. Ya"], ["En EE. UU. viven."], "Ya"),
    ("polish", ["Godz. 5 u mgr. Kosa. Tak"], ["Godz. 5 u mgr. Kosa."], "Tak"),
    ("russian", ["На ул. Ленина, стр. 5. Да. Вот"], ["На ул. Ленина, стр. 5. Да."], "Вот"),
    ("an accent alone", ["Cafe", "\u0301. Oui"], ["Café."], "Oui"),
    ("blanks before", ["  \n Hello. You"], ["Hello."], "You"),
    ("blanks only", ["   ", "\n\n", "\t"], [], ""),
]


@pytest.mark.parametrize(
    ("fragments", "chunks", "held"),
    [row[1:] for row in SENTENCES],
    ids=[row[0] for row in SENTENCES],
)
@pytest.mark.parametrize("letter_by_letter", [False, True])
def test_sentences(
    fragments: list[str], chunks: list[str], held: str, letter_by_letter: bool
) -> None:
    """A sentence end counts when what follows proves it, however the text was divided on its way."""
    chunker = Chunker(EAGER)
    if letter_by_letter:
        fragments = list("".join(fragments))
    found = [chunk for fragment in fragments for chunk in chunker.append(fragment)]
    assert found == chunks
    assert chunker.held == held


STALE = [
    ("Hello world. ", ["Hello world."], ""),
    ("Hello world.", ["Hello world."], ""),
    ("Hello world", ["Hello"], "world"),
    ("Hello", [], "Hello"),
    ("It is 3.", ["It is"], "3."),
    ("It is 3, ", ["It is 3,"], ""),
    ("One, two,", ["One, two,"], ""),
    ("Press <spel", ["Press"], "<spel"),
    ("Press <spell>A", ["Press"], "<spell>A"),
    ("“Really?”", ["“Really?”"], ""),
    ("你好。", ["你好。"], ""),
    ("", [], ""),
]


@pytest.mark.parametrize(("text", "chunks", "held"), STALE)
def test_stale_text(text: str, chunks: list[str], held: str) -> None:
    """When nothing comes for a while whole words go; a word, number or tag that may go on stays."""
    chunker = Chunker(Chunking())
    assert chunker.append(text) == []
    assert chunker.stale() == chunks
    assert chunker.held == held


def test_the_schedule_rises_and_its_last_entry_repeats() -> None:
    """Entry i is the least length of chunk i; the last one holds for all that follow."""
    chunker = Chunker(Chunking(lengths=(20, 60)))
    chunks = chunker.append("Ten chars. " * 40)
    assert len(chunks[0]) == 21
    assert {len(chunk) for chunk in chunks[1:]} == {65}


def test_a_full_buffer_is_divided_at_the_best_place() -> None:
    """Without a sentence end the cut falls behind a clause, else behind a word, never inside one."""
    chunker = Chunker(Chunking(lengths=(10_000,), most=30))
    assert (
        chunker.append("one two three, four five six seven eight nine ten")[0] == "one two three,"
    )
    chunker = Chunker(Chunking(lengths=(10_000,), most=20))
    assert chunker.append("one two three four five six")[0] == "one two three four"


def test_a_word_longer_than_the_buffer_is_waited_for() -> None:
    """A word, number or address that fills the buffer alone is not cut."""
    chunker = Chunker(Chunking(most=50))
    assert chunker.append("x" * 200) == []
    assert chunker.append(" and")[0] == "x" * 200


def test_scripts_without_blanks_are_divided_between_signs() -> None:
    """Where a script has no blanks, a full buffer is divided between two signs."""
    chunker = Chunker(Chunking(most=50))
    chunks = chunker.append("漢" * 120)
    assert [len(chunk) for chunk in chunks] == [50, 50]
    assert chunker.flush() == ["漢" * 20]


def test_a_full_buffer_inside_prosody_keeps_the_rate() -> None:
    """A long slow passage is divided into passages that are slow each."""
    chunker = Chunker(Chunking(most=60))
    chunks = chunker.append('<prosody rate="slow">' + "word " * 40 + "</prosody> end")
    chunks += chunker.flush()
    assert all(chunk.startswith('<prosody rate="slow">') for chunk in chunks[:-1])
    assert all(chunk.endswith("</prosody>") for chunk in chunks[:-2])
    assert sum(chunk.count("word") for chunk in chunks) == 40


@pytest.mark.parametrize(
    "text",
    [
        '<prosody rate="slow">' * 900 + "x",
        '<prosody rate="fast">漢' + "漢" * 200,
        "<spell>" + "A" * 12_000,
        "<break/>" * 2000,
        "<" * 12_000,
        "(" * 12_000,
        ". " * 6000,
        "." * 12_000,
        "e\u0301" * 8000,
        "👩‍👩‍👧‍👦" * 2000,
    ],
    ids=lambda text: text[:12],
)
@pytest.mark.parametrize("most", [10, 1000, 10_000])
def test_bait_is_taken_in_little_time(text: str, most: int) -> None:
    """Long repetitions of what is hard to divide end, quickly, with a bounded rest."""
    began = time.process_time()
    chunker = Chunker(Chunking(most=most))
    chunker.append(text)
    assert len(chunker.held) <= 10_000
    chunker.flush()
    assert chunker.held == ""
    assert time.process_time() - began < 2.0


_TEXT = st.text(
    st.one_of(
        st.sampled_from(
            " \n.,!?…'\"()<>/&;：。！？abcXYZ0123äöéñçß漢字かなहिन्दी👩🏽‍🚀🇩🇪\u0301\u200d\ufe0f"
        ),
        st.characters(),
    ),
    max_size=400,
)
_PIECES = st.lists(_TEXT, max_size=8)
_CHUNKING = st.builds(
    Chunking,
    lengths=st.sampled_from([(80, 150, 250), (5, 10), (1,)]),
    at_every_sentence=st.booleans(),
    most=st.sampled_from([10, 50, 1000]),
)


@given(_PIECES, _CHUNKING)
def test_no_sign_is_lost_or_moved(fragments: list[str], chunking: Chunking) -> None:
    """All that can be heard comes out, once and in order; blanks only at the cuts are dropped."""
    fragments = [fragment for fragment in fragments if "prosody" not in fragment.lower()]
    chunker = Chunker(chunking)
    found = [chunk for fragment in fragments for chunk in chunker.append(fragment)]
    found += chunker.stale()
    found += chunker.flush()
    assert chunker.held == ""
    assert _visible("".join(found)) == _visible("".join(fragments))


def _visible(text: str) -> list[str]:
    composed = unicodedata.normalize("NFC", text)
    return [sign for sign in composed if not (sign.isspace() or sign in "\0\u200b\ufeff")]


@given(_TEXT, _CHUNKING)
def test_no_cut_inside_a_sign_or_a_tag(text: str, chunking: Chunking) -> None:
    """What a reader sees as one sign is never divided, nor is a tag."""
    text = unicodedata.normalize("NFC", text)
    chunker = Chunker(chunking)
    place = 0
    for chunk in chunker.append(text):
        place = text.index(chunk, place) + len(chunk)
        assert is_grapheme_border(text, place)
        assert unfinished_tag_start(chunk) is None
