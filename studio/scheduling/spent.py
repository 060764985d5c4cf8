"""What was spent so far, in every respect in which it is shown. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from studio.document.values import LineId, SpeakerId
from studio.scheduling.ledger import Total, price_per_second, total, totals_by
from studio.takes.ledger_entry import LedgerEntry
from studio.takes.recipe import TakeKey

NOTHING = Total()


@dataclass(frozen=True, slots=True)
class Spent:
    """`day` is that of all projects; `per_second`, in thousandths of a cent, is None until a price
    was told."""

    project: Total = NOTHING
    day: Total = NOTHING
    per_second: float | None = None
    by_take: Mapping[TakeKey, Total] = field(default_factory=lambda: MappingProxyType({}))
    by_line: Mapping[LineId, Total] = field(default_factory=lambda: MappingProxyType({}))
    by_speaker: Mapping[SpeakerId, Total] = field(default_factory=lambda: MappingProxyType({}))


def spent_of(entries: Sequence[LedgerEntry], day: Total) -> Spent:
    return Spent(
        total(entries),
        day,
        price_per_second(entries),
        MappingProxyType(totals_by(entries, lambda entry: entry.key)),
        MappingProxyType(totals_by(entries, lambda entry: entry.line)),
        MappingProxyType(totals_by(entries, lambda entry: entry.speaker)),
    )
