"""Twine: Twee 3 text, and the passages of a published story. Macros are left out, links are listed."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from studio.document.script_items import SCENE, Aside, AsideId, AsideKind, Heading, HeadingId
from studio.document.values import Document
from studio.identity import new_id
from studio.scripts.games.kept_source import ROW, SAYS, source_of, with_ids, with_source
from studio.scripts.markup_text import Tag, markup_tokens
from studio.scripts.names import could_be_name
from studio.scripts.reading import Reading, ReadingOptions, ReadItem, Speech

_HEADER = re.compile(r"::\s*((?:[^\\\[\]{}]|\\.)+)(.*)")
_LINK = re.compile(r"\[\[([^\[\]]+)\]\]")
_MACRO = re.compile(r"<<[^<>]*>>|<%[^%]*%>|\((?:[\w-]+):[^()]*\)")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->")
_ID = re.compile(r"<!--id:([\w.-]+)-->")
_CHAPBOOK = re.compile(
    r"\[(?:if|else|unless|after|align|JavaScript|CSS|note|continue|cont)\b[^\]]*\]"
)
_SILENT_PASSAGES = frozenset(
    {"StoryData", "StoryInit", "StoryCaption", "StoryMenu", "StorySettings"}
)


def read_twee(rows: list[str], options: ReadingOptions) -> Reading:
    """Passages as headings, their rows as Lines."""
    items: list[ReadItem] = []
    title, passage, is_silent = "", "", True
    counts: Counter[str] = Counter()
    for number, row in enumerate(rows, start=1):
        header = _HEADER.match(row) if row.startswith("::") else None
        if header:
            passage = re.sub(r"\\(.)", r"\1", header[1]).strip()
            is_silent = passage in _SILENT_PASSAGES or bool(
                re.search(r"\[[^\]]*\b(?:script|stylesheet)\b", header[2])
            )
            if not is_silent and passage != "StoryTitle":
                items.append(Heading(HeadingId(new_id()), passage, SCENE))
        elif passage == "StoryTitle":
            title = title or row.strip()
        elif row.strip() and not is_silent:
            text = row.removeprefix("\\") if row.startswith("\\::") else row
            items += _row_items(number, text, passage, counts)
    reading = Reading(items, SAYS, frame=Document(title), names_are_marked=False)
    return with_source(reading, "twee", rows)


def read_twine_html(text: str, options: ReadingOptions) -> Reading:
    """A published story: its passages are read as Twee."""
    rows: list[str] = []
    is_inside = False
    for token in markup_tokens(text):
        if isinstance(token, str):
            if is_inside:
                rows += token.split("\n")
        elif token.name == "tw-storydata" and not token.is_end:
            rows += [":: StoryTitle", token.attributes.get("name", "")]
        elif token.name == "tw-passagedata":
            is_inside = not token.is_end
            if is_inside:
                rows.append(_header(token))
    reading = read_twee(rows, options)
    return replace(reading, frame=Document(reading.frame.title))


def write_twee(document: Document) -> str:
    """The source as it was read."""
    return source_of(document, "twee", "Twee")


def write_twee_ids(document: Document) -> str:
    """The source with an id for each line that had none, and nothing else touched."""
    return with_ids(
        document, "twee", "Twee", read_twee, lambda row, id: f"{row.rstrip()} <!--id:{id}-->"
    )


def _header(token: Tag) -> str:
    name = re.sub(r"([\\\[\]{}])", r"\\\1", token.attributes.get("name", "passage"))
    return f":: {name} [{token.attributes.get('tags', '')}]"


def _row_items(number: int, text: str, passage: str, counts: Counter[str]) -> Iterator[ReadItem]:
    id = _ID.search(text)
    text = _MACRO.sub("", _CHAPBOOK.sub("", text))
    links = [_shown(link) for link in _LINK.findall(text)]
    text = _LINK.sub(lambda link: _shown(link[1]), text) if _is_prose(text) else _LINK.sub("", text)
    words = _TAG.sub("", text).replace("''", "").replace("//", "").strip(" \t*_[]|")
    if words:
        name, said = _name_in(words)
        counts[passage] += 1
        digest = hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:8]
        own = f"{passage}_{counts[passage]}_{digest}"
        more: dict[str, Any] = {"external_id": id[1] if id else own}
        if not id:
            more["extras"] = ((ROW, str(number)),)
        yield Speech(number, name, said, more=more)
    else:
        for link in links:
            yield Aside(AsideId(new_id()), AsideKind.DIRECTION, link)


def _is_prose(text: str) -> bool:
    """Whether a row with links says something besides them."""
    return bool(_TAG.sub("", _LINK.sub("", text)).strip(" \t-*+>|"))


def _shown(link: str) -> str:
    for arrow in ("->", "|"):
        if arrow in link:
            return link.split(arrow, 1)[0].strip()
    return link.rsplit("<-", 1)[-1].strip()


def _name_in(text: str) -> tuple[str, str]:
    name, colon, words = text.partition(":")
    is_name = colon and words.strip() and could_be_name(name.strip()) and not name[:1].islower()
    return (name.strip(), words.strip()) if is_name else ("", text)
