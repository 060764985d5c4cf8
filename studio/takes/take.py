"""One finished recording of a Recipe."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.takes.recipe import TakeKey


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A word of the Take: where its letters stand in the text, and when it sounds."""

    text: str
    start_character: int
    end_character: int
    start_sample: int
    end_sample: int


@dataclass(frozen=True, slots=True, eq=False)
class Take:
    """16-bit mono samples at the take rate; the array is never written to again."""

    key: TakeKey
    samples: NDArray[np.int16]
    words: tuple[SpokenWord, ...] = ()

    @property
    def length_samples(self) -> int:
        return len(self.samples)
