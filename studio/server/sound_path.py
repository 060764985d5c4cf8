"""From an engine's samples to what a client asked for: silence trimmed, resampled, encoded, in blocks.

One path serves one piece. The first block leaves as soon as there is something to hear; later ones
are larger, because each costs a message on the way to the client.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.audio.resample import Resampler
from studio.audio.samples import float_samples, int16_samples
from studio.server.telephone_codes import alaw_bytes, mulaw_bytes
from studio.wire.limits import ALAW, MULAW

LEAD_MS = 15
"""What is left before the first sound of a piece, so that a soft onset is not cut."""
_SILENT = 90
"""Samples up to this far from zero are silence (-51 dB)."""
_BLOCK_MS = (0, 150, 400, 1000)
"""At least so much engine time goes into the first, second, third and every later block."""
_KNEE = np.float32(0.9)
_PRESENCE = np.float32(0.6)
_TAIL_LOOK_MS = 10


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
        self, engine_rate: int, wanted: SoundFormat, *, lead_ms: int, pause_ms: int, presence: bool
    ) -> None:
        self._rate = engine_rate
        self._wanted = wanted
        self._lead = engine_rate * (LEAD_MS + lead_ms) // 1000
        self._pause = engine_rate * pause_ms // 1000
        same = engine_rate == wanted.rate
        self._resampler = None if same else Resampler(engine_rate, wanted.rate)
        self._presence = presence
        self._before = np.float32(0.0)
        self._waiting: list[bytes] = []
        self._waiting_samples = 0
        self._blocks = 0
        self._held = np.zeros(0, np.int16)
        self._skipped: int | None = None
        self._silence = 0
        self.samples_out = 0

    def take(self, samples: bytes) -> list[SoundBlock]:
        """A block when enough has come together, else none yet."""
        self._waiting.append(samples)
        self._waiting_samples += len(samples) // 2
        if self._waiting_samples * 1000 < self._rate * _BLOCK_MS[min(self._blocks, 3)]:
            return []
        return self._shaped(self._voiced(self._gathered()), last=False)

    def finish(self) -> list[SoundBlock]:
        """The rest, and the pause that every piece ends with."""
        rest = self._voiced(self._gathered())
        tail = self._held[: self._pause]
        pause = np.zeros(self._pause - len(tail), np.int16)
        lead = np.zeros(self._lead if self._skipped is None else 0, np.int16)
        return self._shaped(np.concatenate((lead, rest, tail, pause)), last=True)

    def milliseconds(self, engine_sample: int) -> float:
        """Where in what the client hears a sample of the engine lies."""
        return max(0.0, (engine_sample - (self._skipped or 0)) * 1000.0 / self._rate)

    def _gathered(self) -> NDArray[np.int16]:
        gathered = np.frombuffer(b"".join(self._waiting), np.int16)
        self._waiting.clear()
        self._waiting_samples = 0
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
        loud = np.flatnonzero((samples > _SILENT) | (samples < -_SILENT))
        if not len(loud):
            self._silence += len(samples)
            return samples[:0]
        onset = int(loud[0])
        kept = min(onset, self._lead)
        self._skipped = self._silence + onset - self._lead
        return np.concatenate((np.zeros(self._lead - kept, np.int16), samples[onset - kept :]))

    def _shaped(self, samples: NDArray[np.int16], *, last: bool) -> list[SoundBlock]:
        sound = float_samples(samples)
        if self._presence and len(sound):
            sound = self._brightened(sound)
        if self._resampler is not None:
            sound = self._resampler.convert(sound)
            if last:
                sound = np.concatenate((sound, self._resampler.finish()))
        if not len(sound):
            return []
        self._blocks += 1
        self.samples_out += len(sound)
        audio = _encoded(_held_below_full_scale(sound), self._wanted.encoding)
        return _in_blocks(audio, len(sound), 2 * self._wanted.rate)

    def _brightened(self, sound: NDArray[np.float32]) -> NDArray[np.float32]:
        before = np.concatenate(([self._before], sound[:-1]))
        self._before = sound[-1]
        return np.asarray(sound + _PRESENCE * (sound - before), np.float32)


def _after_the_last_sound(samples: NDArray[np.int16], look: int) -> int:
    """The index behind the last sample that is not silence; the end is looked at first."""
    for start in (max(0, len(samples) - look), 0):
        end = samples[start:]
        loud = np.flatnonzero((end > _SILENT) | (end < -_SILENT))
        if len(loud):
            return start + int(loud[-1]) + 1
    return 0


def _in_blocks(audio: bytes, samples: int, most: int) -> list[SoundBlock]:
    """One block as a rule; several where that one would make too large a message."""
    width = len(audio) // samples
    return [
        SoundBlock(audio[at * width : (at + most) * width], min(most, samples - at))
        for at in range(0, samples, most)
    ]


def _held_below_full_scale(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """Peaks above the knee are bent, not cut; each sample alone, so blocks join without a seam."""
    size = np.abs(sound)
    if size.max() <= _KNEE:
        return sound
    room = np.float32(1.0) - _KNEE
    bent = np.sign(sound) * (_KNEE + room * np.tanh((size - _KNEE) / room))
    return np.where(size > _KNEE, bent, sound)


def _encoded(sound: NDArray[np.float32], encoding: str) -> bytes:
    samples = int16_samples(sound)
    if encoding == MULAW:
        return mulaw_bytes(samples)
    if encoding == ALAW:
        return alaw_bytes(samples)
    return samples.astype("<i2", copy=False).tobytes()
