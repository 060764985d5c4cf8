"""How long the rules wait, in seconds. Progress is sound or its announcement, never mere traffic."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    progress: float = 30.0
    """Without progress for so long, what was asked for counts as lost."""
    cancel: float = 5.0
    """A cancel not acknowledged within so much quiet is taken as carried out."""
    end_session: float = 15.0
    """The same as `progress`, once the caller waits for the end of a turn."""
    acknowledgement: float = 15.0
    """For settings, and for the end of a session that has nothing left to say."""
    slow_chunk: float = 300.0
    """A server that only says it is at work is believed for so long."""


PATIENT = Patience()
