"""A Take still arriving: chunks of sound in order, and the words as they become known.

Filled on one thread, read on any: samples are put in place first, then their number is published,
so that whoever reads the number finds the samples. Word times come relative to the start of their
text chunk; here they become places in the whole Take and in the whole text.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from studio.frames import TAKE_RATE
from studio.takes.recipe import TakeKey
from studio.takes.take import Proof, SpokenWord, Take, TakeOutline

_FIRST_ROOM = 4 * TAKE_RATE
_ROUNDING_SECONDS = 0.010


class GrowingTake:
    def __init__(self, key: TakeKey, text: str) -> None:
        self.key = key
        self.length_samples = 0
        """How many samples have arrived; what lies below is never changed again."""
        self._text = text
        self._room: NDArray[np.int16] = np.zeros(_FIRST_ROOM, np.int16)
        self._words: tuple[SpokenWord, ...] = ()
        self._text_chunk_starts: dict[int, tuple[int, int]] = {}
        self._unfinished: set[int] = set()
        """Text chunks that were announced and have not come whole."""
        self._text_found = 0

    def begin_text_chunk(self, chunk_id: int, text: str) -> None:
        """From now on sound belongs to this part of the text."""
        found = self._text.find(text.strip(), self._text_found)
        start = self._text_found if found < 0 else found
        self._text_found = start + len(text.strip())
        self._text_chunk_starts[chunk_id] = (start, self.length_samples)
        self._unfinished.add(chunk_id)

    def end_text_chunk(self, chunk_id: int, audio_seconds: float | None = None) -> None:
        """The server says that this part is done, and how long it is."""
        start = self._text_chunk_starts.get(chunk_id, (0, 0))[1]
        heard = (self.length_samples - start) / TAKE_RATE
        if audio_seconds is None or abs(audio_seconds - heard) <= _ROUNDING_SECONDS:
            self._unfinished.discard(chunk_id)

    @property
    def came_to_an_end(self) -> bool:
        """Whether all the text was announced, and all that was announced has come."""
        rest = self._text[self._text_found :]
        return (
            bool(self._text_chunk_starts)
            and not self._unfinished
            and not any(map(str.isalnum, rest))
        )

    def append(self, samples: NDArray[np.int16]) -> None:
        end = self.length_samples + len(samples)
        if end > len(self._room):
            larger = np.zeros(max(end, 2 * len(self._room)), np.int16)
            larger[: self.length_samples] = self._room[: self.length_samples]
            self._room = larger
        self._room[self.length_samples : end] = samples
        self.length_samples = end

    def add_words(self, chunk_id: int, words: Sequence[SpokenWord]) -> None:
        """Words of one text chunk, with places counted from that chunk's start."""
        character, sample = self._text_chunk_starts.get(chunk_id, (0, 0))
        self._words += tuple(
            SpokenWord(
                word.text,
                word.start_character + character,
                word.end_character + character,
                word.start_sample + sample,
                word.end_sample + sample,
            )
            for word in words
        )

    @property
    def samples(self) -> NDArray[np.int16]:
        """What has arrived, not to be written to; nothing is copied."""
        length = self.length_samples
        arrived = self._room[:length]
        arrived.flags.writeable = False
        return arrived

    @property
    def outline(self) -> TakeOutline:
        return TakeOutline(self.key, self.length_samples, self._words, is_growing=True)

    def so_far(self, proof: Proof = Proof.PARTIAL) -> Take:
        """What has arrived, as a Take that no longer grows."""
        samples = self.samples.copy()
        samples.flags.writeable = False
        return Take(self.key, samples, self._words, proof)

    def finished(self) -> Take:
        """All of it, once it is proved to be whole."""
        return self.so_far(Proof.WHOLE)
