"""What was used and what it cost, added up. Pure; money is whole thousandths of a cent, and a price
nobody told stays unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from studio.frames import TAKE_RATE
from studio.takes.ledger_entry import LedgerEntry
from studio.takes.request_record import RequestRecord
from studio.tts import SessionUsage

G = TypeVar("G")


@dataclass(frozen=True, slots=True)
class Total:
    """`cost` is that of the entries whose cost was told; the other seconds are `unpriced_seconds`."""

    seconds: float = 0.0
    cost: int = 0
    unpriced_seconds: float = 0.0
    currency: str = ""

    @property
    def is_cost_known(self) -> bool:
        return self.unpriced_seconds == 0.0


def entries_of(
    requests: Sequence[tuple[RequestRecord, int]], usage: SessionUsage | None, at: datetime
) -> tuple[LedgerEntry, ...]:
    """One entry per request for what their context used, shared out by the samples of each; not one
    thousandth of a cent is lost or made."""
    heard = [samples for _, samples in requests]
    seconds = sum(heard) / TAKE_RATE
    told = None if usage is None or usage.cost_cents is None else round(usage.cost_cents * 1000)
    if usage is not None and usage.audio_seconds:
        seconds = usage.audio_seconds
    costs = None if told is None else _shares(told, heard)
    whole = sum(heard)
    return tuple(
        LedgerEntry(
            request.id,
            request.key,
            request.line,
            request.speaker,
            request.scene,
            request.purpose,
            at,
            seconds * samples / whole if whole else seconds / len(heard),
            None if costs is None else costs[place],
            (usage.currency if usage else None) or "",
            (usage.model_id if usage else None) or "",
        )
        for place, (request, samples) in enumerate(requests)
    )


def _shares(whole: int, weights: Sequence[int]) -> list[int]:
    """`whole` in whole parts; what is left over by rounding goes to the largest remainders."""
    if not sum(weights):
        weights = [1] * len(weights)
    weight = sum(weights)
    parts = [whole * each // weight for each in weights]
    by_remainder = sorted(range(len(weights)), key=lambda at: -(whole * weights[at] % weight))
    for at in by_remainder[: whole - sum(parts)]:
        parts[at] += 1
    return parts


def total(entries: Iterable[LedgerEntry]) -> Total:
    """All of them together."""
    seconds = unpriced = 0.0
    cost, currency = 0, ""
    for entry in entries:
        seconds += entry.audio_seconds
        if entry.cost is None:
            unpriced += entry.audio_seconds
        else:
            cost += entry.cost
            currency = entry.currency or currency
    return Total(seconds, cost, unpriced, currency)


def totals_by(entries: Iterable[LedgerEntry], group: Callable[[LedgerEntry], G]) -> dict[G, Total]:
    """By Line, Speaker, scene, purpose, or whatever `group` tells of an entry."""
    groups: dict[G, list[LedgerEntry]] = {}
    for entry in entries:
        groups.setdefault(group(entry), []).append(entry)
    return {name: total(each) for name, each in groups.items()}


def price_per_second(entries: Iterable[LedgerEntry]) -> float | None:
    """Thousandths of a cent for a second of sound, as seen so far; None until one was seen. What was
    free makes what is charged no cheaper: another service may have given it."""
    told = [entry for entry in entries if entry.cost is not None and entry.audio_seconds > 0]
    priced = [entry for entry in told if entry.cost] or told
    seconds = sum(entry.audio_seconds for entry in priced)
    return sum(entry.cost or 0 for entry in priced) / seconds if seconds else None
