"""One recording of a Recipe, and how far it is proved to be all of it."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from studio.takes.recipe import TakeKey


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A word of the Take: where its letters stand in the text as sent, and when it sounds."""

    text: str
    start_character: int
    end_character: int
    start_sample: int
    end_sample: int


class Proof(Enum):
    """`WHOLE`: the server said it was all, and it is; `END_NOT_CONFIRMED`: everything that was
    announced came, the end was not said; `PARTIAL`: something is missing."""

    WHOLE = "whole"
    END_NOT_CONFIRMED = "end not confirmed"
    PARTIAL = "partial"


@dataclass(frozen=True, slots=True)
class TakeUsage:
    """What a Take used, as the server counted it; money in thousandths of a cent. A cost of None was
    not told, which is not the same as nothing."""

    audio_seconds: float
    cost: int | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class TakeOutline:
    """What is known of a Take without its samples, or so far, while it grows; `made_at` is a date
    and time, empty when nobody knows."""

    key: TakeKey
    length_samples: int
    words: tuple[SpokenWord, ...] = ()
    usage: TakeUsage | None = None
    made_at: str = ""
    is_growing: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Take:
    """16-bit mono samples at the take rate; the array is never written to again."""

    key: TakeKey
    samples: NDArray[np.int16]
    words: tuple[SpokenWord, ...] = ()
    proof: Proof = Proof.WHOLE
    usage: TakeUsage | None = None

    @property
    def length_samples(self) -> int:
        return len(self.samples)

    @property
    def is_whole(self) -> bool:
        return self.proof is Proof.WHOLE

    @property
    def outline(self) -> TakeOutline:
        """The Take without its sound, made now."""
        made_at = datetime.now().astimezone().isoformat(timespec="seconds")
        return TakeOutline(self.key, self.length_samples, self.words, self.usage, made_at)

    @property
    def checksum(self) -> int:
        """CRC-32 over the samples as little-endian bytes: a flipped bit on a disk is noticed."""
        return zlib.crc32(self.samples.astype("<i2", copy=False).tobytes())
