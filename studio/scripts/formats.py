"""Every script format by name: how it is read, and how it is written where it can be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from studio.document.values import Document
from studio.errors import InputError
from studio.scripts.fountain.document_writing import write_fountain
from studio.scripts.fountain.reading import read_fountain
from studio.scripts.json_lines.reading import read_json_lines
from studio.scripts.json_lines.writing import write_json_lines
from studio.scripts.plain import read_plain
from studio.scripts.plain_writing import write_plain
from studio.scripts.reading import Reading, ReadingOptions
from studio.scripts.source import Source
from studio.sentences import sentence

_unknown_format = sentence(
    "script.unknown-format", "No script format is called {format!r}. Choose one of: {known}."
)

Read = Callable[[Source, ReadingOptions], Reading]
Write = Callable[[Document], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write scripts. `is_text` tells rows of text from an archive of parts."""

    id: str
    name: str
    endings: tuple[str, ...]
    read: Read
    write: Write | None = None
    is_text: bool = True


def _rows(read: Callable[[list[str], ReadingOptions], Reading]) -> Read:
    return lambda source, options: read(source.rows, options)


def _utf_8(write: Callable[[Document], str]) -> Write:
    return lambda document: write(document).encode("utf-8")


FORMATS: tuple[Format, ...] = (
    Format("plain", "NAME: text", (".txt",), _rows(read_plain), _utf_8(write_plain)),
    Format("fountain", "Fountain", (".fountain",), _rows(read_fountain), _utf_8(write_fountain)),
    Format(
        "json-lines",
        "JSON Lines",
        (".jsonl", ".ndjson"),
        _rows(read_json_lines),
        _utf_8(write_json_lines),
    ),
)
_BY_ID = {each.id: each for each in FORMATS}


def format_named(id: str) -> Format:
    """The format of that id; raises InputError for one nobody knows."""
    if id not in _BY_ID:
        raise InputError(_unknown_format(format=id, known=", ".join(sorted(_BY_ID))))
    return _BY_ID[id]


def format_for_ending(name: str) -> Format | None:
    """The format a file of this name is written in; the longest ending counts."""
    matching = [
        (len(ending), each)
        for each in FORMATS
        for ending in each.endings
        if name.casefold().endswith(ending)
    ]
    return max(matching, key=lambda found: found[0])[1] if matching else None
