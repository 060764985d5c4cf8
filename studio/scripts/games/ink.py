"""Ink: each piece of text a Line; choices, gathers, diverts and logic are passed over.

Of alternatives such as `{a|b}` each becomes a Line of its own, its id that of the row with `_a`, `_b`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from studio.document.script_items import SCENE, Heading, HeadingId
from studio.document.values import Document
from studio.identity import new_id
from studio.scripts.games.kept_source import (
    SAYS,
    at_row,
    before_comment,
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
_BRACES = re.compile(r"\{([^{}]*)\}")
_CONDITION_INSIDE = re.compile(r"\w[^:|]*:")
_ONLY_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_OPEN_ROW = re.compile(r"\{[^{}]*|\}")


def read_ink(rows: list[str], options: ReadingOptions) -> Reading:
    items: list[ReadItem] = []
    is_comment = False
    for number, row in enumerate(rows, start=1):
        text, is_comment = _without_block_comment(row, is_comment)
        text = split_comment(text)[0].strip()
        if not text or _SILENT.match(text):
            continue
        if heading := _KNOT.fullmatch(text) or _STITCH.fullmatch(text):
            level = SCENE if text.startswith("==") else SCENE + 1
            items.append(Heading(HeadingId(new_id()), heading[1], level))
        else:
            items += _speeches(number, text)
    return with_source(Reading(items, SAYS, names_are_marked=False), "ink", rows)


def write_ink(document: Document) -> str:
    return with_ids(document, "ink", "Ink", lambda row, id: _with_tag(row, f"#id:{id}"))


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
        ending = f"_{chr(ord('a') + at % 26)}" if len(variants) > 1 else ""
        more: dict[str, Any] = {"external_id": id + ending} if id else {"extras": at_row(number)}
        yield Speech(number, who, said, more=more)


def _variants(text: str) -> list[str]:
    """One text per alternative of the first choice in it; of further ones the first is taken."""
    choices = [braces for braces in _BRACES.finditer(text) if "|" in braces[1]]
    if not choices:
        return [text]
    first = choices[0]
    rest = _BRACES.sub(
        lambda braces: _alternatives(braces[1])[0] if "|" in braces[1] else braces[0],
        text[first.end() :],
    )
    return [f"{text[: first.start()]}{each}{rest}" for each in _alternatives(first[1])]


def _alternatives(inside: str) -> list[str]:
    bare = inside.lstrip("&!~ ")
    condition = _CONDITION_INSIDE.match(bare)
    return [each.strip() for each in bare[condition.end() if condition else 0 :].split("|")]


def _name_in(text: str) -> tuple[str, str]:
    name, colon, words = text.partition(":")
    is_name = colon and words.strip() and could_be_name(name.strip()) and not name[:1].islower()
    return (name.strip(), words) if is_name else ("", text)
