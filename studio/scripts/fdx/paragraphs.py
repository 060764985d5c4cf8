"""One paragraph of Final Draft: what it says to us, and whether it says more than that."""

from __future__ import annotations

import re
from typing import NamedTuple

from studio.document.cues import Cue
from studio.document.script_items import Extras
from studio.document.written_cues import read_cue
from studio.scripts.fdx.names import ACTION, CHARACTER, CUE, ID, NUMBER
from studio.scripts.safe_xml import Element, written_xml

_CONTINUED = re.compile(r"\(cont(?:['’]?d|inued)\.?\)", re.IGNORECASE)
_OURS = frozenset({"Type", "Number", "Extension", CUE, ID})


class Character(NamedTuple):
    """Who speaks: `extension` with its brackets, `id` and `cue` as we write them."""

    name: str
    extension: str
    id: str
    cue: Cue


def type_of(paragraph: Element) -> str:
    return paragraph.attributes.get("Type", ACTION)


def text_of(paragraph: Element) -> str:
    """The runs of a paragraph joined; notes and other inserts are no text."""
    return "".join(text.text for text in paragraph.elements if text.name == "Text")


def notes_of(paragraph: Element) -> str:
    return "\n\n".join(
        "\n".join(text_of(row) for row in note.all("Paragraph"))
        for note in paragraph.all("ScriptNote")
    ).strip()


def character_of(paragraph: Element) -> Character:
    text, marks = text_of(paragraph), paragraph.attributes
    name, bracket, rest = _CONTINUED.sub("", text).partition("(")
    if ID in marks:  # ours: the whole text is the name
        name, bracket, rest = text, "", ""
    extension = f"{bracket}{rest}".strip(" \t") or marks.get("Extension", "")
    return Character(
        name.strip(" \t"), extension, marks.get(ID, ""), read_cue(marks.get(CUE, ""))[0]
    )


def kept_as(name: str, paragraph: Element) -> Extras:
    """The paragraph under `name`, if it says more than we write of it."""
    return () if _is_plain(paragraph) else ((name, written_xml(paragraph)),)


def says_the_same(one: Element, other: Element) -> bool:
    return _gist(one) == _gist(other)


def _gist(paragraph: Element) -> object:
    kind = type_of(paragraph)
    said = character_of(paragraph) if kind == CHARACTER else text_of(paragraph).strip(" \t")
    return kind, said, notes_of(paragraph), paragraph.attributes.get(NUMBER.capitalize(), "")


def _is_plain(paragraph: Element) -> bool:
    is_known = paragraph.attributes.keys() <= _OURS
    return is_known and all(_is_bare(child) for child in paragraph.elements)


def _is_bare(child: Element) -> bool:
    """Whether a child of a paragraph is words alone, or a note of words alone."""
    if child.attributes or child.name not in ("Text", "ScriptNote", "Paragraph"):
        return False
    return all(_is_bare(inner) for inner in child.elements)
