"""The Document in its tables: all of it read, and each change of it written as few rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from studio.document.change import Change, change
from studio.document.ordered import Ordered
from studio.document.references import without_references
from studio.document.values import Document, Line, ScriptItem, Speaker
from studio.project.document_codec import (
    Loss,
    item_row,
    part_json,
    read_items,
    read_part,
    read_speaker,
    speaker_json,
    unknown_speaker,
)
from studio.project.part_forms import PARTS
from studio.project.places import first_places, new_places
from studio.project.store import Database
from studio.project.whole_fields import whole_rows, with_whole

_ITEMS = "SELECT id, kind, speaker, text, rest FROM items ORDER BY place"


@dataclass(frozen=True, slots=True)
class Stored:
    """A Document as the file has it, and the places its items have there."""

    document: Document
    places: Mapping[str, int]


def read_first_items(database: Database, count: int) -> Document:
    """The beginning of the script with its Cast, at once, however long it is."""
    losses: list[Loss] = []
    cast = _read_cast(database, losses)
    items = list(read_items(database.rows(f"{_ITEMS} LIMIT ?", (count,)), losses))
    document = with_whole(
        Document(), dict(database.rows("SELECT name, value FROM settings")), losses
    )
    return assembled(document, cast, items, {}, losses)


def read_document(database: Database, losses: list[Loss]) -> tuple[Document, Document]:
    """All of it, and what of it is in the file; they differ where something had to be made up. What
    could not be understood goes to `losses`, and what is left refers to nothing that is gone."""
    document = with_whole(
        Document(), dict(database.rows("SELECT name, value FROM settings")), losses
    )
    items = list(read_items(database.rows(_ITEMS), losses))
    parts: dict[str, list[Any]] = defaultdict(list)
    for kind, id, value in database.rows("SELECT kind, id, value FROM parts ORDER BY place"):
        part = read_part(kind, id, value, losses)
        if part is not None:
            parts[kind].append(part)
    cast = _read_cast(database, losses)
    whole = assembled(document, cast, items, parts, losses)
    return whole, replace(whole, cast=tuple(cast))


def read_places(database: Database, document: Document) -> Stored:
    """`document`, which is what the file has, with the places of its items there."""
    return Stored(document, dict(database.rows("SELECT id, place FROM items")))


def _read_cast(database: Database, losses: list[Loss]) -> list[Speaker]:
    rows = database.rows("SELECT id, value FROM speakers ORDER BY place")
    return [read_speaker(id, value, losses) for id, value in rows]


def assembled(
    document: Document,
    cast: list[Speaker],
    items: list[ScriptItem],
    parts: Mapping[str, list[Any]],
    losses: list[Loss],
) -> Document:
    """What was read, put together so that nothing in it refers to what is not there."""
    known = {speaker.id for speaker in cast}
    spoken = {item.speaker for item in items if type(item) is Line}
    missing = sorted(spoken - known)
    losses.extend(Loss("speaker", id) for id in missing)
    fields: dict[str, Any] = {
        part.field: tuple(parts.get(kind, ())) for kind, part in PARTS.items()
    }
    fields["take_marks"] = Ordered(fields["take_marks"])
    lanes = {lane.id for lane in fields["sound_lanes"]}
    for clip in fields["sound_clips"]:
        if clip.lane not in lanes:
            losses.append(Loss("sound", clip.id))
    fields["sound_clips"] = tuple(it for it in fields["sound_clips"] if it.lane in lanes)
    whole = replace(
        document, cast=(*cast, *map(unknown_speaker, missing)), script=Ordered(items), **fields
    )
    return _without_loose_ends(whole, losses) if parts else whole


def _without_loose_ends(document: Document, losses: list[Loss]) -> Document:
    """Without notes and pronunciations of Lines and Speakers that are not there."""
    if not document.listening_notes and not document.dictionary:
        return document
    there = {"", *(item.id for item in document.script), *(it.id for it in document.cast)}
    gone = {note.line for note in document.listening_notes} - there
    gone |= {entry.scope for entry in document.dictionary} - there
    losses.extend(Loss("reference", id) for id in sorted(gone))
    return without_references(document, gone)


def write_document(database: Database, document: Document, stored: Stored) -> Stored:
    """Write what `document` has that the file has not, within a transaction."""
    difference = change(stored.document, document)
    _write_cast(database, stored.document, document)
    places = _write_items(database, document, difference, stored.places)
    for name in difference.settings:
        _write_parts(database, name, getattr(stored.document, name), getattr(document, name))
    before, after = dict(whole_rows(stored.document)), dict(whole_rows(document))
    _write_settings(database, before, after)
    return Stored(document, places)


def write_whole_document(
    database: Database, document: Document, let_pass: Callable[[], None] = lambda: None
) -> Stored:
    """Put a Document into tables that hold none; `let_pass` is called again and again."""
    places = first_places(len(document.script))
    _write_cast(database, Document(), document)
    database.run_many(
        "INSERT INTO items (id, kind, speaker, text, rest, place) VALUES (?, ?, ?, ?, ?, ?)",
        _passing(
            let_pass,
            ((*item_row(it), place) for it, place in zip(document.script, places, strict=True)),
        ),
    )
    for part in PARTS.values():
        _write_parts(database, part.field, (), getattr(document, part.field))
    _write_settings(database, {}, dict(whole_rows(document)))
    ids = (item.id for item in document.script)
    return Stored(document, dict(zip(ids, places, strict=True)))


def _passing(let_pass: Callable[[], None], rows: Iterator[Any]) -> Iterator[Any]:
    for number, row in enumerate(rows):
        if number % 500 == 499:
            let_pass()
        yield row


def _write_cast(database: Database, before: Document, after: Document) -> None:
    if before.cast == after.cast:
        return
    kept = {speaker.id for speaker in after.cast}
    database.run_many(
        "DELETE FROM speakers WHERE id = ?",
        [(it.id,) for it in before.cast if it.id not in kept],
    )
    # Casts are short: all of it is written anew when anything of it is another.
    database.run_many(
        "INSERT INTO speakers (id, place, value) VALUES (?1, ?2, ?3)"
        " ON CONFLICT (id) DO UPDATE SET place = ?2, value = ?3",
        [(it.id, place, speaker_json(it)) for place, it in enumerate(after.cast)],
    )


def _write_items(
    database: Database, document: Document, difference: Change, places: Mapping[str, int]
) -> Mapping[str, int]:
    database.run_many("DELETE FROM items WHERE id = ?", [(id,) for id in difference.removed])
    script = document.script
    if difference.altered:
        rows = [item_row(item) for item in script.pick(frozenset(difference.altered))]
        database.run_many(
            "UPDATE items SET kind = ?2, speaker = ?3, text = ?4, rest = ?5 WHERE id = ?1", rows
        )
    if not (difference.added or difference.moved):
        return (
            {id: places[id] for id in places.keys() - set(difference.removed)}
            if (difference.removed)
            else places
        )
    order = [item.id for item in document.script]
    fresh = set(difference.added) | set(difference.moved)
    given = new_places(order, places, [at for at, id in enumerate(order) if id in fresh])
    added = set(difference.added)
    database.run_many(
        "INSERT OR REPLACE INTO items (id, kind, speaker, text, rest, place)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [(*item_row(item), given[item.id]) for item in script.pick(added)],
    )
    database.run_many(
        "UPDATE items SET place = ?2 WHERE id = ?1",
        [(id, place) for id, place in given.items() if id not in added],
    )
    gone = set(difference.removed)
    return {id: place for id, place in places.items() if id not in gone} | given


def _write_parts(
    database: Database, field: str, before: Iterable[Any], after: Iterable[Any]
) -> None:
    kind = next((kind for kind, part in PARTS.items() if part.field == field), None)
    if kind is None:
        return
    old = {it.id: (place, it) for place, it in enumerate(before)}
    new = {it.id: (place, it) for place, it in enumerate(after)}
    database.run_many(
        "DELETE FROM parts WHERE kind = ? AND id = ?",
        [(kind, id) for id in old.keys() - new.keys()],
    )
    database.run_many(
        "INSERT INTO parts (kind, id, place, value) VALUES (?1, ?2, ?3, ?4)"
        " ON CONFLICT (kind, id) DO UPDATE SET place = ?3, value = ?4",
        [
            (kind, id, place, part_json(kind, it))
            for id, (place, it) in new.items()
            if old.get(id) != (place, it)
        ],
    )


def _write_settings(
    database: Database, before: Mapping[str, str], after: Mapping[str, str]
) -> None:
    database.run_many(
        "DELETE FROM settings WHERE name = ?", [(name,) for name in before.keys() - after.keys()]
    )
    database.run_many(
        "INSERT OR REPLACE INTO settings VALUES (?, ?)",
        [(name, value) for name, value in after.items() if before.get(name) != value],
    )
