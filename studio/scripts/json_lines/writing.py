"""A Document as JSON Lines, losing nothing."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from studio.document.edits.casting import name_key
from studio.document.script_items import Heading
from studio.document.values import Document, Line
from studio.scripts.json_lines.values import to_plain


def write_json_lines(document: Document) -> str:
    whole = to_plain(document)
    rest = {name: value for name, value in whole.items() if name not in ("cast", "script")}
    rows = [{"type": "document", **rest}]
    rows += [{"type": "speaker", **to_plain(speaker)} for speaker in document.cast]
    names = Counter(name_key(each) for s in document.cast for each in {s.name, *s.aliases})
    by_id = {speaker.id: speaker.name for speaker in document.cast}
    for item in document.script:
        plain = to_plain(item)
        if isinstance(item, Line):
            name = by_id[item.speaker]
            who: dict[str, Any] = {"id": item.id, "speaker": name}
            if names[name_key(name)] > 1:
                who["speaker_id"] = item.speaker
            rows.append({"type": "line", **who, **{k: v for k, v in plain.items() if k not in who}})
        else:
            rows.append({"type": "heading" if isinstance(item, Heading) else "aside", **plain})
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
