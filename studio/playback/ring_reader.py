"""What the output is given, block by block: the reader's end of the ring, and no click ever.

Wherever the sound would break off or jump (a Splice, the ring running dry, the first block after
silence), what would have come next fades out over 10 ms while what comes instead fades in. The two
curves add up to one, so replacing a sound by itself changes nothing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from studio.frames import PROJECT_RATE
from studio.playback.ring import CHANNELS, Clock, Ring

FADE_FRAMES = PROJECT_RATE // 100

RISE = (0.5 - 0.5 * np.cos(np.pi * (np.arange(FADE_FRAMES) + 0.5) / FADE_FRAMES)).astype(
    np.float32
)[:, np.newaxis]
FALL = np.float32(1) - RISE


class RingReader:
    """Fills the output's blocks, on the one thread that asks for them."""

    def __init__(self, ring: Ring) -> None:
        self._ring = ring
        self._is_flowing = False
        self._last = np.zeros(CHANNELS, np.float32)
        self._leaving = np.zeros((FADE_FRAMES, CHANNELS), np.float32)
        self._faded_frames = FADE_FRAMES

    def fill(self, out: NDArray[np.float32], heard_at_ns: int) -> None:
        """Fill `out` with the next frames, silence where there are none.

        `heard_at_ns` is when its first frame will be heard, by `time.perf_counter_ns`.
        """
        ring = self._ring
        start = ring.read
        splice = ring.pending_splice()
        if splice is not None:
            upcoming = self._upcoming(start)
            start = min(splice.target(start), ring.written)
            self._fade_from(upcoming)
            self._is_flowing = start < ring.written
        elif not self._is_flowing and start < ring.written:
            self._fade_from(self._upcoming(start))
            self._is_flowing = True
        frames = ring.copy(start, out) if self._is_flowing else 0
        self._fade(out[:frames])
        if frames < len(out):
            if frames:
                self._last = out[frames - 1].copy()
            if self._is_flowing:
                self._fade_from(np.broadcast_to(self._last, (FADE_FRAMES, CHANNELS)))
                self._is_flowing = False
            out[frames:] = 0
            self._fade(out[frames:])
        self._last = out[-1].copy()
        ring.advance(start + frames, Clock(start, frames, heard_at_ns) if frames else None)

    def _upcoming(self, position: int) -> NDArray[np.float32]:
        """What would be heard next if nothing changed; changes nothing itself."""
        upcoming = np.zeros((FADE_FRAMES, CHANNELS), np.float32)
        frames = self._ring.copy(position, upcoming) if self._is_flowing else 0
        left = FADE_FRAMES - self._faded_frames
        upcoming[:left] *= RISE[self._faded_frames :]
        upcoming[:left] += self._leaving[self._faded_frames :]
        if self._is_flowing and frames < FADE_FRAMES:
            upcoming[frames:] = upcoming[frames - 1] if frames else self._last
        return upcoming

    def _fade_from(self, upcoming: NDArray[np.float32]) -> None:
        self._leaving = upcoming * FALL
        self._faded_frames = 0

    def _fade(self, sound: NDArray[np.float32]) -> None:
        """Shape the next frames by the fade that is under way, if any."""
        frames = min(len(sound), FADE_FRAMES - self._faded_frames)
        if frames:
            faded = slice(self._faded_frames, self._faded_frames + frames)
            sound[:frames] *= RISE[faded]
            sound[:frames] += self._leaving[faded]
            self._faded_frames += frames
