"""How long a text will probably sound, before anybody has spoken it."""

from __future__ import annotations

from studio.frames import PROJECT_RATE

_FRAMES_PER_CHARACTER = PROJECT_RATE * 68 // 1000
_SHORTEST_FRAMES = PROJECT_RATE // 2


def estimated_frames(text: str, speed: float = 1.0) -> int:
    """About 15 characters a second, never under half a second."""
    return max(_SHORTEST_FRAMES, round(len(text) * _FRAMES_PER_CHARACTER / speed))
