"""What people write into a script by hand: names before colons, written Cues, a reply below.

Pure: an editor says where it stands, and is told what that makes of the Document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from studio.document.cues import BY_RULE, Cue
from studio.document.edits.casting import (
    add_speaker,
    change_speaker,
    name_key,
    new_speaker,
    recast,
    remove_speaker,
    speaker_called,
)
from studio.document.edits.grasp import line_of, place_of
from studio.document.edits.lines import set_text
from studio.document.edits.script import insert, line_to_aside
from studio.document.near_names import is_one_slip
from studio.document.script_items import AsideKind
from studio.document.values import Document, Line, LineId, Speaker, SpeakerId
from studio.document.written_cues import read_cue
from studio.identity import new_id

_NOTE = "//"
_NAME_AND_COLON = re.compile(r"(?P<name>[^\s:：][^:：]{0,39}?)\s*[:：]")


@dataclass(frozen=True, slots=True)
class Written:
    """A text as it is typed: the mark of a Cue at its start, and the words behind."""

    cue: Cue
    has_cue: bool
    words: str


def written(text: str) -> Written:
    cue, words = read_cue(text)
    return Written(cue, len(words) < len(text), words)


def write(document: Document, line: LineId, typed: str, *, had_cue: bool) -> Document:
    """The Line with the words and the Cue that were typed. A Cue that was written there before and is
    no more (`had_cue`) leaves the start to the rules."""
    read = written(typed)
    changed = set_text(document, line, read.words)
    if not read.has_cue and not had_cue:
        return changed
    now = line_of(changed, line)
    cue = read.cue if read.has_cue else BY_RULE
    if now.cue == cue:
        return changed
    return replace(changed, script=changed.script.replaced({line: replace(now, cue=cue)}))


def name_typed(document: Document, typed: str) -> str | None:
    """The name that was just ended by a colon at the start of a Line: one of the Cast, or one written
    as scripts write names, all in capitals."""
    match = _NAME_AND_COLON.fullmatch(typed)
    if match is None:
        return None
    name = match["name"].strip()
    if speaker_called(document, name) is not None:
        return name
    return name if name.isupper() and not name.isdigit() else None


def set_speaker(document: Document, line: LineId, name: str) -> Document:
    """Give the Line to the Speaker of that name, who joins the Cast if nobody is called so, and takes
    the place of whoever was only there for the first Line to be somebody's."""
    speaker = speaker_called(document, name)
    if speaker is not None:
        return recast(document, (line,), speaker.id)
    before = document.cast
    speaker = new_speaker(document, name)
    document = recast(add_speaker(document, speaker), (line,), speaker.id)
    if len(before) == len(document.lines) == 1:
        document = remove_speaker(document, before[0].id)
        speaker = replace(speaker, colour=before[0].colour)
        document = change_speaker(document, speaker)
    return document


def is_note(typed: str) -> bool:
    """Whether the words are for the writers alone."""
    return typed.startswith(_NOTE)


def make_note(document: Document, line: LineId) -> Document:
    """The Line becomes a comment: silent, without the marks that said so."""
    words = line_of(document, line).text.removeprefix(_NOTE).strip()
    return line_to_aside(set_text(document, line, words), line, AsideKind.COMMENT)


def new_line(speaker: SpeakerId, text: str = "") -> Line:
    return Line(LineId(new_id()), speaker, text)


def add_below(document: Document, item: str | None, line: Line) -> Document:
    """Put `line` behind that item, or at the end."""
    place = len(document.script) if item is None else place_of(document, item) + 1
    before = document.script[place].id if place < len(document.script) else None
    return insert(document, (line,), before)


def other_speaker(document: Document, line: LineId) -> SpeakerId:
    """Who is likely to answer this Line: the one who spoke last before its own Speaker did."""
    speaker = line_of(document, line).speaker
    for earlier in _earlier(document, line):
        if earlier.speaker != speaker:
            return earlier.speaker
    return next((each.id for each in document.cast if each.id != speaker), speaker)


def names_offered(document: Document, typed: str, near: LineId | None) -> tuple[Speaker, ...]:
    """The Cast for completion: whoever spoke last before that Line comes first; of names that begin
    as typed those of the start of a word count too."""
    recent = dict.fromkeys(line.speaker for line in _earlier(document, near)) if near else {}
    order = {id: place for place, id in enumerate(recent)}
    cast = sorted(document.cast, key=lambda speaker: order.get(speaker.id, len(order)))
    key = name_key(typed)
    return tuple(speaker for speaker in cast if _begins(speaker, key))


def _begins(speaker: Speaker, key: str) -> bool:
    names = (speaker.name, *speaker.aliases)
    return not key or any(f" {name_key(name)}".find(f" {key}") >= 0 for name in names)


def _earlier(document: Document, line: LineId) -> Iterator[Line]:
    """The Lines before this one, the nearest first."""
    place = document.lines.place(line)
    for at in range((place or 0) - 1, -1, -1):
        yield document.lines[at]


def near_name(document: Document, name: str) -> Speaker | None:
    """The Speaker whose name is one slip away from `name`, when nobody is called exactly that."""
    if speaker_called(document, name) is not None:
        return None
    key = name_key(name)
    if len(key) < 3:
        return None
    return next(
        (speaker for speaker in document.cast if is_one_slip(key, name_key(speaker.name))), None
    )


def misspelt(document: Document) -> dict[SpeakerId, Speaker]:
    """Speakers whose name is one slip away from that of another who speaks more, or joined before."""
    counts = Counter(line.speaker for line in document.lines)
    keys = [(speaker, name_key(speaker.name)) for speaker in document.cast]
    found: dict[SpeakerId, Speaker] = {}
    for at, (speaker, key) in enumerate(keys):
        for earlier, other in keys[:at]:
            if abs(len(key) - len(other)) > 1 or min(len(key), len(other)) < 3:
                continue
            if key != other and is_one_slip(key, other):
                is_more = counts[speaker.id] > counts[earlier.id]
                wrong, right = (earlier, speaker) if is_more else (speaker, earlier)
                found.setdefault(wrong.id, right)
    return found
