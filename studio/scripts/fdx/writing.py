"""Final Draft, written so that Final Draft opens it and `fdx.reading` reads the same again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from studio.document.cues import With
from studio.document.script_items import SCENE, Aside, AsideKind, Extras, Heading
from studio.document.values import Document, Line
from studio.document.written_cues import written_cue
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
from studio.scripts.speech_marks import escaped_words

_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_fdx(document: Document) -> str:
    names = {speaker.id: speaker.name for speaker in document.cast}
    rows = ['<?xml version="1.0" encoding="UTF-8" standalone="no" ?>']
    rows.append('<FinalDraft DocumentType="Script" Template="No" Version="1">\n  <Content>')
    before: Line | None = None
    for item in document.script:
        if isinstance(item, Line):
            goes_on = _value(item.extras, GOES_ON, None) is not None and before is not None
            is_same = goes_on and before is not None and before.speaker == item.speaker
            rows += _speech(item, names[item.speaker], is_same)
            before = item
        else:
            rows += _silent(item)
            before = None
    rows.append("  </Content>")
    frame = _value(document.extras, FRAME, None)
    if frame is None or (document.title and f">{_xml(document.title)}<" not in frame):
        frame = f"{_title_page(document.title)}</FinalDraft>"
    rows.append(frame)
    return "\n".join(rows) + "\n"


def _value(extras: Extras, name: str, default: str | None) -> str | None:
    return next((value for each, value in extras if each == name), default)


def _paragraph(kind: str, text: str, attributes: str = "", notes: str = "") -> str:
    note = ""
    if notes:
        inner = "".join(
            f"<Paragraph><Text>{_xml(row)}</Text></Paragraph>" for row in notes.split("\n")
        )
        note = f"<ScriptNote>{inner}</ScriptNote>"
    return f'    <Paragraph Type="{kind}"{attributes}>{note}<Text>{_xml(text)}</Text></Paragraph>'


def _speech(line: Line, name: str, goes_on: bool) -> Iterator[str]:
    if not goes_on:
        extension = _value(line.extras, EXTENSION, "") or ""
        marks = ""
        if "(" in name or line.external_id:
            marks += f" {ID}={_attribute(line.external_id)}"
            marks += f" Extension={_attribute(extension)}" if extension else ""
            extension = ""
        if cue := "^=" if line.cue == With() else written_cue(line.cue):
            marks += f" {CUE}={_attribute(cue)}"
        yield _paragraph(CHARACTER, f"{name} {extension}".strip(" \t"), marks)
    if line.direction:
        yield _paragraph(PARENTHETICAL, f"({line.direction})")
    words = escaped_words(line.text, line.may_be_cut)
    yield _paragraph(DIALOGUE, words, notes=line.notes)


def _silent(item: Heading | Aside) -> Iterator[str]:
    kind = _value(item.extras, TYPE, None)
    if isinstance(item, Heading):
        number = _value(item.extras, NUMBER, None)
        marks = f" Number={_attribute(number)}" if number else ""
        usual = SCENE_HEADING if item.level >= SCENE else NEW_ACT
        yield _paragraph(kind or usual, item.text, marks, item.notes)
    else:
        usual = GENERAL if item.kind is AsideKind.COMMENT else ACTION
        yield _paragraph(kind or usual, item.text)


def _title_page(title: str) -> str:
    if not title:
        return ""
    return f"  <TitlePage><Content><Paragraph><Text>{_xml(title)}</Text></Paragraph></Content></TitlePage>\n"


def _xml(text: str) -> str:
    """Text in XML, which has no way to write most controls: they are left out."""
    return escape(_NOT_IN_XML.sub("", text), {"\r": "&#13;"})


def _attribute(text: str) -> str:
    return quoteattr(_NOT_IN_XML.sub("", text), {"\r": "&#13;"})
