"""What a campaign found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """How often it was tried, with which seed, and every promise that was broken."""

    name: str
    seed: int
    tries: int
    faults: list[str]
    counts: Mapping[str, int]

    def as_json(self) -> dict[str, object]:
        return {
            "campaign": self.name,
            "seed": self.seed,
            "tries": self.tries,
            **self.counts,
            "broken_promises": len(self.faults),
            "faults": self.faults[:5],
        }
