"""Which Takes are wanted next, in order. Pure: knows no session and no clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from studio.document.values import Document, Line, LineId, SpeakerId
from studio.takes.recipe import Recipe, TakeKey


@dataclass(frozen=True, slots=True)
class Want:
    """A Recipe wanted for a Line; `key` is the Recipe's, worked out once."""

    line: LineId
    lane: SpeakerId
    recipe: Recipe
    key: TakeKey


def demand(
    document: Document,
    recipe: Callable[[Document, Line], Recipe | None],
    from_line: LineId | None = None,
) -> tuple[Want, ...]:
    """Every Line's Recipe once: from `from_line` (what is under the playhead) to the end, then the
    Lines before it."""
    lines = document.lines
    first = next((at for at, line in enumerate(lines) if line.id == from_line), 0)
    return tuple(_wants(document, lines[first:] + lines[:first], recipe))


def _wants(
    document: Document,
    lines: tuple[Line, ...],
    recipe: Callable[[Document, Line], Recipe | None],
) -> Iterator[Want]:
    seen: set[TakeKey] = set()
    for line in lines:
        wanted = recipe(document, line)
        if wanted is not None and (key := wanted.key) not in seen:
            seen.add(key)
            yield Want(line.id, line.speaker, wanted, key)
