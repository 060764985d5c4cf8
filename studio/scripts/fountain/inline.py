"""What may stand within the words of a Fountain screenplay: notes, emphasis, escapes."""

from __future__ import annotations

import re

_ESCAPED = re.compile(r"\\([*_\\\[(~^#@])")
_ESCAPABLE = re.compile(r"[*_\\]|\[(?=\[)")
_ESCAPED_IN_NOTE = re.compile(r"\\([\]*\\])")
_HIDDEN = 0xDC00
"""Escaped letters hide among lone surrogates, which no decoded text contains."""
_SHOWN = {_HIDDEN + code: chr(code) for code in range(128)}


def extract_notes(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without its `[[notes]]`, and the notes. One that never ends is no note."""
    if "[[" not in text:
        return text, ()
    kept: list[str] = []
    notes: list[str] = []
    place = 0
    while (start := text.find("[[", place)) >= 0:
        if start and text[start - 1] == "\\":
            kept.append(text[place : start + 1])
            place = start + 1
            continue
        end = text.find("]]", start)
        if end < 0:
            break
        kept.append(text[place:start])
        note = text[start + 2 : end].strip()
        notes.append(_ESCAPED_IN_NOTE.sub(r"\1", note) if "\\" in note else note)
        place = end + 2
    if not notes:
        return text, ()
    kept.append(text[place:])
    whole = "".join(kept).rstrip(" \t\n")
    if "\n\n" in whole or whole[:1] == "\n":
        whole = "\n".join(row for row in whole.split("\n") if row)
    return whole, tuple(notes)


def without_emphasis(text: str) -> str:
    """The words without the marks for italic, bold and underlined, escapes resolved. A mark belongs
    to another on the same row only, and not where a space is on its inner side."""
    if "*" not in text and "_" not in text and "\\" not in text:
        return text
    return "\n".join(map(_row_without_emphasis, text.split("\n")))


def _row_without_emphasis(row: str) -> str:
    has_escapes = "\\" in row
    if has_escapes:
        row = _ESCAPED.sub(lambda escaped: chr(_HIDDEN + ord(escaped[1])), row)
    for mark in ("**", "*", "_"):
        row = _without(mark, row) if mark in row else row
    return row.translate(_SHOWN) if has_escapes else row


def _without(mark: str, row: str) -> str:
    """The row without each pair of this mark; one left alone stays as it is written."""
    kept: list[str] = []
    place, length = 0, len(mark)
    while (start := row.find(mark, place)) >= 0:
        inner = start + length
        if row[inner : inner + 1].isspace():
            kept.append(row[place:inner])
            place = inner
            continue
        end = row.find(mark, inner + 1)
        while end >= 0 and row[end - 1].isspace():
            end = row.find(mark, end + 1)
        if end < 0:
            break
        while mark != "_" and row[end + length : end + length + 1] == "*":
            end += 1
        kept += (row[place:start], row[inner:end])
        place = end + length
    return "".join((*kept, row[place:]))


def with_escapes(text: str) -> str:
    """`text` so that nothing in it is taken for emphasis, a note or a boneyard."""
    if without_emphasis(text) == text and "[[" not in text and "/*" not in text:
        return text
    return _ESCAPABLE.sub(r"\\\g<0>", text)


def written_note(text: str) -> str:
    """`text` as a note that `extract_notes` finds whole."""
    if "]" in text or "/*" in text or _ESCAPED_IN_NOTE.search(text):
        text = re.sub(r"[\]*\\]", r"\\\g<0>", text)
    end = " " if text.endswith("]") else ""
    return f"[[{text}{end}]]"
