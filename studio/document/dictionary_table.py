"""The pronunciation dictionary as a table that people and spreadsheets read and write."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from studio.document.dictionary import DictionaryEntry, EntryId, Spelling
from studio.document.edits.casting import speaker_called
from studio.document.values import Document
from studio.errors import InputError
from studio.formula_guard import guarded, unguarded
from studio.identity import new_id
from studio.sentences import sentence

HEADER = ("written", "said", "spelling", "scope", "pattern", "whole word", "match case")
_NEEDED = frozenset(HEADER[:2])
_YES, _NO = "yes", "no"
_MOST_ROWS = 20_000

_no_table = sentence(
    "dictionary-table.no-table",
    "This is no table of pronunciations: its first row does not name the columns “written” and"
    " “said”. Write them there, one word in each row below.",
)
_bad_spelling = sentence(
    "dictionary-table.bad-spelling",
    "Row {row}: {spelling!r} is no way to spell a sound. Write respelled or ipa.",
)
_nobody = sentence(
    "dictionary-table.nobody",
    "Row {row}: nobody in the cast is called {name}. Leave the scope empty, or add the speaker.",
)
_too_long = sentence(
    "dictionary-table.too-long", "The table has more than {most} rows. Divide it in several."
)


def as_csv(document: Document) -> str:
    """Every entry but those for one Line alone, which no other project has."""
    names = {str(speaker.id): speaker.name for speaker in document.cast}
    rows = io.StringIO()
    table = csv.writer(rows, lineterminator="\n")
    table.writerow(HEADER)
    for entry in document.dictionary:
        if entry.scope and entry.scope not in names:
            continue
        flags = (entry.is_pattern, entry.whole_word, entry.match_case)
        table.writerow(
            [
                guarded(entry.written),
                guarded(entry.said),
                entry.spelling.value,
                guarded(names.get(entry.scope, "")),
                *(_YES if flag else _NO for flag in flags),
            ]
        )
    return rows.getvalue()


def from_csv(document: Document, text: str) -> tuple[DictionaryEntry, ...]:
    """The entries of a table: one for words that have an entry already takes its place. Raises
    InputError, with the row, for what cannot be understood."""
    known = {(entry.written, entry.scope): entry.id for entry in document.dictionary}
    found = []
    for row, cells in _rows(text):
        scope = _scope(document, row, cells.get("scope", ""))
        written = cells["written"]
        found.append(
            DictionaryEntry(
                known.get((written, scope), EntryId(new_id())),
                written,
                cells["said"],
                _spelling(row, cells.get("spelling", "")),
                scope,
                _is_yes(cells.get("pattern", ""), otherwise=False),
                _is_yes(cells.get("whole word", ""), otherwise=True),
                _is_yes(cells.get("match case", ""), otherwise=False),
            )
        )
    return tuple(found)


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row that has a word, by column, with its number in the file."""
    first = text.partition("\n")[0]
    delimiter = max((",", ";", "\t"), key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=delimiter))
    except csv.Error as error:
        raise InputError(_no_table()) from error
    header = [cell.strip().casefold() for cell in rows[0]] if rows else []
    if not set(header) >= _NEEDED:
        raise InputError(_no_table())
    if len(rows) > _MOST_ROWS:
        raise InputError(_too_long(most=_MOST_ROWS))
    for number, cells in enumerate(rows[1:], 2):
        named = dict.fromkeys(_NEEDED, "") | {
            name: unguarded(cell.strip()) for name, cell in zip(header, cells, strict=False)
        }
        if named["written"]:
            yield number, named


def _scope(document: Document, row: int, name: str) -> str:
    if not name:
        return ""
    speaker = speaker_called(document, name)
    if speaker is None:
        raise InputError(_nobody(row=row, name=name))
    return str(speaker.id)


def _spelling(row: int, cell: str) -> Spelling:
    try:
        return Spelling(cell.casefold() or Spelling.RESPELLED.value)
    except ValueError as error:
        raise InputError(_bad_spelling(row=row, spelling=cell)) from error


def _is_yes(cell: str, *, otherwise: bool) -> bool:
    return cell.casefold() in (_YES, "true", "1", "x", "ja") if cell else otherwise
