"""What the inspector shows of the selected Lines, as values: the desk makes them, the panel paints them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from studio.document.values import LineId, LineStatus
from studio.standing.takes import TakeState
from studio.takes.recipe import TakeKey
from ui.wave_picture import Wave

WaveOfTake = Callable[[TakeKey, int], Wave | None]
"""The shape of a whole Take in so many columns; None until it is read."""


@dataclass(frozen=True, slots=True)
class TakeShown:
    """`number` counts from the oldest on; `words` say all of it, for those who hear the row."""

    key: TakeKey
    number: int
    state: TakeState
    is_draft: bool
    is_heard: bool
    is_pinned: bool
    length: str
    remark: str
    price: str
    rating: int = 0
    problem: str = ""
    words: str = ""

    @property
    def is_there(self) -> bool:
        """Whether anything of it can be heard."""
        return self.state not in (TakeState.QUEUED, TakeState.UNKNOWN, TakeState.FAILED)


class CueKind(Enum):
    AFTER = "after"
    CUT_IN = "cut in"
    OVER = "over"
    WITH = "with"
    AT = "at"


@dataclass(frozen=True, slots=True)
class CueShown:
    """Of several Lines that differ the kind is None."""

    kind: CueKind | None
    seconds: float | None
    words: str


@dataclass(frozen=True, slots=True)
class DeliveryValue:
    """What holds now; `is_own` where the Lines themselves say so. None where several differ."""

    field: str
    value: float | None
    is_own: bool


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A part of the text that no voice is given, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class SentShown:
    text: str
    left_out: tuple[LeftOut, ...]
    in_script: str
    """What the script shows, where the voice is given something else."""


@dataclass(frozen=True, slots=True)
class OneLine:
    """What is only shown of a single Line."""

    takes: tuple[TakeShown, ...]
    counts: str
    next_price: str
    sent: SentShown
    notes: str
    made_with: str


@dataclass(frozen=True, slots=True)
class Shown:
    """The selected Lines. Initials and colour are empty for several; `one` is None then."""

    lines: tuple[LineId, ...]
    title: str
    initials: str
    colour: int
    number: str
    state_icon: str
    state_word: str
    state_token: str
    status: LineStatus | None
    cue: CueShown
    delivery: tuple[DeliveryValue, ...]
    one: OneLine | None
    cannot_approve: str = ""
