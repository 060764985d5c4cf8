"""Tells that the machine slept, or this process was held still, for longer than any load explains."""

from __future__ import annotations

import time

SLEPT_SECONDS = 5.0


class SleepWatch:
    """Asked again and again, several times a second."""

    def __init__(self) -> None:
        self._asked_at = _clocks()

    def has_slept(self) -> bool:
        """Whether so much time went by since it was last asked."""
        before, self._asked_at = self._asked_at, _clocks()
        return any(
            now - then > SLEPT_SECONDS for then, now in zip(before, self._asked_at, strict=True)
        )


def _clocks() -> tuple[float, ...]:
    """Of the system's steady clocks some stand still while it sleeps. The one that people set is
    none of them."""
    steady = time.monotonic()
    if hasattr(time, "CLOCK_BOOTTIME"):
        return steady, time.clock_gettime(time.CLOCK_BOOTTIME)
    if hasattr(time, "CLOCK_MONOTONIC_RAW"):
        return steady, time.clock_gettime(time.CLOCK_MONOTONIC_RAW)
    return (steady,)
