"""Counts the frames that make no sense, and says when a server is not worth listening to."""

from __future__ import annotations

_MOST_REFUSED = 50
_LONGEST_WITHOUT_SENSE = 5.0


class FrameWatch:
    def __init__(self) -> None:
        self.refused = 0
        """In all, over every connection."""
        self._refused_here = 0
        self._since: float | None = None

    def start(self) -> None:
        """A connection begins."""
        self._refused_here = 0
        self._since = None

    def accept(self) -> None:
        self._since = None

    def refuse(self, now: float) -> bool:
        """Count one; True when it is time to hang up."""
        self.refused += 1
        self._refused_here += 1
        if self._since is None:
            self._since = now
        return self._refused_here > _MOST_REFUSED or now - self._since > _LONGEST_WITHOUT_SENSE
