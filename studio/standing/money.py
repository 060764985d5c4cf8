"""What a Line cost or would cost, as it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class PriceKind(Enum):
    """`NOT_REPORTED`: it was paid for and the service did not tell how much; `NOT_KNOWN`: it would
    have to be paid for, and no price was seen or entered yet."""

    FREE = "free"
    PAID = "paid"
    ESTIMATE = "estimate"
    NOT_REPORTED = "not reported"
    NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class LinePrice:
    """`cost` in thousandths of a cent."""

    kind: PriceKind
    cost: int | None = None
    currency: str = ""
