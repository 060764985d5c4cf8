"""The elements of a Fountain screenplay, by the published syntax and by nothing else.

What an element means for a Document is `fountain.reading`'s business. Times are linear in the length
of the text, whatever brackets it is baited with.
"""

from __future__ import annotations

import re
from bisect import bisect_right
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


Part = tuple[bool, str]
"""Some rows of a dialogue: whether they are a parenthetical, in its brackets, and the text."""


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
_HEADS = frozenset(".IEie")
"""First letters of scene headings."""
# Most of a screenplay: a plain name, perhaps an extension and a parenthetical, and words; nothing that
# needs a second look. All else goes the long way and comes to the same.
_COMMON_DIALOGUE = re.compile(
    r"([A-Z](?:[A-Z0-9 .'-]*[A-Z0-9.'-])?)(?:[ ](\([^()^\n]*\)))?([ ]?\^)?\n(?:(\([^()\n]*\))\n)?"
    r"([^\s(](?:[^\n\t]*[^\s])?(?:\n[^\s(](?:[^\n\t]*[^\s])?)*)"
).fullmatch
_made = tuple.__new__
"""What the constructor of a named tuple does, one call less: it is called for every element."""
_ORDINARY = frozenset("ABCDFGHJKLMNOPQRSTUVWXYZabcdfghjklmnopqrstuvwxyz")
"""First letters of rows that can be no heading; they are action, unless they end like a transition."""
_STRUCTURE = "\n#="
_HEAD = re.compile(rf"(?:{_SCENE.pattern}|\.[^\W_])[^\n]*\n", re.IGNORECASE).match
INTERRUPTS = re.compile(r"#{1,6}[ ]|={3,}[ \t]*$|=[ ]|\.[^\W\d_]").match
_INTERRUPTED = re.compile(r"\n(?:#{1,6}[ ]|={3,}[ \t]*$|=[ ]|\.[^\W\d_])", re.MULTILINE).search
"""Rows that are structure wherever they stand: they need no empty row before them."""


def fountain_elements(text: str, first: int = 0) -> Iterator[Element]:
    """Every element from row number `first`, counted from 0, in order; `row` counts from 1."""
    numbers: Sequence[int] = range(1, text.count("\n") + 3)
    place = first
    if "/*" in text:
        rows, numbers = set_aside(text.split("\n"))
        place = bisect_right(numbers, first)
        text = "\n".join(rows)
    if "\n \n" in text or text[:2] == " \n":
        text = "\n".join(["" if row == " " else row for row in text.split("\n")])
    if place:
        text = text.split("\n", place)[-1]
    has_marks = "[[" in text or "\0" in text
    has_boneyards = not isinstance(numbers, range)
    may_interrupt = any(mark in text for mark in ("\n#", "\n=", "\n."))
    for paragraph in text.rstrip("\n").split("\n\n"):
        breaks = paragraph.count("\n")
        end = place + breaks + 1
        first_letter = paragraph[:1]
        row, after = place + 1, end + 1
        if has_boneyards:
            row, after = numbers[place], numbers[end]
        words = paragraph
        notes: tuple[str, ...] = ()
        if (
            first_letter in _STRUCTURE
            or (has_marks and "\0" in paragraph)
            or (breaks and first_letter in _HEADS and _HEAD(paragraph))
            or (may_interrupt and breaks and "[[" not in paragraph and _INTERRUPTED(paragraph))
        ):
            yield from _elements_of(paragraph.split("\n"), numbers, place)
            place = end + 1
            continue
        if has_marks and "[[" in paragraph:
            words, notes = extract_notes(paragraph)
            breaks, first_letter = words.count("\n"), words[:1]
        if breaks and (common := _COMMON_DIALOGUE(words)):
            name, extension, caret, bracket, said = common.groups("")
            parts = ((True, bracket), (False, said)) if bracket else ((False, said),)
            yield _made(Dialogue, (row, after, name, extension, bool(caret), False, parts, notes))
        elif not breaks and first_letter in _ORDINARY and words[-1] not in ": \t":
            yield _made(Silent, (row, after, ACTION, words, notes))
        elif not breaks and not notes and (element := _single(words, row, after)):
            yield element
        else:
            yield from _paragraph(words.split("\n"), row, after, notes)
        place = end + 1


def _elements_of(lines: Sequence[str], numbers: Sequence[int], place: int) -> Iterator[Element]:
    """The elements in rows without an empty one between: structure and boneyards stand alone."""
    at, count = 0, len(lines)
    while at < count:
        row = lines[at]
        bone = is_set_aside(row)
        if bone is not None:
            yield Silent(numbers[place + at], numbers[place + at + 1], BONEYARD, bone)
        elif row in _BLANK:
            pass
        elif row[0] in "#=" and (
            element := _structure(row, numbers[place + at], numbers[place + at + 1])
        ):
            yield element
        else:
            end = at + 1
            is_head = bool(_HEAD(f"{row}\n"))
            while end < count and not is_head and not _is_structure(lines[end]):
                end += 1
            words, notes = extract_notes("\n".join(lines[at:end]))
            yield from _paragraph(
                words.split("\n"), numbers[place + at], numbers[place + end], notes
            )
            at = end
            continue
        at += 1


def _is_structure(row: str) -> bool:
    """Whether this row belongs to nothing that stands above it."""
    return row in _BLANK or is_set_aside(row) is not None or bool(INTERRUPTS(row))


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


def _paragraph(
    rows: Sequence[str], row: int, after: int, notes: tuple[str, ...]
) -> Iterator[Element]:
    """A paragraph whose notes have been taken out."""
    if len(rows) > 1:
        dialogue = _dialogue(rows, row, after, notes)
        if dialogue is not None:
            yield dialogue
            return
    elif not rows[0].strip():
        yield Silent(row, after, NOTE, "\n\n".join(notes))
        return
    elif (element := _single(rows[0], row, after)) is not None:
        yield element
        yield from (Silent(after, after, NOTE, note) for note in notes)
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
        if first in "IEie" and _SCENE.match(text):
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


def _dialogue(
    rows: Sequence[str], row: int, end: int, notes: tuple[str, ...] = ()
) -> Dialogue | None:
    cue = rows[0]
    first = cue[0]
    if first == "@" and len(cue) > 1:
        cue = cue[1:]
    elif first in "!~>" or cue[-2:] == "  ":
        return None
    elif cue.isupper() and "(" not in cue and cue[-1] not in "^\t ":
        return Dialogue(row, end, cue.strip(" \t"), "", False, False, _parts(rows), notes)
    bracket = _FIRST_BRACKET.search(cue) if "(" in cue else None
    name, extension = (cue[: bracket.start()], cue[bracket.start() :]) if bracket else (cue, "")
    if first != "@" and not name.isupper():
        return None
    tail = (extension or name).rstrip(" \t")
    is_dual = tail.endswith("^") and not tail.endswith("\\^")
    if is_dual:
        tail = tail[:-1].rstrip(" \t")
        name, extension = (name, tail) if extension else (tail, "")
    name, extension = name.strip(" \t"), extension.strip(" \t")
    if not name:
        return None
    return Dialogue(row, end, name, extension, is_dual, first == "@", _parts(rows), notes)


def _parts(rows: Sequence[str]) -> tuple[Part, ...]:
    parts: list[Part] = []
    words: list[str] = []
    bracket: list[str] = []
    for row in rows[1:]:
        text = row.strip(" \t")
        if bracket or text[:1] == "(":
            if words:
                parts.append((False, "\n".join(words)))
                words = []
            bracket.append(text)
            if text.endswith(")"):
                parts.append((True, " ".join(bracket)))
                bracket = []
        else:
            words.append(text)
    if bracket:  # never closed: it was no parenthetical
        words = bracket
    if words:
        parts.append((False, "\n".join(words)))
    return tuple(parts)


def _silent(
    rows: Sequence[str], row: int, end: int, notes: tuple[str, ...] = ()
) -> Iterator[Element]:
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
