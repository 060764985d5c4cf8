"""What was paid for and what it was good for: kept, thrown away or only tried. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from studio.scheduling.ledger import Total, total, totals_by
from studio.takes.ledger_entry import LedgerEntry
from studio.takes.recipe import TakeKey
from studio.takes.request_record import Purpose

G = TypeVar("G")


class Use(Enum):
    """What became of what was paid for."""

    KEPT = "kept"
    DISCARDED = "discarded"
    AUDITION = "audition"


@dataclass(frozen=True, slots=True)
class Spending:
    """Of one Line, Speaker, scene or day; `takes` counts what was asked for."""

    takes: int
    whole: Total
    kept: Total
    discarded: Total
    auditions: Total


def use_of(entry: LedgerEntry, kept: Collection[TakeKey]) -> Use:
    """`kept` are the Takes that a Line plays or asks for."""
    if entry.key in kept:
        return Use.KEPT
    return Use.AUDITION if entry.purpose is Purpose.AUDITION else Use.DISCARDED


def spending(entries: Iterable[LedgerEntry], kept: Collection[TakeKey]) -> Spending:
    """All of these together."""
    entries = tuple(entries)
    by_use = totals_by(entries, lambda entry: use_of(entry, kept))
    nothing = Total()
    takes = len({entry.request for entry in entries})
    return Spending(
        takes,
        total(entries),
        by_use.get(Use.KEPT, nothing),
        by_use.get(Use.DISCARDED, nothing),
        by_use.get(Use.AUDITION, nothing),
    )


def spending_by(
    entries: Iterable[LedgerEntry], kept: Collection[TakeKey], group: Callable[[LedgerEntry], G]
) -> dict[G, Spending]:
    """By whatever `group` tells of an entry, in the order in which each came first."""
    groups: dict[G, list[LedgerEntry]] = {}
    for entry in entries:
        groups.setdefault(group(entry), []).append(entry)
    return {name: spending(each, kept) for name, each in groups.items()}
