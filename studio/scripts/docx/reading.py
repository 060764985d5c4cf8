"""A Word document as a script, whichever of the three common shapes it has; they may be mixed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from studio.document.script_items import (
    CHAPTER,
    SCENE,
    Aside,
    AsideId,
    AsideKind,
    Heading,
    HeadingId,
)
from studio.identity import new_id
from studio.scripts.docx.paragraphs import Paragraph, Table, read_body
from studio.scripts.name_brackets import EXTENSION, NameParts, split_brackets
from studio.scripts.names import could_be_name, is_in_capitals
from studio.scripts.plain import read_plain
from studio.scripts.reading import Finding, Reading, ReadingOptions, ReadItem, Speech
from studio.scripts.source import Source
from studio.scripts.speech_marks import one_row, read_marks
from studio.scripts.tables.columns import OURS_ALONE
from studio.scripts.tables.reading import read_table
from studio.scripts.xml_text import with_controls
from studio.sentences import sentence

SAYS = frozenset({"speaker", "text", "direction", "cue", "may_be_cut"})

_deletions = sentence(
    "docx.deletions",
    "{count} tracked deletions were left out, and insertions were kept. Accept or reject the changes"
    " in the document if that is not meant.",
)
_HEADING = re.compile(r"(?:heading|überschrift|titre|título)\s*(\d)|(title)")
_SCENE_STYLES = ("scene heading", "slugline", "slug", "scene")


def read_docx(source: Source, options: ReadingOptions) -> Reading:
    body = read_body(source.path, source.content)
    styles = {block.style for block in body.blocks if isinstance(block, Paragraph)}
    is_screenplay = {"character", "dialogue"} <= styles
    readings = [
        _read_table(source.path, block, options)
        if isinstance(block, Table)
        else _read_screenplay(block, options)
        if is_screenplay
        else _read_paragraphs(block, options)
        for block in _runs(body.blocks)
    ]
    remarks = tuple(found for reading in readings for found in reading.remarks)
    if body.deletions:
        remarks = (Finding(0, "", _deletions(count=body.deletions)), *remarks)
    frame = next((reading.frame for reading in readings if reading.frame.title), None)
    has_tables = bool(readings) and all(reading.names_are_marked for reading in readings)
    spoken = [each for each in readings if any(type(item) is Speech for item in each.items)]
    only = spoken[0] if len(spoken) == 1 and spoken[0].columns else None
    whole = Reading(
        [item for reading in readings for item in reading.items],
        SAYS.union(*(reading.says for reading in readings)),
        tuple(found for reading in readings for found in reading.not_understood),
        remarks,
        names_are_marked=has_tables or is_screenplay,
        marked_names=frozenset(name for each in readings for name in each.marked_names),
    )
    if only is not None:  # a table, perhaps under a title: it is read as one from anywhere else
        whole = replace(
            only, items=whole.items, not_understood=whole.not_understood, remarks=remarks
        )
    return replace(whole, frame=replace(whole.frame, title=frame.title)) if frame else whole


def _runs(blocks: Sequence[Paragraph | Table]) -> Iterator[Table | list[Paragraph]]:
    run: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Table):
            if run:
                yield run
                run = []
            yield block
        else:
            run.append(block)
    if run:
        yield run


def _read_table(path: str, table: Table, options: ReadingOptions) -> Reading:
    rows = list(enumerate(table.rows, start=1))
    is_ours = bool(table.rows) and set(table.rows[0]) >= OURS_ALONE
    reading = read_table(path, rows, options, bare=with_controls if is_ours else str)
    if reading.items or reading.has_header:
        return reading
    return _read_paragraphs([Paragraph("", " ".join(row)) for row in table.rows], options)


def _read_paragraphs(run: list[Paragraph], options: ReadingOptions) -> Reading:
    """`NAME:` paragraphs, as a plain script has them."""
    rows: list[str] = []
    for paragraph in run:
        text = one_row(paragraph.text)
        level = _heading_level(paragraph.style)
        if paragraph.style == "title":
            text = f"# {text}"
        elif level and text:
            rule = "=" * (5 - level)
            text = f"{rule} {text} {rule}"
        rows.append(text)
        rows += [f"// {one_row(comment)}" for comment in paragraph.comments]
    return read_plain(_names_alone_apart(rows), options)


def _names_alone_apart(rows: list[str]) -> list[str]:
    """A paragraph that is only a name gets the empty row in front that plain scripts have."""
    apart: list[str] = []
    for row in rows:
        if apart and apart[-1] and is_in_capitals(row) and could_be_name(row):
            apart.append("")
        apart.append(row)
    return apart


def _heading_level(style: str) -> int:
    match = _HEADING.match(style)
    if match is None:
        return SCENE if style in _SCENE_STYLES else 0
    return CHAPTER if match[2] or match[1] == "1" else SCENE


def _read_screenplay(run: list[Paragraph], options: ReadingOptions) -> Reading:
    items: list[ReadItem] = []
    who, direction = NameParts(""), ""
    for number, paragraph in enumerate(run, start=1):
        text, style = paragraph.text.strip(), paragraph.style
        if not text:
            continue
        if style == "character":
            who = split_brackets(text)
            direction = who.direction
        elif style == "parenthetical":
            direction = text.removeprefix("(").removesuffix(")").strip()
        elif style == "dialogue" and who.name:
            words, said, cue, may_be_cut = read_marks(text, direction, options)
            notes = "\n\n".join(paragraph.comments)
            more: dict[str, Any] = {"notes": notes} if notes else {}
            more |= {"extras": ((EXTENSION, who.extension),)} if who.extension else {}
            items.append(Speech(number, who.name, words, said, cue, may_be_cut, more))
            direction = ""
        elif level := _heading_level(style):
            items.append(Heading(HeadingId(new_id()), one_row(text), level))
        else:
            items.append(Aside(AsideId(new_id()), AsideKind.DIRECTION, text))
    return Reading(items, SAYS)
