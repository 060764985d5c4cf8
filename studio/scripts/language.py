"""Which language a script is written in, by the small words that every text is full of. Pure."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from studio.document.values import Document

_WORDS = {
    "en": "the and you is it that of was for are with this have not what be they we my your i'm it's don't",
    "de": "der die das und ich nicht ist sie es ein eine den mit zu auf wie wir du was sind hier nein ja",
    "fr": "le les et je vous est il pas une des que qui dans pour ce c'est nous tu avec mon votre",
    "es": "el los y que es en no una por con para lo está qué las del pero mi tú",
    "it": "il e che non è di una per sono con ma mi gli lo più come della",
    "pt": "o e que não é uma um para com eu os você está do da mas em",
    "nl": "de het een en ik niet is van dat je wat zijn op te maar voor",
    "pl": "i nie to w na jest się że z co jak do ale tak",
}
_LANGUAGES: dict[str, list[str]] = {}
for _language, _text in _WORDS.items():
    for _word in _text.split():
        _LANGUAGES.setdefault(_word, []).append(_language)

_LEAST, _MOST_LINES = 6, 500
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def language_suggested(document: Document) -> str | None:
    """None where it is not plain: of too few words, or of several languages."""
    counts: Counter[str] = Counter()
    for line in document.lines[:_MOST_LINES]:
        for word in _WORD.findall(line.text.casefold()):
            counts.update(_LANGUAGES.get(word.replace("’", "'"), ()))
    first, second = (*counts.most_common(2), ("", 0), ("", 0))[:2]
    return first[0] if first[1] >= _LEAST and first[1] >= 1.5 * second[1] else None


def in_its_language(document: Document) -> Document:
    """A script does not say in which language it is, and only voices that know it can read it."""
    found = language_suggested(document)
    return document if found in (None, document.language) else replace(document, language=found)
