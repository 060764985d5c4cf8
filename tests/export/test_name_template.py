from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.errors import InputError
from studio.export.name_template import FIELDS, names_of, read_template
from studio.export.safe_name import LONGEST_BYTES, LONGEST_CHARACTERS, safe_name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Anna", "Anna"),
        ("a/b\\c:d", "a_b_c_d"),
        ("..", "_"),
        ("../../etc", "_._.._etc"),
        ("CON", "_CON"),
        ("con.wav", "_con.wav"),
        ("COM¹", "_COM¹"),
        ("a.", "a"),
        ("a . .", "a"),
        ("", "_"),
        ("   ", "_"),
        (".hidden", "_hidden"),
        ("tab\there\nand\x00there", "tab here andthere"),
        ("\u202egnp.exe", "gnp.exe"),
        ("Zoe\u0308", "Zoë"),
        ("half \ud800", "half"),
        ("👩‍👩‍👧", "👩‍👩‍👧"),
    ],
)
def test_words_become_names_of_files(written: str, name: str) -> None:
    """Forbidden letters, devices, dots at the ends, controls and turned writing never reach a disk."""
    assert safe_name(written) == name


@given(st.text(max_size=400), st.sampled_from(["", ".wav", ".dialogue"]))
def test_every_name_is_safe(text: str, ending: str) -> None:
    """Whatever the text: one part of a path, not hidden, short enough, and the same when made again."""
    name = safe_name(text, ending)
    assert name
    assert not set(name) & set('"*/:<>?\\|')
    assert not name.startswith(".")
    assert not name.endswith((".", " "))
    assert len(name) <= LONGEST_CHARACTERS
    assert len(name.encode()) <= LONGEST_BYTES
    assert name == unicodedata.normalize("NFC", name)
    assert safe_name(name) == name


def test_long_names_are_cut_between_letters_people_see() -> None:
    """Three hundred families of four are cut to whole families."""
    family = "👨‍👩‍👧‍👦"
    name = safe_name(family * 300, ".wav")
    assert name.endswith(".wav")
    assert set(name.removesuffix(".wav").split(family)) == {""}


def test_a_template_makes_folders_and_pads_numbers() -> None:
    """Slashes of the template are folders, those of a value are not; text is cut, numbers padded."""
    template = read_template("{scene_no:02}/{no:04}_{speaker}_{text:6}")
    values = {"scene_no": 3, "no": 12, "speaker": "A/B", "text": "Good morning"}
    assert str(template.name(values, ".wav")) == "03/0012_A_B_Good m.wav"


@pytest.mark.parametrize(
    "text",
    ["../../{speaker}", "/{speaker}", "C:\\{speaker}", "a//b", "./{speaker}", "{speaker}/../../x"],
)
def test_no_template_leaves_the_folder(text: str) -> None:
    """The path is relative, and no part of it leads upwards."""
    path = read_template(text).name({"speaker": ".."}, ".wav")
    assert not path.is_absolute()
    assert not {"..", "."} & set(path.parts)
    assert ":" not in str(path)


@pytest.mark.parametrize(
    "text",
    ["{0.__class__}", "{speaker.name}", "{speaker!r}", "{}", "{nobody}", "{speaker", "speaker}",
     "{text:999}", "{no:x}", "{no:٣}", "", "  "],
)  # fmt: skip
def test_what_is_no_field_is_refused(text: str) -> None:
    """One sentence, and never a look into our objects."""
    with pytest.raises(InputError):
        read_template(text)


def test_every_field_can_be_asked_for() -> None:
    """A field without a value leaves nothing behind."""
    for field in FIELDS:
        assert str(read_template(f"x{{{field}}}").name({})) == "x"


def test_two_files_of_one_name_are_told_beforehand() -> None:
    """Also those that only some disks take for the same: capitals, and accents written otherwise."""
    template = read_template("{speaker}")
    speakers = ["Zoë", "ZOE\u0308", "Anna", "A:na", "A?na"]
    names = names_of(template, [{"speaker": each} for each in speakers], ".wav")
    assert [str(each) for each in names.clashes] == [
        "Zoë.wav would be written 2 times. Add {no} or {id} to the file name.",
        "A_na.wav would be written 2 times. Add {no} or {id} to the file name.",
    ]
    assert str(names.first) == "Zoë.wav"


def test_the_longest_name_is_shown() -> None:
    names = names_of(read_template("{text}"), [{"text": "a"}, {"text": "abc"}, {"text": "b"}])
    assert str(names.longest) == "abc"
