"""Prose into Lines: a narrator reads it, and what stands in quotes is spoken by whoever it names.

A guess at a name is only that; the review lists them all unticked unless they come again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from studio.document.script_items import Aside, AsideId, AsideKind, Heading, HeadingId
from studio.document.values import Document
from studio.identity import new_id
from studio.scripts.names import could_be_name
from studio.scripts.reading import Reading, ReadingOptions, ReadItem, Speech
from studio.scripts.review import NARRATOR

SOMEBODY = "Somebody"
"""Who speaks words in quotes that nobody is named for."""

SAYS = frozenset({"speaker", "text", "direction"})
_QUOTES = re.compile(
    r"“([^“”]{2,4000})”|«\s?([^«»]{2,4000}?)\s?»|„([^„“”]{2,4000})[“”]|\"([^\"]{2,4000})\""
)
_VERBS = (
    "said|says|asked|asks|cried|replied|answered|whispered|shouted|called|muttered|murmured|added"
    "|agreed|repeated|sighed|laughed|began|went on|continued|told|exclaimed|growled|snapped"
)
_NAME = r"((?:[A-ZÀ-ÞЀ-Я][\w’'-]{1,20})(?: [A-ZÀ-ÞЀ-Я][\w’'-]{1,20}){0,2})"
_AFTER = re.compile(rf"\W{{0,4}}(?:(?:{_VERBS}) {_NAME}|{_NAME} (?:{_VERBS})\b)")
_BEFORE = re.compile(rf"(?:{_NAME} (?:{_VERBS})|(?:{_VERBS}) {_NAME})\W{{0,4}}$")
_PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "you", "the", "then", "and", "but"})
_WRITTEN = re.compile(r"\*\*([^*]{1,60}?):?\*\*:?\s*(?:\*\(([^*()]*)\)\*:?\s*)?(\S.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (`level` from 1) or a paragraph (0) and the row where it begins."""

    row: int
    text: str
    level: int = 0


def narrated(blocks: Sequence[Block], title: str, options: ReadingOptions) -> Reading:
    items: list[ReadItem] = []
    marked: set[str] = set()
    for block in blocks:
        if block.level:
            items.append(Heading(HeadingId(new_id()), block.text, min(3, block.level)))
            continue
        if block.text[:2] == "*(" and block.text[-2:] == ")*":
            words = block.text[2:-2]
            items.append(Aside(AsideId(new_id()), AsideKind.DIRECTION, words))
            continue
        if block.text[:4] == "<!--":
            words = block.text[4:-3].strip()
            items.append(Aside(AsideId(new_id()), AsideKind.COMMENT, words))
            continue
        written = _WRITTEN.fullmatch(block.text) if block.text[:2] == "**" else None
        if written and could_be_name(written[1].strip(" :")):
            name = written[1].strip(" :")
            marked.add(name)
            items.append(Speech(block.row, name, written[3].strip(), written[2] or ""))
        else:
            items += _pieces(block, options.narrator or NARRATOR)
    marked.add(options.narrator or NARRATOR)
    return Reading(
        items, SAYS, frame=Document(title), names_are_marked=False, marked_names=frozenset(marked)
    )


def _pieces(block: Block, narrator: str) -> Iterator[Speech]:
    text, place, is_first = block.text, 0, True
    for quote in _QUOTES.finditer(text):
        before = text[place : quote.start()].strip()
        if _says_something(before):
            yield _speech(block.row, narrator, before, is_first)
            is_first = False
        words = next(each for each in quote.groups() if each).strip()
        name = _who(text[max(0, quote.start() - 80) : quote.start()], text[quote.end() :][:80])
        if words:
            yield _speech(block.row, name, words, is_first)
            is_first = False
        place = quote.end()
    rest = text[place:].strip()
    if _says_something(rest):
        yield _speech(block.row, narrator, rest, is_first)


def _speech(row: int, name: str, text: str, starts_paragraph: bool) -> Speech:
    return Speech(row, name, text, more={"starts_paragraph": True} if starts_paragraph else {})


def _who(before: str, after: str) -> str:
    for match in (_AFTER.match(after), _BEFORE.search(before)):
        if match:
            name = match[1] or match[2]
            if name.lower() not in _PRONOUNS and name.split()[0].lower() not in _PRONOUNS:
                return name
    return SOMEBODY


def _says_something(text: str) -> bool:
    return any(letter.isalnum() for letter in text)
