from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

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
from studio.takes.recipe import ENGINE_VERSION, VOICES_VERSION, Recipe, draft_recipe, final_recipe
from studio.takes.recipe_book import RecipeBook

RECIPE = Recipe("Hello.", "embedded", 1001, "", Delivery(language="en"))


LENA = Voice("embedded", 1001, "Lena")


def _document(text: str, voice: Voice | None = LENA) -> Document:
    speaker = Speaker(SpeakerId("s"), "ANNA", 0, voice)
    return Document(cast=(speaker,), script=Script([Line(LineId("l"), speaker.id, text)]))


def test_the_same_inputs_give_the_same_key() -> None:
    """The key is the same in every run: Takes are found again."""
    assert RECIPE.key == ("596beb4bfce50157aa1eae6db2b6990a923a13bbb10a86cdc4fe4f635440c700")


def test_every_input_decides() -> None:
    """Text, service, voice, model, Delivery, rate and retake number each make another Take."""
    changed = [
        replace(RECIPE, text="Hello!"),
        replace(RECIPE, service="api.example.org"),
        replace(RECIPE, voice_id=1002),
        replace(RECIPE, model="m"),
        replace(RECIPE, delivery=Delivery(language="de")),
        replace(RECIPE, delivery=Delivery(language="en", speed=1.0)),
        replace(RECIPE, rate=16_000),
        replace(RECIPE, retake=1),
    ]
    assert len({recipe.key for recipe in [RECIPE, *changed]}) == len(changed) + 1


def test_a_line_without_words_asks_for_nothing() -> None:
    """Punctuation alone is not sent to a voice."""
    document = _document("… --")
    assert draft_recipe(document, document.lines[0]) is None


def test_a_speaker_without_a_voice_asks_for_nothing() -> None:
    """Nobody is spoken by a voice nobody chose."""
    document = _document("Hello.", voice=None)
    assert draft_recipe(document, document.lines[0]) is None


def test_the_documents_language_is_said_outright() -> None:
    """The server is never left to guess the language."""
    document = _document("Hello.")
    recipe = draft_recipe(document, document.lines[0])
    assert recipe is not None
    assert recipe.delivery.language == "en"


def test_the_embedded_voices_are_named_with_their_version() -> None:
    """Another version of the engine makes other Takes; the number is that of the library."""
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "from studio.server.espeak_library import EspeakLibrary as L; print(L().version)",
        ],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert told.stdout.split()[0] == ENGINE_VERSION
    document = _document("Hello.")
    recipe = draft_recipe(document, document.lines[0])
    assert recipe is not None
    assert recipe.service == f"embedded {ENGINE_VERSION}.{VOICES_VERSION}"
    assert not recipe.is_paid


def test_the_final_voice_is_paid() -> None:
    """It is named by its host, and has another key than the draft."""
    document = _document("Hello.")
    speaker = replace(document.cast[0], final_voice=Voice("voices.example", 7, "Mara"))
    document = replace(document, cast=(speaker,))
    recipe = final_recipe(document, document.lines[0], "m")
    assert recipe is not None
    assert (recipe.service, recipe.voice_id, recipe.model) == ("voices.example", 7, "m")
    assert recipe.is_paid


def test_recipes_are_worked_out_again_only_where_an_edit_touched() -> None:
    """The same Recipe, not an equal one, for a Line nobody changed; a new one for the others."""
    book, document = RecipeBook(), _document("Hello.")
    first = book.draft(document, document.lines[0])
    titled = replace(document, title="x")
    assert book.draft(titled, titled.lines[0]) is first
    other = replace(document, language="de")
    changed = book.draft(other, other.lines[0])
    assert changed is not None
    assert changed.delivery.language == "de"
    assert book.final(document, document.lines[0]) is None
