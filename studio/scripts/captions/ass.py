"""ASS and SSA subtitles: of all subtitle formats the one that names actors."""

from __future__ import annotations

import re

from studio.scripts.captions.cue import Captions, name_and_words
from studio.scripts.reading import Finding, Reading, ReadingOptions
from studio.sentences import sentence

_USUAL = "Layer,Start,End,Style,Name,MarginL,MarginR,MarginV,Effect,Text"
_OVERRIDE = re.compile(r"\{[^{}]*\}")
_DRAWING = re.compile(r"\\p(\d)")
"""Within an override: from here on a drawing, or at 0 words again."""

_too_short = sentence(
    "ass.too-short",
    "this event has {count} fields instead of {wanted}. Complete it as Format says.",
)


def read_ass(rows: list[str], options: ReadingOptions) -> Reading:
    """The dialogue events in the order of the file; comments stay silent."""
    captions = Captions(names_are_marked=True)
    fields = _fields(_USUAL)
    is_in_events = False
    for number, row in enumerate(rows, start=1):
        text = row.strip()
        if text.startswith("["):
            is_in_events = text.casefold().startswith("[events")
            continue
        kind, colon, rest = text.partition(":")
        if kind == "Title" and not captions.title and not is_in_events:
            captions.title = rest.strip()
        if text.startswith(";") and not is_in_events:
            captions.comment(text.lstrip("; "))
        if not colon or not is_in_events:
            continue
        if kind == "Format":
            fields = _fields(rest)
        elif kind in ("Dialogue", "Comment"):
            cells = rest.strip().split(",", len(fields) - 1)
            if len(cells) < len(fields) or "text" not in fields:
                reason = _too_short(count=len(cells), wanted=len(fields))
                captions.not_understood.append(Finding(number, text[:80], reason))
                continue
            _event(captions, number, kind, dict(zip(fields, cells, strict=True)))
    return captions.reading()


def _fields(text: str) -> list[str]:
    return [name.strip().casefold() for name in text.split(",")]


def _without_drawings(text: str) -> str:
    """The words alone: without overrides, and without the figures that are drawn between some."""
    kept, start, is_drawing = [], 0, False
    for override in _OVERRIDE.finditer(text):
        kept.append("" if is_drawing else text[start : override.start()])
        start = override.end()
        for scale in _DRAWING.findall(override[0]):
            is_drawing = scale != "0"
    kept.append("" if is_drawing else text[start:])
    return "".join(kept)


def _event(captions: Captions, row: int, kind: str, event: dict[str, str]) -> None:
    words = _without_drawings(event["text"])
    words = " ".join(words.replace("\\N", " ").replace("\\n", " ").replace("\\h", " ").split())
    name = (event.get("name") or event.get("actor") or "").strip()
    if not words:
        return
    if kind == "Comment":
        captions.comment(f"{name}: {words}" if name else words)
        return
    said = [(name, words)] if name else [name_and_words(words)]
    captions.speech(row, event.get("start", ""), event.get("end", ""), said)
