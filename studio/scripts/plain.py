"""Plain scripts and their relatives, read: `NAME: text`, one speech a row.

A name may stand in many ways: `NAME (direction): text`, `[NAME] text`, `(NAME) text`, with a tab, a
full-width colon or Japanese quotes behind it, bold as in Markdown, alone above its words, or as the
script does it throughout (`plain_habits`). An indented or nameless row goes on with the speech above.
`#` and `//` begin a comment, the first `#` row of all is the title. `===` or `---` is a scene break,
`=== Name ===` names the scene and `==== Name ====` a chapter; so do `SCENE 2. A kitchen` and its like.
A row wholly in brackets or italics, or behind `!`, is a silent direction (`plain_silence` knows
others); `| NAME:` starts together with the speech above. `[NAME]:` makes a name of whatever stands in
the brackets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from studio.document.cues import With
from studio.document.script_items import SCENE, Aside, AsideId, AsideKind, Heading, HeadingId
from studio.document.values import Document
from studio.identity import new_id
from studio.scripts import plain_silence
from studio.scripts.name_brackets import EXTENSION, NameParts, split_brackets
from studio.scripts.names import is_in_capitals, is_remark
from studio.scripts.plain_habits import Habits, habits_of, without
from studio.scripts.plain_names import SPACES, forced_name, is_name, named
from studio.scripts.reading import Finding, Reading, ReadingOptions, ReadItem, Speech
from studio.scripts.speech_marks import ENDS, STARTS, read_marks
from studio.sentences import sentence

SAYS = frozenset({"speaker", "text", "direction", "cue", "may_be_cut"})
BEFORE = "plain.before"
"""What stood in front of a name: the time of a chat, the number of a row."""

_nobody = sentence(
    "script.nobody-speaks",
    "no name stands before it, and no speech above. Write it as NAME: text, or as // comment.",
)
_empty = sentence("script.empty-speech", "{name} says nothing here. Add words, or remove the row.")
_goes_on = sentence(
    "script.goes-on",
    "no name stands before this paragraph, so {name} goes on with it. If nobody says it, put it in"
    " brackets.",
)
_may_be_name = sentence(
    "script.may-be-name",
    "{name} says this row and what follows. If it is the name of who speaks here, put a colon behind"
    " it.",
)
_happens = sentence(
    "script.happens",
    "this tells what happens, so nobody says it. If somebody does, put a name and a colon before it.",
)

_RULE = re.compile(r"\*{3,}|(?:\*[ \t]){2,}\*|[⁂]")
_SHORT = 60
_LEFT_OUT = re.compile(r"<[^<>]{1,60}>")


def read_plain(rows: list[str], options: ReadingOptions) -> Reading:
    """Every speech in order; rows that were not understood are listed, never dropped in silence."""
    rows = _without_common_indent(rows)
    habits = habits_of(rows)
    page = _Page(options, habits)
    known, items, before = page.known, page.items, habits.before
    for number, row in enumerate(rows, start=1):
        if before is None:
            name, colon, text = row.partition(":")
            found = known.get(name) if colon else None
            if found and text[:2] != "//":
                page.current, page.after_blank = len(items), False
                items.append(Speech(number, found, text.strip(SPACES)))
                continue
        page.read(number, row, rows[number].strip(SPACES) if number < len(rows) else "")
    return page.reading()


@dataclass(slots=True)
class _Page:
    """What has been read so far; `current` is the place of the speech that nameless rows go on with,
    `bracket` the place of a direction right below one."""

    options: ReadingOptions
    habits: Habits
    items: list[ReadItem] = field(default_factory=list)
    not_understood: list[Finding] = field(default_factory=list)
    remarks: list[Finding] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)
    marked: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    title: str = ""
    current: int | None = None
    bracket: int | None = None
    after_blank: bool = True
    is_first: bool = True

    def read(self, number: int, row: str, next_row: str) -> None:
        stripped = row.strip(SPACES)
        if not stripped:
            self.after_blank = True
            return
        is_indented = row[0] in " \t\u3000"
        after_blank, self.after_blank = self.after_blank, False
        is_first, self.is_first = self.is_first, False
        if stripped.startswith(("#", "//")) and not is_indented:
            self._comment(stripped)
        elif self._heading(stripped) or self._heading_in_words(stripped, next_row, after_blank):
            pass
        elif (silent := _silent(stripped, next_row)) is not None:
            self._direction(silent, after_blank)
        elif self._speech(number, stripped, is_indented):
            pass
        elif plain_silence.is_transition(stripped):
            self._aside(AsideKind.DIRECTION, stripped)
        elif is_first and not self.options.narrator and plain_silence.is_title(stripped, next_row):
            self.title = stripped
        elif not is_indented and self._name_alone(number, stripped, next_row, after_blank):
            pass
        else:
            self._nameless(number, stripped, after_blank)

    @property
    def is_nothing_said(self) -> bool:
        """Whether a name stands above and no words yet."""
        speech = self.items[self.current] if self.current is not None else None
        return type(speech) is Speech and not speech.text

    def _comment(self, stripped: str) -> None:
        text = stripped.lstrip("#/").strip(SPACES)
        if stripped[0] == "#" and not self.title and not self.items:
            self.title = text
        else:
            self._aside(AsideKind.COMMENT, text)

    def _aside(self, kind: AsideKind, text: str) -> None:
        self.items.append(Aside(AsideId(new_id()), kind, text))

    def _heading(self, stripped: str) -> bool:
        words = stripped.lstrip(stripped[0]) if stripped[0] in "=-" else stripped
        rule = stripped[: len(stripped) - len(words)]
        level, text = SCENE, ""
        if len(rule) < 3 or words:
            is_named = len(rule) >= 3 and words[0] in " \t" and words.endswith(rule)
            if not is_named and not _RULE.fullmatch(stripped):
                return False
            if is_named:
                level = len(rule) if rule[0] == "-" else max(1, 5 - len(rule))
                text = words[: -len(rule)].strip(" \t")
        self._begin_scene(text, level)
        return True

    def _heading_in_words(self, stripped: str, next_row: str, after_blank: bool) -> bool:
        """Within other rows only what is plainly one: in capitals, or right above who speaks next."""
        level = plain_silence.heading_level(stripped)
        if not level:
            return False
        is_apart = after_blank or not self.items or is_in_capitals(stripped)
        if not is_apart and not (next_row and named(next_row, self.habits, self.known)):
            return False
        self._begin_scene(stripped, level)
        return True

    def _begin_scene(self, text: str, level: int) -> None:
        self.items.append(Heading(HeadingId(new_id()), text, level))
        self.current = None
        self.after_blank = True

    def _direction(self, words: str, after_blank: bool) -> None:
        """A silent row; right below a speech, what follows it may still be said by the same."""
        if self.current is not None and not after_blank:
            speech = self.items[self.current]
            if type(speech) is Speech and not speech.text:  # right below a name alone
                both = f"{speech.direction}; {words}" if speech.direction else words
                self.items[self.current] = speech._replace(direction=both)
                return
            self.bracket = len(self.items)
        self._aside(AsideKind.DIRECTION, words)

    def _speech(self, number: int, stripped: str, is_indented: bool) -> bool:
        row = without(self.habits.before, stripped)
        before = stripped[: len(stripped) - len(row)]
        together = row.startswith("| ")
        row = row[2:].lstrip(" \t") if together else row
        if forced := forced_name(row):
            name, text = forced
            self.marked.add(name)
            return self._begin(number, NameParts(name), text, together, before)
        found = named(row, self.habits, self.known)
        if found is None:
            return False
        parts, text = found
        if is_indented and not before and parts.name not in self.known:
            return False
        if stripped.startswith(f"{parts.name}:"):
            self.known[parts.name] = parts.name
        if (self.habits.are_marked or row[0] in "*_") and not is_remark(parts.name):
            self.marked.add(parts.name)
        return self._begin(number, parts, text, together, before)

    def _begin(
        self, row: int, parts: NameParts, text: str, together: bool = False, before: str = ""
    ) -> bool:
        text = text.strip(SPACES)
        self.names.add(parts.name)
        self.current, self.bracket = len(self.items), None
        if before and _LEFT_OUT.fullmatch(text):  # what a chat says of a picture
            self._aside(AsideKind.DIRECTION, f"{parts.name}: {text}")
            self.current = None
            return True
        extras = [(EXTENSION, parts.extension)] if parts.extension else []
        extras += [(BEFORE, before)] if before else []
        more: dict[str, Any] = {"extras": tuple(extras)} if extras else {}
        speech = Speech(row, parts.name, text, parts.direction, more=more)
        self.items.append(speech._replace(cue=With()) if together else speech)
        return True

    def _name_alone(self, number: int, stripped: str, next_row: str, after_blank: bool) -> bool:
        parts = split_brackets(stripped.strip("[]【】 \t"))
        name = parts.name
        is_apart = after_blank or name in self.names
        if not next_row or not is_in_capitals(name) or not is_name(name):
            return False
        if not is_apart and self.is_nothing_said:
            is_apart = name in self.habits.alone
            if not is_apart and self.current is not None:
                who = self.items[self.current]
                assert type(who) is Speech
                self.remarks.append(Finding(number, stripped, _may_be_name(name=who.name)))
        if not is_apart:
            return False
        if name.isalpha() and not name.isascii() and name.lower() == name:
            return False  # scripts without capitals: any short row would look like a name
        return self._begin(number, parts, "")

    def _nameless(self, number: int, text: str, after_blank: bool) -> None:
        is_below = self.current is not None and not self._tells(number, text, after_blank)
        if is_below and self.options.nameless_goes_on:
            self._goes_on(number, text, after_blank)
        elif self.options.narrator:
            self.items.append(Speech(number, self.options.narrator, text))
        elif self.current is not None or self.items or self.title:
            is_by = plain_silence.is_by_line(text) and self.current is None
            self._aside(AsideKind.COMMENT if is_by else AsideKind.DIRECTION, text)
        else:
            self.not_understood.append(Finding(number, text, _nobody()))

    def _tells(self, number: int, text: str, after_blank: bool) -> bool:
        """Whether this is a stage direction: a paragraph of its own, or a row below a speech that was
        at its end and too short to have been wrapped."""
        if not after_blank:
            assert self.current is not None
            speech = self.items[self.current]
            assert type(speech) is Speech
            if len(speech.text) > _SHORT or speech.text[-1:] not in (".", "!", "?", "…", "”", '"'):
                return False
        tells = plain_silence.tells_what_happens(text, self.names)
        if tells:
            self.remarks.append(Finding(number, text, _happens()))
        return tells

    def _goes_on(self, number: int, text: str, after_blank: bool) -> None:
        assert self.current is not None
        speech = self.items[self.current]
        assert type(speech) is Speech
        if self.bracket is not None and self.bracket == len(self.items) - 1 and not after_blank:
            aside = self.items.pop()
            assert type(aside) is Aside
            self.current, self.bracket = len(self.items), None
            self.items.append(Speech(number, speech.name, text, aside.text))
            return
        if after_blank and speech.text:
            self.remarks.append(Finding(number, text, _goes_on(name=speech.name)))
        self.items[self.current] = speech._replace(
            text=f"{speech.text} {text}" if speech.text else text
        )

    def reading(self) -> Reading:
        items = [
            item
            if type(item) is not Speech
            or (item.text and item.text[0] not in STARTS and item.text[-1] not in ENDS)
            else self._with_marks(item)
            for item in self.items
        ]
        return Reading(
            [item for item in items if item is not None],
            SAYS,
            tuple(self.not_understood),
            tuple(self.remarks),
            frame=Document(self.title),
            names_are_marked=False,
            marked_names=frozenset(self.marked),
            is_guess=True,
        )

    def _with_marks(self, speech: Speech) -> Speech | None:
        if not speech.text:
            self.not_understood.append(Finding(speech.row, speech.name, _empty(name=speech.name)))
            return None
        text, direction, cue, may_be_cut = read_marks(speech.text, speech.direction, self.options)
        cue = speech.cue if speech.cue == With() else cue
        return speech._replace(text=text, direction=direction, cue=cue, may_be_cut=may_be_cut)


def _silent(stripped: str, next_row: str) -> str | None:
    """The words of a row that is a stage direction by how it is written, or None."""
    if stripped[0] == "!":
        return stripped[1:].strip(" \t")
    if emphasized := plain_silence.emphasized(stripped):
        return emphasized.removeprefix("(").removesuffix(")").strip()
    if not plain_silence.is_in_brackets(stripped):
        return None
    if plain_silence.may_be_name_in_brackets(stripped, next_row):
        return None
    return stripped[1:-1].strip(SPACES)


def _without_common_indent(rows: list[str]) -> list[str]:
    """A script pasted from an indented place reads as if it stood at the edge."""
    first = next((row for row in rows if row.strip(" \t")), "")
    indent = first[: len(first) - len(first.lstrip(" \t"))]
    if not indent or any(row.strip(" \t") and not row.startswith(indent) for row in rows):
        return rows
    return [row[len(indent) :] for row in rows]
