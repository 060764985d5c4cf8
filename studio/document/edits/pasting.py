"""Many Lines at once, from the clipboard, a script or another project: one step, one Cast.

What is copied is a Document of its own, so that it can be pasted anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from studio.document.dictionary import DictionaryEntry, EntryId
from studio.document.edits.casting import add_speaker, new_speaker, speaker_called
from studio.document.edits.grasp import items_of, place_of
from studio.document.edits.script import copied, refuse_unkeepable
from studio.document.values import Document, Line, ScriptItem, SpeakerId
from studio.identity import new_id


def excerpt(document: Document, ids: Iterable[str]) -> Document:
    """These items alone, with who speaks them and how that is said: what the clipboard holds."""
    items = items_of(document, ids)
    lines = [item for item in items if isinstance(item, Line)]
    spoken_by = {line.speaker for line in lines}
    scopes = {"", *(str(line.id) for line in lines), *map(str, spoken_by)}
    return Document(
        language=document.language,
        cast=tuple(speaker for speaker in document.cast if speaker.id in spoken_by),
        script=type(document.script)(items),
        dictionary=tuple(entry for entry in document.dictionary if entry.scope in scopes),
    )


def paste(document: Document, pasted: Document, before: str | None) -> Document:
    """Put the script of `pasted` before the item of that id, or at the end.

    Speakers are known by name or alias; unknown ones join the Cast as they are. An id that is here
    already belongs to what is here, so the pasted item gets a new one. Pronunciations come along
    that are for a Line or a new Speaker alone; those for all are each project's own.
    """
    place = place_of(document, before)
    if not pasted.script:
        return document
    for item in pasted.script:
        refuse_unkeepable(item)
    document, speakers, fresh = _with_cast(document, pasted)
    taken = {item.id for item in document.script.pick({item.id for item in pasted.script})}
    items = [_at_home(item, speakers, item.id in taken) for item in pasted.script]
    script = document.script.spliced(place, place, items)
    scopes = {
        **fresh,
        **{str(it.id): str(new.id) for it, new in zip(pasted.script, items, strict=True)},
    }
    entries = _at_home_entries(pasted.dictionary, scopes)
    return replace(document, script=script, dictionary=(*document.dictionary, *entries))


def _with_cast(
    document: Document, pasted: Document
) -> tuple[Document, Mapping[SpeakerId, SpeakerId], Mapping[str, str]]:
    """The Document with all who speak, who is who here, and which of them are new."""
    speaking = {line.speaker for line in pasted.lines}
    speakers: dict[SpeakerId, SpeakerId] = {}
    strangers: dict[str, str] = {}
    for speaker in pasted.cast:
        if speaker.id not in speaking:
            continue
        known = speaker_called(document, speaker.name)
        if known is None:
            fresh = new_speaker(document, speaker.name)
            known = replace(speaker, id=fresh.id, name=fresh.name, colour=fresh.colour)
            document = add_speaker(document, known)
            strangers[speaker.id] = known.id
        speakers[speaker.id] = known.id
    return document, speakers, strangers


def _at_home(
    item: ScriptItem, speakers: Mapping[SpeakerId, SpeakerId], is_taken: bool
) -> ScriptItem:
    here = copied(item) if is_taken else item
    return replace(here, speaker=speakers[here.speaker]) if isinstance(here, Line) else here


def _at_home_entries(
    entries: Iterable[DictionaryEntry], scopes: Mapping[str, str]
) -> tuple[DictionaryEntry, ...]:
    return tuple(
        replace(entry, id=EntryId(new_id()), scope=scopes[entry.scope])
        for entry in entries
        if entry.scope in scopes
    )
