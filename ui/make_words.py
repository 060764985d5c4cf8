"""What the button that has takes made offers now, and in which words. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from studio.document.values import LineId
from studio.scheduling.promotion import Promotion
from studio.sentences import sentence
from studio.standing.queue import QueueRow, QueueState
from studio.takes.request_record import Purpose
from ui import messages, money_words

MAKE = sentence("ui.make_words.make", "Make {count} {count:take|takes}")
MAKE_FOR = sentence("ui.make_words.make_for", "Make {count} {count:take|takes}, {price}")
DRAFTS = sentence("ui.make_words.drafts", "Make {count} {count:draft|drafts}, free")
PAUSE = sentence("ui.make_words.pause", "Pause, {count} left")
RESUME = sentence("ui.make_words.resume", "Resume, {count} left")
ALL_MADE = sentence("ui.make_words.all_made", "All takes made")

_UNDER_WAY = (QueueState.COMING, QueueState.IN_TURN)
_WAITING = (*_UNDER_WAY, QueueState.HELD)


class Deed(Enum):
    TAKES = "takes"
    DRAFTS = "drafts"
    PAUSE = "pause"
    RESUME = "resume"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Offer:
    """What a press does, and what the button says."""

    deed: Deed
    words: str


def offer(
    planned: Promotion | None,
    missing_drafts: Sequence[LineId],
    queue: Sequence[QueueRow],
    *,
    is_paused: bool,
) -> Offer:
    """`planned` is None while nobody speaks final voices. What is paid for comes before drafts, which
    make themselves."""
    states = _WAITING if is_paused else _UNDER_WAY
    rows = [row for row in queue if row.state in states and row.purpose is not Purpose.AUDITION]
    paid = sum(row.is_paid for row in rows)
    if planned is not None and planned.lines and not paid:
        count = len(planned.lines)
        if planned.expected_cost is None:
            return Offer(Deed.TAKES, messages.say(MAKE, count=count))
        price = money_words.about(planned.expected_cost)
        return Offer(Deed.TAKES, messages.say(MAKE_FOR, count=count, price=price))
    left = paid or len(rows)
    if left and is_paused:
        return Offer(Deed.RESUME, messages.say(RESUME, count=left))
    if left:
        return Offer(Deed.PAUSE, messages.say(PAUSE, count=left))
    if missing_drafts:
        return Offer(Deed.DRAFTS, messages.say(DRAFTS, count=len(missing_drafts)))
    return Offer(Deed.NOTHING, messages.say(ALL_MADE))
