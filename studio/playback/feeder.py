"""Mixes ahead into the ring, on a thread of its own.

What is mixed comes from a MixSource. How far ahead, what is thrown away when the user jumps and
when the sound has run out is decided here; what all that is called is left to the transport.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from studio.frames import PROJECT_RATE
from studio.playback.playhead import heard_frame, jumped, mixed_anew
from studio.playback.ring import CHANNELS, Ring, Splice

AHEAD_FRAMES = PROJECT_RATE * 3 // 2
"""How much is mixed ahead: so long may the program be held up unheard. The rest of the ring is for
what replaces it."""

_BLOCK_FRAMES = PROJECT_RATE // 20
_FIRST_FRAMES = PROJECT_RATE // 5
_TICK_SECONDS = 0.02


class MixSource(Protocol):
    """What is to be heard."""

    @property
    def end_frame(self) -> int:
        """Where playing stops by itself. Asked on any thread; may grow while it is played."""

    def mix(self, start_frame: int, frames: int) -> NDArray[np.float32]:
        """Stereo sound as (frames, 2) at the project rate, from `start_frame` on.

        Fewer frames, or none, say that what comes after them is not ready yet: that place is asked
        for again every 20 ms. Called on one thread only, never past `end_frame`, mostly block after
        block, though any frame may come next. Must return within milliseconds and never raise.
        """


class Silence:
    """The source before there is any: over as soon as it begins."""

    end_frame = 0

    def mix(self, start_frame: int, frames: int) -> NDArray[np.float32]:
        return np.zeros((0, CHANNELS), np.float32)


@dataclass(frozen=True, slots=True)
class _Job:
    """Frames to be mixed, and for which of the user's orders."""

    source: MixSource
    frame: int
    frames: int
    order: int
    since: int | None = None
    """The ring position that `frame` has in the sound that this is to replace."""


class Feeder:
    """Feeds the ring from `play` until `halt` or the end of the source.

    `progressed` is called, on the feeder's thread, when it ran out of sound, has some again or came
    to the end. Everything else may be called on any thread.
    """

    def __init__(self, ring: Ring, progressed: Callable[[], object]) -> None:
        self.is_feeding = False
        self.is_starved = False
        self._ring = ring
        self._progressed = progressed
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._is_closing = False
        self._source: MixSource = Silence()
        self._order = 0  # What was mixed for an earlier order is thrown away.
        self._resting_frame = 0
        self._shown_frame = 0
        self._stretch = jumped(0, 0)
        self._next_frame = 0
        self._is_to_jump = False
        self._is_to_mix_anew = False
        self._retry_at: float | None = None  # Set while the source has nothing more ready.

    @property
    def end_frame(self) -> int:
        return self._source.end_frame

    @property
    def playhead(self) -> int:
        """The frame being heard, or the one where playing would begin."""
        with self._changed:
            return self._playhead()

    @property
    def unheard_frame(self) -> int:
        """The first frame that can still be replaced: nothing from it on was given to the output."""
        with self._changed:
            pending, read = self._ring.pending_splice(), self._ring.read
            position = read if pending is None else pending.target(read)
            stretch = self._stretch
            return max(stretch.first_frame, stretch.frame_at(position))

    def set_source(self, source: MixSource) -> None:
        """From now on this is heard: of what is playing, the part not yet heard is mixed anew."""
        with self._changed:
            self._source = source
            self._retry_at = None
            self._is_to_mix_anew = self.is_feeding
            self._changed.notify()

    def play(self, frame: int, source: MixSource | None = None) -> None:
        """Go on with `frame`, of another source if one is given, also while something is playing."""
        with self._changed:
            self._new_order()
            if source is not None:
                self._source = source
            self.is_feeding = True
            self._next_frame = frame
            self._stretch = jumped(self._ring.written, frame)
            self._is_to_jump = True
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="feeder")
                self._thread.start()
            self._changed.notify()

    def halt(self) -> None:
        """Silence with the output's next block; the playhead stays where it is."""
        with self._changed:
            self._resting_frame = self._playhead()
            self._new_order()
            self._ring.splice(Splice(self._ring.written))
            self._changed.notify()

    def rest_at(self, frame: int, source: MixSource | None = None) -> None:
        """Where playing would begin, and of what; for when nothing plays."""
        with self._changed:
            self._resting_frame = frame
            self._source = source or self._source

    def close(self) -> None:
        self.halt()
        with self._changed:
            self._is_closing = True
            self._changed.notify()
        if self._thread is not None:
            self._thread.join()

    def _playhead(self) -> int:
        if not self.is_feeding:
            return self._resting_frame
        heard = heard_frame(self._stretch, self._ring.clock(), time.perf_counter_ns())
        # Another device may hold its sound longer: then it waits, it does not go back.
        self._shown_frame = max(self._shown_frame, heard)
        return self._shown_frame

    def _new_order(self) -> None:
        self._order += 1
        self._shown_frame = 0
        self.is_feeding = self.is_starved = False
        self._is_to_jump = self._is_to_mix_anew = False
        self._retry_at = None

    def _run(self) -> None:
        try:
            while not self._is_closing:
                with self._changed:
                    has_news = self._look()
                    job = self._next_job() if self.is_feeding else None
                    if job is None and not has_news and not self._is_closing:
                        self._changed.wait(_TICK_SECONDS if self.is_feeding else None)
                if job is not None:
                    has_news = self._take_in(job, _mixed(job)) or has_news
                if has_news:
                    self._progressed()
        except BaseException:
            # A fault in the source must not look like a scene that plays on in silence.
            self.halt()
            self._progressed()
            raise

    def _look(self) -> bool:
        """When everything mixed was handed out: is it the end, or is more to come?"""
        if not self.is_feeding or self._is_to_jump or self._ring.read < self._ring.written:
            return False
        if self._next_frame >= self._source.end_frame:
            clock = self._ring.clock()
            now_ns = time.perf_counter_ns()
            if clock is not None and clock.heard(now_ns) < clock.position + clock.frames:
                return False
            self._new_order()
            self._resting_frame = self._source.end_frame
            return True
        has_news = self._retry_at is not None and not self.is_starved
        self.is_starved = self._retry_at is not None
        return has_news

    def _next_job(self) -> _Job | None:
        source, ring = self._source, self._ring
        if self._is_to_jump:
            return _Job(source, self._next_frame, _FIRST_FRAMES, self._order)
        pending = ring.pending_splice()
        read = ring.read
        if self._is_to_mix_anew and read < ring.written:
            if pending is not None:
                return None  # Until it is followed there is no saying what is being heard.
            frame = self._stretch.frame_at(read)
            return _Job(source, frame, _FIRST_FRAMES, self._order, since=read)
        self._is_to_mix_anew = False
        if self._retry_at is not None and time.monotonic() < self._retry_at:
            return None
        ahead = ring.written - (read if pending is None else pending.to)
        to_end = source.end_frame - self._next_frame
        frames = min(_BLOCK_FRAMES, AHEAD_FRAMES - ahead, ring.free_frames, to_end)
        return _Job(source, self._next_frame, frames, self._order) if frames > 0 else None

    def _take_in(self, job: _Job, block: NDArray[np.float32]) -> bool:
        with self._changed:
            is_anew = job.since is not None
            if job.order != self._order or (is_anew and job.source is not self._source):
                return False
            ring = self._ring
            position = ring.written
            frames = min(len(block), ring.free_frames)
            ring.write(block[:frames])
            if self._is_to_jump or is_anew:
                ring.splice(Splice(position, job.since))
            if job.since is not None:
                self._stretch = mixed_anew(self._stretch, job.since, position)
                self._is_to_mix_anew = False
            self._is_to_jump = False
            self._next_frame = job.frame + frames
            is_short = len(block) < min(job.frames, job.source.end_frame - job.frame)
            self._retry_at = time.monotonic() + _TICK_SECONDS if is_short else None
            is_fed_again = self.is_starved and frames > 0
            self.is_starved = self.is_starved and not is_fed_again
            return is_fed_again


def _mixed(job: _Job) -> NDArray[np.float32]:
    frames = min(job.frames, job.source.end_frame - job.frame)
    return job.source.mix(job.frame, frames) if frames > 0 else Silence().mix(0, 0)
