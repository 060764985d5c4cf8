"""What is being made and what waits, in the order in which it will be made. Pure but for looking."""

from __future__ import annotations

from studio.front.making import Making
from studio.scheduling.budget import Budget, expected_price
from studio.scheduling.demand import Want
from studio.scheduling.plan import Held
from studio.sentences import Message, sentence
from studio.standing.queue import QueueRow, QueueState
from studio.takes.request_record import RequestState

PAUSED = sentence("queue.paused", "Making is paused. Resume it to go on.")
BUDGET = sentence(
    "queue.budget",
    "The budget is used up, or no price is known yet. Raise the budget, or say that it may be made"
    " all the same.",
)
NOBODY = sentence(
    "queue.nobody", "No voice service is set up. Enter a key in Preferences, Voice service."
)
OTHER_SERVICE = sentence(
    "queue.other-service",
    "{voice} belongs to {theirs}. Choose a voice of {ours}, or set {theirs} up in Preferences, Voice"
    " service.",
)
TYPING = sentence("queue.typing", "It is made when typing pauses.")
ASKED = sentence(
    "queue.may-have-been-charged", "It may have been charged. Make it again if you want that."
)

RATE = 24_000


def queue_rows(making: Making, budget: Budget, now: float) -> tuple[QueueRow, ...]:
    """What is arriving first, then what waits, then what waits for a person."""
    standing, outline = making.voices.standing, making.shelf.outline
    is_held = making.is_paused
    told = standing.coming.keys() | standing.needing_a_word.keys() | standing.failed.keys()
    rows = []
    for want in making.wants:
        recipe = want.recipe
        if outline(recipe.key) is not None:
            continue
        # Most of a long script only waits for its turn: that is said without asking any further.
        if is_held or recipe.is_paid or want.not_before > now or recipe.key in told:
            rows.append(_row(making, want, budget, now))
        else:
            rows.append(_waiting(want))
    order = {state: place for place, state in enumerate(QueueState)}
    return tuple(sorted(rows, key=lambda row: order[row.state]))


def _waiting(want: Want) -> QueueRow:
    seconds = want.expected_seconds
    return QueueRow(
        want.line, want.key, want.purpose, False, QueueState.IN_TURN, seconds, expected_cost=0
    )


def _row(making: Making, want: Want, budget: Budget, now: float) -> QueueRow:
    standing = making.voices.standing
    is_paid, seconds = want.recipe.is_paid, want.expected_seconds
    cost = expected_price(seconds, budget, making.spent.per_second) if is_paid else 0
    state, reason = _state(making, want, now)
    growing = standing.coming.get(want.key)
    arrived = 0.0 if growing is None else growing.length_samples / RATE
    return QueueRow(
        want.line, want.key, want.purpose, is_paid, state, seconds, arrived, cost, reason
    )


def _state(making: Making, want: Want, now: float) -> tuple[QueueState, Message | None]:
    standing, key, voices = making.voices.standing, want.key, making.voices
    if key in standing.coming:
        return QueueState.COMING, None
    if standing.needing_a_word.get(key, RequestState.DONE) is not RequestState.DONE:
        return QueueState.NEEDS_A_WORD, ASKED()
    if key in standing.failed:
        return QueueState.FAILED, standing.failed[key].message
    if making.is_paused:
        return QueueState.HELD, PAUSED()
    if want.not_before > now:
        return QueueState.HELD, TYPING()
    if want.recipe.is_paid and want.recipe.service != making.service_name:
        return QueueState.HELD, _no_speaker(making, want)
    if want.recipe.is_paid and standing.held is Held.BUDGET:
        return QueueState.HELD, BUDGET()
    if want.recipe.is_paid and standing.held is Held.OFFLINE:
        return QueueState.HELD, standing.pause or voices.trouble
    return QueueState.IN_TURN, None


def _no_speaker(making: Making, want: Want) -> Message:
    """Why the service that is set up does not speak it, if any is."""
    ours, voice = making.service_name, making.final_voice(want.line)
    if ours is None or voice is None:
        return NOBODY()
    return OTHER_SERVICE(voice=voice.name, theirs=want.recipe.service, ours=ours)
