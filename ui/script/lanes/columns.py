"""Which column is whose, and where it lies: equal shares of the width, beside a gutter for the times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from studio.document.values import Speaker, SpeakerId

GUTTER = 54
LEAST_WIDTH = 180


@dataclass(frozen=True, slots=True)
class Columns:
    """`speakers` from left to right; `width` is that of each."""

    speakers: tuple[SpeakerId, ...] = ()
    width: int = LEAST_WIDTH

    @property
    def whole_width(self) -> int:
        return GUTTER + self.width * len(self.speakers)

    def left(self, column: int) -> int:
        return GUTTER + self.width * column

    def at(self, x: int) -> int | None:
        """The column at this place of the whole width; None beside all of them."""
        column = (x - GUTTER) // self.width
        return column if 0 <= column < len(self.speakers) else None


def columns_for(cast: Sequence[Speaker], width: int, least: int = LEAST_WIDTH) -> Columns:
    """As many columns as there are Speakers, in `width` or wider, none narrower than `least`."""
    share = (width - GUTTER) // max(1, len(cast))
    return Columns(tuple(speaker.id for speaker in cast), max(least, share))
