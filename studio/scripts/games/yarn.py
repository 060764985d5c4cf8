"""Yarn Spinner: nodes of lines and options. Commands stay silent, markup is not spoken."""

from __future__ import annotations

import re
from typing import Any

from studio.document.script_items import SCENE, Aside, AsideId, AsideKind, Heading, HeadingId
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
from studio.scripts.reading import Finding, Reading, ReadingOptions, ReadItem, Speech
from studio.sentences import sentence

_no_body = sentence("yarn.no-body", "a node needs a row of `---` behind its header. Add it.")

_COMMAND_AT_END = re.compile(r"<<(?:(?!<<|>>).)*>>\s*$")
_MARKUP = re.compile(r"(?<!\\)\[(?:/?[A-Za-z][^\[\]]*|/)\]")
_NAME = re.compile(r"((?:[^\\:{}\[\]]|\\.|\{[^{}]*\}){1,80}?)(?<!\\):\s*(.*)")
_ESCAPE = re.compile(r"\\([\\:#\[\]{}<>/-])")


def read_yarn(rows: list[str], options: ReadingOptions) -> Reading:
    items: list[ReadItem] = []
    not_understood: list[Finding] = []
    is_header = True
    for number, row in enumerate(rows, start=1):
        text = row.strip()
        if not text:
            continue
        if is_header:
            if text == "---":
                is_header = False
            elif text.lower().startswith("title:"):
                items.append(Heading(HeadingId(new_id()), text[6:].strip(), SCENE))
            elif text == "===":
                not_understood.append(Finding(number, text, _no_body()))
        elif text == "===":
            is_header = True
        elif text.startswith("//"):
            items.append(Aside(AsideId(new_id()), AsideKind.COMMENT, text[2:].strip()))
        elif text.startswith("<<") and text.endswith(">>"):
            items.append(Aside(AsideId(new_id()), AsideKind.DIRECTION, text))
        elif speech := _speech(number, text):
            items.append(speech)
    return with_source(Reading(items, SAYS, tuple(not_understood)), "yarn", rows)


def write_yarn(document: Document) -> str:
    """The source as it was read."""
    return source_of(document, "yarn", "Yarn Spinner")


def write_yarn_ids(document: Document) -> str:
    """The source with an id for each line that had none, and nothing else touched."""
    return with_ids(
        document,
        "yarn",
        "Yarn Spinner",
        read_yarn,
        lambda row, id: before_comment(row, f"#line:{id}"),
    )


def _speech(number: int, text: str) -> Speech | None:
    """A shadow line says again what another says under its id, and must have none of its own."""
    text = split_comment(text)[0].strip()
    text = re.sub(r"^(?:->|=>)\s*", "", text)
    id, tags, is_shadow = "", [], False
    pieces = text.split(" ")
    while len(pieces) > 1 and (pieces[-1][:1] == "#" or not pieces[-1]):
        tag = pieces.pop()
        if tag.startswith("#line:"):
            id = tag[6:]
        elif tag:
            tags.append(("yarn.tag", tag))
            is_shadow = is_shadow or tag.startswith("#shadow:")
    text = " ".join(pieces)
    text = _COMMAND_AT_END.sub("", text).rstrip()
    words = _MARKUP.sub("", text)
    match = _NAME.fullmatch(words)
    name, words = (match[1].strip(), match[2]) if match else ("", words)
    words = _ESCAPE.sub(r"\1", words).strip()
    if not words:
        return None
    more: dict[str, Any] = {"external_id": id} if id else {}
    extras = (*tags, *(() if id or is_shadow else at_row(number)))
    return Speech(number, _ESCAPE.sub(r"\1", name), words, more={**more, "extras": extras})
