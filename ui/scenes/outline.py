"""The headings of the Document as a tree, with how much stands under each. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from studio.document.script_items import Heading
from studio.document.values import Document, Line, LineId
from studio.timeline.values import Timeline


@dataclass(frozen=True, slots=True)
class Node:
    """A heading; `parent` is the place of the one it is part of, in the list it stands in."""

    heading: Heading
    parent: int | None
    lines: int
    frames: int
    ready: int


def outline(
    document: Document, timeline: Timeline, is_ready: Callable[[LineId], bool]
) -> tuple[Node, ...]:
    """Each heading in order. Lines count where they stand, and for every heading above that one."""
    headings: list[Heading] = []
    parents: list[int | None] = []
    counts: list[list[int]] = []
    open_at: list[int] = []
    for item in document.script:
        if isinstance(item, Heading):
            while open_at and headings[open_at[-1]].level >= item.level:
                open_at.pop()
            parents.append(open_at[-1] if open_at else None)
            headings.append(item)
            counts.append([0, 0, 0])
            open_at.append(len(headings) - 1)
        elif isinstance(item, Line) and open_at:
            clip = timeline.placed.of(item.id)
            frames = 0 if clip is None else clip.end_frame - clip.start_frame
            ready = int(is_ready(item.id))
            for at in open_at:
                counts[at][0] += 1
                counts[at][1] += frames
                counts[at][2] += ready
    return tuple(
        Node(heading, parent, *count)
        for heading, parent, count in zip(headings, parents, counts, strict=True)
    )
