"""WebVTT subtitles, whose voice spans say who speaks."""

from __future__ import annotations

import html
import re

from studio.scripts.captions.cue import Captions, spoken_in
from studio.scripts.captions.srt import TIMES
from studio.scripts.reading import Finding, Reading, ReadingOptions
from studio.sentences import sentence

_VOICE = re.compile(r"<v(?:\.[^ \t>]*)?[ \t]+([^<>]{1,200})>")
_TAG = re.compile(r"</?[a-z0-9][^<>]*>", re.IGNORECASE)

_stray = sentence(
    "vtt.stray",
    "this block has no time, so it is no subtitle. Add a row such as 00:01.000 --> 00:03.000.",
)


def read_vtt(rows: list[str], options: ReadingOptions) -> Reading:
    """Blocks between empty rows; notes are comments, styles and regions are left alone."""
    captions = Captions()
    at = 0
    while at < len(rows):
        if not rows[at].strip():
            at += 1
            continue
        end = at
        while end < len(rows) and rows[end].strip():
            end += 1
        _block(captions, rows[at:end], at + 1)
        at = end
    voices = any(_VOICE.search(row) for row in rows)
    captions.names_are_marked = voices
    return captions.reading()


def _block(captions: Captions, block: list[str], row: int) -> None:
    first = block[0].lstrip("\ufeff")
    if first.startswith("NOTE"):
        captions.comment("\n".join([first[4:].strip(), *block[1:]]))
    if first.startswith("WEBVTT"):
        captions.title = first[6:].strip(" \t-")
    if first.startswith(("WEBVTT", "NOTE", "STYLE", "REGION")):
        return
    at = next((at for at, text in enumerate(block[:2]) if "-->" in text), None)
    match = TIMES.fullmatch(block[at]) if at is not None else None
    if at is None or match is None:
        captions.not_understood.append(Finding(row, block[0][:80], _stray()))
        return
    words = block[at + 1 :]
    said = _voices("\n".join(words)) or [
        (name, html.unescape(_TAG.sub("", text))) for name, text in spoken_in(words)
    ]
    captions.speech(row + at, match[1], match[2], said)


def _voices(text: str) -> list[tuple[str, str]]:
    """Each voice span with its words; the end tag may be missing."""
    pieces = _VOICE.split(text)
    if len(pieces) == 1:
        return []
    before = _plain(pieces[0])
    found = [("", before)] if before else []
    for name, words in zip(pieces[1::2], pieces[2::2], strict=True):
        found.append((html.unescape(name).strip(), _plain(words)))
    return [(name, words) for name, words in found if words]


def _plain(text: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", text)).split())
