"""VOICEVOX projects (`.vvproj`): words, order, who speaks, speed, level and silences; all else of an
audio item is kept as it is."""

from __future__ import annotations

import json
import math
from typing import Any

from studio.document.clip_edit import ClipEdit
from studio.document.values import Delivery
from studio.errors import InputError
from studio.frames import frames_from_seconds
from studio.scripts.reading import Finding, Reading, ReadingOptions, ReadItem, Speech
from studio.scripts.source import Source
from studio.scripts.voicevox.characters import BY_ID
from studio.sentences import sentence

SAYS = frozenset({"speaker", "text"})
KEPT = "voicevox"

_not_a_project = sentence(
    "voicevox.not-a-project",
    "{path} is JSON, but no VOICEVOX project: it has no list of audio items. Choose another file.",
)
_not_an_item = sentence(
    "voicevox.not-an-item", "the audio item {key} has no text. It is left out; remove it there."
)


def read_voicevox_project(source: Source, options: ReadingOptions) -> Reading:
    try:
        data = json.loads(source.text)
    except (ValueError, RecursionError):
        data = None
    talk = data.get("talk", data) if isinstance(data, dict) else None
    items = talk.get("audioItems") if isinstance(talk, dict) else None
    keys = talk.get("audioKeys") if isinstance(talk, dict) else None
    if not isinstance(items, dict) or not isinstance(keys, list):
        raise InputError(_not_a_project(path=source.path))
    found: list[ReadItem] = []
    not_understood = []
    for number, key in enumerate(keys, start=1):
        item = items.get(key) if isinstance(key, str) else None
        if not isinstance(item, dict) or not isinstance(item.get("text"), str):
            shown = str(key)[:40]
            not_understood.append(Finding(number, shown, _not_an_item(key=shown)))
        elif item["text"].strip():
            found.append(_speech(number, item))
    return Reading(found, SAYS, tuple(not_understood))


def _speech(number: int, item: dict[str, Any]) -> Speech:
    voice = item.get("voice") if isinstance(item.get("voice"), dict) else {}
    speaker = str((voice or {}).get("speakerId", item.get("styleId", "")))
    query = item["query"] if isinstance(item.get("query"), dict) else {}
    more: dict[str, Any] = {"extras": ((KEPT, json.dumps(item, ensure_ascii=False)),)}
    speed = _number(query, "speedScale", 0.5, 2.0)
    if speed is not None and speed != 1.0:
        more["delivery"] = Delivery(speed=min(1.2, max(0.8, speed)))
    level = _number(query, "volumeScale", 0.0, 2.0)
    if level is not None and level != 1.0:
        more["clip"] = ClipEdit(gain_db=round(20 * math.log10(max(level, 0.001)), 1))
    for name, field in (
        ("prePhonemeLength", "silence_before_frames"),
        ("postPhonemeLength", "silence_after_frames"),
    ):
        seconds = _number(query, name, 0.0, 1.5)
        if seconds:
            more[field] = frames_from_seconds(seconds)
    name = BY_ID.get(speaker, speaker[:8])
    return Speech(number, name, item["text"].strip(), more=more)


def _number(query: dict[str, Any], name: str, least: float, most: float) -> float | None:
    value = query.get(name)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and least <= value <= most else None  # type: ignore[arg-type, operator]
