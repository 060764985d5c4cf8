"""A Take of a Line as it is shown: whose it is, how far it has come, what it cost, what is thought of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from studio.document.annotations import TakeMark
from studio.sentences import Message
from studio.takes.recipe import Recipe, TakeKey


class TakeState(Enum):
    """`UNKNOWN`: asked for and never answered, it may have been charged; `PARTIAL`: not all of it
    came; `END_NOT_CONFIRMED`: all of it seems to be there, but nobody said so; `GONE`: it was made
    once and is no longer here."""

    READY = "ready"
    COMING = "coming"
    QUEUED = "queued"
    PARTIAL = "partial"
    END_NOT_CONFIRMED = "end not confirmed"
    UNKNOWN = "unknown"
    FAILED = "failed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class TakeInfo:
    """`recipe` is None where nobody knows any more what it was made of. `is_wanted`: the words, the
    voice and the Delivery ask for this one now; `is_heard`: it is what the Line plays. `cost` in
    thousandths of a cent, None where none was told."""

    key: TakeKey
    recipe: Recipe | None
    state: TakeState
    is_paid: bool
    is_wanted: bool
    is_heard: bool
    is_pinned: bool
    length_samples: int = 0
    words: int = 0
    made_at: str = ""
    cost: int | None = None
    currency: str = ""
    mark: TakeMark | None = None
    problem: Message | None = None
    """Why it is not ready, where there is something to say."""


class Stale(Enum):
    """What changed since the Line was last spoken by its final voice."""

    TEXT = "text"
    VOICE = "voice"
    DELIVERY = "delivery"
    RETAKE = "retake"
