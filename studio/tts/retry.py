"""When to try again, and when not. Only what cannot pay twice is ever tried again without being asked."""

from __future__ import annotations

import math
import random

from studio.tts import errors
from studio.tts.errors import SpeechError
from studio.wire.faults import clamped_retry_after

MOST_ATTEMPTS = 8
_LONGEST_SECONDS = 30.0
_FIRST_SECONDS = 0.5


def jittered_delay(attempt: int, chance: random.Random | None = None) -> float:
    """Seconds before try number `attempt`, counted from 0: full jitter, so that clients spread out."""
    limit = min(_LONGEST_SECONDS, _FIRST_SECONDS * 2.0 ** min(attempt, 16))
    return (chance or _chance).uniform(0.0, limit)


_chance = random.SystemRandom()


class Redial:
    """What came of earlier connections, for the next one. Knows no socket and no clock."""

    def __init__(self) -> None:
        self._fruitless = 0
        self._refusal: SpeechError | None = None
        self._refused_until = 0.0

    @property
    def delay(self) -> float:
        """For a first try at a caller's wish: at once, unless connections were of no use before."""
        return jittered_delay(self._fruitless - 1) if self._fruitless else 0.0

    @property
    def delays(self) -> tuple[float, ...]:
        """For the tries after a connection was lost, one after the other."""
        return tuple(jittered_delay(self._fruitless + n) for n in range(MOST_ATTEMPTS + 1))

    def ended(self, *, was_of_use: bool) -> None:
        self._fruitless = 0 if was_of_use else self._fruitless + 1

    def failed(self, error: SpeechError, now: float) -> None:
        """Remember a refusal that another try would meet again: for as long as the server said, or
        else until somebody asks for a connection."""
        if isinstance(error, _LASTING):
            self._refusal, self._refused_until = error, math.inf
        elif isinstance(error, errors.TooManyRequests) or error.retry_after is not None:
            wait = clamped_retry_after(error.retry_after, otherwise=_NOT_STATED_SECONDS)
            self._refusal, self._refused_until = error, now + wait

    def refusal(self, now: float) -> SpeechError | None:
        """Why no connection shall be tried now."""
        return self._refusal if now < self._refused_until else None

    def forget(self) -> None:
        """Somebody asks for a connection, whatever came before."""
        self._fruitless = 0
        self._refusal = None


_LASTING = (errors.KeyRefused, errors.NoCredit, errors.NotOffered, errors.RequestRefused)
_NOT_STATED_SECONDS = 5.0
