"""One subtitle: when, and who says what in it by the habits of people who write subtitles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from studio.document.cues import BY_RULE, At
from studio.document.script_items import Aside, AsideId, AsideKind
from studio.document.values import Document
from studio.frames import frames_from_seconds
from studio.identity import new_id
from studio.scripts.name_brackets import EXTENSION, split_brackets
from studio.scripts.names import could_be_name, looks_certain
from studio.scripts.reading import Finding, Reading, ReadItem, Speech
from studio.scripts.speech_marks import read_end
from studio.sentences import sentence

SAYS = frozenset({"speaker", "text", "direction", "cue", "may_be_cut", "target_frames"})
LONGEST_HOURS = 100

_bad_time = sentence(
    "captions.bad-time", "{text!r} is not a time, so the words stand after those above. Correct it."
)
_end_before_start = sentence(
    "captions.end-before-start",
    "the end {end} is not behind the start {start}, so no room is set. Correct one of them.",
)
_backwards = sentence(
    "captions.backwards", "it starts at {start}, before the one above. Check the times."
)

_TIME = re.compile(r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[,.:](\d{1,3}))?")
_NAMED = re.compile(r"(?:>>+[ ]*)?([^:：]{1,40})[:：][ ]+(\S.*)", re.DOTALL)
_BRACKETED = re.compile(r"(?:>>+[ ]*)?[\[(]([^\])]{1,40})[\])][ ]*:?[ ]*(\S.*)", re.DOTALL)
_DASH = re.compile(r"[-–—‐][ ]?(?=\S)")
_SOUNDS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）|♪[^♪]*♪?|[♪ ]+", re.DOTALL)
_HOW = re.compile(r"(?:\(([^()]{1,60})\)|\[([^\[\]]{1,60})\]|（([^（）]{1,60})）)[ ]*(?=\S)")
_TAGS = re.compile(
    r"</?(?:i|b|u|s|font|c|ruby|rt|lang)(?:[ .][^<>]*)?>|\{\\[^{}]*\}", re.IGNORECASE
)


def frames_of(text: str) -> int | None:
    """A time of subtitles in frames; None for what is none, or lies beyond any recording."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    hours, minutes, seconds = int(match[1] or 0), int(match[2]), int(match[3])
    if minutes > 59 or seconds > 59 or hours >= LONGEST_HOURS:
        return None
    part = int((match[4] or "0").ljust(3, "0"))
    return frames_from_seconds(hours * 3600 + minutes * 60 + seconds + part / 1000)


@dataclass(slots=True)
class Captions:
    """Subtitles as they come in; `speech` adds what one of them says."""

    items: list[ReadItem] = field(default_factory=list)
    not_understood: list[Finding] = field(default_factory=list)
    remarks: list[Finding] = field(default_factory=list)
    last_start: int = 0
    names_are_marked: bool = False
    title: str = ""

    def comment(self, text: str) -> None:
        if text.strip():
            self.items.append(Aside(AsideId(new_id()), AsideKind.COMMENT, text.strip()))

    def speech(self, row: int, start_text: str, end_text: str, said: list[tuple[str, str]]) -> None:
        """Words by name; several names in one subtitle share its time."""
        start, end = frames_of(start_text), frames_of(end_text)
        for text, frames in ((start_text, start), (end_text, end)):
            if frames is None:
                self.remarks.append(Finding(row, text[:40], _bad_time(text=text[:40])))
        target = None
        if start is not None and end is not None:
            if end > start:
                target = end - start
            else:
                reason = _end_before_start(start=start_text.strip(), end=end_text.strip())
                self.remarks.append(Finding(row, end_text, reason))
        if start is not None:
            if start < self.last_start:
                self.remarks.append(Finding(row, start_text, _backwards(start=start_text.strip())))
            self.last_start = start
        silent = [words for name, words in said if not name and _SOUNDS.fullmatch(words)]
        for words in silent:
            bare = words.strip("()[]（）♪ ")
            self.items.append(Aside(AsideId(new_id()), AsideKind.DIRECTION, bare))
        spoken = [each for each in said if each[0] or each[1] not in silent]
        for at, (name, words) in enumerate(spoken):
            who = split_brackets(name)
            direction, text = (who.direction, words) if who.direction else _direction_in(words)
            text, may_be_cut = read_end(text)
            cue = At(start) if start is not None and at == 0 else BY_RULE
            more: dict[str, Any] = {}
            if target is not None and len(spoken) == 1:
                more["target_frames"] = target
            if who.extension:
                more["extras"] = ((EXTENSION, who.extension),)
            self.items.append(Speech(row, who.name, text, direction, cue, may_be_cut, more))

    def reading(self) -> Reading:
        return Reading(
            self.items,
            SAYS,
            tuple(self.not_understood),
            tuple(self.remarks),
            frame=Document(self.title),
            names_are_marked=self.names_are_marked,
        )


def _direction_in(words: str) -> tuple[str, str]:
    """How it is said, in brackets in front; a number in brackets is said, as that of a telephone is."""
    match = _HOW.match(words)
    how = (match[1] or match[2] or match[3]).strip() if match else ""
    is_how = match is not None and any(letter.isalpha() for letter in how)
    return (how, words[match.end() :]) if match and is_how else ("", words)


def spoken_in(rows: list[str]) -> Iterator[tuple[str, str]]:
    """Who says what in the rows of one subtitle: `NAME:`, `[NAME]`, `(NAME)`, `>> NAME:`, or a dash
    before each of two people. A row without a name goes on with the one above."""
    said: list[list[str]] = []
    for row in rows:
        text = _TAGS.sub("", row).strip()
        if not text:
            continue
        is_dashed = len(rows) > 1 and bool(_DASH.match(text))
        text = _DASH.sub("", text, count=1) if is_dashed else text
        name, words = name_and_words(text)
        if name or is_dashed or not said:
            said.append([name, words])
        else:
            said[-1][1] += f" {words}"
    yield from ((name, words) for name, words in said)


def name_and_words(text: str) -> tuple[str, str]:
    """The name by which a subtitle begins, if it does, and the words behind it."""
    match = _NAMED.fullmatch(text)
    if match and could_be_name(split_brackets(match[1]).name) and not match[1][0].islower():
        return match[1].strip(), match[2].strip()
    match = _BRACKETED.fullmatch(text)
    if match and could_be_name(match[1].strip()) and looks_certain(match[1].strip()):
        return match[1].strip(), match[2].strip()
    return "", re.sub(r"^>>+[ ]*", "", text)
