"""The ring between mixing and hearing: two seconds of stereo sound in shared memory.

Positions count frames from the first one ever written and never go back; position p lies at p
modulo the ring's length. One process writes (`written`, splices), one reads (`read`, the clock).
No lock is shared: every counter is one aligned 64-bit word with one writer, and a record of several
words carries a sum that shows when it was met half-written.

To change what is heard next, the writer appends the new sound and publishes a Splice: the reader
jumps there with its next block. So the unheard rest is replaced at once, however far ahead it was
mixed and whatever the size of the device's blocks, and nothing that may be being read is rewritten.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.frames import PROJECT_RATE
from studio.playback.shared_memory import SharedMemory

RING_FRAMES = 2 * PROJECT_RATE
CHANNELS = 2

_WORD = 8
_HEADER_BYTES = 256
_SAMPLE_BYTES = RING_FRAMES * CHANNELS * np.dtype(np.float32).itemsize
RING_BYTES = _HEADER_BYTES + _SAMPLE_BYTES

# Words of the header. Writer and reader each keep to a cache line of their own.
_WRITTEN, _SPLICE = 0, 1
_READ, _CLOCK = 8, 9
_SUM = 0x5AFE_0DD5
_NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Splice:
    """Where the reader is to go on: at `to`, or as far behind `to` as it has come since `since`."""

    to: int
    since: int | None = None

    def target(self, read: int) -> int:
        return self.to if self.since is None else self.to + read - self.since


@dataclass(frozen=True, slots=True)
class Clock:
    """The last block with sound: its first position, its frames, and when the first is heard."""

    position: int
    frames: int
    heard_at_ns: int

    def heard(self, now_ns: int) -> int:
        """The position being heard; before the block's own while the device holds earlier ones."""
        return self.position + min(self.frames, (now_ns - self.heard_at_ns) * PROJECT_RATE // 10**9)


class Ring:
    """One end of the ring: only the writer's calls `write` and `splice`, only the reader's `advance`."""

    def __init__(self, memory: SharedMemory) -> None:
        self.memory = memory
        view = memoryview(memory.mapping)
        self._words = view[:_HEADER_BYTES].cast("q")
        self._samples: NDArray[np.float32] = np.frombuffer(
            memory.mapping, np.float32, offset=_HEADER_BYTES
        ).reshape(RING_FRAMES, CHANNELS)
        view.release()

    @classmethod
    def create(cls) -> Ring:
        return cls(SharedMemory.create(RING_BYTES))

    @classmethod
    def attach(cls, handle: str) -> Ring:
        return cls(SharedMemory.attach(handle, RING_BYTES))

    def close(self) -> None:
        self._words.release()
        del self._samples
        self.memory.close()

    @property
    def written(self) -> int:
        """The position after the last frame that may be read."""
        return self._words[_WRITTEN]

    @property
    def read(self) -> int:
        """The position after the last frame handed to the output."""
        return self._words[_READ]

    @property
    def free_frames(self) -> int:
        return RING_FRAMES - (self.written - self.read)

    def write(self, block: NDArray[np.float32]) -> None:
        """Append at most `free_frames`; heard after what is there, unless a Splice comes first."""
        assert len(block) <= self.free_frames, "the ring would overwrite what was not yet read"
        written = self.written
        at = written % RING_FRAMES
        first = min(len(block), RING_FRAMES - at)
        self._samples[at : at + first] = block[:first]
        self._samples[: len(block) - first] = block[first:]
        self._words[_WRITTEN] = written + len(block)

    def splice(self, splice: Splice) -> None:
        """Replaces a Splice that is still pending."""
        put_checked(
            self._words, _SPLICE, splice.to, _NOWHERE if splice.since is None else splice.since
        )

    def pending_splice(self) -> Splice | None:
        """The Splice the reader has not followed yet: as positions only grow, it lies ahead."""
        found = checked_words(self._words, _SPLICE, 2)
        if found is None or found[0] <= self.read:
            return None
        return Splice(found[0], None if found[1] == _NOWHERE else found[1])

    def copy(self, position: int, out: NDArray[np.float32]) -> int:
        """Copy what there is from `position` on; the frames copied, fewer where the ring ends."""
        frames = max(0, min(len(out), self.written - position))
        at = position % RING_FRAMES
        first = min(frames, RING_FRAMES - at)
        out[:first] = self._samples[at : at + first]
        out[first:frames] = self._samples[: frames - first]
        return frames

    def advance(self, read: int, clock: Clock | None) -> None:
        """Say how far was read and, unless it was silence, when that is heard."""
        self._words[_READ] = read
        if clock is not None:
            put_checked(self._words, _CLOCK, clock.position, clock.frames, clock.heard_at_ns)

    def clock(self) -> Clock | None:
        """None before the first block with sound."""
        for _ in range(3):
            found = checked_words(self._words, _CLOCK, 3)
            if found is not None:
                return Clock(*found)
        return None


def put_checked(at: memoryview[int], first: int, *words: int) -> None:
    """A record of several words, which shows when it is met half-written."""
    for offset, word in enumerate(words):
        at[first + offset] = word
    at[first + len(words)] = _sum(words)


def checked_words(at: memoryview[int], first: int, count: int) -> tuple[int, ...] | None:
    """Such a record; None while it is half-written, and before it ever was."""
    words = tuple(at[first : first + count])
    return words if at[first + count] == _sum(words) else None


def _sum(words: tuple[int, ...]) -> int:
    total = _SUM
    for word in words:
        total = (total * 31 + word) & (2**63 - 1)
    return total
