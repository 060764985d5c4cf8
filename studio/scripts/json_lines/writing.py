"""A Document as JSON Lines, losing nothing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from studio.document.edits.casting import name_key
from studio.document.script_items import Extras, Heading
from studio.document.values import EMPTY_SCRIPT, Document, Line
from studio.scripts.json_lines.values import to_plain
from studio.scripts.merge_base import without_base


def write_json_lines(document: Document) -> str:
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in _objects(document))


def _objects(document: Document) -> Iterator[dict[str, Any]]:
    extras, kept = _apart(without_base(document.extras))
    rest = to_plain(replace(document, cast=(), script=EMPTY_SCRIPT, extras=extras))
    yield {"type": "document", **rest}
    for speaker in document.cast:
        yield {"type": "speaker", **to_plain(speaker)}
    names = Counter(name_key(each) for s in document.cast for each in {s.name, *s.aliases})
    by_id = {speaker.id: speaker.name for speaker in document.cast}
    is_alone = {id: names[name_key(name)] == 1 for id, name in by_id.items()}
    for item in document.script:
        plain = to_plain(item)
        if isinstance(item, Line):
            who = {"id": item.id, "speaker": by_id[item.speaker]}
            if not is_alone[item.speaker]:
                who["speaker_id"] = item.speaker
            yield {"type": "line", **plain, **who}
        else:
            yield {"type": "heading" if isinstance(item, Heading) else "aside", **plain}
    for name, text in kept:
        yield from ({"type": "kept", "name": name, "text": row} for row in text.split("\n"))


def _apart(extras: Extras) -> tuple[Extras, Extras]:
    """What is kept of a whole Document, and of that what has several rows, which is empty in the first."""
    names = Counter(name for name, _ in extras)
    long = tuple((name, text) for name, text in extras if "\n" in text and names[name] == 1)
    return tuple((name, "" if (name, text) in long else text) for name, text in extras), long
