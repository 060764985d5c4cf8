"""What plain HTTP is told of dictionaries, and how it changes them; shapes as the service's own clients
read and write them."""

from __future__ import annotations

import re
from dataclasses import replace
from http import HTTPStatus
from typing import TypeVar

import msgspec

from studio.server.dictionaries import (
    MOST_DICTIONARIES,
    MOST_ENTRIES,
    OWN_PROJECT,
    Dictionary,
    DictionaryShelf,
    Entry,
    with_entry,
)
from studio.server.http import HttpRefusal, Request, number_asked
from studio.wire import codes, limits
from studio.wire.plain_text import clean_text
from studio.wire.refused_json import in_words

T = TypeVar("T")

_PATH = re.compile(
    r"/v1/dictionaries(?:/(?P<dictionary>[0-9]{1,12})(?P<entries>/entries(?:/(?P<entry>[0-9]{1,12}))?)?)?"
)
_LARGEST = 10**11 - 1
_MOST_AT_ONCE = 500
_NAME_LENGTH, _TEXT_LENGTH = 200, 1000


class _NewDictionary(msgspec.Struct):
    name: str
    description: str | None = None
    language: str | None = None


class _ChangedDictionary(msgspec.Struct):
    name: str | None = None
    description: str | None = None
    language: str | None = None
    is_active: bool | None = None


class _NewEntry(msgspec.Struct):
    word: str
    replacement: str
    ipa: str | None = None
    case_sensitive: bool = False


class _ChangedEntry(msgspec.Struct):
    word: str | None = None
    replacement: str | None = None
    ipa: str | None = None
    case_sensitive: bool | None = None


class _AllEntries(msgspec.Struct):
    entries: list[_NewEntry]


def is_about_dictionaries(path: str) -> bool:
    return _PATH.fullmatch(path) is not None


def dictionary_answer(request: Request, path: str, shelf: DictionaryShelf) -> tuple[int, object]:
    """Status and JSON body, None for no body; raises HttpRefusal."""
    match = _PATH.fullmatch(path)
    assert match is not None
    project = number_asked(request, "project_id", OWN_PROJECT, 0, _LARGEST)
    method = "GET" if request.method == "HEAD" else request.method
    if match["dictionary"] is None:
        return _all(request, method, project, shelf)
    dictionary = shelf.get(int(match["dictionary"]), project)
    if dictionary is None:
        raise HttpRefusal(HTTPStatus.NOT_FOUND, codes.NOT_FOUND, "Dictionary not found")
    if match["entries"] is None:
        return _one(request, method, dictionary, shelf)
    if match["entry"] is None:
        return _entries(request, method, dictionary, shelf)
    entry = next((one for one in dictionary.entries if one.id == int(match["entry"])), None)
    if entry is None:
        raise HttpRefusal(HTTPStatus.NOT_FOUND, codes.NOT_FOUND, "Entry not found")
    return _one_entry(request, method, dictionary, entry, shelf)


def _all(request: Request, method: str, project: int, shelf: DictionaryShelf) -> tuple[int, object]:
    if method == "GET":
        return HTTPStatus.OK, {"dictionaries": [_told(one) for one in shelf.of_project(project)]}
    if method != "POST":
        raise _no_such_method()
    said = _read(request, _NewDictionary)
    if shelf.is_full:
        raise _refused(f"there are {MOST_DICTIONARIES} dictionaries: delete one first")
    dictionary = Dictionary(
        shelf.next_dictionary_id(),
        project,
        _checked("name", said.name, _NAME_LENGTH),
        said.description,
        _checked_language(said.language),
    )
    shelf.put(dictionary)
    return HTTPStatus.CREATED, _told(dictionary)


def _one(
    request: Request, method: str, dictionary: Dictionary, shelf: DictionaryShelf
) -> tuple[int, object]:
    if method == "GET":
        return HTTPStatus.OK, _told(dictionary)
    if method == "DELETE":
        shelf.remove(dictionary)
        return HTTPStatus.NO_CONTENT, None
    if method != "PATCH":
        raise _no_such_method()
    said = msgspec.structs.asdict(_read(request, _ChangedDictionary))
    if said["name"] is not None:
        said["name"] = _checked("name", said["name"], _NAME_LENGTH)
    said["language"] = _checked_language(said["language"])
    changed = replace(dictionary, **{name: new for name, new in said.items() if new is not None})
    shelf.put(changed)
    return HTTPStatus.OK, _told(changed)


def _entries(
    request: Request, method: str, dictionary: Dictionary, shelf: DictionaryShelf
) -> tuple[int, object]:
    if method == "GET":
        return HTTPStatus.OK, _page(request, dictionary)
    if method == "POST":
        entry = _made(_read(request, _NewEntry), shelf)
        if any(one.word == entry.word for one in dictionary.entries):
            raise HttpRefusal(
                HTTPStatus.CONFLICT, codes.VALIDATION_ERROR, "this word has an entry already"
            )
        _put(with_entry(dictionary, entry), shelf)
        return HTTPStatus.CREATED, _told_entry(entry, dictionary)
    if method != "PUT":
        raise _no_such_method()
    said = {entry.word: entry for entry in _read(request, _AllEntries).entries}
    before = {entry.word: entry for entry in dictionary.entries}
    made = [_made(entry, shelf) for entry in said.values()]
    kept = [replace(one, id=before[one.word].id) if one.word in before else one for one in made]
    _put(replace(dictionary, entries=tuple(kept)), shelf)
    deleted = len(before.keys() - {entry.word for entry in kept})
    return HTTPStatus.OK, {"upserted": len(kept), "deleted": deleted, "total": len(kept)}


def _one_entry(
    request: Request, method: str, dictionary: Dictionary, entry: Entry, shelf: DictionaryShelf
) -> tuple[int, object]:
    if method == "DELETE":
        left = tuple(one for one in dictionary.entries if one is not entry)
        shelf.put(replace(dictionary, entries=left))
        return HTTPStatus.NO_CONTENT, None
    if method != "PATCH":
        raise _no_such_method()
    said = msgspec.structs.asdict(_read(request, _ChangedEntry))
    changed = replace(entry, **{name: new for name, new in said.items() if new is not None})
    changed = _checked_entry(changed)
    _put(with_entry(dictionary, changed), shelf)
    return HTTPStatus.OK, _told_entry(changed, dictionary)


def _page(request: Request, dictionary: Dictionary) -> dict[str, object]:
    limit = number_asked(request, "limit", 100, 1, _MOST_AT_ONCE)
    offset = number_asked(request, "offset", 0, 0, _LARGEST)
    search = request.parameters.get("search", "").casefold()
    found = [entry for entry in dictionary.entries if search in entry.word.casefold()]
    return {
        "entries": [_told_entry(one, dictionary) for one in found[offset : offset + limit]],
        "total": len(found),
        "limit": limit,
        "offset": offset,
    }


def _made(said: _NewEntry, shelf: DictionaryShelf) -> Entry:
    return _checked_entry(
        Entry(shelf.next_entry_id(), said.word, said.replacement, said.ipa, said.case_sensitive)
    )


def _checked_entry(entry: Entry) -> Entry:
    return replace(
        entry,
        word=_checked("word", entry.word, _NAME_LENGTH),
        replacement=_checked("replacement", entry.replacement, _TEXT_LENGTH),
    )


def _checked(name: str, text: str, most: int) -> str:
    clean = clean_text(text).strip()
    if not clean or len(clean) > most:
        raise _refused(f"{name} must have 1 to {most} characters")
    return clean


def _checked_language(language: str | None) -> str | None:
    if language is None or language.lower() in limits.LANGUAGES:
        return language and language.lower()
    raise _refused(f"language {language[:20]!r} is not offered")


def _put(dictionary: Dictionary, shelf: DictionaryShelf) -> None:
    if len(dictionary.entries) > MOST_ENTRIES:
        raise _refused(f"a dictionary holds up to {MOST_ENTRIES} entries")
    shelf.put(dictionary)


def _read(request: Request, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(request.body, type=kind)
    except (ValueError, RecursionError) as error:
        raise _refused(in_words(error)) from None


def _refused(text: str) -> HttpRefusal:
    return HttpRefusal(HTTPStatus.BAD_REQUEST, codes.VALIDATION_ERROR, text)


def _no_such_method() -> HttpRefusal:
    return HttpRefusal(
        HTTPStatus.METHOD_NOT_ALLOWED, codes.VALIDATION_ERROR, "this cannot be done here"
    )


def _told(dictionary: Dictionary) -> dict[str, object]:
    return {
        "id": dictionary.id,
        "project_id": dictionary.project_id,
        "name": dictionary.name,
        "description": dictionary.description,
        "language": dictionary.language,
        "is_active": dictionary.is_active,
    }


def _told_entry(entry: Entry, dictionary: Dictionary) -> dict[str, object]:
    return {
        "id": entry.id,
        "dictionary_id": dictionary.id,
        "word": entry.word,
        "replacement": entry.replacement,
        "ipa": entry.ipa,
        "case_sensitive": entry.case_sensitive,
    }
