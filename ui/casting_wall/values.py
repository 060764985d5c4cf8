"""What the casting wall shows, as values: the desk makes them, the tiles paint them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from studio.document.values import Voice
from studio.takes.recipe import TakeKey
from ui.wave_picture import Wave

WaveOfTake = Callable[[TakeKey, int], Wave | None]
"""The shape of what is there of a Take in so many columns; None until it is read."""


class TileState(Enum):
    """`STOPPED`: nobody asks for it; `NEEDS_A_WORD`: it may have been charged already."""

    READY = "ready"
    COMING = "coming"
    WAITING = "waiting"
    STOPPED = "stopped"
    NEEDS_A_WORD = "needs a word"
    FAILED = "failed"

    @property
    def can_be_tried_again(self) -> bool:
        return self in (TileState.FAILED, TileState.NEEDS_A_WORD, TileState.STOPPED)


@dataclass(frozen=True, slots=True)
class TileShown:
    """One Voice. `part` is how long it is, or will be, next to the longest of the wall, and `arrived`
    how much of that is there. `said` is all of it for those who hear the tile."""

    voice: Voice
    key: str
    name: str
    is_local: bool
    take: TakeKey
    state: TileState
    state_words: str
    price: str
    sound: str
    part: float = 1.0
    arrived: float = 1.0
    is_kept: bool = False
    is_rejected: bool = False
    is_current: bool = False
    is_playing: bool = False
    said: str = ""


@dataclass(frozen=True, slots=True)
class DistanceShown:
    """From one other voice of the scene: `share` of the bar, and the words below it."""

    name: str
    initials: str
    colour: int
    share: float
    words: str
    token: str
    """Names the colour of the bar."""
    is_close: bool


@dataclass(frozen=True, slots=True)
class ListedShown:
    """One row of the short list."""

    voice: Voice
    key: str
    name: str
    take: TakeKey


@dataclass(frozen=True, slots=True)
class DetailShown:
    """The current Voice, as far as it may be known."""

    title: str
    words: str
    distances: tuple[DistanceShown, ...]
    no_distances: str


@dataclass(frozen=True, slots=True)
class FootShown:
    """Money and what can be done. Why a button cannot be pressed is said by its `why_not`."""

    cost: str
    here: str
    share: float
    can_stop: bool
    final: str
    draft: str
    final_why_not: str = ""
    draft_why_not: str = ""


@dataclass(frozen=True, slots=True)
class WallShown:
    tiles: tuple[TileShown, ...]
    detail: DetailShown | None
    short_list: tuple[ListedShown, ...]
    counts: str
    foot: FootShown
    colour: int = 0
