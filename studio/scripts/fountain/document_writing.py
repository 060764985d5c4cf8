"""A whole Document as Fountain. What was read from Fountain and still says the same is written as it
stood there, to the empty rows between paragraphs; with nothing edited it is the same to the letter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from studio.document.script_items import Heading
from studio.document.values import Document, Line, LineId, ScriptItem, SpeakerId
from studio.scripts.fountain.as_it_stood import Paragraph, gist, paragraphs_of, standing
from studio.scripts.fountain.extras import GOES_ON, SOURCE
from studio.scripts.fountain.heard import with_heard
from studio.scripts.fountain.inline import without_emphasis
from studio.scripts.fountain.title_page import read_title_page
from studio.scripts.fountain.writing import value_of, written_item, written_title_page
from studio.scripts.reading import GIVEN_TITLE, ReadItem, Speech
from studio.scripts.tables.writing import HeardFacts


def write_fountain(document: Document, heard: Mapping[LineId, HeardFacts] | None = None) -> str:
    """With what was `heard`, notes say when and which Take."""
    names = {speaker.id: speaker.name for speaker in document.cast}
    items = [_as_read(item, names) for item in document.script]
    source = value_of(document.extras, SOURCE)
    rows = source.split("\n")
    values, length = read_title_page(rows)
    top, paragraphs = paragraphs_of(source, length)
    page = _Page(len(paragraphs) - 1)
    if _says_title(document, values):
        page.text, page.last = "".join(f"{row}\n" for row in rows[:length]) + top, -1
    else:
        page.text = _title_page(document.title, values)
    stands = standing(paragraphs, [gist(item) for item in items])
    at = 0
    while at < len(items):
        if paragraph := stands.get(at):
            end = at + len(paragraph.gists)
            text = _as_heard(paragraph.text, document.script[at:end], heard)
            page.add_as_it_stood(replace(paragraph, text=text))
        else:
            end = _end_of_group(document.script, at, stands)
            page.add(_as_heard(written_item(items[at:end]), document.script[at:end], heard))
        at = end
    text = page.finished()
    has_page = page.last == -1 or length or document.title
    looks_like_page = not has_page and read_title_page(text.split("\n"))[1]
    return f"\n{text}" if looks_like_page else text


def _as_heard(
    text: str, items: Iterable[ScriptItem], heard: Mapping[LineId, HeardFacts] | None
) -> str:
    if heard is None:
        return text
    lines = (item.id for item in items if isinstance(item, Line))
    return with_heard(text, [heard[line] for line in lines if line in heard])


class _Page:
    """What has been written; `last` is the number of the paragraph of old that it ends with, and -1
    where that is still to come."""

    def __init__(self, highest: int) -> None:
        self.text = ""
        self.last: int | None = None
        self._highest = highest
        self._parts: list[str] = []

    def add_as_it_stood(self, paragraph: Paragraph) -> None:
        if self.last is None or paragraph.number != self.last + 1:
            self._end_paragraph()
        self._parts.append(paragraph.text)
        self.last = paragraph.number

    def add(self, text: str) -> None:
        self._end_paragraph()
        self._parts.append(text)
        self.last = None

    def finished(self) -> str:
        self.text += "".join(self._parts)
        if self.last is None or self.last != self._highest:
            self.text = self.text.rstrip("\n") + "\n"
        return self.text

    def _end_paragraph(self) -> None:
        """One empty row, whatever stood behind the paragraph where it comes from."""
        self.text += "".join(self._parts)
        self._parts.clear()
        bare = self.text.rstrip("\n")
        self.text = f"{bare}\n\n" if bare else ""


def _end_of_group(script: Sequence[ScriptItem], at: int, stands: Mapping[int, Paragraph]) -> int:
    """Behind the Lines that were one dialogue, as long as nobody came between them."""
    end = at + 1
    while end < len(script) and end not in stands:
        before, item = script[end - 1], script[end]
        goes_on = not isinstance(item, Heading) and any(name == GOES_ON for name, _ in item.extras)
        if not (goes_on and isinstance(before, Line) and _by_the_same(before, item)):
            break
        end += 1
    return end


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


def _says_title(document: Document, values: Mapping[str, list[str]]) -> bool:
    """Whether the title page as it stands has the title; one that only the name of the file gave is
    none of the screenplay."""
    written = without_emphasis(" ".join(values.get("Title", [])))
    given = value_of(document.extras, GIVEN_TITLE)
    return document.title == written or (not written and document.title == given)


def _title_page(title: str, values: Mapping[str, list[str]]) -> str:
    others = [
        f"{key}: {value[0]}" if len(value) == 1 else "\n    ".join((f"{key}:", *value))
        for key, value in values.items()
        if key != "Title"
    ]
    return "\n".join(filter(None, (written_title_page(title), *others)))
