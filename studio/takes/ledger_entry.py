"""One row of the ledger: what a request used and what it cost. `scheduling.ledger` adds them up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from studio.document.values import LineId, SpeakerId
from studio.takes.recipe import TakeKey
from studio.takes.request_record import Purpose


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """`cost` counts thousandths of a cent; None was not told, which is not the same as nothing."""

    request: str
    key: TakeKey
    line: LineId
    speaker: SpeakerId
    scene: str
    purpose: Purpose
    at: datetime
    audio_seconds: float
    cost: int | None
    currency: str = ""
    model: str = ""
