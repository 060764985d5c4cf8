"""The sample scene in every format: read as what it is, understood whole, written back as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from scripts.reading_help import document_of, said

from studio.document.cues import CutIn, Over, With
from studio.document.values import Document
from studio.resource_files import resource_file
from studio.scripts.formats import FORMATS, format_named
from studio.scripts.importing import review_script

SAMPLES = {
    "ass": "ass",
    "csv": "csv",
    "docx": "docx",
    "epub": "epub",
    "fdx": "fdx",
    "fountain": "fountain",
    "html": "html",
    "ink": "ink",
    "jsonl": "json-lines",
    "md": "markdown",
    "psv": "csv",
    "rpy": "renpy",
    "srt": "srt",
    "tab": "csv",
    "tsv": "csv",
    "twee": "twee",
    "twine.html": "twine",
    "txt": "plain",
    "voicevox.txt": "voicevox",
    "vtt": "vtt",
    "vvproj": "vvproj",
    "xlsx": "xlsx",
    "yarn": "yarn",
}
PROSE = ("epub", "html")
FOLDER = resource_file("samples")


def sample(ending: str) -> Path:
    return FOLDER / f"between-floors.{ending}"


def scene() -> Document:
    return document_of(review_script("x", sample("txt").read_bytes()))


def test_there_is_a_sample_of_every_format() -> None:
    """Each format that can be read has its sample, and each sample its test."""
    known = {each.id for each in FORMATS} - {"tsv", "bars", "xlsx-cast"}  # read like their kin
    assert set(SAMPLES.values()) == known
    assert {path.name for path in FOLDER.glob("between-floors.*")} == {
        f"between-floors.{ending}" for ending in SAMPLES
    }


def test_the_scene_is_worth_hearing() -> None:
    """At least 60 Lines, four Speakers, interruptions, overlaps and people speaking at once."""
    document = scene()
    kinds = {type(line.cue) for line in document.lines}
    assert len(document.lines) >= 60
    assert len(document.cast) == 4
    assert {CutIn, Over, With} <= kinds
    assert any(line.may_be_cut for line in document.lines)


@pytest.mark.parametrize(("ending", "format"), SAMPLES.items())
def test_each_sample_is_understood_whole(ending: str, format: str) -> None:
    """Read under a name that says nothing, it is the format it is and nothing is left over."""
    review = review_script("scene", sample(ending).read_bytes())
    document = document_of(review)
    assert review.format == format
    assert not review.reading.not_understood
    assert not review.reading.remarks
    names = {name.casefold() for name, _ in said(document)} - {"narrator"}
    assert len(names) == 4
    if ending not in PROSE:
        assert len(document.lines) == len(scene().lines)
        assert [words.rstrip("—-. ,") for _, words in said(document)] == [
            words.rstrip("—-. ,")
            if ending != "voicevox.txt"
            else words.replace(",", "，").rstrip("—-. ，")
            for _, words in said(scene())
        ]


@pytest.mark.parametrize(
    "ending", ["txt", "fountain", "fdx", "jsonl", "csv", "tsv", "psv", "docx", "xlsx"]
)
def test_cues_are_in_every_format_that_can_say_them(ending: str) -> None:
    """Interruptions, overlaps and pauses survive the way through the format."""
    document = document_of(review_script("x", sample(ending).read_bytes()))
    assert [line.cue for line in document.lines] == [line.cue for line in scene().lines]
    assert [line.may_be_cut for line in document.lines] == [
        line.may_be_cut for line in scene().lines
    ]


@pytest.mark.parametrize(
    "ending", ["txt", "fountain", "fdx", "jsonl", "yarn", "ink", "md", "voicevox.txt"]
)
def test_a_sample_is_written_back_as_it_was(ending: str) -> None:
    """Writing the same format back loses nothing and adds nothing."""
    content = sample(ending).read_bytes()
    review = review_script(f"x.{ending}", content)
    write = format_named(review.format).write
    assert write is not None
    assert write(document_of(review)).decode() == content.decode()
