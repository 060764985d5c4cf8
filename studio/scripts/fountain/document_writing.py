"""A whole Document as Fountain. What was read from Fountain and still says the same is written as it
stood there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from studio.document.edits.casting import name_key
from studio.document.script_items import Aside, Heading
from studio.document.values import Document, Line, ScriptItem, SpeakerId
from studio.scripts.fountain.elements import fountain_elements
from studio.scripts.fountain.extras import GOES_ON, RAW, TITLE_PAGE
from studio.scripts.fountain.inline import without_emphasis
from studio.scripts.fountain.reading import items_of
from studio.scripts.fountain.title_page import read_title_page
from studio.scripts.fountain.writing import value_of, written_item, written_title_page
from studio.scripts.reading import AS_FOUND, ReadItem, Speech


def write_fountain(document: Document) -> str:
    names = {speaker.id: speaker.name for speaker in document.cast}
    paragraphs = []
    for group in _groups(document.script):
        items = [_as_read(item, names) for item in group]
        raw = next((value_of(item.extras, RAW) for item in group[:1]), "")
        paragraphs.append(raw if raw and _says_the_same(raw, items) else written_item(items))
    page = _title_page(document)
    text = "\n\n".join([page, *paragraphs] if page else paragraphs) + "\n"
    looks_like_page = not page and read_title_page(text.split("\n"))[1]
    return f"\n{text}" if looks_like_page else text


def _groups(script: Sequence[ScriptItem]) -> Iterator[list[ScriptItem]]:
    """Lines that were one dialogue come together, as long as nobody came between them."""
    group: list[ScriptItem] = []
    for item in script:
        before = group[-1] if group else None
        goes_on = not isinstance(item, Heading) and any(name == GOES_ON for name, _ in item.extras)
        if goes_on and isinstance(before, Line) and _by_the_same(before, item):
            group.append(item)
            continue
        if group:
            yield group
        group = [item]
    if group:
        yield group


def _by_the_same(before: Line, item: ScriptItem) -> bool:
    return not isinstance(item, Line) or item.speaker == before.speaker


def _as_read(item: ScriptItem, names: Mapping[SpeakerId, str]) -> ReadItem:
    if not isinstance(item, Line):
        return item
    more = {
        name: value for name in ("notes", "external_id", "extras") if (value := getattr(item, name))
    }
    name = names[item.speaker]
    return Speech(0, name, item.text, item.direction, item.cue, item.may_be_cut, more)


def _says_the_same(raw: str, items: Sequence[ReadItem]) -> bool:
    read = [
        item for element in fountain_elements(f"\n{raw}") for item in items_of(element, AS_FOUND)
    ]
    return [_gist(item) for item in read] == [_gist(item) for item in items]


def _gist(item: ReadItem) -> object:
    if isinstance(item, Heading):
        return item.level, item.text
    if isinstance(item, Aside):
        return item.kind, item.text
    notes, id = item.more.get("notes", ""), item.more.get("external_id", "")
    return name_key(item.name), item.text, item.direction, item.cue, item.may_be_cut, notes, id


def _title_page(document: Document) -> str:
    raw = value_of(document.extras, TITLE_PAGE)
    values, _ = read_title_page(raw.split("\n"))
    if raw and without_emphasis(" ".join(values.get("Title", []))) == document.title:
        return raw
    others = [
        f"{key}: {value[0]}" if len(value) == 1 else "\n    ".join((f"{key}:", *value))
        for key, value in values.items()
        if key != "Title"
    ]
    return "\n".join(filter(None, (written_title_page(document.title), *others)))
