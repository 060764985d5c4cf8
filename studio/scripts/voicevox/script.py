"""VOICEVOX text: pieces between line breaks and commas; one that is a character's name says who
speaks from there on. `[memo]` is not spoken, `{written|spoken}` gives a reading."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from studio.document.values import Document
from studio.scripts.reading import Reading, ReadingOptions, ReadItem, Speech
from studio.scripts.speech_marks import one_row
from studio.scripts.voicevox.characters import CHARACTERS, USUAL_STYLE, character_in

SAYS = frozenset({"speaker", "text", "spoken", "notes"})
_MEMO = re.compile(r"\[([^\[\]]*)\]|［([^［］]*)］")
_READING = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}|｛([^｛｝｜]*)｜([^｛｝｜]*)｝")


def read_voicevox_text(rows: list[str], options: ReadingOptions) -> Reading:
    items: list[ReadItem] = []
    name = ""
    for number, row in enumerate(rows, start=1):
        for piece in row.split(","):
            text = piece.strip()
            if character := character_in(text):
                name = character
            elif text and (speech := _speech(number, name, text)):
                items.append(speech)
    return Reading(items, SAYS)


def write_voicevox_text(document: Document) -> str:
    """One piece a row, so that a comma need not divide it; a comma in the words becomes a wide one."""
    names = {speaker.id: _name_piece(speaker.name) for speaker in document.cast}
    rows = []
    before = None
    for line in document.lines:
        if line.speaker != before:
            rows.append(names[line.speaker])
            before = line.speaker
        words = _piece(line.text)
        if line.spoken is not None:
            words = f"{{{words}|{_piece(line.spoken)}}}"
        memo = f"[{one_row(line.notes)}]" if line.notes else ""
        rows.append(f"{words}{memo}")
    return "\n".join(rows) + "\n"


def _name_piece(name: str) -> str:
    """The name so that it is taken for one: with a style, unless it is a character's of VOICEVOX."""
    piece = re.sub(r"[\s（）]+", "＿", _piece(name))
    return piece if piece in CHARACTERS else f"{piece}（{USUAL_STYLE}）"


def _piece(text: str) -> str:
    return one_row(text).replace(",", "，")


def _speech(row: int, name: str, text: str) -> Speech | None:
    notes = "\n".join(a or b for a, b in _MEMO.findall(text))
    text = _MEMO.sub("", text)
    written = _READING.sub(lambda found: found[1] or found[3] or "", text).strip()
    spoken = _READING.sub(lambda found: found[2] or found[4] or "", text).strip()
    if not written:
        return None
    more: Mapping[str, Any] = {
        **({"spoken": spoken} if spoken != written else {}),
        **({"notes": notes} if notes else {}),
    }
    return Speech(row, name, written, more=more)
