"""Shortcuts for the tests of script formats."""

from __future__ import annotations

from studio.document.values import Document, Line
from studio.scripts.importing import review_script
from studio.scripts.reading import ReadingOptions
from studio.scripts.review import Review, accept, every_name


def reviewed(text: str, format: str = "", **options: object) -> Review:
    """The review of a text, read as `format` or as what it looks like."""
    return review_script(
        "scene.txt", text.encode("utf-8"), ReadingOptions(format=format, **options)
    )


def document_of(review: Review) -> Document:
    return accept(review, every_name(review))


def said(document: Document) -> list[tuple[str, str]]:
    """Who says what, in order."""
    return [(document.speaker(line.speaker).name, line.text) for line in document.lines]


def lines_of(text: str, format: str = "", **options: object) -> list[Line]:
    return list(document_of(reviewed(text, format, **options)).lines)
