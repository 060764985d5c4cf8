"""Final Draft, read: dialogue is spoken, headings are headings, all other paragraphs stay silent.

What stands around the paragraphs (title page, cast list, settings) is kept as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from studio.document.cues import BY_RULE, Cue, With
from studio.document.script_items import SCENE, Aside, AsideId, AsideKind, Heading, HeadingId
from studio.document.values import Document
from studio.document.written_cues import read_cue
from studio.errors import InputError
from studio.identity import new_id
from studio.scripts.fdx.names import (
    ACTION,
    CHARACTER,
    CUE,
    DIALOGUE,
    EXTENSION,
    FRAME,
    GENERAL,
    GOES_ON,
    ID,
    NEW_ACT,
    NUMBER,
    PARENTHETICAL,
    SCENE_HEADING,
    TYPE,
)
from studio.scripts.reading import Finding, Reading, ReadingOptions, ReadItem, Speech
from studio.scripts.safe_xml import Element, parse_xml
from studio.scripts.source import Source
from studio.scripts.speech_marks import read_marks
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
_CONTINUED = re.compile(r"\(cont(?:['’]?d|inued)\.?\)", re.IGNORECASE)
_OUR_CONTENT = re.compile(rb"<Content>.*?</Content>", re.DOTALL)


def read_fdx(source: Source, options: ReadingOptions) -> Reading:
    root = parse_xml(source.path, "the script", source.content)
    content = root.first("Content")
    if root.name != "FinalDraft" or content is None:
        raise InputError(_not_final_draft(path=source.path))
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
    rows = (_text(paragraph).strip() for paragraph in content.elements) if content else ()
    return next((row for row in rows if row), "")


def _text(paragraph: Element) -> str:
    """The runs of a paragraph joined; notes and other inserts are no text."""
    return "".join(text.text for text in paragraph.elements if text.name == "Text")


@dataclass(slots=True)
class _Page:
    options: ReadingOptions
    items: list[ReadItem] = field(default_factory=list)
    not_understood: list[Finding] = field(default_factory=list)
    name: str = ""
    row: int = 0
    extension: str = ""
    direction: str = ""
    cue: Cue = BY_RULE
    id: str = ""
    is_first: bool = True

    def read(self, paragraph: Element, is_dual: bool) -> None:
        kind, text = paragraph.attributes.get("Type", ACTION), _text(paragraph)
        notes = "\n\n".join(
            "\n".join(_text(row) for row in note.all("Paragraph"))
            for note in paragraph.all("ScriptNote")
        ).strip()
        if kind == CHARACTER:
            self._character(paragraph, text, is_dual)
        elif kind == PARENTHETICAL and self.name:
            bare = text.strip().removeprefix("(").removesuffix(")")
            self.direction = f"{self.direction}; {bare}" if self.direction else bare
        elif kind == DIALOGUE:
            self._dialogue(paragraph.row, text, notes)
        else:
            self.finish()
            self._silent(paragraph, kind, text, notes)

    def _character(self, paragraph: Element, text: str, is_dual: bool) -> None:
        self.finish()
        name, bracket, rest = _CONTINUED.sub("", text).partition("(")
        if ID in paragraph.attributes:  # ours: the whole text is the name
            name, bracket, rest = text, "", ""
        self.name, self.row = name.strip(" \t"), paragraph.row
        self.extension = f"{bracket}{rest}".strip(" \t") or paragraph.attributes.get(
            "Extension", ""
        )
        self.id = paragraph.attributes.get(ID, "")
        written = paragraph.attributes.get(CUE, "")
        self.cue = With() if is_dual else read_cue(written)[0]
        self.is_first = True

    def _dialogue(self, row: int, text: str, notes: str) -> None:
        if not self.name:
            self.not_understood.append(Finding(row, text[:80], _nobody()))
            return
        if not text.strip():
            return
        words, direction, cue, may_be_cut = read_marks(
            text.strip(" \t"), self.direction, self.options
        )
        extras = [(EXTENSION, self.extension)] if self.extension else []
        more: dict[str, Any] = {"notes": notes} if notes else {}
        if self.is_first:
            cue = self.cue if self.cue != BY_RULE else cue
            more |= {"external_id": self.id} if self.id else {}
        else:
            extras.append((GOES_ON, ""))
        more |= {"extras": tuple(extras)} if extras else {}
        self.items.append(Speech(row, self.name, words, direction, cue, may_be_cut, more))
        self.direction, self.is_first = "", False

    def _silent(self, paragraph: Element, kind: str, text: str, notes: str) -> None:
        if kind in (SCENE_HEADING, NEW_ACT) or kind.startswith("Outline"):
            number = paragraph.attributes.get("Number", "")
            extras = [(NUMBER, number)] if number else []
            extras += [] if kind == SCENE_HEADING else [(TYPE, kind)]
            level = SCENE if kind == SCENE_HEADING else 1
            self.items.append(Heading(HeadingId(new_id()), text, level, notes, tuple(extras)))
        elif text.strip() and kind == ACTION and self.options.narrator:
            self.items.append(Speech(paragraph.row, self.options.narrator, text.strip()))
        elif text.strip():
            aside = AsideKind.COMMENT if kind == GENERAL else AsideKind.DIRECTION
            kept = () if kind in (ACTION, GENERAL) else ((TYPE, kind),)
            self.items.append(Aside(AsideId(new_id()), aside, text, kept))
        if notes and kind != SCENE_HEADING:
            self.items.append(Aside(AsideId(new_id()), AsideKind.COMMENT, notes))

    def finish(self) -> None:
        """A name is done: nothing more belongs to it."""
        if self.name and self.is_first:
            reason = _no_words(name=self.name)
            self.not_understood.append(Finding(self.row, self.name, reason))
        self.name, self.direction = "", ""
