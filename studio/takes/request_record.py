"""A paid request as it is written down before it is sent, so that nothing is ever paid for twice.

The states are `new`, then `asked`, then `receiving`, and one end. Pure; where records lie is the
store's business, when they change that of `scheduling.producer`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from studio.document.values import LineId, SpeakerId
from studio.identity import new_id
from studio.takes.recipe import Recipe, TakeKey


class RequestState(Enum):
    """`UNKNOWN`: sent, nothing came, it may have been charged; `FAILED_FREE`: refused, or never sent."""

    NEW = "new"
    ASKED = "asked"
    RECEIVING = "receiving"
    DONE = "done"
    PARTIAL = "partial"
    UNKNOWN = "unknown"
    FAILED_FREE = "failed-free"


class Purpose(Enum):
    """What a Take is for, as the ledger tells it."""

    SCENE = "scene"
    RETAKE = "retake"
    AUDITION = "audition"


@dataclass(frozen=True, slots=True)
class RequestRecord:
    id: str
    key: TakeKey
    line: LineId
    speaker: SpeakerId
    scene: str
    """The id of the heading above the Line; empty before the first."""
    purpose: Purpose
    service: str
    text_hash: str
    asked_at: datetime
    state: RequestState = RequestState.NEW
    received_samples: int = 0

    def becomes(self, state: RequestState, received_samples: int = 0) -> RequestRecord:
        """The record one step on; an end is final."""
        if self.is_over:
            raise ValueError(f"a request that is {self.state.value} cannot become {state.value}")
        return replace(self, state=state, received_samples=received_samples)

    @property
    def is_over(self) -> bool:
        return self.state not in _UNDER_WAY

    @property
    def may_have_been_charged(self) -> bool:
        """Asking for the same again may pay twice: only a person may say so."""
        return self.state is not RequestState.FAILED_FREE and self.state is not RequestState.NEW


_UNDER_WAY = (RequestState.NEW, RequestState.ASKED, RequestState.RECEIVING)


def new_request(
    recipe: Recipe, line: LineId, speaker: SpeakerId, scene: str, purpose: Purpose, now: datetime
) -> RequestRecord:
    text_hash = hashlib.sha256(recipe.text.encode("utf-8", "surrogatepass")).hexdigest()
    return RequestRecord(
        new_id(), recipe.key, line, speaker, scene, purpose, recipe.service, text_hash, now
    )


def after_a_crash(record: RequestRecord) -> RequestRecord:
    """What a record found when a project is opened means: nobody waits for an answer any more."""
    match record.state:
        case RequestState.NEW:
            return record.becomes(RequestState.FAILED_FREE)
        case RequestState.ASKED:
            return record.becomes(RequestState.UNKNOWN)
        case RequestState.RECEIVING:
            return record.becomes(RequestState.PARTIAL, record.received_samples)
        case _:
            return record
