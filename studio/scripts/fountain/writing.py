"""Fountain, written so that `fountain.reading` reads the same again.

`written_item` puts what belongs together into one paragraph; it takes Speeches as well as Lines, so
that the reader can tell what it would write differently.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from studio.document.cues import After, At, Cue, CutIn, Over, With
from studio.document.script_items import SCENE, Aside, AsideKind, Extras, Heading
from studio.frames import seconds_from_frames
from studio.scripts.fountain.elements import (
    BONEYARD,
    CENTRED,
    INTERRUPTS,
    LYRICS,
    NOTE,
    PAGE_BREAK,
    SYNOPSIS,
    TRANSITION,
)
from studio.scripts.fountain.extras import KIND, LEVEL, NUMBER
from studio.scripts.fountain.inline import with_escapes, written_note
from studio.scripts.name_brackets import EXTENSION
from studio.scripts.reading import ReadItem, Speech
from studio.scripts.speech_marks import escaped_words, one_row

_SCENE = re.compile(r"(?:INT\.?/EXT|EXT\.?/INT|INT|EXT|EST|I/E)[. ]", re.IGNORECASE)
_NAME_MARKS = re.compile(r"[(^*_\\]|\[(?=\[)")


def written_title_page(title: str) -> str:
    return f"Title: {with_escapes(one_row(title))}" if title else ""


def written_item(items: Sequence[ReadItem]) -> str:
    """One item, or the Speeches of one dialogue, as a paragraph."""
    first = items[0]
    if isinstance(first, Heading):
        return _heading(first)
    if isinstance(first, Aside):
        return _aside(first)
    tail = items[-1]
    rows = [_cue_row(first)]
    for speech in items:
        if isinstance(speech, Speech):
            rows += _speech_rows(speech)
    if isinstance(tail, Aside):
        rows.append(tail.text)
    notes = [*_cue_notes(first.cue), *_own_notes(first)]
    if notes:
        rows[-1] = f"{rows[-1]} {' '.join(notes)}"
    return "\n".join(rows)


def value_of(extras: Extras, name: str) -> str:
    """What is kept under `name`, or an empty text."""
    return next((value for each, value in extras if each == name), "")


def _heading(heading: Heading) -> str:
    text = with_escapes(one_row(heading.text))
    level = value_of(heading.extras, LEVEL)
    if heading.level != SCENE:
        return f"{'#' * (int(level) if level else min(6, heading.level))} {text}"
    number = value_of(heading.extras, NUMBER)
    if text.endswith("#") and not number:
        start = text.rfind("#", 0, -1)
        text = f"{text[:start]}\\{text[start:]}" if start >= 0 else text
    row = f"{text} #{number}#" if number else text
    return row if _SCENE.match(row) else f".{' ' if row[:1] in '. ' else ''}{row}"


def _aside(aside: Aside) -> str:
    kind = value_of(aside.extras, KIND)
    if kind == PAGE_BREAK:
        return "==="
    if kind == BONEYARD and "*/" not in aside.text:
        return f"/* {aside.text} */"
    if aside.kind is AsideKind.COMMENT:
        if kind == SYNOPSIS:
            return f"= {with_escapes(one_row(aside.text))}"
        return _note(aside.text)
    rows = with_escapes(aside.text).split("\n")
    if kind == TRANSITION:
        row = one_row(" ".join(rows))
        is_plain = row.endswith("TO:") and row == row.upper() and row[:1].isalpha()
        text = row if is_plain and not _SCENE.match(row) else f"> {row}"
    elif kind == CENTRED:
        text = "\n".join(f"> {row} <" for row in rows)
    elif kind == LYRICS:
        text = "\n".join(f"~{row}" for row in rows)
    else:
        first, *others = (row or "  " for row in rows)
        text = "\n".join((first, *(f"!{row}" if INTERRUPTS(row) else row for row in others)))
        if _could_be_misread(rows):
            text = f"!{text}"
    notes = [_note(note) for name, note in aside.extras if name == NOTE]
    return " ".join((text, *notes))


def _could_be_misread(rows: Sequence[str]) -> bool:
    first = rows[0]
    if first[:1] in ("", "#", "=", "!", "@", ".", ">", "~", "/", " ", "\t"):
        return True
    if len(rows) == 1:
        return bool(_SCENE.match(first)) or first.rstrip().endswith("TO:")
    return first.split("(")[0].isupper() or any(row[:1] in ("~", ">", "!") for row in rows)


def _cue_row(speech: Speech) -> str:
    name = one_row(speech.name)
    escaped = _NAME_MARKS.sub(r"\\\g<0>", name)
    is_plain = escaped == name and name.isupper() and name[0].isalpha() and not _SCENE.match(name)
    row = name if is_plain else f"@{escaped}"
    extension = value_of(speech.more.get("extras", ()), EXTENSION)
    row = f"{row} {extension}" if extension else row
    return f"{row} ^" if speech.cue == With() else row


def _speech_rows(speech: Speech) -> list[str]:
    words = escaped_words(with_escapes(speech.text), speech.may_be_cut)
    first, *others = words.split("\n")
    rows = [f"\\{first}" if first[:1] == "~" else first or "  "]
    rows += [f"\\{row}" if row[:1] in ("~", "(") else row or "  " for row in others]
    rows = [f" {row}" if INTERRUPTS(row) else row for row in rows]
    if speech.direction:
        rows.insert(0, f"({with_escapes(one_row(speech.direction))})")
    return rows


def _cue_notes(cue: Cue) -> list[str]:
    match cue:
        case CutIn(frames):
            return [f"[[overlap {_seconds(frames)}]]"]
        case Over(frames):
            return [f"[[talk over {_seconds(frames)}]]"]
        case After(int(frames)):
            return [f"[[wait {_seconds(frames)}]]"]
        case At(frames):
            return [f"[[at {_seconds(frames)}]]"]
        case _:
            return []


def _own_notes(speech: Speech) -> list[str]:
    id = speech.more.get("external_id", "")
    notes = speech.more.get("notes", "")
    return [*([_note(f"id {id}")] if id else []), *([_note(notes)] if notes else [])]


def _note(text: str) -> str:
    return written_note("\n".join(row or "  " for row in text.split("\n")))


def _seconds(frames: int) -> str:
    return f"{seconds_from_frames(frames):.5f}".rstrip("0").rstrip(".")
