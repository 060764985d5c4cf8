"""Every script format by name: how it is read, and how it is written where it can be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from studio.document.values import Document
from studio.errors import InputError
from studio.scripts.captions.ass import read_ass
from studio.scripts.captions.srt import read_srt
from studio.scripts.captions.vtt import read_vtt
from studio.scripts.docx.reading import read_docx
from studio.scripts.docx.writing import write_docx
from studio.scripts.fdx.reading import read_fdx
from studio.scripts.fdx.writing import write_fdx
from studio.scripts.file_habits import in_its_habits
from studio.scripts.fountain.document_writing import write_fountain
from studio.scripts.fountain.reading import read_fountain
from studio.scripts.games.ink import read_ink, write_ink, write_ink_ids
from studio.scripts.games.renpy import read_renpy, write_renpy, write_renpy_ids
from studio.scripts.games.twee import read_twee, read_twine_html, write_twee, write_twee_ids
from studio.scripts.games.yarn import read_yarn, write_yarn, write_yarn_ids
from studio.scripts.json_lines.reading import read_json_lines
from studio.scripts.json_lines.writing import write_json_lines
from studio.scripts.plain import read_plain
from studio.scripts.plain_writing import write_plain
from studio.scripts.prose.epub import read_epub
from studio.scripts.prose.markdown import read_markdown, write_markdown
from studio.scripts.prose.web_page import read_html
from studio.scripts.reading import Reading, ReadingOptions
from studio.scripts.source import Source
from studio.scripts.tables.reading import read_delimited
from studio.scripts.tables.spreadsheet import read_spreadsheet, write_spreadsheet
from studio.scripts.tables.writing import write_delimited, write_raw
from studio.scripts.voicevox.project import read_voicevox_project
from studio.scripts.voicevox.script import read_voicevox_text, write_voicevox_text
from studio.sentences import sentence

_unknown_format = sentence(
    "script.unknown-format", "No script format is called {format!r}. Choose one of: {known}."
)

Read = Callable[[Source, ReadingOptions], Reading]
Write = Callable[[Document], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write scripts. `is_text` tells rows of text from an archive of parts; `write_raw` is
    for programs, without what `write` does for the safety of spreadsheets; `write_ids` gives each line
    of a game an id where it has none."""

    id: str
    name: str
    endings: tuple[str, ...]
    read: Read
    write: Write | None = None
    is_text: bool = True
    write_raw: Write | None = None
    write_ids: Write | None = None


def _rows(read: Callable[[list[str], ReadingOptions], Reading]) -> Read:
    return lambda source, options: read(source.rows, options)


def _text(read: Callable[[str, ReadingOptions], Reading]) -> Read:
    return lambda source, options: read(source.text, options)


def _utf_8(format: str, write: Callable[[Document], str]) -> Write:
    return lambda document: in_its_habits(document, format, write(document))


def _delimited(delimiter: str) -> Write:
    return lambda document: write_delimited(document, delimiter)


def _raw(delimiter: str) -> Write:
    return lambda document: write_raw(document, delimiter)


def _sheets(document: Document) -> bytes:
    return write_spreadsheet(document, sheet_per_speaker=True)


FORMATS: tuple[Format, ...] = (
    Format("plain", "NAME: text", (".txt",), _rows(read_plain), _utf_8("plain", write_plain)),
    Format("fountain", "Fountain", (".fountain",), _rows(read_fountain), _utf_8("fountain", write_fountain)),
    Format("fdx", "Final Draft", (".fdx",), read_fdx, _utf_8("fdx", write_fdx), False),
    Format("json-lines", "JSON Lines", (".jsonl", ".ndjson"), _rows(read_json_lines), _utf_8("json-lines", write_json_lines)),
    Format("csv", "CSV", (".csv",), read_delimited, _delimited(","), write_raw=_raw(",")),
    Format("tsv", "TSV", (".tsv", ".tab"), read_delimited, _delimited("\t"), write_raw=_raw("\t")),
    Format("bars", "Bar-delimited", (".psv",), read_delimited, _delimited("|"), write_raw=_raw("|")),
    Format("xlsx", "Spreadsheet", (".xlsx",), read_spreadsheet, write_spreadsheet, False),
    Format("xlsx-cast", "Spreadsheet, one sheet per speaker", (), read_spreadsheet, _sheets, False),
    Format("srt", "SubRip", (".srt",), _rows(read_srt)),
    Format("vtt", "WebVTT", (".vtt",), _rows(read_vtt)),
    Format("ass", "ASS", (".ass", ".ssa"), _rows(read_ass)),
    Format("docx", "Word", (".docx",), read_docx, write_docx, False),
    Format("yarn", "Yarn Spinner", (".yarn",), _rows(read_yarn), _utf_8("yarn", write_yarn), write_ids=_utf_8("yarn", write_yarn_ids)),
    Format("renpy", "Ren'Py", (".rpy",), _rows(read_renpy), _utf_8("renpy", write_renpy), write_ids=_utf_8("renpy", write_renpy_ids)),
    Format("ink", "Ink", (".ink",), _rows(read_ink), _utf_8("ink", write_ink), write_ids=_utf_8("ink", write_ink_ids)),
    Format("twee", "Twee", (".twee", ".tw"), _rows(read_twee), _utf_8("twee", write_twee), write_ids=_utf_8("twee", write_twee_ids)),
    Format("twine", "Twine", (), _text(read_twine_html)),
    Format("voicevox", "VOICEVOX text", (".voicevox.txt",), _rows(read_voicevox_text), _utf_8("voicevox", write_voicevox_text)),
    Format("vvproj", "VOICEVOX project", (".vvproj",), read_voicevox_project),
    Format("markdown", "Markdown", (".md", ".markdown"), _rows(read_markdown), _utf_8("markdown", write_markdown)),
    Format("html", "HTML", (".html", ".htm", ".xhtml"), _text(read_html)),
    Format("epub", "EPUB", (".epub",), read_epub, None, False),
)  # fmt: skip
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
