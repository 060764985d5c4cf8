"""What is said to people, in their language: sentences by id, their values put in.

English lies beside the code that says it; each further language has a folder in
`resources/translations`, with files of `id: words`, each named for how its ids begin. The core and
the window speak through the same table.
"""

from __future__ import annotations

from studio.resource_files import resource_file
from studio.sentences import Message, Sentence, filled

ENGLISH = "en"
LANGUAGES = (ENGLISH, "de")
_DECIMAL_POINTS = {"de": ","}


class _Spoken:
    language = ENGLISH
    words: dict[str, str] = {}  # noqa: RUF012  one table for the whole window, changed by `use` only


def use(language: str) -> None:
    """Speak `language` from now on; one that is not at hand becomes English."""
    _Spoken.language = language if language in LANGUAGES else ENGLISH
    _Spoken.words = translations(_Spoken.language)


def language() -> str:
    """The one in use."""
    return _Spoken.language


def translations(language: str) -> dict[str, str]:
    """Sentence id to words. English has none: its words are the sentences themselves."""
    if language == ENGLISH:
        return {}
    import json

    words: dict[str, str] = {}
    for path in sorted(resource_file(f"translations/{language}").glob("*.json")):
        words |= json.loads(path.read_text(encoding="utf-8"))
    return words


def say(sentence: Sentence, **values: object) -> str:
    """A sentence with its values, in the language in use."""
    return text(sentence(**values))


def text(message: Message) -> str:
    """What `message` says in the language in use; a message among its values is translated too."""
    words = _Spoken.words.get(message.sentence.id, message.sentence.english)
    values = {
        name: text(value) if isinstance(value, Message) else value
        for name, value in message.values.items()
    }
    return filled(words, values)


def with_decimal_point(digits: str) -> str:
    """`4.6` as the language in use writes it."""
    point = _DECIMAL_POINTS.get(_Spoken.language)
    return digits.replace(".", point) if point else digits
