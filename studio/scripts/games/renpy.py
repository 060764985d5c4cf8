"""Ren'Py scripts: what characters say. Python, screens and everything that shows or plays is passed
over."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from studio.document.script_items import SCENE, Aside, AsideId, AsideKind, Heading, HeadingId
from studio.document.values import Document
from studio.identity import new_id
from studio.scripts.games.kept_source import SAYS, at_row, source_of, with_ids, with_source
from studio.scripts.reading import Finding, Reading, ReadingOptions, ReadItem, Speech
from studio.sentences import sentence

_open_quote = sentence(
    "renpy.open-quote", "this quote does not end on its row. End it, or join the rows."
)

_CHARACTER = re.compile(
    r"\s*(?:define|default|\$)\s+([\w.]+)\s*=\s*(?:Dynamic)?Character\(\s*(?:_\()?\s*[\"']([^\"']*)[\"']"
)
_STRING = r"(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')"
_WHO = r"([\w.]+)?((?:[ \t]+[@\w-]+)*)[ \t]*"
_SAY = re.compile(rf"{_WHO}{_STRING}(.*)")
_MONOLOGUE = re.compile(rf"{_WHO}(\"\"\"|''')(.*)")
_OPEN = re.compile(rf"{_WHO}(?:{_STRING}[ \t]+)?([\"'])((?:[^\"'\\]|\\.)*)")
_END = re.compile(r"(?:[^\"\\]|\\.)*\"|(?:[^'\\]|\\.)*'")
_MOST_ROWS = 60
"""Of one string; whatever is longer was never closed."""
_NAMED = re.compile(rf"{_STRING}[ \t]+{_STRING}(.*)")
_TAIL = re.compile(r"(?:\s*(?:\([^()]*\)|with\s+\w+|nointeract|id\s+\w+))*\s*(?:#.*)?")
_ID = re.compile(r"\bid\s+(\w+)")
_CHOICE = re.compile(rf"{_STRING}\s*(?:\([^()]*\))?\s*(?:if\s.*)?:\s*")
_LABEL = re.compile(r"label\s+([\w.]+)\s*(?:\([^()]*\))?\s*:")
_BLOCKS = ("init", "python", "screen", "style", "transform", "image", "layeredimage")
_TEXT_TAG = re.compile(r"(?<!\{)\{/?[a-z=#][^{}]*\}")
_OTHERS = frozenset(
    {"image", "scene", "show", "hide", "play", "queue", "stop", "voice", "jump", "call", "return",
     "define", "default", "label", "menu", "if", "elif", "else", "while", "for", "pass", "with",
     "init", "python", "screen", "style", "transform", "window", "pause", "text", "textbutton",
     "import", "from", "translate", "old", "new", "at", "on", "add", "use", "action", "font"}
)  # fmt: skip


def read_renpy(rows: list[str], options: ReadingOptions) -> Reading:
    page = _Page({found[1]: found[2] for row in rows if (found := _CHARACTER.match(row))})
    skipped_indent: int | None = None
    at = 0
    while at < len(rows):
        row, at = rows[at], at + 1
        text = row.strip()
        indent = len(row) - len(row.lstrip())
        if not text or text.startswith(("#", "$")):
            continue
        if skipped_indent is not None and indent > skipped_indent:
            continue
        is_block = text.endswith(":") and re.split(r"\W", text, maxsplit=1)[0] in _BLOCKS
        skipped_indent = indent if is_block else None
        if skipped_indent is None:
            at = page.read(text, rows, at)
    return with_source(Reading(page.items, SAYS, tuple(page.not_understood)), "renpy", rows)


@dataclass(slots=True)
class _Page:
    """What has been read so far; `last` spoke last, `voice` is the sound named for what follows."""

    names: dict[str, str]
    items: list[ReadItem] = field(default_factory=list)
    not_understood: list[Finding] = field(default_factory=list)
    last: str = ""
    voice: str = ""

    def read(self, text: str, rows: list[str], at: int) -> int:
        """Read a statement that begins with `text`, in row number `at`; the number of its last row."""
        if label := _LABEL.fullmatch(text):
            self.items.append(Heading(HeadingId(new_id()), label[1], SCENE))
        elif choice := _CHOICE.fullmatch(text):
            words = words_of(choice[1][1:-1])
            self.items.append(Aside(AsideId(new_id()), AsideKind.DIRECTION, words))
        elif text.startswith("voice "):
            self.voice = text[6:].strip().strip("\"'")
        elif (said := _MONOLOGUE.fullmatch(text)) and said[1] not in _OTHERS:
            return self._monologue(said, rows, at)
        elif self._say(text, at):
            pass
        elif (start := _OPEN.fullmatch(text)) and start[1] not in _OTHERS:
            return self._open(text, start[4], rows, at)
        return at

    def _say(self, text: str, row: int) -> bool:
        said = _say(text, self.names, self.last)
        if said is None:
            return False
        self.last, words, tail = said
        if words:
            self._speech(row, words, _ID.search(tail), has_own_string=True)
        return True

    def _speech(self, row: int, words: str, id: re.Match[str] | None, has_own_string: bool) -> None:
        extras: tuple[tuple[str, str], ...] = (("renpy.voice", self.voice),) if self.voice else ()
        extras += at_row(row) if has_own_string and not id else ()
        more: dict[str, Any] = {"extras": extras, **({"external_id": id[1]} if id else {})}
        self.items.append(Speech(row, self.last, words, more=more))
        self.voice = ""

    def _monologue(self, said: re.Match[str], rows: list[str], at: int) -> int:
        """Each paragraph between triple quotes; they share one string, so none can have an id."""
        quote, first = said[3], at
        parts = [said[4]]
        while quote not in parts[-1] and at < len(rows):
            parts.append(rows[at].strip())
            at += 1
        if quote not in parts[-1]:
            self.not_understood.append(Finding(first, said[0][:80], _open_quote()))
            return first
        parts[-1] = parts[-1].partition(quote)[0]
        self.last = _speaker(said[1], self.names, self.last)
        for paragraph in re.split(r"\n\s*\n", "\n".join(parts)):
            if words := words_of(" ".join(paragraph.split())):
                self._speech(first, words, None, has_own_string=False)
        return at

    def _open(self, text: str, quote: str, rows: list[str], at: int) -> int:
        """A string that goes on over the rows below, up to its quote."""
        first, whole = at, text
        for row in rows[at : at + _MOST_ROWS]:
            at += 1
            if _say(row.strip(), self.names, self.last) is not None:
                break  # a statement of its own: the quote above was never closed
            whole = f"{whole} {row.strip()}"
            if quote in row and self._say(whole, at):
                return at
        self.not_understood.append(Finding(first, text[:80], _open_quote()))
        return first


def write_renpy(document: Document) -> str:
    """The source as it was read."""
    return source_of(document, "renpy", "Ren'Py")


def write_renpy_ids(document: Document) -> str:
    """The source with an id for each line that had none, and nothing else touched."""
    return with_ids(document, "renpy", "Ren'Py", read_renpy, _with_id)


def _with_id(row: str, id: str) -> str:
    """The id clause stands behind the closing quote."""
    start = len(row) - len(row.lstrip())
    found = _NAMED.match(row, start) or _SAY.match(row, start)
    end = found.start(3 if found.re is _NAMED else 4) if found else 0
    if not end and (rest := _END.match(row)):
        end = rest.end()
    return f"{row[:end]} id line_{id}{row[end:]}" if end else row


def _say(text: str, names: dict[str, str], last: str) -> tuple[str, str, str] | None:
    """Who, what, and what stands behind it, if the row says something."""
    named = _NAMED.fullmatch(text)
    if named and _TAIL.fullmatch(named[3]):
        return words_of(named[1][1:-1]), words_of(named[2][1:-1]), named[3]
    say = _SAY.fullmatch(text)
    if say is None or not _TAIL.fullmatch(say[4]) or say[1] in _OTHERS:
        return None
    return _speaker(say[1], names, last), words_of(say[3][1:-1]), say[4]


def _speaker(who: str | None, names: dict[str, str], last: str) -> str:
    if who == "extend":
        return last
    return names.get(who, who) if who else ""


def words_of(text: str) -> str:
    """The words without text tags, escapes resolved; values in brackets stay for people to see."""
    words = _TEXT_TAG.sub("", text)
    words = words.replace("{{", "{").replace("[[", "[").replace("\\n", "\n")
    return re.sub(r"\\(.)", r"\1", words).strip()
