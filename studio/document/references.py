"""What refers to a Line or a Speaker by id, kept in step when those go or become another."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import replace

from studio.document.dictionary import EntryId
from studio.document.values import Document
from studio.identity import new_id


def without_references(document: Document, gone: Set[str]) -> Document:
    """Without what spoke of these Lines and Speakers alone: their notes, their pronunciations."""
    notes = tuple(note for note in document.listening_notes if note.line not in gone)
    entries = tuple(entry for entry in document.dictionary if entry.scope not in gone)
    if len(notes) == len(document.listening_notes) and len(entries) == len(document.dictionary):
        return document
    return replace(document, listening_notes=notes, dictionary=entries)


def with_pronunciations_copied(document: Document, copies: Mapping[str, str]) -> Document:
    """What is said otherwise in a Line is said so in its copy, too: both have the same Takes."""
    twins = tuple(
        replace(entry, id=EntryId(new_id()), scope=copies[entry.scope])
        for entry in document.dictionary
        if entry.scope in copies
    )
    return replace(document, dictionary=(*document.dictionary, *twins)) if twins else document


def with_references_moved(document: Document, new_ids: Mapping[str, str]) -> Document:
    """What spoke of the one now speaks of the other."""
    if not any(note.line in new_ids for note in document.listening_notes) and not any(
        entry.scope in new_ids for entry in document.dictionary
    ):
        return document
    notes = tuple(
        replace(note, line=new_ids.get(note.line, note.line)) for note in document.listening_notes
    )
    entries = tuple(
        replace(entry, scope=new_ids.get(entry.scope, entry.scope)) for entry in document.dictionary
    )
    return replace(document, listening_notes=notes, dictionary=entries)
