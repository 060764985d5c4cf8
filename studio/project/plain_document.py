"""A Document as one plain dict, as named versions keep it and as `upgrades` carries it over."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from studio.document.ordered import T
from studio.document.values import Document, LineId, SpeakerId
from studio.project.document_codec import (
    ItemRow,
    Loss,
    item_row,
    part_json,
    read_items,
    read_part,
    read_speaker,
    speaker_json,
    storable,
)
from studio.project.document_rows import assembled
from studio.project.part_forms import PARTS
from studio.project.whole_fields import whole_rows, with_whole

Plain = dict[str, Any]


def to_plain(document: Document) -> Plain:
    """Dicts, lists, texts and numbers only."""
    return {
        "settings": {name: json.loads(value) for name, value in whole_rows(document)},
        "speakers": [
            {"id": speaker.id, **json.loads(speaker_json(speaker))} for speaker in document.cast
        ],
        "items": [_plain_item(item_row(item)) for item in document.script],
        "parts": {
            kind: [
                {"id": storable(it.id), **json.loads(part_json(kind, it))}
                for it in getattr(document, part.field)
            ]
            for kind, part in PARTS.items()
        },
    }


def from_plain(plain: Plain, losses: list[Loss]) -> Document:
    """The Document of a dict, as far as it can be understood."""
    settings = _dict(plain.get("settings"))
    whole = {str(name): json.dumps(value) for name, value in settings.items()}
    cast = _once(
        "speaker", (read_speaker(*row, losses) for row in _with_ids(plain.get("speakers"))), losses
    )
    items = _once("item", read_items(map(_item_row, _dicts(plain.get("items"))), losses), losses)
    parts = {
        kind: _once(
            str(kind),
            (
                part
                for id, value in _with_ids(each)
                if (part := read_part(str(kind), id, value, losses)) is not None
            ),
            losses,
        )
        for kind, each in _dict(plain.get("parts")).items()
    }
    document = with_whole(Document(), whole, losses)
    return assembled(document, cast, items, parts, losses)


def _once(kind: str, read: Iterable[T], losses: list[Loss]) -> list[T]:
    """Without what has the id of one before it: tables refuse that by themselves."""
    found: dict[str, T] = {}
    for each in read:
        if each.id in found:
            losses.append(Loss(kind, each.id))
        else:
            found[each.id] = each
    return list(found.values())


def _plain_item(row: ItemRow) -> Plain:
    id, kind, speaker, text, rest = row
    plain: Plain = {"id": id, "kind": kind, "text": text}
    if speaker is not None:
        plain["speaker"] = speaker
    if rest is not None:
        plain["rest"] = json.loads(rest)
    return plain


def _item_row(plain: Plain) -> ItemRow:
    speaker = plain.get("speaker")
    rest = plain.get("rest")
    return (
        LineId(str(plain.get("id", ""))),
        str(plain.get("kind", "")),
        None if speaker is None else SpeakerId(str(speaker)),
        str(plain.get("text", "")),
        None if rest is None else json.dumps(rest),
    )


def _with_ids(rows: object) -> list[tuple[str, str]]:
    found = []
    for row in _dicts(rows):
        value = {name: each for name, each in row.items() if name != "id"}
        found.append((str(row.get("id", "")), json.dumps(value)))
    return found


def _dicts(value: object) -> list[Plain]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _dict(value: object) -> Plain:
    return value if isinstance(value, dict) else {}
