"""What the elements of a Fountain screenplay mean: dialogue is spoken, all else is read in silence.

Sections and scene headings are Headings. A parenthetical is a direction; one in the middle begins a
Line of its own. `^` starts together with the dialogue before. Notes such as `[[overlap 0.4]]`,
`[[talk over 0.4]]`, `[[wait 0.8]]`, `[[at 12.5]]` are Cues, `[[id x]]` is a Line's id, what was heard
(`fountain.heard`) is passed over, all others are notes. The whole screenplay is kept as it was read, so that what nobody edits can be written as it stood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from studio.document.cues import BY_RULE, After, At, Cue, CutIn, Over, With
from studio.document.script_items import (
    CHAPTER,
    SCENE,
    Aside,
    AsideId,
    AsideKind,
    Heading,
    HeadingId,
)
from studio.document.values import Document
from studio.frames import frames_from_seconds
from studio.identity import new_id, new_ids
from studio.scripts.fountain.elements import (
    ACTION,
    BONEYARD,
    NOTE,
    SYNOPSIS,
    Dialogue,
    Element,
    SceneHeading,
    Section,
    Silent,
    fountain_elements,
)
from studio.scripts.fountain.extras import GOES_ON, KIND, LEVEL, NUMBER, SOURCE
from studio.scripts.fountain.heard import tells_what_was_heard
from studio.scripts.fountain.inline import without_emphasis
from studio.scripts.fountain.title_page import read_title_page
from studio.scripts.name_brackets import EXTENSION
from studio.scripts.reading import Finding, Reading, ReadingOptions, ReadItem, Speech
from studio.scripts.speech_marks import ENDS, STARTS, read_marks
from studio.sentences import sentence

SAYS = frozenset({"speaker", "text", "direction", "cue", "may_be_cut", "notes"})

_no_words = sentence(
    "fountain.no-words", "{name} says nothing here. Write words below, or begin the row with `!`."
)

_CUE_NOTE = re.compile(r"(overlap|talk over|wait|at)[ ]+(\d{1,6}(?:[.,]\d{1,5})?)", re.IGNORECASE)
_ID_NOTE = re.compile(r"id[: ][ ]*(\S+)", re.IGNORECASE)
_CONTINUED = re.compile(r"\(cont(?:['’]?d|inued)\.?\)", re.IGNORECASE)
_TOGETHER = With()
_NOTHING_MORE: Mapping[str, Any] = {}
_COMMENTS = (NOTE, SYNOPSIS, BONEYARD)


def read_fountain(rows: list[str], options: ReadingOptions) -> Reading:
    """Title page, headings, dialogue and all that stays silent."""
    page, length = read_title_page(rows)
    title = without_emphasis(" ".join(page.get("Title", [])))
    text = "\n".join(rows)
    items: list[ReadItem] = []
    not_understood: list[Finding] = []
    forced: set[str] = set()
    at_once = _Usual(options)
    for element in fountain_elements(text, length):
        item = at_once.item(element)
        if item is not None:
            items.append(item)
            continue
        made = list(items_of(element, options))
        if isinstance(element, Dialogue):
            if element.is_forced:
                forced.add(element.name)
            if not any(type(item) is Speech for item in made):
                reason = _no_words(name=element.name)
                not_understood.append(Finding(element.row, element.name, reason))
        items += made
    return Reading(
        items,
        SAYS,
        tuple(not_understood),
        frame=Document(title, extras=((SOURCE, text),)),
        names_are_marked=False,
        marked_names=frozenset(forced),
    )


class _Usual:
    """Most of a screenplay, read at once: a name over one run of words, a row that stays silent, a
    heading. All else is `items_of`'s business, which comes to the same for these."""

    def __init__(self, options: ReadingOptions) -> None:
        self._is_silent = not options.narrator
        self._ids = _many_ids()
        self._extensions: dict[str, Mapping[str, Any]] = {"": _NOTHING_MORE}

    def item(self, element: Element) -> ReadItem | None:
        if isinstance(element, Dialogue):
            return self._speech(element)
        if isinstance(element, Silent):
            _, _, kind, text, notes = element
            if notes or kind in _COMMENTS or not (self._is_silent or kind != ACTION):
                return None
            extras = () if kind == ACTION else ((KIND, kind),)
            id = AsideId(next(self._ids))
            return Aside(id, AsideKind.DIRECTION, without_emphasis(text), extras)
        if isinstance(element, SceneHeading):
            _, _, text, number = element
            numbers = ((NUMBER, number),) if number else ()
            return Heading(HeadingId(next(self._ids)), without_emphasis(text), SCENE, "", numbers)
        return None

    def _speech(self, dialogue: Dialogue) -> Speech | None:
        row, _, name, extension, is_dual, is_forced, parts, notes = dialogue
        direction = ""
        if len(parts) == 2 and parts[0][0] and not is_forced:
            direction = without_emphasis(parts[0][1][1:-1].strip(" \t"))
        elif len(parts) != 1 or is_forced:
            return None
        is_bracket, words = parts[-1]
        if is_bracket or not words or words[0] in STARTS or words[-1] in ENDS or "~" in words:
            return None
        cue: Cue = BY_RULE
        more = self._extensions.get(extension)
        if more is None or notes:
            bare = _CONTINUED.sub("", extension).strip(" \t")
            cue, more = _more(notes, bare)
            if not notes:
                self._extensions[extension] = more
        cue = _TOGETHER if is_dual else cue
        said, name = without_emphasis(words), without_emphasis(name)
        return tuple.__new__(Speech, (row, name, said, direction, cue, False, more))


def _many_ids() -> Iterator[str]:
    while True:
        yield from new_ids(500)


def items_of(element: Element, options: ReadingOptions) -> Iterator[ReadItem]:
    """What one element puts into the script."""
    match element:
        case SceneHeading(_, _, text, number):
            extras = ((NUMBER, number),) if number else ()
            yield Heading(HeadingId(new_id()), without_emphasis(text), SCENE, extras=extras)
        case Section(_, _, text, level):
            extras = ((LEVEL, "2"),) if level == 2 else ()
            depth = CHAPTER if level <= 2 else level
            yield Heading(HeadingId(new_id()), without_emphasis(text), depth, extras=extras)
        case Silent(row, _, kind, text, notes):
            words = text if kind in (BONEYARD, NOTE) else without_emphasis(text)
            if kind == ACTION and options.narrator:
                yield Speech(row, options.narrator, words, more=_more(notes, "")[1])
            else:
                aside = AsideKind.COMMENT if kind in _COMMENTS else AsideKind.DIRECTION
                kinds = () if kind in (ACTION, NOTE) else ((KIND, kind),)
                kept = tuple((NOTE, note) for note in notes if not tells_what_was_heard(note))
                yield Aside(AsideId(new_id()), aside, words, (*kinds, *kept))
        case Dialogue():
            yield from _speeches(element, options)


def _speeches(dialogue: Dialogue, options: ReadingOptions) -> Iterator[ReadItem]:
    name = without_emphasis(dialogue.name)
    extension = _CONTINUED.sub("", dialogue.extension).strip(" \t")
    cue, more = _more(dialogue.notes, extension)
    cue = With() if dialogue.is_dual else cue
    direction, is_first = "", True
    for is_parenthetical, words in dialogue.parts:
        if is_parenthetical:
            bare = without_emphasis(words[1:-1].strip(" \t"))
            direction = f"{direction}; {bare}" if direction else bare
            continue
        rows = (row[1:].lstrip(" \t") if row[:1] == "~" else row for row in words.split("\n"))
        text, said, own, may_be_cut = read_marks("\n".join(rows), direction, options)
        text = without_emphasis(text)
        if is_first:
            yield Speech(
                dialogue.row, name, text, said, own if cue == BY_RULE else cue, may_be_cut, more
            )
        else:
            extras = ((GOES_ON, ""), *((EXTENSION, extension) for _ in [0] if extension))
            yield Speech(dialogue.row, name, text, said, own, may_be_cut, {"extras": extras})
        direction, is_first = "", False
    if direction:
        yield Aside(AsideId(new_id()), AsideKind.DIRECTION, f"({direction})", ((GOES_ON, ""),))


def _more(notes: Sequence[str], extension: str) -> tuple[Cue, Mapping[str, Any]]:
    """The Cue written in the notes, and the further fields of the Line."""
    cue: Cue = BY_RULE
    more: dict[str, Any] = {"extras": ((EXTENSION, extension),)} if extension else {}
    kept = []
    for note in notes:
        if match := _CUE_NOTE.fullmatch(note):
            frames = frames_from_seconds(float(match[2].replace(",", ".")))
            kind = match[1].lower()
            if kind == "overlap":
                cue = CutIn(frames)
            elif kind == "talk over":
                cue = Over(frames)
            else:
                cue = After(frames) if kind == "wait" else At(frames)
        elif match := _ID_NOTE.fullmatch(note):
            more["external_id"] = match[1]
        elif not tells_what_was_heard(note):
            kept.append("\n".join(row.strip(" \t") for row in note.split("\n")))
    if kept:
        more["notes"] = "\n\n".join(kept)
    return cue, more
