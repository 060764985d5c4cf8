"""How long each Line sounds, kept block by block: an edit measures what it touched, and no more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from studio.document.ordered import Block
from studio.document.values import Document, Line, LineId
from studio.takes.recipe import Recipe, TakeKey
from studio.takes.take import TakeOutline
from studio.timeline.lengths import line_length
from studio.timeline.values import Length


class BlockLengths(NamedTuple):
    """The Lengths of a block's Lines; the block is held on to, so that no other gets its place."""

    block: Block
    lengths: dict[LineId, Length]
    heard: int
    """How many of its Lines can be heard."""


def lengths_by_block(
    document: Document,
    heard: Callable[[Document, Line], Recipe | None],
    outline: Callable[[TakeKey], TakeOutline | None],
    known: Mapping[int, BlockLengths],
) -> dict[int, BlockLengths]:
    """By the identity of each block; those `known` are taken over."""
    found = {}
    for block in document.script.blocks:
        measured = known.get(id(block))
        if measured is None:
            lengths = _measured(document, block, heard, outline)
            count = sum([not length.is_estimated for length in lengths.values()])
            measured = BlockLengths(block, lengths, count)
        found[id(block)] = measured
    return found


def all_lengths(blocks: Mapping[int, BlockLengths]) -> dict[LineId, Length]:
    lengths: dict[LineId, Length] = {}
    for each in blocks.values():
        lengths.update(each.lengths)
    return lengths


def _measured(
    document: Document,
    block: Block,
    heard: Callable[[Document, Line], Recipe | None],
    outline: Callable[[TakeKey], TakeOutline | None],
) -> dict[LineId, Length]:
    lengths = {}
    for item in block.items:
        if isinstance(item, Line):
            length = line_length(document, item, heard, outline)
            if length is not None:
                lengths[item.id] = length
    return lengths
