"""Plain scripts and their relatives, read: `NAME: text`, one speech a row.

A name may stand in many ways: `NAME (direction): text`, `[NAME] text`, `(NAME) text`, with a tab, a
full-width colon or Japanese quotes behind it, bold as in Markdown, or alone above its words. An
indented or nameless row goes on with the speech above. `#` and `//` begin a comment, the first `#`
row of all is the title. `===` or `---` is a scene break, `=== Name ===` names the scene and
`==== Name ====` a chapter. A row wholly in brackets, or behind `!`, is a silent direction; `| NAME:`
starts together with the speech above. `[NAME]:` makes a name of whatever stands in the brackets.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from studio.document.cues import With
from studio.document.script_items import SCENE, Aside, AsideId, AsideKind, Heading, HeadingId
from studio.document.values import Document
from studio.identity import new_id
from studio.scripts.names import could_be_name, is_in_capitals, looks_certain
from studio.scripts.reading import Finding, Reading, ReadingOptions, ReadItem, Speech
from studio.scripts.speech_marks import ENDS, STARTS, read_marks
from studio.sentences import sentence

SAYS = frozenset({"speaker", "text", "direction", "cue", "may_be_cut"})

_nobody = sentence(
    "script.nobody-speaks",
    "no name stands before it, and no speech above. Write it as NAME: text, or as // comment.",
)
_empty = sentence("script.empty-speech", "{name} says nothing here. Add words, or remove the row.")

_RULE = re.compile(r"\*{3,}|(?:\*[ \t]){2,}\*|[⁂]")
_NAMED = re.compile(
    r"(?P<name>[^:：()（）\t]{1,60}?)[ \t]*(?:[(（](?P<direction>[^)）]*)[)）])?[ \t]*[:：](?!//)"
    r"[ \t\u3000]*(?P<text>.*)"
)
_FORCED = re.compile(r"\[(?P<name>(?:[^\]\\]|\\.)+)\][:：][ \t]*(?P<text>.*)")
_BRACKETED = re.compile(
    r"[\[(【（](?P<name>[^\])】）]{1,60})[\])】）][ \t]*[:：]?[ \t]*(?P<text>.*)"
)
_TABBED = re.compile(r"(?P<name>[^:\t]{1,60}?)[ ]*\t[ \t]*(?P<text>.+)")
_BOLD = re.compile(
    r"(?:\*\*|__)(?P<name>[^*_]{1,60}?)[ ]?[:：]?(?:\*\*|__)[ ]?[:：]?[ \t]*(?P<text>.*)"
)
_QUOTED = re.compile(r"(?P<name>[^:：「」『』\s]{1,40})(?P<text>[「『].*[」』][^」』]*)")
_CLOCK = re.compile(r".*\d[:：]\d\d(?!\d)")


def read_plain(rows: list[str], options: ReadingOptions) -> Reading:
    """Every speech in order; rows that were not understood are listed, never dropped in silence."""
    rows = _without_common_indent(rows)
    page = _Page(options, _names_seen_once(rows))
    for number, row in enumerate(rows, start=1):
        name, colon, text = row.partition(":")
        known = page.known.get(name) if colon else None
        if known and text[:2] != "//":
            page.current, page.after_blank = len(page.items), False
            page.items.append(Speech(number, known, text.strip(" \t")))
        else:
            page.read(number, row, rows[number] if number < len(rows) else "")
    return page.reading()


@dataclass(slots=True)
class _Page:
    """What has been read so far; `current` is the place of the speech that nameless rows go on with."""

    options: ReadingOptions
    seen_once: frozenset[str]
    items: list[ReadItem] = field(default_factory=list)
    not_understood: list[Finding] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)
    marked: set[str] = field(default_factory=set)
    title: str = ""
    current: int | None = None
    after_blank: bool = True

    def read(self, number: int, row: str, next_row: str) -> None:
        stripped = row.strip(" \t")
        if not stripped:
            self.after_blank = True
            return
        is_indented = row[0] in " \t"
        after_blank, self.after_blank = self.after_blank, False
        if stripped.startswith(("#", "//")) and not is_indented:
            self._comment(stripped)
        elif self._heading(stripped) or (not is_indented and self._speech(number, stripped, row)):
            pass
        elif (silent := _silent(stripped, after_blank, next_row)) is not None:
            self._aside(AsideKind.DIRECTION, silent)
        elif after_blank and not is_indented and self._name_alone(number, stripped, next_row):
            pass
        else:
            self._goes_on(number, stripped)

    def _comment(self, stripped: str) -> None:
        text = stripped.lstrip("#/").strip(" \t")
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
        self.items.append(Heading(HeadingId(new_id()), text, level))
        self.current = None
        self.after_blank = True
        return True

    def _speech(self, number: int, stripped: str, row: str) -> bool:
        together = stripped.startswith("| ")
        stripped = stripped[2:].lstrip(" \t") if together else stripped
        if forced := _FORCED.fullmatch(stripped):
            name = re.sub(r"\\(.)", r"\1", forced["name"]).strip(" \t")
            self.marked.add(name)
            return self._begin(number, name, forced["text"], "", together)
        bold = _BOLD.fullmatch(stripped) if stripped[0] in "*_" else None
        match = bold or _NAMED.fullmatch(stripped)
        if match and not (_CLOCK.match(stripped[:80]) and not looks_certain(match["name"])):
            name = match["name"].strip(" \t*_")
            if could_be_name(name) and name not in self.seen_once:
                direction = "" if bold else (match["direction"] or "").strip()
                if (
                    not direction
                    and not together
                    and not bold
                    and row.startswith(f"{match['name']}:")
                ):
                    self.known[match["name"]] = name
                return self._begin(number, name, match["text"], direction, together)
        for pattern in (_BRACKETED, _TABBED, _QUOTED):
            match = pattern.fullmatch(stripped)
            if match and match["text"] and could_be_name(match["name"].strip(" \t")):
                name = match["name"].strip(" \t")
                if pattern is _BRACKETED and not (looks_certain(name) or name in self.known):
                    continue
                return self._begin(number, name, match["text"], "", together)
        return False

    def _begin(self, row: int, name: str, text: str, direction: str, together: bool) -> bool:
        self.current = len(self.items)
        speech = Speech(row, name, text.strip(" \t"), direction)
        self.items.append(speech._replace(cue=With()) if together else speech)
        return True

    def _name_alone(self, number: int, stripped: str, next_row: str) -> bool:
        name = stripped.strip("[]【】 \t")
        if not next_row.strip(" \t") or not is_in_capitals(name) or not could_be_name(name):
            return False
        if name.isalpha() and not name.isascii() and name.lower() == name:
            return False  # scripts without capitals: any short row would look like a name
        return self._begin(number, name, "", "", False)

    def _goes_on(self, number: int, stripped: str) -> None:
        if self.current is not None and self.options.nameless_goes_on:
            speech = self.items[self.current]
            assert type(speech) is Speech
            text = f"{speech.text} {stripped}" if speech.text else stripped
            self.items[self.current] = speech._replace(text=text)
        elif self.options.narrator:
            self.items.append(Speech(number, self.options.narrator, stripped))
        else:
            self.not_understood.append(Finding(number, stripped, _nobody()))

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
            frame=Document(self.title),
            names_are_marked=False,
            marked_names=frozenset(self.marked),
        )

    def _with_marks(self, speech: Speech) -> Speech | None:
        if not speech.text:
            self.not_understood.append(Finding(speech.row, speech.name, _empty(name=speech.name)))
            return None
        text, direction, cue, may_be_cut = read_marks(speech.text, speech.direction, self.options)
        cue = speech.cue if speech.cue == With() else cue
        return speech._replace(text=text, direction=direction, cue=cue, may_be_cut=may_be_cut)


def _silent(stripped: str, after_blank: bool, next_row: str) -> str | None:
    """The words of a row that is a stage direction, or None."""
    if stripped[0] == "!":
        return stripped[1:].strip(" \t")
    first, last = stripped[0], stripped[-1]
    if first + last not in ("()", "[]", "（）") or not after_blank:
        return None
    words = stripped[1:-1]
    if any(bracket in words for bracket in "()[]（）"):
        return None
    is_name = first == "[" and is_in_capitals(words) and next_row.strip(" \t")
    return None if is_name else words.strip(" \t")


def _names_seen_once(rows: list[str]) -> frozenset[str]:
    """Words before a colon that no writer would use as a name only once: they begin small."""
    counts = Counter(row.partition(":")[0] for row in rows if row[:1].islower() and ":" in row[:41])
    return frozenset(name.strip(" \t") for name, count in counts.items() if count == 1)


def _without_common_indent(rows: list[str]) -> list[str]:
    """A script pasted from an indented place reads as if it stood at the edge."""
    first = next((row for row in rows if row.strip(" \t")), "")
    indent = first[: len(first) - len(first.lstrip(" \t"))]
    if not indent or any(row.strip(" \t") and not row.startswith(indent) for row in rows):
        return rows
    return [row[len(indent) :] for row in rows]
