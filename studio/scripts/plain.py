"""Plain scripts: `NAME: text`, one speech a line. Reading only; `review` makes a Document of it.

A name may carry a direction (`NAME (softly): text`); an indented or nameless line goes on with the
speech above; `#` and `//` begin a comment; a line of `===` or `---` is a scene break.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from studio.document.cues import Cue
from studio.document.spoken_text import without_cut_mark
from studio.scripts.written_cues import read_cue

LONGEST_NAME = 40
MOST_NAME_WORDS = 4

_SPEECH = re.compile(
    r"(?P<name>[^:：()\t]{1,60}?)\s*(?:\((?P<direction>[^)]*)\))?\s*[:：](?!//)\s*(?P<text>.*)"
)
_DIRECTION = re.compile(r"\((?P<direction>[^)]*)\)\s*")
_SCENE_BREAK = re.compile(r"\s*(={3,}|-{3,}|\*{3,})\s*")
_SENTENCE_MARKS = re.compile(r"[.!?;,\"“”]")


@dataclass(frozen=True, slots=True)
class Speech:
    """One speech as written, and the number of the row on which it begins."""

    row: int
    name: str
    direction: str
    cue: Cue
    text: str
    may_be_cut: bool


@dataclass(frozen=True, slots=True)
class UnreadRow:
    """A row that is neither a speech nor part of one."""

    row: int
    text: str


@dataclass(frozen=True, slots=True)
class PlainScript:
    title: str
    speeches: tuple[Speech, ...]
    unread: tuple[UnreadRow, ...]


def read_plain(text: str) -> PlainScript:
    """Every speech in order; rows that were not understood are listed, never dropped in silence."""
    title = ""
    found: list[tuple[int, str, str, list[str]]] = []
    unread: list[UnreadRow] = []
    for number, row in enumerate(text.splitlines(), start=1):
        stripped = row.strip()
        if stripped.startswith(("#", "//")):
            if not title and not found and stripped.startswith("#"):
                title = stripped.lstrip("# ")
            continue
        if not stripped or _SCENE_BREAK.fullmatch(row):
            continue
        match = None if row[0].isspace() else _SPEECH.fullmatch(stripped)
        if match and _is_name(match["name"]):
            found.append((number, match["name"].strip(), match["direction"] or "", [match["text"]]))
        elif found:
            found[-1][3].append(stripped)
        else:
            unread.append(UnreadRow(number, stripped))
    return PlainScript(title, tuple(_speech(*each) for each in found), tuple(unread))


def _is_name(text: str) -> bool:
    name = text.strip()
    return (
        0 < len(name) <= LONGEST_NAME
        and len(name.split()) <= MOST_NAME_WORDS
        and not _SENTENCE_MARKS.search(name)
        and not name[0].isdigit()
        and name.lower() not in ("http", "https", "note", "warning", "scene")
    )


def _speech(row: int, name: str, direction: str, parts: list[str]) -> Speech:
    cue, words = read_cue(" ".join(part for part in parts if part))
    match = None if direction else _DIRECTION.match(words)
    if match:
        direction, words = match["direction"], words[match.end() :]
    _, may_be_cut = without_cut_mark(words)
    return Speech(row, name, direction.strip(), cue, words, may_be_cut)
