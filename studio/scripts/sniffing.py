"""Which format a file is in, by what stands in it. The ending of its name only breaks a tie."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from studio.errors import InputError
from studio.scripts.archives import Archive
from studio.scripts.encodings import not_text
from studio.scripts.names import could_be_name, is_in_capitals, is_remark
from studio.scripts.source import Source
from studio.scripts.tables.columns import fields_by_content, header_at
from studio.scripts.tables.delimited import delimiter_of, sample_of
from studio.scripts.voicevox.characters import CHARACTERS, character_in
from studio.sentences import sentence

_is_project = sentence(
    "script.is-project",
    "{path} is a project of Dialogue Studio, not a script. Open it as a project instead.",
)
_archive = sentence("script.reason-archive", "it is an archive of other things")
_known_binary = sentence("script.reason-binary", "it is {what}")

_SAMPLE_ROWS = 400
_PARTS = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("META-INF/container.xml", "epub"),
)
_BINARIES = (
    (b"%PDF", "a PDF; copy its text or export it as DOCX"),
    (b"{\\rtf", "a rich text file; save it as DOCX"),
    (b"\xd0\xcf\x11\xe0", "an old Office file; save it as DOCX or XLSX"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a sound or a film"),
    (b"OggS", "a sound"),
    (b"fLaC", "a sound"),
    (b"ID3", "a sound"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_PLAIN = re.compile(r"(?:\*\*)?\[?([^:：\t\[\]]{1,60}?)\]?[:：](?:\*\*)?(?!//).*\S")
_SCENE = re.compile(r"(?:INT\.?/EXT|INT|EXT|EST|I/E)[. ]|\.[A-Z]")
_SRT = re.compile(r"\s*-?[\d:.,]{4,20}\s*-->\s*-?[\d:.,]{4,20}")
_RENPY = re.compile(
    r"label\s+[\w.]+.*:$|define\s+[\w.]+\s*=\s*Character\(|\s+[\w.]+ (?:\".*\"|'.*')(?: (?:id|with) \w+)*$"
)
_KNOT = re.compile(r"={2,}\s*\w+\s*(?:\([\w, ]*\)\s*)?=*$")
_DIVERT = re.compile(r".*->\s*[\w.]+$")
_TABLE_RULE = re.compile(r"\|[ ]?:?-{2,}[ :|-]*\|[ ]*")
"""Below the header of a table of Markdown."""
_HEADING = re.compile(r"#{2,6} \S|\*\*[^*]{1,60}:\*\*")


def sniffed(source: Source) -> str:
    """The id of the likeliest format; raises InputError for what is no script at all."""
    content = source.content
    if content[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _in_archive(source)
    if content.startswith(b"SQLite format 3\0"):
        raise InputError(_is_project(path=source.path))
    for magic, what in _BINARIES:
        if content.startswith(magic):
            raise InputError(not_text(source.path, _known_binary(what=what)))
    start = source.decoded.text[:20_000].lstrip("\ufeff \t\r\n")
    rows = [row for row in source.rows[: 4 * _SAMPLE_ROWS] if row.strip()][:_SAMPLE_ROWS]
    rows = [row[:2_000].rstrip() for row in rows]
    first = next((row.strip() for row in source.rows if row.strip()), "")
    return _marked(start, rows, first) or _counted(source, rows)


def _in_archive(source: Source) -> str:
    with Archive(source.path, source.content) as archive:
        names = set(archive.names)
    for part, format in _PARTS:
        if part in names:
            return format
    raise InputError(not_text(source.path, _archive()))


def _marked(start: str, rows: Sequence[str], first: str) -> str:
    """Formats that say at once what they are; `first` is the first row of all, whole."""
    low = start[:4_000].casefold()
    if "<finaldraft" in low and low.startswith("<"):
        return "fdx"
    if "<tw-storydata" in start.casefold():
        return "twine"
    if low.startswith(("<!doctype html", "<html", "<?xml")) or re.match(
        r"<(?:body|head|meta|p|h\d|div|table|section|article|ul|ol)\b", low
    ):
        return "html"
    if start.startswith("WEBVTT"):
        return "vtt"
    if low.startswith(("[script info]", "[events]", "[v4")):
        return "ass"
    if start.startswith("{"):
        return "vvproj" if '"audioItems"' in start or not _is_object(first) else "json-lines"
    if any(_SRT.match(row) for row in rows[:8]):
        return "srt"
    if any(row.startswith(":: ") for row in rows[:8]):
        return "twee"
    bare = {row.strip() for row in rows}
    is_node = any(row.lower().startswith("title:") for row in rows[:8])
    return "yarn" if is_node and "---" in bare and "===" in bare else ""


def _is_object(row: str) -> bool:
    return row.startswith("{") and row.endswith("}")


def _counted(source: Source, rows: Sequence[str]) -> str:
    """Formats told by how many rows look like theirs."""
    if not rows:
        return "plain"
    name = source.path.casefold()
    count = len(rows)
    if any(_TABLE_RULE.fullmatch(row) for row in rows):
        return "markdown"
    if _looks_like_table(source, rows):
        return "csv"
    plain = sum(_is_named(row) for row in rows)
    scenes = sum(bool(_SCENE.match(row)) for row in rows)
    cues = _character_cues(source.rows[: 4 * _SAMPLE_ROWS])
    renpy = sum(bool(_RENPY.match(row)) for row in rows)
    if renpy >= 2 and any(_RENPY.match(row) and not row[0].isspace() for row in rows):
        return "renpy"
    if (scenes and cues) or (name.endswith(".fountain") and (scenes or cues or plain < count / 2)):
        return "fountain"
    knots = any(_KNOT.match(row.strip()) for row in rows)
    diverts = any(_DIVERT.match(row.strip()) for row in rows)
    if diverts and (knots or name.endswith(".ink")):
        return "ink"
    pieces = [piece.strip() for row in rows for piece in row.split(",")]
    named = sum(bool(character_in(piece)) for piece in pieces)
    if named >= 2 or any(piece in CHARACTERS for piece in pieces):
        return "voicevox"
    headings = sum(bool(_HEADING.match(row)) for row in rows)
    if name.endswith((".md", ".markdown")) or (headings >= 2 and plain < count / 3):
        return "markdown"
    if cues >= 2 and cues * 2 >= plain and cues > count / 8:
        return "fountain"
    return "plain"


def _looks_like_table(source: Source, rows: Sequence[str]) -> bool:
    delimiter = delimiter_of(source.rows)
    if not delimiter:
        return False
    records = sample_of(rows, delimiter)
    if not records:
        return False
    header = header_at(records)
    if header is not None and (header == 0 or records[header][0].strip()):
        return True  # a table of Markdown begins with a bar, and stands among other text
    width, times = Counter(map(len, records)).most_common(1)[0]
    if width < 2 or times < len(records) * 0.95 or len(records) < 2:
        return False
    has_name = source.path.casefold().endswith((".csv", ".tsv"))
    if sum(_is_named(row) for row in rows) > len(rows) / 3 or (delimiter == "," and not has_name):
        return False
    if has_name:
        return True
    return "speaker" in fields_by_content(records)


def _is_named(row: str) -> bool:
    match = _PLAIN.match(row.strip()) if row[:2] != "**" else None
    return bool(match) and could_be_name(match[1].strip())  # type: ignore[index]


def _character_cues(rows: Sequence[str]) -> int:
    """Names in capitals on rows of their own, right above words and below an empty row."""
    found = 0
    for at, row in enumerate(rows[:-1]):
        name = "" if row.rstrip().endswith((":", "：")) else row.split("(")[0].strip(" ^@")
        is_cue = bool(name) and (is_in_capitals(name) or row[:1] == "@") and could_be_name(name)
        is_cue = is_cue and not is_remark(name)
        found += is_cue and rows[at + 1].strip() != "" and (at == 0 or not rows[at - 1].strip())
    return found
