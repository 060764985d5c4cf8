"""HTML as a flow of words and tags, in one pass over the text however broken it is."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

_ATTRIBUTE = re.compile(r"([\w:-]+)(?:\s{0,20}=\s{0,20}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_NAME = re.compile(r"[a-zA-Z][\w:-]*")
_RAW = ("script", "style")


@dataclass(frozen=True, slots=True)
class Tag:
    name: str
    attributes: dict[str, str]
    is_end: bool


def markup_tokens(text: str) -> Iterator[Tag | str]:
    """Words with their entities resolved, and tags; comments, scripts and styles are passed over."""
    place, length = 0, len(text)
    while place < length:
        start = text.find("<", place)
        if start < 0:
            yield html.unescape(text[place:])
            return
        if start > place:
            yield html.unescape(text[place:start])
        if text.startswith("<!--", start):
            end = text.find("-->", start + 4)
            place = end + 3 if end >= 0 else length
            continue
        is_end = text.startswith("</", start)
        name = _NAME.match(text, start + 1 + is_end)
        if name is None:
            if text[start + 1 : start + 2] in ("!", "?"):
                end = text.find(">", start)
                place = end + 1 if end >= 0 else length
            else:
                yield "<"
                place = start + 1
            continue
        end = _end_of_tag(text, name.end())
        found = name[0].lower()
        yield Tag(found, _attributes(text[name.end() : end]), is_end)
        place = end + 1
        if found in _RAW and not is_end:
            closing = re.compile(rf"</{found}", re.IGNORECASE).search(text, place)
            place = closing.start() if closing else length


def _end_of_tag(text: str, place: int) -> int:
    """The place of the `>` that ends a tag; one in a quoted value does not."""
    end = text.find(">", place)
    if end < 0:
        return len(text)
    for quote in "\"'":
        if text.count(quote, place, min(end, place + 2_000)) % 2:
            closing = text.find(quote, end)
            further = text.find(">", closing, closing + 2_000) if closing >= 0 else -1
            return further if further >= 0 else end
    return end


def _attributes(text: str) -> dict[str, str]:
    return {
        found[1].lower(): html.unescape(found[2] or found[3] or found[4] or "")
        for found in _ATTRIBUTE.finditer(text[:10_000])
    }
