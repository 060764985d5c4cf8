"""What the transport can be doing; by itself, so that a window may know it before any sound is."""

from __future__ import annotations

from enum import Enum, auto


class PlayState(Enum):
    STOPPED = auto()
    PLAYING = auto()
    WAITING = auto()
    """Playing is meant to go on, but what comes next is not ready; it goes on by itself."""
