"""The shapes of sounds, for drawing them: answered at once, or brought by a worker and then told of.

Reading a Take or a music file may take a while; nobody who draws ever waits for it here.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from studio.audio.peaks import Peaks
from studio.audio.sound_stream import SoundStream
from studio.document.sounds import SoundSource
from studio.frames import PROJECT_RATE, TAKE_RATE
from studio.observers import Observers
from studio.takes.recipe import TakeKey
from studio.takes.take import Take
from studio.timeline.values import Clip, PlacedSound

Samples = NDArray[np.int16]
Wave = tuple[Samples, Samples]
"""The lowest and the highest sample of each column."""

_MOST_KEPT = 400
_PER_STEP = (
    64  # A music file is too long to keep: so many frames of it become one low and one high.
)
_READ_FRAMES = 10 * PROJECT_RATE


@dataclass(slots=True)
class _Shape:
    """Lows and highs at one value for `step` frames of the file; for a Take they are its samples."""

    lows: Samples
    highs: Samples
    step: float
    low_peaks: Peaks = field(default_factory=Peaks)
    high_peaks: Peaks = field(default_factory=Peaks)

    def __post_init__(self) -> None:
        self.high_peaks.count_in(self.highs)
        if self.lows is not self.highs:
            self.low_peaks.count_in(self.lows)

    def between(self, first_frame: float, last_frame: float, columns: int) -> Wave:
        first, last = int(first_frame / self.step), int(last_frame / self.step)
        lows, highs = self.high_peaks.between(self.highs, first, last, columns)
        if self.lows is not self.highs:
            lows, _ = self.low_peaks.between(self.lows, first, last, columns)
        return lows, highs


class Shapes:
    """Asked on one thread; `changed` is told on the worker's. Close it to end that."""

    def __init__(
        self,
        take: Callable[[TakeKey], Take | None],
        open_sound: Callable[[SoundSource], SoundStream | None],
    ) -> None:
        self.changed: Observers[[]] = Observers()
        self._take, self._open_sound = take, open_sound
        self._kept: OrderedDict[Hashable, _Shape] = OrderedDict()
        self._asked: set[Hashable] = set()
        self._lock = threading.Lock()
        self._is_closed = False
        self._worker = ThreadPoolExecutor(1, "shapes")

    def of_clip(self, clip: Clip, first: int, last: int, columns: int) -> Wave | None:
        """Between two frames counted from the Clip's beginning; None while it is not at hand."""
        key = clip.take
        shape = None if key is None else self._shape(key, lambda: _of_take(self._take(key)))
        if shape is None:
            return None
        trimmed = clip.start_sample * PROJECT_RATE // TAKE_RATE
        return shape.between(first + trimmed, last + trimmed, columns)

    def of_sound(self, sound: PlacedSound, first: int, last: int, columns: int) -> Wave | None:
        """The same of music and effects."""
        source = sound.source
        shape = self._shape(source.sha256, lambda: _of_file(self._open_sound(source)))
        if shape is None:
            return None
        start = sound.start_in_source
        return shape.between(first + start, last + start, columns)

    def forget(self) -> None:
        """Everything: another project has other sounds."""
        with self._lock:
            self._kept.clear()
            self._asked.clear()

    def close(self) -> None:
        with self._lock:
            self._is_closed = True
        self._worker.shutdown(cancel_futures=True)

    def _shape(self, key: Hashable, make: Callable[[], _Shape | None]) -> _Shape | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            elif key not in self._asked and not self._is_closed:
                self._asked.add(key)
                self._worker.submit(self._bring, key, make)
            return found

    def _bring(self, key: Hashable, make: Callable[[], _Shape | None]) -> None:
        made = make()
        with self._lock:
            wanted = key in self._asked
            self._asked.discard(key)
            if made is None or not wanted:
                return
            self._kept[key] = made
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        self.changed.tell()


def _of_take(take: Take | None) -> _Shape | None:
    if take is None:
        return None
    return _Shape(take.samples, take.samples, PROJECT_RATE / TAKE_RATE)


def _of_file(stream: SoundStream | None) -> _Shape | None:
    if stream is None:
        return None
    count = -(-stream.length_frames // _PER_STEP)
    lows, highs = np.zeros(count, np.int16), np.zeros(count, np.int16)
    with stream:
        for at in range(0, stream.length_frames, _READ_FRAMES):
            sound = stream.read(at, _READ_FRAMES).mean(axis=1)
            levels = np.clip(sound * 32_767, -32_768, 32_767).astype(np.int16)
            steps = levels.reshape(-1, _PER_STEP)[: count - at // _PER_STEP]
            first = at // _PER_STEP
            lows[first : first + len(steps)] = steps.min(axis=1)
            highs[first : first + len(steps)] = steps.max(axis=1)
    return _Shape(lows, highs, _PER_STEP)
