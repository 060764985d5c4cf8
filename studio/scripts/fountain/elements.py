"""The elements of a Fountain screenplay, by the published syntax and by nothing else.

What an element means for a Document is `fountain.reading`'s business. Times are linear in the length
of the text, whatever brackets it is baited with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from studio.scripts.fountain.inline import extract_notes
from studio.scripts.fountain.set_aside import is_set_aside, set_aside


class SceneHeading(NamedTuple):
    row: int
    end: int
    text: str
    number: str = ""


class Section(NamedTuple):
    row: int
    end: int
    text: str
    level: int


class Silent(NamedTuple):
    """Anything that is neither heading nor dialogue; `kind` is one of the names below."""

    row: int
    end: int
    kind: str
    text: str
    notes: tuple[str, ...] = ()


ACTION, CENTRED, LYRICS, TRANSITION = "action", "centred", "lyrics", "transition"
SYNOPSIS, NOTE, BONEYARD, PAGE_BREAK = "synopsis", "note", "boneyard", "page break"


class Part(NamedTuple):
    """Some rows of a dialogue: a parenthetical in its brackets, or words."""

    is_parenthetical: bool
    text: str


class Dialogue(NamedTuple):
    """`row` to `end` is where it stands, `end` not included."""

    row: int
    end: int
    name: str
    extension: str
    is_dual: bool
    is_forced: bool
    parts: tuple[Part, ...]
    notes: tuple[str, ...] = ()


Element = SceneHeading | Section | Silent | Dialogue

_SCENE = re.compile(r"(?:INT\.?/EXT|EXT\.?/INT|INT|EXT|EST|I/E)[. ]", re.IGNORECASE)
_NUMBER = re.compile(r"[\w.-]+")
_PAGE_BREAK = re.compile(r"={3,}")
_FIRST_BRACKET = re.compile(r"(?<!\\)\(")
_BLANK = ("", " ")


def fountain_elements(rows: Sequence[str], first: int = 0) -> Iterator[Element]:
    """Every element from row number `first`, counted from 0, in order; `row` counts from 1."""
    rows, numbers = set_aside(rows)
    place = (
        next((at for at, number in enumerate(numbers) if number > first), len(rows)) if first else 0
    )
    count = len(rows)
    while place < count:
        row = rows[place]
        if row in _BLANK:
            place += 1
            continue
        aside = is_set_aside(row)
        if aside is not None:
            yield Silent(numbers[place], numbers[place + 1], BONEYARD, aside)
            place += 1
            continue
        end = _alone(rows, place)
        if end:
            element = _structure(row, numbers[place], numbers[end])
            if element is not None:
                yield element
                place = end
                continue
        end = _paragraph_end(rows, place, count)
        yield from _paragraph(rows[place:end], numbers, place, end)
        place = end


def _alone(rows: Sequence[str], place: int) -> int:
    """Behind the row, if it is of a kind that needs no blank row around it."""
    return place + 1 if rows[place][0] in "#=" else 0


def _structure(row: str, number: int, end: int) -> Element | None:
    if row[0] == "#":
        text = row.lstrip("#")
        level = len(row) - len(text)
        return (
            Section(number, end, text.strip(" \t"), level) if level <= 6 and text.strip() else None
        )
    if _PAGE_BREAK.fullmatch(row.rstrip()):
        return Silent(number, end, PAGE_BREAK, "")
    return Silent(number, end, SYNOPSIS, row[1:].strip(" \t"))


def _paragraph_end(rows: Sequence[str], place: int, count: int) -> int:
    end = place + 1
    while end < count and rows[end] not in _BLANK and is_set_aside(rows[end]) is None:
        end += 1
    return end


def _paragraph(
    rows: Sequence[str], numbers: Sequence[int], place: int, end: int
) -> Iterator[Element]:
    row, after = numbers[place], numbers[end]
    notes: tuple[str, ...] = ()
    if any("[[" in each for each in rows):
        text, notes = extract_notes("\n".join(rows))
        if not text.strip():
            yield Silent(row, after, NOTE, "\n\n".join(notes))
            return
        rows = text.split("\n")
    if len(rows) == 1:
        element = _single(rows[0], row, after)
        if element is not None:
            yield element
            for note in notes:
                yield Silent(after, after, NOTE, note)
            return
    elif (dialogue := _dialogue(rows, row, after, notes)) is not None:
        yield dialogue
        return
    yield from _silent(rows, row, after, notes)


def _single(text: str, row: int, end: int) -> Element | None:
    """A heading or transition, which stand between blank rows; None for anything else."""
    first = text[0]
    if first == "!":
        return None
    stripped = text.strip(" \t")
    if first == "." and len(stripped) > 1 and stripped[1] != ".":
        return _scene(stripped[1:].lstrip(" \t"), row, end)
    if stripped[:1] == ">" and not stripped.endswith("<"):
        return Silent(row, end, TRANSITION, stripped[1:].strip(" \t"))
    if first.isalpha():
        if _SCENE.match(text):
            return _scene(stripped, row, end)
        if stripped.endswith("TO:") and stripped == stripped.upper():
            return Silent(row, end, TRANSITION, stripped)
    return None


def _scene(text: str, row: int, end: int) -> SceneHeading:
    start = text.rfind("#", 0, -1) if text[-1:] == "#" else -1
    number = text[start + 1 : -1]
    if start > 0 and text[start - 1] != "\\" and _NUMBER.fullmatch(number):
        return SceneHeading(row, end, text[:start].rstrip(" \t"), number)
    return SceneHeading(row, end, text)


def _dialogue(rows: Sequence[str], row: int, end: int, notes: tuple[str, ...]) -> Dialogue | None:
    cue = rows[0]
    is_forced = cue[0] == "@" and len(cue) > 1
    if not is_forced and (cue[0] in "!~>" or cue.endswith("  ")):
        return None
    cue = cue[1:] if is_forced else cue
    if "(" in cue:
        bracket = _FIRST_BRACKET.search(cue)
        name, extension = (cue[: bracket.start()], cue[bracket.start() :]) if bracket else (cue, "")
    else:
        name, extension = cue, ""
    if not is_forced and not name.isupper():
        return None
    tail = (extension or name).rstrip(" \t")
    is_dual = tail.endswith("^") and not tail.endswith("\\^")
    if is_dual:
        tail = tail[:-1].rstrip(" \t")
        name, extension = (name, tail) if extension else (tail, "")
    name = name.strip(" \t")
    if not name:
        return None
    return Dialogue(row, end, name, extension.strip(" \t"), is_dual, is_forced, _parts(rows), notes)


def _parts(rows: Sequence[str]) -> tuple[Part, ...]:
    if len(rows) == 2 and (text := rows[1].strip(" \t"))[:1] != "(":
        return (Part(False, text),)
    parts: list[Part] = []
    words: list[str] = []
    bracket: list[str] = []
    for raw in rows[1:]:
        text = raw.strip(" \t")
        if bracket or text[:1] == "(":
            if words:
                parts.append(Part(False, "\n".join(words)))
                words = []
            bracket.append(text)
            if text.endswith(")"):
                parts.append(Part(True, " ".join(bracket)))
                bracket = []
        else:
            words.append(text)
    if bracket:  # never closed: it was no parenthetical
        words = bracket
    if words:
        parts.append(Part(False, "\n".join(words)))
    return tuple(parts)


def _silent(rows: Sequence[str], row: int, end: int, notes: tuple[str, ...]) -> Iterator[Element]:
    """A paragraph of action; centred and sung rows in it are elements of their own."""
    kinds = [_kind_of(text) for text in rows]
    start = 0
    for at in range(1, len(rows) + 1):
        if at < len(rows) and kinds[at] == kinds[start]:
            continue
        kind = kinds[start]
        text = "\n".join(_bare(each, kind) for each in rows[start:at])
        last = at == len(rows)
        first_row, after = (row if start == 0 else row + start), (end if last else row + at)
        yield Silent(first_row, after, kind, text, notes if last else ())
        start = at


def _kind_of(text: str) -> str:
    if text[:1] == "~":
        return LYRICS
    return CENTRED if text.lstrip(" \t")[:1] == ">" and text.rstrip().endswith("<") else ACTION


def _bare(text: str, kind: str) -> str:
    if kind is LYRICS:
        return text[1:].strip(" \t")
    if kind is CENTRED:
        return text.strip()[1:-1].strip(" \t")
    return (text[1:] if text[:1] == "!" else text).rstrip(" \t")
