"""What a voice is given for a Line, and how it came about: a value the window can show.

The words lose what is only for people (the mark of an interruption, directions in square brackets),
then the pronunciation dictionary has its say. Nothing is sent here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from studio.document.dictionary import DictionaryEntry, Spelling
from studio.document.patterns import Finder
from studio.document.respelling import Replacement, entries_for, respelled
from studio.document.spoken_text import spoken_text
from studio.document.values import Document, Line, LineId
from studio.errors import InputError

_DIRECTION = re.compile(r"\[([^\[\]]*)\]")
_TAG = re.compile(r"</?\s*([A-Za-z][\w:-]*)(?:\s[^<>]*)?/?>")
_SPACES = re.compile(r"\s+")
_HEEDED_TAGS = frozenset(("break", "spell", "prosody"))


@dataclass(frozen=True, slots=True)
class SentText:
    """`shown` is what the script says, `written` the words before the dictionary (replacements point
    into it), `spoken` the text as it is sent."""

    shown: str
    written: str
    spoken: str
    replacements: tuple[Replacement, ...] = ()
    stripped_directions: tuple[str, ...] = ()
    ignored_tags: tuple[str, ...] = ()
    """Tags that no voice heeds."""
    failed: tuple[tuple[DictionaryEntry, InputError], ...] = ()
    """Entries of the dictionary that could not be used, and why."""

    @property
    def has_words(self) -> bool:
        """Whether there is anything a voice could say."""
        return any(map(str.isalnum, _TAG.sub(" ", self.spoken)))


def sent_text(document: Document, line: Line) -> SentText:
    words = spoken_text(line)
    stripped = tuple(found.strip() for found in _DIRECTION.findall(words))
    written = _folded(_DIRECTION.sub(" ", words)) if stripped else words
    if not document.dictionary:
        return SentText(line.text, written, written, (), stripped, _ignored(written))
    said = respelled(written, [_as_sent(entry) for entry in entries_for(document, line)])
    spoken = _folded(unicodedata.normalize("NFC", said.text))
    return SentText(
        line.text, written, spoken, said.replacements, stripped, _ignored(spoken), said.failed
    )


def sound_of(entry: DictionaryEntry) -> str:
    """What is sent where the entry holds: to hear it alone."""
    return _as_sent(entry).said


def said_otherwise(before: Document, after: Document) -> tuple[LineId, ...]:
    """The Lines that are sent as other words since the dictionary is another. Raises InputError for
    a pattern that is none."""
    changed = set(before.dictionary) ^ set(after.dictionary)
    finders = [
        Finder(
            entry.written,
            is_pattern=entry.is_pattern,
            match_case=entry.match_case,
            whole_word=entry.whole_word and not entry.is_pattern,
        )
        for entry in changed
    ]
    return tuple(
        line.id
        for line in after.lines
        if any(next(finder.find(spoken_text(line)), None) for finder in finders)
        and sent_text(before, line).spoken != sent_text(after, line).spoken
    )


def _as_sent(entry: DictionaryEntry) -> DictionaryEntry:
    """Sounds written in IPA stand between slashes on the wire."""
    if entry.spelling is not Spelling.IPA:
        return entry
    return replace(entry, said=f"/{entry.said.strip().strip('/')}/")


def _ignored(text: str) -> tuple[str, ...]:
    if "<" not in text:
        return ()
    tags = (tag for tag in _TAG.finditer(text) if tag[1].lower() not in _HEEDED_TAGS)
    return tuple(dict.fromkeys(tag[0] for tag in tags))


def _folded(text: str) -> str:
    return _SPACES.sub(" ", text).strip()
