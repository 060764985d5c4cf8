"""A sound file of any rate and length, read at the project rate from any place, never all at once.

The sound is worked out second by second, each from the same part of the file with a little around
it, so that it is the same to the last bit however one came there.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from studio.audio.resample import resampled
from studio.audio.sound_file import SoundFileReader
from studio.frames import PROJECT_RATE, frames_at_rate

_AROUND_SECONDS = 0.03
_SECONDS_KEPT = 4
_MONO_GAIN = np.float32(math.sqrt(0.5))


class SoundStream:
    """One open sound file, in stereo; a mono one is as loud as a voice in the middle. More than two
    channels are mixed to the middle. Use from one thread at a time."""

    def __init__(self, path: Path) -> None:
        self._file = SoundFileReader(path)
        self._kept: OrderedDict[int, NDArray[np.float32]] = OrderedDict()
        self.length_frames = frames_at_rate(self._file.frames, self._file.rate, PROJECT_RATE)

    def read(self, start_frame: int, frames: int) -> NDArray[np.float32]:
        """Exactly so many frames from there on; silence before the beginning and after the end."""
        out = np.zeros((frames, 2), np.float32)
        first = max(start_frame, 0)
        end = min(start_frame + frames, self.length_frames)
        while first < end:
            number, within = divmod(first, PROJECT_RATE)
            piece = self._second(number)[within : within + end - first]
            if not len(piece):
                break
            out[first - start_frame : first - start_frame + len(piece)] = piece
            first += len(piece)
        return out

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> SoundStream:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _second(self, number: int) -> NDArray[np.float32]:
        second = self._kept.get(number)
        if second is None:
            second = self._kept[number] = _stereo(self._at_project_rate(number))
            if len(self._kept) > _SECONDS_KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(number)
        return second

    def _at_project_rate(self, number: int) -> NDArray[np.float32]:
        rate = self._file.rate
        if rate == PROJECT_RATE:
            return self._file.read(number * rate, rate)
        # Both rates have a whole number of frames in a step, so that none is ever halfway.
        steps = math.gcd(rate, PROJECT_RATE)
        around = math.ceil(_AROUND_SECONDS * steps)
        before = min(around, number * steps)
        step_in, step_out = rate // steps, PROJECT_RATE // steps
        start = number * rate - before * step_in
        sound = self._file.read(start, (before + steps + around) * step_in)
        skipped = before * step_out
        return resampled(sound, rate, PROJECT_RATE)[skipped : skipped + PROJECT_RATE]


def _stereo(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    if sound.shape[1] == 2:
        return sound
    mono = sound.mean(axis=1, keepdims=True, dtype=np.float32) * _MONO_GAIN
    return np.repeat(mono, 2, axis=1)
