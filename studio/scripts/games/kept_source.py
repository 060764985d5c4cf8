"""The source of a game's script, kept whole in the Document: only ids are ever added to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from studio.document.values import Document, Line
from studio.errors import InputError
from studio.scripts.reading import AS_FOUND, Reading, ReadingOptions, Speech
from studio.sentences import sentence

ROW = "source.row"
"""On a Line without an id of its own: the row of the source where it stands."""

_no_source = sentence(
    "games.no-source",
    "This cannot be written as {format}: only a script that was read from {format} can, and"
    " nothing in it is touched but for line ids on request. Choose CSV, Fountain or JSON Lines.",
)

_SOURCE, _NOWHERE = "source.", "0"

Read = Callable[[list[str], ReadingOptions], Reading]

SAYS = frozenset({"speaker", "text", "external_id"})


def at_row(row: int) -> tuple[tuple[str, str], ...]:
    return ((ROW, str(row)),)


def with_source(reading: Reading, format: str, rows: list[str]) -> Reading:
    """The reading, with the source kept for writing it back."""
    kept = (*reading.frame.extras, (_SOURCE + format, "\n".join(rows)))
    return replace(reading, frame=replace(reading.frame, extras=kept))


def source_of(document: Document, format: str, name: str) -> str:
    """The source as it was read, to the letter."""
    source = dict(document.extras).get(_SOURCE + format)
    if source is None:
        raise InputError(_no_source(format=name))
    return source


def rows_without_id(reading: Reading) -> tuple[int, ...]:
    """Where in the source of a game there are Lines that have no id yet."""
    return tuple(sorted(_said_in(reading)))


def with_ids(
    document: Document, format: str, name: str, read: Read, append: Callable[[str, str], str]
) -> str:
    """The source with `append(row, id)` in the place of each row whose Line had no id. A row that
    says nothing is never touched."""
    rows = source_of(document, format, name).split("\n")
    for place, line in _places(document, _said_in(read(rows, AS_FOUND))).items():
        rows[place - 1] = append(rows[place - 1], line.id)
    return "\n".join(rows)


def keeps_source(document: Document) -> bool:
    return any(name.startswith(_SOURCE) for name, _ in document.extras)


def without_place(line: Line) -> Line:
    """`line` as one of which nobody knows where it stands in the source that is kept now."""
    if ROW not in dict(line.extras):
        return line
    extras = tuple((name, _NOWHERE if name == ROW else value) for name, value in line.extras)
    return replace(line, extras=extras)


def _said_in(reading: Reading) -> dict[int, set[str]]:
    """The words of each row that has no id yet, with the name in front and without."""
    said: dict[int, set[str]] = defaultdict(set)
    for speech in reading.items:
        if isinstance(speech, Speech) and ROW in dict(speech.more.get("extras", ())):
            said[speech.row] |= {_bare(speech.text), _bare(f"{speech.name}: {speech.text}")}
    return said


def _places(document: Document, said: Mapping[int, Collection[str]]) -> dict[int, Line]:
    """Which Line each row gets its id from: the one whose words stand there, else one of the same
    words of which the place is lost, else the one that was read there and has other words by now."""
    waiting = [(at, line) for line in document.lines if (at := _place(line)) is not None]
    lost = [(place, line) for place, line in waiting if place not in said]
    known = [(place, line) for place, line in waiting if place in said]
    found: dict[int, Line] = {}
    for place, line in known:
        if _bare(line.text) in said[place]:
            found.setdefault(place, line)
    with_words: dict[str, list[int]] = defaultdict(list)
    for place in sorted(said.keys() - found.keys(), reverse=True):
        for words in said[place]:
            with_words[words].append(place)
    for _, line in lost:
        if same := with_words.get(_bare(line.text)):
            found.setdefault(same.pop(), line)
    for place, line in known:
        found.setdefault(place, line)
    return found


def _place(line: Line) -> int | None:
    place = dict(line.extras).get(ROW, "")[:9]
    return int(place) if place.isdecimal() else None


def _bare(text: str) -> str:
    return " ".join(text.split())


def before_comment(row: str, text: str) -> str:
    """`row` with `text` behind its words, in front of a `//` comment."""
    words, comment = split_comment(row)
    gap = words[len(words.rstrip()) :] or " "
    return f"{words.rstrip()} {text}{gap if comment else ''}{comment}"


def split_comment(row: str) -> tuple[str, str]:
    """The row up to a `//` that is no part of an address, and the rest."""
    start = row.find("//")
    while start > 0 and row[start - 1] in ":\\":
        start = row.find("//", start + 2)
    return (row, "") if start < 0 else (row[:start], row[start:])
