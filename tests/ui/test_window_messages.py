"""Every sentence of the program can be said in every language."""

from __future__ import annotations

import json
import subprocess
import sys
from string import Formatter

import pytest

from studio.resource_files import resource_file
from studio.sentences import Message, Sentence
from ui import messages, quantities

_ALL_SENTENCES = """
import importlib, json, pkgutil, studio, ui
from studio.sentences import known_sentences
for package in (studio, ui):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
print(json.dumps({id: each.english for id, each in known_sentences().items()}))
"""
_FURTHER = [language for language in messages.LANGUAGES if language != messages.ENGLISH]


@pytest.fixture(scope="module")
def english() -> dict[str, str]:
    """Every sentence that any module declares; asked of a process without those of tests."""
    done = subprocess.run(
        [sys.executable, "-c", _ALL_SENTENCES],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return dict(json.loads(done.stdout))


def _names(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


@pytest.mark.parametrize("language", _FURTHER)
def test_no_sentence_is_left_untranslated(language: str, english: dict[str, str]) -> None:
    """Each id has words in each language; what is missing is listed with its English."""
    words = messages.translations(language)
    missing = {id: english[id] for id in sorted(english.keys() - words.keys())}
    assert not missing, json.dumps(missing, indent=2, ensure_ascii=False)


@pytest.mark.parametrize("language", _FURTHER)
def test_no_translation_is_left_over(language: str, english: dict[str, str]) -> None:
    """Words for an id that nobody says any more are taken out."""
    assert sorted(messages.translations(language).keys() - english.keys()) == []


@pytest.mark.parametrize("language", _FURTHER)
def test_translations_use_the_values_of_the_sentence(
    language: str, english: dict[str, str]
) -> None:
    """A translation names exactly the values its sentence has, and is not empty."""
    words = messages.translations(language)
    for id in english.keys() & words.keys():
        assert words[id].strip(), id
        assert _names(words[id]) == _names(english[id]), id


@pytest.mark.parametrize("language", _FURTHER)
def test_each_file_holds_the_ids_it_is_named_for(language: str) -> None:
    """A sentence is found in one file, the one of the first part of its id."""
    for path in resource_file(f"translations/{language}").glob("*.json"):
        ids = json.loads(path.read_text(encoding="utf-8"))
        assert all(id.startswith(path.stem) for id in ids), path
        assert list(ids) == sorted(ids), path


def test_the_language_in_use_is_spoken() -> None:
    """The same message is said in English, in German, and in English where nothing else is known."""
    from ui.line_states import LOOKS, LineState

    word = LOOKS[LineState.FAILED].word
    assert messages.say(word) == "Failed"
    messages.use("de")
    assert messages.say(word) == "Misslungen"
    messages.use("eo")
    assert messages.say(word) == "Failed"


def test_a_message_within_a_message_is_translated_too() -> None:
    """A cause that is itself a message speaks the same language."""
    from ui.quantities import SECONDS
    from ui.transport.bar import OF_LENGTH

    inner: Message = SECONDS(seconds="2")
    assert messages.text(OF_LENGTH(length=inner)) == "/ 2 s"


def test_an_unknown_sentence_is_said_in_english() -> None:
    """A sentence without a translation is said as it was written, never not at all."""
    messages.use("de")
    assert messages.text(Sentence("test.new", "It has {count} legs.")(count=4)) == "It has 4 legs."


def test_numbers_follow_the_language() -> None:
    """Lengths and positions have the decimal point of the language."""
    assert quantities.seconds(220_800) == "4.6 s"
    assert quantities.position(1_315_200) == "0:27.4"
    messages.use("de")
    assert quantities.seconds(220_800, is_estimated=True) == "~4,6 s"
    assert quantities.position(1_315_200) == "0:27,4"
    assert quantities.whole_seconds(48_000 * 68) == "1:08"
