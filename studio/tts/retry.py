"""When to try again. Only what cannot pay twice is ever tried again without being asked."""

from __future__ import annotations

import random

MOST_ATTEMPTS = 8
_LONGEST_SECONDS = 30.0
_FIRST_SECONDS = 0.5


def jittered_delay(attempt: int, chance: random.Random | None = None) -> float:
    """Seconds before try number `attempt`, counted from 0: full jitter, so that clients spread out."""
    limit = min(_LONGEST_SECONDS, _FIRST_SECONDS * 2.0 ** min(attempt, 16))
    return (chance or _chance).uniform(0.0, limit)


_chance = random.SystemRandom()
