from __future__ import annotations

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
from studio.takes.recipe import Recipe, draft_recipe

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
