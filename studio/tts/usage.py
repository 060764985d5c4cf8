"""What speaking used, as the server counted it. For information: only our own counts spend money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from studio.wire.messages import Usage


@dataclass(frozen=True, slots=True)
class SessionUsage:
    """A cost of None was not reported, which is not the same as nothing."""

    audio_seconds: float = 0.0
    cost_cents: float | None = None
    currency: str | None = None
    characters: int | None = None
    model_id: str | None = None

    @property
    def cost_available(self) -> bool:
        return self.cost_cents is not None

    def __add__(self, other: SessionUsage) -> SessionUsage:
        """Both together. The cost is known only if both are, in one currency."""
        one_currency = self.currency == other.currency
        return SessionUsage(
            self.audio_seconds + other.audio_seconds,
            _sum(self.cost_cents, other.cost_cents) if one_currency else None,
            other.currency if one_currency else None,
            _count(self.characters, other.characters),
            other.model_id or self.model_id,
        )


@dataclass(frozen=True, slots=True)
class SessionStats:
    """A whole session with contexts: its sound, and what each context used."""

    total_audio_seconds: float
    usage: Mapping[str, SessionUsage]


def usage_of(usage: Usage | None, audio_seconds: float = 0.0) -> SessionUsage:
    """The server's count, or only the length where it counts nothing else."""
    if usage is None:
        return SessionUsage(audio_seconds)
    return SessionUsage(
        audio_seconds if usage.audio_seconds is None else usage.audio_seconds,
        usage.cost_cents,
        usage.currency,
        usage.characters,
        usage.model_id,
    )


def _sum(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other


def _count(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other
