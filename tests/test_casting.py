from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from studio.casting import embedded_voice, propose, read_cast, sex_suggested, with_cast, write_cast
from studio.document.values import (
    Delivery,
    Document,
    Line,
    LineId,
    Script,
    Speaker,
    SpeakerId,
    Voice,
)
from studio.errors import InputError
from studio.server.voices import all_voices, voices_speaking


def cast_of(*names: str, language: str = "en") -> Document:
    cast = tuple(Speaker(SpeakerId(str(at)), name, at) for at, name in enumerate(names))
    return Document(language=language, cast=cast)


def voices(document: Document) -> list[str]:
    return [speaker.draft_voice.name for speaker in document.cast if speaker.draft_voice]


def test_everybody_has_a_voice_of_their_own() -> None:
    """As long as there are enough of them."""
    found = voices(propose(cast_of(*(f"Person {at}" for at in range(20)))))
    assert len(set(found)) == 20


def test_a_proposal_is_the_same_again_and_outlives_new_speakers() -> None:
    names = ("ANNA", "BEN", "Frau Schmidt", "HORN")
    first = voices(propose(cast_of(*names)))
    assert voices(propose(cast_of(*names))) == first
    assert voices(propose(cast_of(*names, "LATE")))[:4] == first


def test_voices_fit_the_names_and_lie_apart() -> None:
    """Of the sex a name suggests, and with some distance in pitch or pace to each other."""
    known = {voice.name: voice for voice in all_voices()}
    found = [
        known[name] for name in voices(propose(cast_of("Anna", "Ben", "Mrs Pryce", "Mr Horn")))
    ]
    assert [voice.sex for voice in found] == ["female", "male", "female", "male"]
    assert abs(found[0].pitch - found[2].pitch) >= 5
    assert abs(found[1].pitch - found[3].pitch) >= 5


@pytest.mark.parametrize(
    ("name", "sex"),
    [
        ("ANNA", "female"),
        ("Mr. Brown", "male"),
        ("Old Woman", "female"),
        ("X", None),
        ("HORN", None),
    ],
)
def test_names_let_one_guess(name: str, sex: str | None) -> None:
    assert sex_suggested(name) == sex


def test_a_cast_comes_back_from_its_file(tmp_path: Path) -> None:
    """With names that hold quotation marks, and with gains and pans."""
    document = propose(cast_of('Anna "the\\cat"', "Ben\x7f#", "Zoë = 1"))
    lane = replace(document.cast[0].lane, gain_db=-3.0, pan=0.5)
    document = replace(document, cast=(replace(document.cast[0], lane=lane), *document.cast[1:]))
    path = tmp_path / "cast.toml"
    path.write_text(write_cast(document), encoding="utf-8")
    bare = replace(document, cast=tuple(replace(each, draft_voice=None) for each in document.cast))
    back = with_cast(bare, read_cast(path), lambda name: Voice("x", 0, name), must_be_there=True)
    assert back == document


@pytest.mark.parametrize(
    "text",
    ["[[speaker]]", "[speaker]", "x = 1", "[[speaker]]\nname = 'A'\nvoice = true",
     "[[speaker]]\nname = 'A'\nwho = 'B'", "[[speaker", "[[speaker]]\nname = 'A'\npan = 'left'"],
)  # fmt: skip
def test_a_cast_that_makes_no_sense_is_one_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "cast.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"cast\.toml could not be read"):
        read_cast(path)


def test_a_voice_nobody_has_is_guessed_at() -> None:
    with pytest.raises(InputError, match="did you mean 'Mara'"):
        embedded_voice("Maro")
    assert embedded_voice("mara").name == "Mara"


def test_who_is_not_in_the_script_is_told(tmp_path: Path) -> None:
    path = tmp_path / "cast.toml"
    path.write_text("[[speaker]]\nname = 'NOBODY'\nvoice = 'Mara'", encoding="utf-8")
    document = cast_of("ANNA")
    entries = read_cast(path)
    final = lambda name: Voice("x", 0, name)  # noqa: E731
    assert with_cast(document, entries, final, must_be_there=False) == document
    with pytest.raises(InputError, match="It has: ANNA"):
        with_cast(document, entries, final, must_be_there=True)


def test_who_speaks_another_language_has_a_voice_of_it() -> None:
    """Where the Lines tell, as in a table of translations."""
    said = Delivery(language="de")
    lines = (
        Line(LineId("1"), SpeakerId("0"), "Welcome."),
        Line(LineId("2"), SpeakerId("1"), "Willkommen.", delivery=said),
    )
    document = replace(cast_of("GUIDE", "FÜHRERIN"), script=Script(lines))
    known = {voice.name: voice for voice in all_voices()}
    english, german = (known[name] for name in voices(propose(document)))
    assert english in voices_speaking("en")
    assert german in voices_speaking("de")


def test_a_cast_says_what_one_is_heard_through(tmp_path: Path) -> None:
    """An effect of the Lane goes out and comes in; one that there is not is named with those there
    are."""
    path = tmp_path / "cast.toml"
    path.write_text('[[speaker]]\nname = "EDIE"\neffect = "phone"\n', encoding="utf-8")
    document = with_cast(cast_of("EDIE", "BEN"), read_cast(path), _no_final, must_be_there=True)
    assert [speaker.lane.effect for speaker in document.cast] == ["phone", ""]
    path.write_text(write_cast(propose(document)), encoding="utf-8")
    assert [entry.effect for entry in read_cast(path)] == ["phone", None]
    path.write_text('[[speaker]]\nname = "EDIE"\neffect = "cave"\n', encoding="utf-8")
    with pytest.raises(InputError, match="hall"):
        read_cast(path)


def _no_final(name: str) -> Voice:
    raise AssertionError(name)
