"""What one check has found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class State(Enum):
    FINE = "fine"
    LIMITED = "limited"
    """Something is missing that the program can do without."""
    BROKEN = "broken"
    """Something essential is missing."""


@dataclass(frozen=True, slots=True)
class Check:
    """`found` is a line for people, `facts` the same for programs; with a remedy unless all is fine."""

    name: str
    state: State
    found: str
    remedy: str | None = None
    facts: Mapping[str, object] = field(default_factory=dict)

    def as_values(self) -> dict[str, object]:
        """As `--json` prints it."""
        return {
            "name": self.name,
            "state": self.state.value,
            "found": self.found,
            "remedy": self.remedy,
            "facts": dict(self.facts),
        }

    @classmethod
    def from_values(cls, values: dict[str, Any]) -> Check:
        return cls(**{**values, "state": State(values["state"])})
