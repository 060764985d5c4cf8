from __future__ import annotations

import pytest
from scripts.reading_help import document_of

from studio.resource_files import resource_file
from studio.scripts.importing import review_script
from studio.scripts.language import in_its_language, language_suggested


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("low-visibility.txt", "en"),
        ("the-tide-clerk.fountain", "en"),
        ("kein-anschluss.txt", "de"),
        ("le-dernier-pain.fountain", "fr"),
        ("museum-guide.tsv", None),
    ],
)
def test_a_script_is_taken_for_the_language_it_is_in(name: str, language: str | None) -> None:
    """By its small words; one in several languages is taken for none."""
    content = resource_file(f"samples/{name}").read_bytes()
    document = document_of(review_script(name, content))
    assert language_suggested(document) == language
    assert in_its_language(document).language == (language or "en")


def test_a_few_words_say_nothing() -> None:
    document = document_of(review_script("x.txt", b"ANNA: Taxi!\nBEN: Non, Taxi.\n"))
    assert language_suggested(document) is None
