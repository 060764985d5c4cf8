"""What a row of the queue shows, as values."""

from __future__ import annotations

from dataclasses import dataclass

from studio.document.values import LineId


@dataclass(frozen=True, slots=True)
class Job:
    """`token` names the colour of the glyph; `arrived` is from 0 to 1 while it comes; `words` say all
    of the row; `can_again`: it only goes on when a person says so."""

    line: LineId
    number: int
    initials: str
    colour: int
    text: str
    icon: str
    token: str
    reason: str
    price: str
    words: str
    arrived: float | None = None
    can_again: bool = False
    has_failed: bool = False

    @property
    def waits(self) -> bool:
        """Whether it is only its turn that it waits for."""
        return self.arrived is None and not self.can_again
