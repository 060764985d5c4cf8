"""Which paragraphs of the screenplay a Document was read from still say what they said there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from studio.document.edits.casting import name_key
from studio.document.script_items import Aside, Heading
from studio.scripts.fountain.elements import fountain_elements
from studio.scripts.fountain.reading import items_of
from studio.scripts.fountain.writing import value_of
from studio.scripts.name_brackets import EXTENSION
from studio.scripts.reading import AS_FOUND, ReadItem

_MOST_COMPARED = 4_000
"""Items between the first and the last that differ; more than these are all written anew."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with the empty rows behind it, and what each of its items says."""

    number: int
    text: str
    gists: tuple[object, ...]


def paragraphs_of(source: str, first: int) -> tuple[str, list[Paragraph]]:
    """What stands before the first paragraph, from row `first` on, and every paragraph in order."""
    starts: list[tuple[int, list[object]]] = []
    for element in fountain_elements(source, first):
        gists = [gist(item) for item in items_of(element, AS_FOUND)]
        if starts and element.row == element.end:  # stands within the rows of the one before
            starts[-1][1].extend(gists)
        elif gists:
            starts.append((element.row - 1, gists))
    rows = source.split("\n")
    ends = [*(start for start, _ in starts), len(rows)][1:]
    found = []
    for number, ((start, gists), end) in enumerate(zip(starts, ends, strict=True)):
        text = "\n".join(rows[start:end]) + ("\n" if end < len(rows) else "")
        found.append(Paragraph(number, text, tuple(gists)))
    top = "\n".join(rows[first : starts[0][0]]) + "\n" if starts and starts[0][0] > first else ""
    return top, found


def gist(item: ReadItem) -> object:
    """What an item says, whatever its id; equal gists are written alike."""
    if isinstance(item, Heading):
        return "heading", item.level, item.text, item.notes, item.extras
    if isinstance(item, Aside):
        return item.kind, item.text, item.extras
    notes, id = item.more.get("notes", ""), item.more.get("external_id", "")
    extension = value_of(item.more.get("extras", ()), EXTENSION)
    name = name_key(item.name), extension
    return name, item.text, item.direction, item.cue, item.may_be_cut, notes, id


def standing(paragraphs: Sequence[Paragraph], gists: Sequence[object]) -> dict[int, Paragraph]:
    """The paragraphs of which all items are among `gists`, in order and unchanged, by the place of
    their first item there."""
    old = [each for paragraph in paragraphs for each in paragraph.gists]
    partner = dict(_same(old, gists))
    found: dict[int, Paragraph] = {}
    at = 0
    for paragraph in paragraphs:
        end = at + len(paragraph.gists)
        places = [partner.get(place) for place in range(at, end)]
        first = places[0]
        if first is not None and places == list(range(first, first + len(places))):
            found[first] = paragraph
        at = end
    return found


def _same(old: Sequence[object], new: Sequence[object]) -> Iterator[tuple[int, int]]:
    """Places of what is the same: from the top, from the bottom, and in between."""
    most = min(len(old), len(new))
    top = next((at for at in range(most) if old[at] != new[at]), most)
    most -= top
    bottom = next((at for at in range(most) if old[-1 - at] != new[-1 - at]), most)
    yield from ((at, at) for at in range(top))
    yield from ((len(old) - at, len(new) - at) for at in range(bottom, 0, -1))
    left, right = old[top : len(old) - bottom], new[top : len(new) - bottom]
    if left and right and max(len(left), len(right)) <= _MOST_COMPARED:
        for block in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks():
            yield from ((top + block.a + at, top + block.b + at) for at in range(block.size))
