"""Final Draft, read: dialogue is spoken, headings are headings, all other paragraphs stay silent.

What stands around the paragraphs (title page, cast list, settings) is kept as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from studio.document.cues import BY_RULE, With
from studio.document.script_items import (
    SCENE,
    Aside,
    AsideId,
    AsideKind,
    Extras,
    Heading,
    HeadingId,
)
from studio.document.values import Document
from studio.errors import InputError
from studio.identity import new_id
from studio.scripts.fdx.names import (
    ACTION,
    CHARACTER,
    DIALOGUE,
    FRAME,
    GENERAL,
    GOES_ON,
    NEW_ACT,
    NOTE,
    NUMBER,
    OURS,
    PARENTHETICAL,
    RAW_BRACKET,
    RAW_NAME,
    RAW_WORDS,
    SCENE_HEADING,
    TYPE,
)
from studio.scripts.fdx.paragraphs import (
    Character,
    character_of,
    kept_as,
    notes_of,
    text_of,
    type_of,
)
from studio.scripts.name_brackets import EXTENSION
from studio.scripts.reading import Finding, Reading, ReadingOptions, ReadItem, Speech
from studio.scripts.safe_xml import Element, parse_xml
from studio.scripts.source import Source
from studio.scripts.speech_marks import read_marks
from studio.scripts.xml_text import with_controls
from studio.sentences import sentence

SAYS = frozenset({"speaker", "text", "direction", "cue", "may_be_cut", "notes"})

_not_final_draft = sentence(
    "fdx.not-final-draft",
    "{path} is XML, but no Final Draft script. Save it as .fdx and try again.",
)
_nobody = sentence(
    "fdx.nobody", "no character stands above this dialogue. Give it one in Final Draft."
)
_no_words = sentence("fdx.no-words", "{name} says nothing here. Add dialogue, or remove the name.")
_OUR_CONTENT = re.compile(rb"<Content>.*?</Content>", re.DOTALL)


def read_fdx(source: Source, options: ReadingOptions) -> Reading:
    root = parse_xml(source.path, "the script", source.content)
    content = root.first("Content")
    if root.name != "FinalDraft" or content is None:
        raise InputError(_not_final_draft(path=source.path))
    if OURS in root.attributes:
        _restore(root)
    page = _Page(options)
    for paragraph, is_dual in _paragraphs(content):
        page.read(paragraph, is_dual)
    page.finish()
    frame = _OUR_CONTENT.split(source.content, maxsplit=1)
    kept: tuple[tuple[str, str], ...] = ()
    if len(frame) == 2 and b"<TitlePage" in frame[1]:
        tail = frame[1].decode("utf-8", "replace").strip("\r\n")
        kept = ((FRAME, tail),)
    document = Document(_title(root), extras=kept)
    return Reading(page.items, SAYS, tuple(page.not_understood), frame=document)


def _paragraphs(content: Element) -> Iterator[tuple[Element, bool]]:
    """Every paragraph, and whether it belongs to the second column of dual dialogue."""
    for paragraph in content.elements:
        if paragraph.name != "Paragraph":
            continue
        dual = paragraph.first("DualDialogue")
        if dual is None:
            yield paragraph, False
            continue
        speakers = 0
        for inner in dual.elements:
            speakers += inner.attributes.get("Type") == CHARACTER
            yield inner, speakers > 1


def _title(root: Element) -> str:
    page = root.first("TitlePage")
    content = page.first("Content") if page else None
    rows = (text_of(paragraph).strip() for paragraph in content.elements) if content else ()
    return next((row for row in rows if row), "")


def _restore(root: Element) -> None:
    """Give the texts of a file of ours the controls that XML could not hold."""
    for element in (*root.all("Text"), *root.all("Paragraph")):
        element.children = [
            with_controls(child) if isinstance(child, str) else child for child in element.children
        ]
        element.attributes = {
            name: with_controls(value) for name, value in element.attributes.items()
        }


@dataclass(slots=True)
class _Page:
    options: ReadingOptions
    items: list[ReadItem] = field(default_factory=list)
    not_understood: list[Finding] = field(default_factory=list)
    who: Character | None = None
    row: int = 0
    is_dual: bool = False
    direction: str = ""
    kept: Extras = ()
    is_first: bool = True

    def read(self, paragraph: Element, is_dual: bool) -> None:
        kind, text = type_of(paragraph), text_of(paragraph)
        if kind == CHARACTER:
            self.finish()
            self.who, self.row, self.is_dual = character_of(paragraph), paragraph.row, is_dual
            self.kept, self.is_first = kept_as(RAW_NAME, paragraph), True
        elif kind == PARENTHETICAL and self.who:
            bare = text.strip().removeprefix("(").removesuffix(")")
            self.direction = f"{self.direction}; {bare}" if self.direction else bare
            self.kept += kept_as(RAW_BRACKET, paragraph)
        elif kind == DIALOGUE:
            self._dialogue(paragraph, text)
        else:
            self.finish()
            self._silent(paragraph, kind, text)

    def _dialogue(self, paragraph: Element, text: str) -> None:
        who, row, notes = self.who, paragraph.row, notes_of(paragraph)
        if who is None:
            self.not_understood.append(Finding(row, text[:80], _nobody()))
            return
        if not text.strip():
            return
        words, direction, cue, may_be_cut = read_marks(
            text.strip(" \t"), self.direction, self.options
        )
        extras = [(EXTENSION, who.extension)] if who.extension else []
        more: dict[str, Any] = {"notes": notes} if notes else {}
        if self.is_first:
            own = With() if self.is_dual else who.cue
            cue = own if own != BY_RULE else cue
            more |= {"external_id": who.id} if who.id else {}
        else:
            extras.append((GOES_ON, ""))
        extras += [*self.kept, *kept_as(RAW_WORDS, paragraph)]
        more |= {"extras": tuple(extras)} if extras else {}
        self.items.append(Speech(row, who.name, words, direction, cue, may_be_cut, more))
        self.direction, self.kept, self.is_first = "", (), False

    def _silent(self, paragraph: Element, kind: str, text: str) -> None:
        notes, raw = notes_of(paragraph), kept_as(RAW_WORDS, paragraph)
        if kind in (SCENE_HEADING, NEW_ACT) or kind.startswith("Outline"):
            number = paragraph.attributes.get("Number", "")
            extras = [(NUMBER, number)] if number else []
            extras += [] if kind == SCENE_HEADING else [(TYPE, kind)]
            level = SCENE if kind == SCENE_HEADING else 1
            kept = (*extras, *raw)
            self.items.append(Heading(HeadingId(new_id()), text, level, notes, kept))
        elif text.strip() and kind == ACTION and self.options.narrator:
            self.items.append(Speech(paragraph.row, self.options.narrator, text.strip()))
        elif text.strip():
            aside = AsideKind.COMMENT if kind == GENERAL else AsideKind.DIRECTION
            usual = () if kind in (ACTION, GENERAL) else ((TYPE, kind),)
            self.items.append(Aside(AsideId(new_id()), aside, text, (*usual, *raw)))
        if notes and type(self.items[-1]) is Aside:
            note = Aside(AsideId(new_id()), AsideKind.COMMENT, notes, ((TYPE, NOTE),))
            self.items.append(note)

    def finish(self) -> None:
        """A name is done: nothing more belongs to it."""
        if self.who is not None and self.is_first:
            name = self.who.name
            self.not_understood.append(Finding(self.row, name, _no_words(name=name)))
        self.who, self.direction, self.kept = None, "", ()
