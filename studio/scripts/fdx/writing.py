"""Final Draft, written so that Final Draft opens it and `fdx.reading` reads the same again.

A paragraph that still says what it said when it was read is written as it stood there, with its
styles and properties. A Line together with the one before makes dual dialogue.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from studio.document.cues import With
from studio.document.script_items import SCENE, Aside, AsideKind, Extras, Heading
from studio.document.values import Document, Line, ScriptItem, SpeakerId
from studio.document.written_cues import written_cue
from studio.scripts.fdx.names import (
    ACTION,
    CHARACTER,
    CUE,
    DIALOGUE,
    FRAME,
    GENERAL,
    GOES_ON,
    ID,
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
from studio.scripts.fdx.paragraphs import says_the_same
from studio.scripts.name_brackets import EXTENSION
from studio.scripts.safe_xml import parse_xml
from studio.scripts.speech_marks import escaped_words
from studio.scripts.xml_text import without_controls


def write_fdx(document: Document) -> str:
    names = {speaker.id: speaker.name for speaker in document.cast}
    rows = ['<?xml version="1.0" encoding="UTF-8" standalone="no" ?>']
    rows.append(
        f'<FinalDraft DocumentType="Script" Template="No" Version="1" {OURS}="1">\n  <Content>'
    )
    groups = list(_groups(document.script))
    for at, group in enumerate(groups):
        following = groups[at + 1] if at + 1 < len(groups) else None
        if group.is_second:
            rows.append("    <Paragraph><DualDialogue>")
            rows += [*_written(groups[at - 1], names), *_written(group, names)]
            rows.append("    </DualDialogue></Paragraph>")
        elif following is None or not following.is_second:
            rows += _written(group, names)
    rows.append("  </Content>")
    frame = _value(document.extras, FRAME, None)
    if frame is None or (document.title and f">{_xml(document.title)}<" not in frame):
        frame = f"{_title_page(document.title)}</FinalDraft>"
    rows.append(frame)
    return "\n".join(rows) + "\n"


@dataclass(slots=True)
class _Group:
    """What stands under one name, or an item that is no Line; `is_second` in dual dialogue."""

    items: list[ScriptItem]
    is_second: bool = False


def _groups(script: Sequence[ScriptItem]) -> Iterator[_Group]:
    group: _Group | None = None
    for item in script:
        before = group.items[-1] if group else None
        if group and isinstance(item, Line) and isinstance(before, Line):
            goes_on = _value(item.extras, GOES_ON, None) is not None
            if goes_on and before.speaker == item.speaker:
                group.items.append(item)
                continue
        if group and isinstance(item, Aside) and isinstance(before, Aside) and _is_note(item):
            group.items.append(item)
            continue
        if group:
            yield group
        is_second = (
            isinstance(item, Line)
            and item.cue == With()
            and isinstance(before, Line)
            and not (group and group.is_second)
        )
        group = _Group([item], is_second)
    if group:
        yield group


def _written(group: _Group, names: dict[SpeakerId, str]) -> Iterator[str]:
    first, *others = group.items
    if not isinstance(first, Line):
        yield _silent(first, "\n\n".join(note.text for note in others))
        return
    for at, item in enumerate(group.items):
        assert isinstance(item, Line)
        yield from _speech(item, names[item.speaker], at > 0, group.is_second)


def _is_note(aside: Aside) -> bool:
    return _value(aside.extras, TYPE, None) == NOTE


def _value(extras: Extras, name: str, default: str | None) -> str | None:
    return next((value for each, value in extras if each == name), default)


def _paragraph(kind: str, text: str, attributes: str = "", notes: str = "", raw: str = "") -> str:
    """A paragraph; `raw`, as it was read, if that says the same."""
    note = ""
    if notes:
        inner = "".join(
            f"<Paragraph><Text>{_xml(row)}</Text></Paragraph>" for row in notes.split("\n")
        )
        note = f"<ScriptNote>{inner}</ScriptNote>"
    fresh = f"<Paragraph Type={_attribute(kind)}{attributes}>{note}<Text>{_xml(text)}</Text></Paragraph>"
    if raw and says_the_same(*(parse_xml("", "", each.encode()) for each in (raw, fresh))):
        return f"    {raw}"
    return f"    {fresh}"


def _speech(line: Line, name: str, goes_on: bool, is_second: bool) -> Iterator[str]:
    raw = dict(line.extras)
    if not goes_on:
        extension = raw.get(EXTENSION, "")
        marks = ""
        if "(" in name or line.external_id:
            marks += f" {ID}={_attribute(line.external_id)}"
            marks += f" Extension={_attribute(extension)}" if extension else ""
            extension = ""
        if (cue := written_cue(line.cue)) and not is_second:
            marks += f" {CUE}={_attribute(cue)}"
        text = f"{name} {extension}".strip(" \t")
        yield _paragraph(CHARACTER, text, marks, raw=raw.get(RAW_NAME, ""))
    if line.direction:
        yield _paragraph(PARENTHETICAL, f"({line.direction})", raw=raw.get(RAW_BRACKET, ""))
    words = escaped_words(line.text, line.may_be_cut)
    yield _paragraph(DIALOGUE, words, notes=line.notes, raw=raw.get(RAW_WORDS, ""))


def _silent(item: ScriptItem, notes: str) -> str:
    kind, raw = _value(item.extras, TYPE, None), _value(item.extras, RAW_WORDS, "") or ""
    if isinstance(item, Heading):
        number = _value(item.extras, NUMBER, None)
        marks = f" Number={_attribute(number)}" if number else ""
        usual = SCENE_HEADING if item.level >= SCENE else NEW_ACT
        return _paragraph(kind or usual, item.text, marks, item.notes, raw)
    assert isinstance(item, Aside)
    usual = GENERAL if item.kind is AsideKind.COMMENT else ACTION
    is_note = _is_note(item)  # of a paragraph that is no longer there
    return _paragraph(usual if is_note or not kind else kind, item.text, notes=notes, raw=raw)


def _title_page(title: str) -> str:
    if not title:
        return ""
    return f"  <TitlePage><Content><Paragraph><Text>{_xml(title)}</Text></Paragraph></Content></TitlePage>\n"


def _xml(text: str) -> str:
    return escape(without_controls(text), {"\r": "&#13;"})


def _attribute(text: str) -> str:
    return quoteattr(without_controls(text), {"\r": "&#13;", "\n": "&#10;", "\t": "&#9;"})
