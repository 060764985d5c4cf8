"""From an engine's samples to what a client asked for: silence trimmed, resampled, encoded, in blocks.

One path serves one piece. The first block leaves as soon as there is something to hear; later ones
are larger, because each costs a message on the way to the client. Work is done in portions small
enough to stay in the processor's cache.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.audio.resample import SPEECH_QUALITY, Resampler
from studio.server.telephone_codes import alaw_bytes, mulaw_bytes
from studio.wire.limits import ALAW, MULAW

LEAD_MS = 15
"""What is left before the first sound of a piece, so that a soft onset is not cut."""
_SILENT = 90
"""Samples up to this far from zero are silence (-51 dB)."""
_BLOCK_MS = (0, 200, 1000, 5500)
"""At least so much goes into the first, second, third and every later block of what somebody waits
for; when earlier pieces are still to be heard, the largest blocks will do from the start."""
_PORTION_MS = 2000
_LARGEST_BLOCK_MS = 8000
_KNEE, _FULL_SCALE = np.float32(29_500), np.float32(32_767)
_PRESENCE, _PRESENCE_LEVEL = np.float32(0.6), np.float32(0.9)
"""How much of the high is added, and the level of all of it, so that it stays about as loud."""
_TAIL_LOOK_MS = 10
_FADE_MS = 5


@dataclass(frozen=True, slots=True)
class SoundFormat:
    """How the client wants its samples."""

    encoding: str
    rate: int


@dataclass(frozen=True, slots=True)
class SoundBlock:
    audio: bytes
    samples: int


class SoundPath:
    """Shapes one piece: `take` samples as they come, then `finish` once."""

    def __init__(
        self,
        engine_rate: int,
        wanted: SoundFormat,
        *,
        lead_ms: int = 0,
        pause_ms: int = 0,
        most_ms: int | None = None,
        presence: bool = False,
        is_awaited: bool = True,
        resampler: Resampler | None = None,
    ) -> None:
        """A `resampler` between the two rates, if one is at hand; making one takes its time. After
        `most_ms` the sound fades out, and no more is taken."""
        self._rate = engine_rate
        self._wanted = wanted
        self._lead = engine_rate * (LEAD_MS + lead_ms) // 1000
        self._pause = engine_rate * pause_ms // 1000
        if resampler is None and engine_rate != wanted.rate:
            resampler = Resampler(engine_rate, wanted.rate, quality=SPEECH_QUALITY)
        self._resampler = resampler
        self._most = None if most_ms is None else wanted.rate * most_ms // 1000
        self._presence = presence
        self._before = np.float32(0.0)
        self._raw: list[bytes] = []
        self._raw_bytes = 0
        self._block_ms = _BLOCK_MS if is_awaited else _BLOCK_MS[-1:]
        self._shaped: list[bytes | memoryview] = []
        self._shaped_samples = 0
        self._blocks = 0
        self._expect_next()
        self._held = np.zeros(0, np.int16)
        self._skipped: int | None = None
        self._silence = 0
        self.samples_out = 0
        self.is_full = False

    def take(self, samples: bytes) -> Sequence[SoundBlock]:
        """What is ready to leave: nothing, as a rule, until enough has come together."""
        self._raw.append(samples)
        self._raw_bytes += len(samples)
        if self._raw_bytes < self._portion_bytes:
            return ()
        self._missing_bytes -= self._raw_bytes
        self._shape(self._voiced(self._gathered()))
        if self._missing_bytes > 0 or not self._shaped_samples:
            self._set_portion()
            return ()
        return self._block()

    def finish(self) -> Sequence[SoundBlock]:
        """The rest, and the pause that every piece ends with."""
        rest = self._voiced(self._gathered())
        tail = self._held[: self._pause]
        pause = np.zeros(self._pause - len(tail), np.int16)
        lead = np.zeros(self._lead if self._skipped is None else 0, np.int16)
        self._shape(np.concatenate((lead, rest, tail, pause)), is_last=True)
        return self._block() if self._shaped_samples else ()

    def milliseconds(self, engine_sample: int) -> float:
        """Where in what the client hears a sample of the engine lies."""
        return max(0.0, (engine_sample - (self._skipped or 0)) * 1000.0 / self._rate)

    def _block(self) -> list[SoundBlock]:
        audio, samples = b"".join(self._shaped), self._shaped_samples
        self.samples_out += samples
        self._shaped.clear()
        self._shaped_samples = 0
        self._blocks += 1
        self._expect_next()
        return _divided(audio, samples, self._wanted.rate * _LARGEST_BLOCK_MS // 1000)

    def _expect_next(self) -> None:
        enough_ms = self._block_ms[min(self._blocks, len(self._block_ms) - 1)]
        self._missing_bytes = 2 * self._rate * enough_ms // 1000
        self._set_portion()

    def _set_portion(self) -> None:
        self._portion_bytes = min(2 * self._rate * _PORTION_MS // 1000, self._missing_bytes)

    def _gathered(self) -> NDArray[np.int16]:
        gathered = np.frombuffer(b"".join(self._raw), np.int16)
        self._raw.clear()
        self._raw_bytes = 0
        return gathered

    def _voiced(self, samples: NDArray[np.int16]) -> NDArray[np.int16]:
        """`samples` without the silence at both ends of the piece; what may be its end is held."""
        if self._skipped is None:
            samples = self._from_the_first_sound(samples)
        loud = _after_the_last_sound(samples, self._rate * _TAIL_LOOK_MS // 1000)
        if loud == 0:
            self._held = np.concatenate((self._held, samples))
            return samples[:0]
        voiced = samples[:loud]
        if len(self._held):
            voiced = np.concatenate((self._held, voiced))
        self._held = samples[loud:]
        return voiced

    def _from_the_first_sound(self, samples: NDArray[np.int16]) -> NDArray[np.int16]:
        loud = _loud_places(samples)
        if not len(loud):
            self._silence += len(samples)
            return samples[:0]
        onset = int(loud[0])
        kept = min(onset, self._lead)
        self._skipped = self._silence + onset - self._lead
        return np.concatenate((np.zeros(self._lead - kept, np.int16), samples[onset - kept :]))

    def _shape(self, samples: NDArray[np.int16], *, is_last: bool = False) -> None:
        """Do to `samples` all that is to be done; kept at the scale of 16 bit on the way."""
        sound = samples.astype(np.float32)
        if self._presence and len(sound):
            sound = self._brightened(sound)
        if self._resampler is not None:
            sound = self._resampler.convert(sound)
            if is_last:
                sound = np.concatenate((sound, self._resampler.finish()))
        sound = self._cut_off(sound)
        if len(sound):
            self._shaped.append(_encoded(_held_below_full_scale(sound), self._wanted.encoding))
            self._shaped_samples += len(sound)

    def _cut_off(self, sound: NDArray[np.float32]) -> NDArray[np.float32]:
        if self._most is None:
            return sound
        room = self._most - self.samples_out - self._shaped_samples
        if len(sound) <= room:
            return sound
        if self.is_full:
            return sound[:0]
        self.is_full = True
        kept = sound[:room].copy()
        fading = min(room, self._wanted.rate * _FADE_MS // 1000)
        kept[room - fading :] *= np.linspace(1.0, 0.0, fading, dtype=np.float32)
        return kept

    def _brightened(self, sound: NDArray[np.float32]) -> NDArray[np.float32]:
        before = np.concatenate(([self._before], sound[:-1]))
        self._before = sound[-1]
        return np.asarray(_PRESENCE_LEVEL * (sound + _PRESENCE * (sound - before)), np.float32)


def _divided(audio: bytes, samples: int, most: int) -> list[SoundBlock]:
    """One block as a rule; several where that one would make too large a message."""
    width = len(audio) // samples
    return [
        SoundBlock(audio[at * width : (at + most) * width], min(most, samples - at))
        for at in range(0, samples, most)
    ]


def _after_the_last_sound(samples: NDArray[np.int16], look: int) -> int:
    """The index behind the last sample that is not silence; the end is looked at first."""
    for start in (max(0, len(samples) - look), 0):
        loud = _loud_places(samples[start:])
        if len(loud):
            return start + int(loud[-1]) + 1
    return 0


def _loud_places(samples: NDArray[np.int16]) -> NDArray[np.intp]:
    return (np.abs(samples) > _SILENT).nonzero()[0]


def _held_below_full_scale(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """Peaks above the knee are bent, not cut; each sample alone, so blocks join without a seam."""
    if np.maximum.reduce(sound) <= _KNEE and np.minimum.reduce(sound) >= -_KNEE:
        return sound
    size = np.abs(sound)
    room = _FULL_SCALE - _KNEE
    bent = np.sign(sound) * (_KNEE + room * np.tanh((size - _KNEE) / room))
    return np.asarray(np.where(size > _KNEE, bent, sound), np.float32)


def _encoded(sound: NDArray[np.float32], encoding: str) -> bytes | memoryview:
    samples = np.rint(sound, out=sound).astype(np.int16)
    if encoding == MULAW:
        return mulaw_bytes(samples)
    if encoding == ALAW:
        return alaw_bytes(samples)
    return (samples if sys.byteorder == "little" else samples.byteswap()).data
