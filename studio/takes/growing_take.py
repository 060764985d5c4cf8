"""A Take still arriving: chunks of sound in order, and the words as they become known.

Filled on one thread. Word times come relative to the start of their text chunk; here they become
places in the whole Take and in the whole text.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from studio.takes.recipe import TakeKey
from studio.takes.take import SpokenWord, Take


class GrowingTake:
    def __init__(self, key: TakeKey, text: str) -> None:
        self._key = key
        self._text = text
        self._pieces: list[NDArray[np.int16]] = []
        self._words: list[SpokenWord] = []
        self._text_chunk_starts: dict[int, tuple[int, int]] = {}
        self._text_found = 0
        self.length_samples = 0

    def begin_text_chunk(self, chunk_id: int, text: str) -> None:
        """From now on sound belongs to this part of the text."""
        found = self._text.find(text.strip(), self._text_found)
        start = self._text_found if found < 0 else found
        self._text_found = start + len(text.strip())
        self._text_chunk_starts[chunk_id] = (start, self.length_samples)

    def append(self, samples: NDArray[np.int16]) -> None:
        self._pieces.append(samples)
        self.length_samples += len(samples)

    def add_words(self, chunk_id: int, words: Sequence[SpokenWord]) -> None:
        """Words of one text chunk, with places counted from that chunk's start."""
        character, sample = self._text_chunk_starts.get(chunk_id, (0, 0))
        self._words.extend(
            SpokenWord(
                word.text,
                word.start_character + character,
                word.end_character + character,
                word.start_sample + sample,
                word.end_sample + sample,
            )
            for word in words
        )

    def finished(self) -> Take:
        """What has arrived, as a Take whose samples nobody can write to."""
        samples = np.concatenate(self._pieces) if self._pieces else np.zeros(0, np.int16)
        samples.flags.writeable = False
        return Take(self._key, samples, tuple(self._words))
