"""What is being made and what waits to be, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from studio.document.values import LineId
from studio.sentences import Message
from studio.takes.recipe import TakeKey
from studio.takes.request_record import Purpose


class QueueState(Enum):
    """`HELD`: it waits for more than its turn, and `reason` says for what; `NEEDS_A_WORD`: it may have
    been charged, and is only asked for again when a person says so."""

    COMING = "coming"
    IN_TURN = "in turn"
    HELD = "held"
    NEEDS_A_WORD = "needs a word"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class QueueRow:
    """`expected_cost` in thousandths of a cent; None is not known, and nothing for what is free."""

    line: LineId
    key: TakeKey
    purpose: Purpose
    is_paid: bool
    state: QueueState
    expected_seconds: float
    arrived_seconds: float = 0.0
    expected_cost: int | None = None
    reason: Message | None = None
