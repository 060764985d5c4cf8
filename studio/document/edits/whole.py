"""What holds for the whole Document: title, language, pauses, Delivery, loudness, dictionary."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from studio.document.dictionary import DictionaryEntry, EntryId
from studio.document.edits.grasp import EditError
from studio.document.edits.ranges import refuse_out_of_range
from studio.document.patterns import Finder
from studio.document.values import Delivery, Document, LoudnessTarget, PauseRules
from studio.sentences import sentence

_entry_gone = sentence(
    "edit.entry-gone", "That dictionary entry is no longer there. Choose another and try again."
)
_entry_empty = sentence(
    "edit.entry-empty", "A dictionary entry needs the word as written. Type it."
)


def set_title(document: Document, title: str) -> Document:
    return document if title == document.title else replace(document, title=title)


def set_language(document: Document, language: str) -> Document:
    return document if language == document.language else replace(document, language=language)


def set_pauses(document: Document, pauses: PauseRules) -> Document:
    refuse_out_of_range(pauses)
    return document if pauses == document.pauses else replace(document, pauses=pauses)


def set_project_delivery(document: Document, delivery: Delivery) -> Document:
    refuse_out_of_range(delivery)
    return document if delivery == document.delivery else replace(document, delivery=delivery)


def set_loudness(document: Document, loudness: LoudnessTarget | None) -> Document:
    if loudness is not None:
        refuse_out_of_range(loudness)
    return document if loudness == document.loudness else replace(document, loudness=loudness)


def put_entry(document: Document, entry: DictionaryEntry) -> Document:
    """Add the entry, or change the one of its id; raises InputError for a pattern that is none."""
    if not entry.written.strip():
        raise EditError(_entry_empty())
    if entry in document.dictionary:
        return document
    if entry.is_pattern:
        Finder(entry.written, is_pattern=True, match_case=entry.match_case, whole_word=False)
    known = any(it.id == entry.id for it in document.dictionary)
    entries = tuple(entry if it.id == entry.id else it for it in document.dictionary)
    return replace(document, dictionary=entries if known else (*entries, entry))


def put_entries(document: Document, entries: Iterable[DictionaryEntry]) -> Document:
    """The same with several at once."""
    for entry in entries:
        document = put_entry(document, entry)
    return document


def remove_entry(document: Document, entry: EntryId) -> Document:
    entries = tuple(it for it in document.dictionary if it.id != entry)
    if len(entries) == len(document.dictionary):
        raise EditError(_entry_gone())
    return replace(document, dictionary=entries)
