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
from studio.takes.growing_take import GrowingTake
from studio.takes.recipe import TakeKey
from studio.takes.take import Take
from studio.takes.take_peaks import TakePeaks
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
class _Outline:
    """Of a sound file, coarser than its frames: their peaks in turn make any view of it."""

    lows: Samples
    highs: Samples
    low_peaks: Peaks = field(default_factory=Peaks)
    high_peaks: Peaks = field(default_factory=Peaks)

    def __post_init__(self) -> None:
        self.low_peaks.count_in(self.lows)
        self.high_peaks.count_in(self.highs)

    def between(self, first_frame: int, last_frame: int, columns: int) -> Wave:
        first, last = first_frame // _PER_STEP, last_frame // _PER_STEP
        lows, _ = self.low_peaks.between(self.lows, first, last, columns)
        _, highs = self.high_peaks.between(self.highs, first, last, columns)
        return lows, highs


class Shapes:
    """Asked on one thread; `changed` is told on the worker's. Close it to end that."""

    def __init__(
        self,
        take: Callable[[TakeKey], Take | None],
        growing: Callable[[TakeKey], GrowingTake | None],
        open_sound: Callable[[SoundSource], SoundStream | None],
    ) -> None:
        self.changed: Observers[[]] = Observers()
        self._take, self._growing, self._open_sound = take, growing, open_sound
        self._takes: OrderedDict[TakeKey, Take] = OrderedDict()
        """Lately drawn ones: drawing never fetches."""
        self._files: dict[str, _Outline] = {}
        self._peaks = TakePeaks(lambda key: self._takes.get(key) or growing(key))
        self._asked: set[Hashable] = set()
        self._lock = threading.Lock()
        self._is_closed = False
        self._worker = ThreadPoolExecutor(1, "shapes")

    def of_clip(self, clip: Clip, first: int, last: int, columns: int) -> Wave | None:
        """Between two frames counted from the Clip's beginning; None while it is not at hand."""
        key = clip.take
        if key is None or not (clip.is_growing or self._has(key)):
            return None
        start = clip.start_sample
        return self._peaks.between(key, start + _samples(first), start + _samples(last), columns)

    def of_sound(self, sound: PlacedSound, first: int, last: int, columns: int) -> Wave | None:
        """The same of music and effects."""
        source = sound.source
        outline = self._files.get(source.sha256)
        if outline is None:
            self._ask(source.sha256, lambda: self._bring_file(source))
            return None
        start = sound.start_in_source
        return outline.between(first + start, last + start, columns)

    def close(self) -> None:
        with self._lock:
            self._is_closed = True
        self._worker.shutdown(cancel_futures=True)

    def _has(self, key: TakeKey) -> bool:
        """Whether the Take can be drawn now; if not, it is brought."""
        with self._lock:
            if key in self._takes:
                self._takes.move_to_end(key)
                return True
        self._ask(key, lambda: self._bring_take(key))
        return False

    def _ask(self, key: Hashable, bring: Callable[[], bool]) -> None:
        with self._lock:
            if key in self._asked or self._is_closed:
                return
            self._asked.add(key)
        self._worker.submit(self._done, key, bring)

    def _done(self, key: Hashable, bring: Callable[[], bool]) -> None:
        was_brought = bring()
        with self._lock:
            self._asked.discard(key)
        if was_brought:
            self.changed.tell()

    def _bring_take(self, key: TakeKey) -> bool:
        take = self._take(key)
        if take is None:
            return False
        with self._lock:
            self._takes[key] = take
            while len(self._takes) > _MOST_KEPT:
                self._takes.popitem(last=False)
        self._peaks.between(key, 0, 1, 1)  # Counts it, which takes a moment too.
        return True

    def _bring_file(self, source: SoundSource) -> bool:
        outline = _of_file(self._open_sound(source))
        if outline is None:
            return False
        self._files[source.sha256] = outline
        return True


def _of_file(stream: SoundStream | None) -> _Outline | None:
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
    return _Outline(lows, highs)


def _samples(frames: int) -> int:
    return frames * TAKE_RATE // PROJECT_RATE
