"""What a format cannot hold, found by reading what was written."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from scripts.documents import documents, gist
from scripts.reading_help import document_of, reviewed

from studio.document.cues import CutIn
from studio.document.script_items import CHAPTER, Aside, AsideId, AsideKind, Heading, HeadingId
from studio.document.values import (
    Delivery,
    Document,
    Line,
    LineId,
    LineStatus,
    Script,
    Speaker,
    SpeakerId,
    Voice,
)
from studio.scripts.formats import FORMATS, format_named
from studio.scripts.importing import review_script
from studio.scripts.losses import losses_of
from studio.scripts.reading import ReadingOptions

EVERYTHING = Document(
    "Title",
    cast=(Speaker(SpeakerId("s"), "ANNA", 0, Voice("embedded", 1, "Ada"), aliases=("NAN",)),),
    script=Script(
        [
            Heading(HeadingId("h"), "Act One", CHAPTER),
            Aside(AsideId("a"), AsideKind.DIRECTION, "Rain."),
            Aside(AsideId("b"), AsideKind.COMMENT, "Check this."),
            Line(
                LineId("l"),
                SpeakerId("s"),
                "Good morning\nto you all --",
                "low",
                CutIn(4_800),
                True,
                spoken="Gud morning",
                delivery=Delivery(speed=1.1),
                status=LineStatus.APPROVED,
                is_muted=True,
                target_frames=48_000,
                notes="A note.",
                external_id="g1",
                extras=(("extension", "(V.O.)"), ("other", "x")),
            ),
        ]
    ),
)


def told(format: str, document: Document = EVERYTHING) -> list[str]:
    chosen = format_named(format)
    assert chosen.write is not None
    losses = losses_of(document, chosen, chosen.write(document))
    return [message.sentence.id.removeprefix("loss.") for message in losses.of_script]


@pytest.mark.parametrize(
    ("format", "kinds"),
    [
        ("json-lines", []),
        ("csv", ["times", "levels", "extensions"]),
        ("fountain", ["spoken", "status", "times"]),
        ("fdx", ["spoken", "status", "times"]),
        ("plain", ["breaks", "spoken", "notes", "status", "times", "ids"]),
        ("markdown", ["breaks", "spoken", "notes", "status", "times", "ids", "extensions"]),
        (
            "voicevox",
            ["breaks", "directions", "cues", "cuts", "status", "times", "ids", "headings", "stage",
             "comments", "extensions"],
        ),
    ],
)  # fmt: skip
def test_each_kind_of_loss_is_told(format: str, kinds: list[str]) -> None:
    assert told(format) == kinds


def test_what_only_a_project_keeps_is_told_apart() -> None:
    plain = format_named("plain")
    assert plain.write is not None
    losses = losses_of(EVERYTHING, plain, plain.write(EVERYTHING))
    kinds = [message.sentence.id.removeprefix("loss.") for message in losses.besides]
    assert kinds == ["delivery", "clips", "voices", "kept"]


@pytest.mark.parametrize("format", [each.id for each in FORMATS if each.write])
def test_an_empty_title_or_usual_value_is_no_loss(format: str) -> None:
    """The simplest script of all goes anywhere whole."""
    if format in ("yarn", "renpy", "ink", "twee"):
        return
    simple = document_of(reviewed("ANNA: Good morning.\nBEN: And to you.\n"))
    assert told(format, simple) == []


@settings(max_examples=40, deadline=None)
@given(documents())
@pytest.mark.parametrize("format", ["plain", "fountain", "markdown"])
def test_nothing_is_lost_in_silence(format: str, document: Document) -> None:
    """Whatever is different when it is read again, a loss says so."""
    chosen = format_named(format)
    assert chosen.write is not None
    written = chosen.write(document)
    again = document_of(review_script("x", written, ReadingOptions(format)))
    losses = losses_of(document, chosen, written)
    if not losses.of_script and not losses.besides:
        assert sorted(map(repr, gist(again))) == sorted(map(repr, gist(replace(document))))
