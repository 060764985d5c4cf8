"""Which column of a table holds what: by its header, else by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from studio.scripts.names import could_be_name
from studio.scripts.reading import ColumnMapping
from studio.scripts.tables.cells import frames_in

COLUMNS = (
    "id", "order", "scene", "speaker", "text", "spoken_text", "direction", "language",
    "pause_before_ms", "overlap_ms", "status", "take", "engine", "voice", "start", "duration",
    "filename", "cost_cents", "notes", "lock",
)  # fmt: skip
"""Our own table, in this order. `lock` is a mark of the words as they were sent out, which tells whose
change is the later one when the table comes back."""

OURS_ALONE = frozenset({"pause_before_ms", "overlap_ms"})
"""No other program's table has these."""

FIELDS = frozenset(COLUMNS) | {"end", "target"}

_ALIASES: dict[str, tuple[str, ...]] = {
    "id": ("id", "line id", "lineid", "identifier", "localizationkeys", "localization key", "key",
           "string id", "guid", "dialogue id"),
    "order": ("order", "line no", "line no.", "line number", "linenumber", "no", "no.", "nr", "#",
              "serial number", "index"),
    "scene": ("scene", "node", "level/area", "level", "area", "chapter", "block", "title"),
    "speaker": ("speaker", "character", "name", "actor", "role", "speakingvoice", "speaking voice",
                "voice actor", "character name", "cast", "who", "said by", "sprecher", "figur", "rolle", "person",
                "personnage", "rôle", "personaje", "персонаж", "話者", "キャラ", "キャラクター"),
    "text": ("text", "line", "dialogue", "dialog", "spokendialogue", "spoken dialogue", "words",
             "content", "transcription", "script", "speech", "zeile", "satz", "dialogzeile", "texte", "réplique", "texto",
             "diálogo", "реплика", "текст", "セリフ", "台詞", "テキスト", "source text", "original text",
             "narration", "narrator text", "narration script", "narrator", "voice over", "voiceover",
             "voice-over", "vo", "vo script", "voiceover script", "audio script",
             "audio description", "audio"),
    "spoken_text": ("spoken_text", "spoken text", "reading", "pronunciation"),
    "direction": ("direction", "voiceactordirection", "voice actor direction", "inflection",
                  "emotion", "delivery", "acting", "situation", "situation note", "parenthetical", "regie",
                  "regieanweisung", "didascalie", "acotación", "演技指示"),
    "language": ("language", "lang", "locale"),
    "pause_before_ms": ("pause_before_ms", "pause before"),
    "overlap_ms": ("overlap_ms", "overlap"),
    "status": ("status", "state"),
    "take": ("take",), "engine": ("engine",), "voice": ("voice",),
    "start": ("start", "start_time", "start time", "in", "time in", "timecode", "tc in"),
    "end": ("end", "end_time", "end time", "out", "time out", "tc out"),
    "duration": ("duration", "length"),
    "target": ("time limit", "limit", "target length", "slot"),
    "filename": ("filename", "file name", "file_name", "audiofilename", "audio file", "voice file",
                 "voice file name"),
    "cost_cents": ("cost_cents",), "lock": ("lock",),
    "notes": ("notes", "note", "comment", "comments", "context", "remarks", "notiz", "anmerkung",
              "bemerkung", "remarque", "nota", "備考", "visual",
              "visuals", "visual description", "video description", "video", "picture", "image", "shot",
              "slide", "on screen", "on-screen text", "on screen text", "action", "bild"),
}  # fmt: skip
_IN_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]$")
"""Behind a header: a language or a unit, as in `Line (EN)`."""
_PARTS = re.compile(r"\s*(?:/|&|\+|\band\b|\bund\b)\s*")
_HIGHEST = 10
_FIELD_OF = {alias: field for field, aliases in _ALIASES.items() for alias in aliases}


def header_key(cell: str) -> str:
    """A header as it is compared: no case, no marks of emphasis, runs of spaces folded."""
    return " ".join(re.sub(r"[*:\ufeff]", " ", cell).casefold().split())


def fields_of_header(cells: Sequence[str]) -> dict[str, int]:
    """Our fields with their places; of several columns for one field the likeliest word wins."""
    found: dict[str, tuple[int, int]] = {}
    for place, cell in enumerate(cells):
        key = header_key(cell)
        bare = key if key in _FIELD_OF else _IN_BRACKETS.sub("", key)
        if bare not in _FIELD_OF:  # `Narration / dialogue`
            bare = next((part for part in _PARTS.split(bare) if part in _FIELD_OF), bare)
        field = _FIELD_OF.get(bare)
        if field is not None:
            rank = _ALIASES[field].index(bare) + (0 if bare == key else len(_ALIASES[field]))
            if field not in found or rank < found[field][0]:
                found[field] = (rank, place)
    return {field: place for field, (_, place) in found.items()}


def is_header(cells: Sequence[str]) -> bool:
    """Whether a first row names its columns: a text among them, and somebody or something else."""
    fields = fields_of_header(cells)
    return "text" in fields and (len(fields) > 1 or len(cells) == 1)


def header_at(rows: Sequence[Sequence[str]]) -> int | None:
    """Which of the first rows that are not empty names the columns; above it stand titles."""
    for at, cells in enumerate(rows[:_HIGHEST]):
        fields = fields_of_header(cells)
        if "text" in fields and len(fields) > 1:
            return at
    return 0 if rows and is_header(rows[0]) else None


def looks_like_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a first row of unknown words names its columns: all short and different, and none of
    them comes again where names do."""
    first, below = rows[0], rows[1:]
    if len(first) < 2 or len(set(first)) < len(first) or not all(map(_is_short_word, first)):
        return False
    at = fields_by_content(below).get("speaker")
    names = [row[at] for row in below if at is not None and at < len(row)]
    if at is None or first[at] in names:
        return False
    return len(set(names)) < len(names) or fields_of_header(first).get("speaker") == at


def _is_short_word(cell: str) -> bool:
    return could_be_name(cell.strip()) and not any(letter.isdigit() for letter in cell)


def fields_by_content(rows: Sequence[Sequence[str]]) -> dict[str, int]:
    """Where a table without a header has its words and its names: the column of most words is the
    text, and of the others the speaker is the one that looks like names and comes again."""
    width = max(map(len, rows), default=0)
    columns = [[row[at] if at < len(row) else "" for row in rows] for at in range(width)]
    if width < 2:
        return {"text": 0} if width else {}
    words = [sum(len(cell.split()) for cell in column) for column in columns]
    lengths = [sum(map(len, column)) for column in columns]
    text = max(range(width), key=lambda at: (words[at], lengths[at]))
    fields = {"text": text}
    names = [
        (len(set(column)), at)
        for at, column in enumerate(columns)
        if at != text and all(could_be_name(cell.strip()) for cell in column if cell.strip())
    ]
    if names:
        fields["speaker"] = min(names)[1]
    times = [at for at, c in enumerate(columns) if at not in fields.values() and _are_times(c)]
    fields.update(zip(("start", "end"), times, strict=False))
    others = [at for at in range(width) if at not in fields.values()]
    if others and len(set(columns[others[0]])) == len(rows):
        fields["id"] = others[0]
    return fields


def fields_of_mapping(mapping: ColumnMapping, header: Sequence[str]) -> dict[str, int]:
    """The places a person chose, by header or by number from 1; of a column they said nothing about
    its header says what it holds, unless that is taken."""
    places = {header_key(cell): place for place, cell in reversed(list(enumerate(header)))}
    found: dict[str, int] = {}
    spoken_for = set()
    for column, field in mapping.fields.items():
        place = places.get(header_key(column)) if mapping.has_header else None
        if place is None and column.isdecimal() and 0 < int(column) <= len(header):
            place = int(column) - 1
        if place is not None:
            spoken_for.add(place)
            if field in FIELDS:
                found[field] = place
    if mapping.has_header:
        others = ["" if at in spoken_for else cell for at, cell in enumerate(header)]
        found = {**fields_of_header(others), **found}
    return found


def _are_times(column: Sequence[str]) -> bool:
    return any(column) and all(frames_in(cell) is not None for cell in column if cell)
