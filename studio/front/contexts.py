"""How the context of each Speaker stands. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from studio.document.values import Document, SpeakerId
from studio.scheduling.plan import Held
from studio.scheduling.producer import Standing
from studio.standing.contexts import ContextStanding, ContextState
from studio.wire.limits import CONTEXTS_PER_CONNECTION


def context_standings(
    document: Document, standing: Standing, service: str | None, waiting: frozenset[SpeakerId]
) -> Mapping[SpeakerId, ContextStanding]:
    """`service` speaks the final voices; `waiting` are Speakers with something to be made."""
    numbers = {context: number for number, context in enumerate(standing.contexts, start=1)}
    most = CONTEXTS_PER_CONNECTION
    found = {}
    for speaker in document.cast:
        voice, id = speaker.final_voice, speaker.id
        if voice is None or service is None or voice.service != service:
            found[id] = ContextStanding(ContextState.LOCAL)
        elif id in numbers:
            quiet = standing.contexts[id]
            state = ContextState.SPEAKING if quiet is None else ContextState.OPEN
            found[id] = ContextStanding(state, numbers[id], most, quiet)
        elif id in waiting and standing.held is Held.OFFLINE and standing.pause is not None:
            found[id] = ContextStanding(ContextState.REFUSED, None, most, None, standing.pause)
        elif id in waiting and len(numbers) >= most:
            found[id] = ContextStanding(ContextState.WAITING, None, most)
        else:
            found[id] = ContextStanding(ContextState.CLOSED, None, most)
    return found
