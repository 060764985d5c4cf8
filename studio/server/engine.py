"""The seam behind which voices are made: text, voice and delivery in, blocks of samples out.

An engine makes sound at its own rate, one piece at a time, and hears nothing of sockets, formats or
contexts; `worker` runs it in a process of its own and `sound_path` shapes what comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a piece is to be spoken; the embedded voices make of it what `espeak_engine` says."""

    language: str = "en"
    speed: float = 1.0
    cfg_scale: float = 2.0
    temperature: float = 0.4
    stability: float = 0.5
    similarity_boost: float = 0.75
    style: float = 0.0
    use_speaker_boost: bool = False
    normalize: bool = True


@dataclass(frozen=True, slots=True)
class Piece:
    """What one call of an engine speaks: at most a few sentences, marked up as the protocol allows.

    `wants_words`: whether the marks of words are asked for. `is_awaited`: nothing was heard before it,
    so its first sound is wanted as early as can be.
    """

    text: str
    voice_id: int
    delivery: Delivery
    wants_words: bool = False
    is_awaited: bool = True


@dataclass(frozen=True, slots=True)
class WordMark:
    """A word began (or, with `length` 0, the clause before it ended) at this sample of the piece.

    `position` and `length` count code points of the piece's text.
    """

    position: int
    length: int
    sample: int


Hear = Callable[[bytes, Sequence[WordMark]], bool]
"""Takes the next samples (16 bit, this machine's byte order) and the marks that became known with
them; False means: stop speaking."""


class Engine(Protocol):
    """Speaks one piece at a time, blocking until it is done or `hear` said stop."""

    @property
    def rate(self) -> int: ...

    def speak(self, piece: Piece, hear: Hear) -> None: ...
