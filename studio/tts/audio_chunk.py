"""Sound as the server sent it, with what is needed to play it."""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from studio.tts import g711
from studio.wire.limits import ALAW, MULAW
from studio.wire.messages import AudioFrame, WordTiming


class AudioChunk(msgspec.Struct, frozen=True, gc=False):
    """One piece of sound, mono. `index` counts within the turn or context."""

    audio: bytes
    encoding: str
    index: int
    sample_rate: int
    samples: int
    chunk_id: int
    context_id: str | None

    @property
    def duration_seconds(self) -> float:
        return self.samples / self.sample_rate

    def to_float32(self) -> NDArray[np.float32]:
        """The samples from -1 to 1, whatever the encoding."""
        if self.encoding == MULAW:
            return g711.from_mulaw(self.audio)
        if self.encoding == ALAW:
            return g711.from_alaw(self.audio)
        return np.frombuffer(self.audio, dtype="<i2").astype(np.float32) / np.float32(32768.0)


class WordTimestamp(msgspec.Struct, frozen=True):
    """Where a word sounds, in milliseconds from the start of its text chunk.

    `char_start` and `char_end` count code points of the chunk's text as it was spoken (composed, NFC;
    not the UTF-16 units of some other languages); the end is exclusive.
    """

    word: str
    start_ms: float
    end_ms: float
    char_start: int
    char_end: int
    score: float
    chunk_id: int


def chunk_of(frame: AudioFrame) -> AudioChunk:
    return AudioChunk(
        frame.audio,
        frame.encoding,
        frame.index or 0,
        frame.sample_rate,
        frame.samples,
        frame.chunk_id,
        frame.context_id,
    )


def timestamps_of(words: tuple[WordTiming, ...], chunk_id: int) -> list[WordTimestamp]:
    return [WordTimestamp(**msgspec.structs.asdict(word), chunk_id=chunk_id) for word in words]
