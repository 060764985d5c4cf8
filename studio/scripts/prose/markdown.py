"""Markdown: headings, paragraphs, and `**NAME:** words`. Written, a script anybody can read."""

from __future__ import annotations

import re
from dataclasses import replace

from studio.document.script_items import Aside, AsideKind, Heading
from studio.document.values import Document, Line
from studio.document.written_cues import written_cue
from studio.scripts.plain import read_plain
from studio.scripts.prose.markdown_script import (
    BULLET,
    COMMENT,
    HEADING,
    is_script,
    plain_rows,
    without_front_matter,
)
from studio.scripts.prose.narration import Block, narrated
from studio.scripts.reading import Reading, ReadingOptions
from studio.scripts.speech_marks import escaped_words, one_row

_UNDERLINE = re.compile(r"=+|-+")
_LINK = re.compile(r"(?<!\\)!?\[([^\[\]]*)\]\([^()]*\)")
_MARKS = re.compile(r"(?<!\\)(?:\*\*|__|\*(?![ \t])|(?<=[^ \t])\*|(?<!\w)_|_(?!\w)|`|~~)")
_OWN_MARK = re.compile(r"[*_`\\]|\[(?=[^\[\]]*\]\()|~~")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!>~-])")


def read_markdown(rows: list[str], options: ReadingOptions) -> Reading:
    """A script if people speak by name in it, else prose that is narrated."""
    rows, given = without_front_matter(rows)
    if is_script(rows):
        reading = read_plain(plain_rows(rows, plain), options)
        frame = reading.frame
        return replace(reading, frame=replace(frame, title=frame.title or given))
    blocks: list[Block] = []
    paragraph: list[str] = []
    title, fence, first = given, "", 0

    def finish() -> None:
        if paragraph:
            text = " ".join(paragraph)
            blocks.append(Block(first, text if text[:2] in ("**", "*(") else plain(text)))
            paragraph.clear()

    for number, row in enumerate(rows, start=1):
        text = row.strip(" \t")
        if fence or text[:3] in ("```", "~~~"):
            if not fence:
                finish()
                fence = text[:3]
            elif text.startswith(fence):
                fence = ""
            continue
        if not paragraph and (comment := COMMENT.fullmatch(text)):
            blocks.append(Block(number, f"<!--{comment[1]}-->"))
            continue
        heading = HEADING.match(text)
        underlines = bool(paragraph) and _UNDERLINE.fullmatch(text)
        if heading or underlines:
            words = plain(heading[2].rstrip("# \t") if heading else " ".join(paragraph))
            level = len(heading[1]) if heading else (1 if text[0] == "=" else 2)
            if heading:
                finish()
            paragraph.clear()
            if level == 1 and not title and not blocks:
                title = words
            else:
                blocks.append(Block(number, words, max(1, level - 1)))
        elif not text or (set(text) <= set("*-_ ") and len(text) > 2):
            finish()
        else:
            if not paragraph:
                first = number
            paragraph.append(BULLET.sub("", text, count=1) if text[:2] != "**" else text)
    finish()
    return narrated(blocks, title, options)


def plain(text: str) -> str:
    """The words without links, emphasis and escapes."""
    return _ESCAPE.sub(r"\1", _MARKS.sub("", _LINK.sub(r"\1", text)))


def write_markdown(document: Document) -> str:
    names = {speaker.id: one_row(speaker.name) for speaker in document.cast}
    parts = [f"# {one_row(document.title)}"] if document.title else []
    for item in document.script:
        if isinstance(item, Heading):
            parts.append(f"{'#' * min(6, item.level + 1)} {one_row(item.text)}")
        elif isinstance(item, Aside) and item.kind is AsideKind.COMMENT and "--" not in item.text:
            parts.append(f"<!-- {one_row(item.text)} -->")
        elif isinstance(item, Aside):
            parts.append(f"*({one_row(item.text)})*")
        else:
            parts.append(f"**{names[item.speaker]}:** {_said(item)}")
    return "\n\n".join(parts) + "\n"


def _said(line: Line) -> str:
    """The words with the marks a plain script has, and what Markdown would take for its own escaped."""
    direction = f"*({one_row(line.direction)})*" if line.direction else ""
    words = _OWN_MARK.sub(r"\\\g<0>", escaped_words(one_row(line.text), line.may_be_cut))
    return " ".join(part for part in (written_cue(line.cue), direction, words) if part)
