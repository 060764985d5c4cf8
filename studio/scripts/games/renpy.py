"""Ren'Py scripts: what characters say. Python, screens and everything that shows or plays is passed
over."""

from __future__ import annotations

import re
from typing import Any

from studio.document.script_items import SCENE, Aside, AsideId, AsideKind, Heading, HeadingId
from studio.document.values import Document
from studio.identity import new_id
from studio.scripts.games.kept_source import SAYS, at_row, with_ids, with_source
from studio.scripts.reading import Finding, Reading, ReadingOptions, ReadItem, Speech
from studio.sentences import sentence

_open_quote = sentence(
    "renpy.open-quote", "this quote does not end on its row. End it, or join the rows."
)

_CHARACTER = re.compile(
    r"\s*(?:define|default|\$)\s+([\w.]+)\s*=\s*(?:Dynamic)?Character\(\s*(?:_\()?\s*[\"']([^\"']*)[\"']"
)
_STRING = r"\"((?:[^\"\\]|\\.)*)\""
_SAY = re.compile(rf"([\w.]+)?((?:[ \t]+[@\w-]+)*)[ \t]*{_STRING}(.*)")
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
    names = {found[1]: found[2] for row in rows if (found := _CHARACTER.match(row))}
    items: list[ReadItem] = []
    not_understood: list[Finding] = []
    skipped_indent: int | None = None
    last, voice = "", ""
    for number, row in enumerate(rows, start=1):
        text = row.strip()
        indent = len(row) - len(row.lstrip())
        if not text or text.startswith(("#", "$")):
            continue
        if skipped_indent is not None and indent > skipped_indent:
            continue
        is_block = text.endswith(":") and re.split(r"\W", text, maxsplit=1)[0] in _BLOCKS
        skipped_indent = indent if is_block else None
        if skipped_indent is not None:
            continue
        if label := _LABEL.fullmatch(text):
            items.append(Heading(HeadingId(new_id()), label[1], SCENE))
        elif choice := _CHOICE.fullmatch(text):
            items.append(Aside(AsideId(new_id()), AsideKind.DIRECTION, words_of(choice[1])))
        elif text.startswith("voice "):
            voice = text[6:].strip().strip("\"'")
        elif said := _say(text, names, last):
            last, words, tail = said
            if not words:
                continue
            more: dict[str, Any] = {}
            id = _ID.search(tail)
            extras: tuple[tuple[str, str], ...] = (("renpy.voice", voice),) if voice else ()
            if id:
                more["external_id"] = id[1]
            else:
                extras += at_row(number)
            items.append(Speech(number, last, words, more={**more, "extras": extras}))
            voice = ""
        elif text.count('"') == 1 and text.split('"')[0].split(" ")[0] not in _OTHERS:
            not_understood.append(Finding(number, text[:80], _open_quote()))
    return with_source(Reading(items, SAYS, tuple(not_understood)), "renpy", rows)


def write_renpy(document: Document) -> str:
    return with_ids(document, "renpy", "Ren'Py", _with_id)


def _with_id(row: str, id: str) -> str:
    """The id clause stands behind the closing quote."""
    end = row.rfind('"') + 1
    return f"{row[:end]} id line_{id}{row[end:]}"


def _say(text: str, names: dict[str, str], last: str) -> tuple[str, str, str] | None:
    """Who, what, and what stands behind it, if the row says something."""
    named = _NAMED.fullmatch(text)
    if named and _TAIL.fullmatch(named[3]):
        return words_of(named[1]), words_of(named[2]), named[3]
    say = _SAY.fullmatch(text)
    if say is None or not _TAIL.fullmatch(say[4]) or say[1] in _OTHERS:
        return None
    if say[1] == "extend":
        return last, words_of(say[3]), say[4]
    return (names.get(say[1], say[1]) if say[1] else ""), words_of(say[3]), say[4]


def words_of(text: str) -> str:
    """The words without text tags, escapes resolved; values in brackets stay for people to see."""
    words = _TEXT_TAG.sub("", text)
    words = words.replace("{{", "{").replace("[[", "[").replace("\\n", "\n")
    return re.sub(r"\\(.)", r"\1", words).strip()
