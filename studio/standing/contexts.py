"""How the context of a Speaker's final voice stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from studio.sentences import Message


class ContextState(Enum):
    """`LOCAL`: there is none, the embedded voice speaks; `CLOSED`: it opens again before the next
    Line; `WAITING`: all contexts are in use; `REFUSED`: the service does not take what is asked."""

    LOCAL = "local"
    SPEAKING = "speaking"
    OPEN = "open"
    CLOSED = "closed"
    WAITING = "waiting"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ContextStanding:
    """`number` counts the open contexts of all Speakers, `most` is how many there may be;
    `quiet_since` an instant of the monotonic clock."""

    state: ContextState
    number: int | None = None
    most: int = 0
    quiet_since: float | None = None
    because: Message | None = None
