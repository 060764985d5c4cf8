"""What one cell says in a table without a column of names, such as the audio column of a storyboard:
who speaks stands in the cell, several may speak there, and music and sounds stand between them."""

from __future__ import annotations

import re
from typing import NamedTuple

from studio.scripts.name_brackets import split_brackets
from studio.scripts.names import could_be_name, is_remark, looks_certain
from studio.scripts.plain_silence import tells_what_happens
from studio.scripts.speech_marks import read_direction

_SILENT = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）")
_NEXT_NAME = re.compile(
    r"(?<=[.!?…\"”’)\]])[ \t]+(?=[A-Z][A-Z0-9 .'-]{1,38}(?:[ ]?\([^()\n]{0,60}\))?:[ \t]+\S)"
)


class Spoken(NamedTuple):
    """Words of a cell. `name` is as written, with its brackets; silent words are not for anybody."""

    name: str
    words: str
    is_silent: bool = False


def spoken_in(text: str) -> list[Spoken]:
    """The parts of a cell, in order; a row without a name goes on with the one above it."""
    found: list[Spoken] = []
    rows = [part for row in text.split("\n") for part in _NEXT_NAME.split(row) if part.strip()]
    named = [_name_in(row.strip()) for row in rows]
    has_names = any(name for name, _ in named)
    for row, (name, words) in zip(rows, named, strict=True):
        bare = row.strip()
        if name and is_remark(split_brackets(name).name):
            found.append(Spoken("", bare, True))
        elif name:
            found.append(Spoken(name, words))
        elif len(rows) > 1 and _is_silent(bare, has_names):
            found.append(Spoken("", bare.strip("()[]（）"), True))
        elif found and not found[-1].is_silent:
            found[-1] = found[-1]._replace(words=f"{found[-1].words}\n{bare}")
        else:
            found.append(Spoken("", bare))
    return found


def is_in_brackets(text: str) -> bool:
    """Whether nobody says this: one pair of brackets around all of it."""
    ends = text[:1] + text[-1:]
    return ends in ("()", "[]", "（）") and not any(each in text[1:-1] for each in "()[]（）")


def direction_in(text: str) -> tuple[str, str]:
    """A number in brackets is said, as that of a telephone is."""
    direction, words = read_direction(text)
    is_said = not any(letter.isalpha() for letter in direction)
    return ("", text) if is_said else (direction, words)


def _is_silent(row: str, has_names: bool) -> bool:
    return bool(_SILENT.fullmatch(row)) or (has_names and tells_what_happens(row, ()))


def _name_in(row: str) -> tuple[str, str]:
    name, colon, words = row.partition(":")
    bare = split_brackets(name).name
    if colon and words.strip() and could_be_name(bare) and not words.startswith("//"):
        is_name = looks_certain(bare) or bare[:1].isupper()
        return (name.strip(), words.strip()) if is_name else ("", row)
    return "", row
