"""Ink: each piece of text a Line; choices, gathers, diverts and logic are passed over.

Each text that alternatives such as `{a|b}` can make is a Line of its own, its id that of the row with
`_a`, `_b`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Any

from studio.document.script_items import SCENE, Heading, HeadingId
from studio.document.values import Document
from studio.identity import new_id
from studio.scripts.games.kept_source import (
    SAYS,
    at_row,
    before_comment,
    source_of,
    split_comment,
    with_ids,
    with_source,
)
from studio.scripts.names import could_be_name
from studio.scripts.reading import Reading, ReadingOptions, ReadItem, Speech

_KNOT = re.compile(r"={2,}\s*(?:function\s+)?(\w+)\s*(?:\([^)]*\))?\s*=*")
_STITCH = re.compile(r"=\s*(\w+)\s*(?:\([^)]*\))?")
_SILENT = re.compile(r"(?:VAR|CONST|LIST|INCLUDE|EXTERNAL)\b|TODO:|~|<-")
_BULLETS = re.compile(r"(?:[*+]\s*)+(?:\(\w+\)\s*)?|(?:-(?!>)\s*)+(?:\(\w+\)\s*)?")
_CONDITION = re.compile(r"\{[^{}|]*\}\s*")
_DIVERT = re.compile(r"(?:->|<-)[^<]*$")
_TAG = re.compile(r"(?<!\\)#\s*([^#]*)")
_CONDITION_INSIDE = re.compile(r"(?:\w|\()[^:|]*:")
_MOST_VARIANTS, _MOST_CHOICES, _DEEPEST = 26, 20, 20
"""Of one row: texts by every way to choose, choices that are varied at all, braces in braces."""
_ONLY_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_OPEN_ROW = re.compile(r"\{[^{}]*|\}")
_SEQUENCE = re.compile(r"\{\s*(?:(?:stopping|shuffle|cycle|once)\b|[&!~])")
_BRANCH = re.compile(r"-(?!>)\s*[^:{}]*:\s*")


def read_ink(rows: list[str], options: ReadingOptions) -> Reading:
    items: list[ReadItem] = []
    is_comment = False
    blocks: list[bool] = []
    """Of each block of branches that is open here: whether conditions choose among them."""
    for number, row in enumerate(rows, start=1):
        text, is_comment = _without_block_comment(row, is_comment)
        text = split_comment(text)[0].strip()
        if not text or _SILENT.match(text):
            continue
        if heading := _KNOT.fullmatch(text) or _STITCH.fullmatch(text):
            level = SCENE if text.startswith("==") else SCENE + 1
            items.append(Heading(HeadingId(new_id()), heading[1], level))
            blocks.clear()
            continue
        if blocks and blocks[-1] and (branch := _BRANCH.match(text)):
            text = text[branch.end() :]
        if _OPEN_ROW.fullmatch(text) and text != "}":
            blocks.append(not _SEQUENCE.match(text))
        elif blocks and text.startswith("}"):
            blocks.pop()
        items += _speeches(number, text)
    return with_source(Reading(items, SAYS, names_are_marked=False), "ink", rows)


def write_ink(document: Document) -> str:
    """The source as it was read."""
    return source_of(document, "ink", "Ink")


def write_ink_ids(document: Document) -> str:
    """The source with an id for each line that had none, and nothing else touched."""
    return with_ids(document, "ink", "Ink", read_ink, lambda row, id: _with_tag(row, f"#id:{id}"))


def _with_tag(row: str, tag: str) -> str:
    """Tags stand behind the words, in front of a divert."""
    words, comment = split_comment(row)
    divert = _DIVERT.search(words)
    if divert is None:
        return before_comment(row, tag)
    return f"{words[: divert.start()].rstrip()} {tag} {words[divert.start() :]}{comment}"


def _without_block_comment(row: str, is_open: bool) -> tuple[str, bool]:
    kept: list[str] = []
    while row:
        if is_open:
            _, closed, row = row.partition("*/")
            is_open = not closed
        else:
            words, opened, row = row.partition("/*")
            kept.append(words)
            is_open = bool(opened)
    return "".join(kept), is_open


def _speeches(number: int, text: str) -> Iterator[Speech]:
    bullets = _BULLETS.match(text)
    if bullets:
        text = text[bullets.end() :]
        while condition := _CONDITION.match(text):
            text = text[condition.end() :]
    if _OPEN_ROW.fullmatch(text) or (bullets and text.endswith(":") and "{" not in text):
        return
    text = _DIVERT.sub("", text)
    id = name = ""
    for tag in _TAG.findall(text):
        key, _, value = tag.partition(":")
        id = value.strip() if key.strip() == "id" else id
        name = value.strip() if key.strip() == "speaker" else name
    text = _TAG.sub("", text).replace("<>", "")
    outside = _ONLY_CHOICE.sub("", text).strip()
    text = outside or _ONLY_CHOICE.sub(r"\1", text).strip()
    variants = _variants(text)
    for at, words in enumerate(variants):
        who, said = _name_in(words) if not name else (name, words)
        said = " ".join(said.split())
        if not said:
            continue
        ending = f"_{_letters(at)}" if len(variants) > 1 else ""
        more: dict[str, Any] = {"external_id": id + ending} if id else {"extras": at_row(number)}
        yield Speech(number, who, said, more=more)


def _letters(number: int) -> str:
    """a, b … z, aa, ab …"""
    more, last = divmod(number, 26)
    return (_letters(more - 1) if more else "") + chr(ord("a") + last)


def _variants(text: str) -> list[str]:
    """Every text that the alternatives in it can make; where those would be too many, each
    alternative once, the other choices as they begin."""
    choices = list(_choices(text))
    if not choices:
        return [text]
    words = _split_at(text, choices)
    first = tuple(each[0] for _, _, each in choices)
    made: Iterable[tuple[str, ...]] = [first]
    if len(choices) <= _MOST_CHOICES:
        made = product(*(each for _, _, each in choices))
    if math.prod(len(each) for _, _, each in choices[: _MOST_CHOICES + 1]) > _MOST_VARIANTS:
        made = (
            (*first[:at], other, *first[at + 1 :])
            for at, (_, _, each) in enumerate(choices[:_MOST_CHOICES])
            for other in (each if at == 0 else each[1:])
        )
    return list(dict.fromkeys(_joined(words, each) for each in made))


def _choices(text: str) -> Iterator[tuple[int, int, list[str]]]:
    """The braces at the top that choose between texts: where they stand, and what may be chosen."""
    depth = start = deepest = 0
    for at, letter in enumerate(text):
        if letter == "{":
            start = at if depth == 0 else start
            depth += 1
            deepest = max(depth, deepest)
        elif letter == "}" and depth:
            depth -= 1
            if (
                depth == 0
                and deepest <= _DEEPEST
                and (found := _alternatives(text[start + 1 : at]))
            ):
                yield start, at + 1, found


def _split_at(text: str, choices: Sequence[tuple[int, int, list[str]]]) -> list[str]:
    """What stands before, between and behind the choices."""
    ends = [0, *(end for _, end, _ in choices)]
    starts = [*(start for start, _, _ in choices), len(text)]
    return [text[end:start] for end, start in zip(ends, starts, strict=True)]


def _joined(words: Sequence[str], chosen: Sequence[str]) -> str:
    return words[0] + "".join(each + rest for each, rest in zip(chosen, words[1:], strict=True))


def _alternatives(inside: str) -> list[str]:
    """The texts between the bars of a choice, those of choices within it too; of a condition with one
    text that text and nothing. Empty for a value, which stays for people to see."""
    bare = inside.lstrip("&!~ ")
    condition = _CONDITION_INSIDE.match(bare)
    bare = bare[condition.end() if condition else 0 :]
    parts = _at_bars(bare)
    if len(parts) == 1:
        if condition is None:
            return []
        parts.append("")
    return [words for part in parts for words in _variants(part)]


def _at_bars(text: str) -> list[str]:
    """The text divided at its bars, but for those within braces."""
    parts, depth, start = [], 0, 0
    for at, letter in enumerate(text):
        depth += (letter == "{") - (letter == "}")
        if letter == "|" and depth == 0:
            parts.append(text[start:at])
            start = at + 1
    return [*parts, text[start:]]


def _name_in(text: str) -> tuple[str, str]:
    name, colon, words = text.partition(":")
    is_name = colon and words.strip() and could_be_name(name.strip()) and not name[:1].islower()
    return (name.strip(), words) if is_name else ("", text)
