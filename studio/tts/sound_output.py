"""Where the sound of one context, or of a streaming session, goes: callbacks in order, or `async for`.

It counts the sound that waits, so that a caller who takes none is noticed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from studio.tts.audio_chunk import AudioChunk
from studio.tts.callback_order import CallbackOrder
from studio.tts.chunk_queue import ChunkQueue, ChunkReader
from studio.tts.errors import SpeechError

HOLD_SECONDS = 30.0
"""With so much sound waiting nothing further is asked for, until half of it was taken."""
KEEP_SECONDS = 3600.0
"""More than this is never kept in one session for a caller who takes nothing."""


class Untaken:
    """How much sound waits in a whole session."""

    def __init__(self) -> None:
        self.seconds = 0.0

    @property
    def is_too_much(self) -> bool:
        return self.seconds > KEEP_SECONDS


class SoundOutput:
    """`on_hold` hears when to ask for no more, and when to go on; what waits is added to `untaken`."""

    def __init__(
        self,
        on_chunk: Callable[[AudioChunk], object] | None,
        on_hold: Callable[[bool], None],
        untaken: Untaken,
    ) -> None:
        self.on_chunk = on_chunk
        self.waiting_seconds = 0.0
        """Sound that came and was not taken yet."""
        self.order = CallbackOrder(self._taken)
        self._on_hold = on_hold
        self._untaken = untaken
        self._is_held = False
        self._filling = ChunkQueue(self._taken)
        self._queues = deque([self._filling])
        """Oldest first; after the one being filled come those that wait for later turns."""

    @property
    def is_empty(self) -> bool:
        """Whether no sound and no end of it waits for anybody."""
        return all(
            queue.is_spent or not (queue.has_chunks or queue.is_over) for queue in self._queues
        )

    def hear(self, chunk: AudioChunk) -> None:
        filling = self._filling
        if not filling.is_left and (self.on_chunk is None or filling.is_claimed):
            self._wait_for(chunk)
            filling.put(chunk)
        if self.on_chunk is not None:
            if not self.order.is_idle:
                self._wait_for(chunk)
            self.order.hand_over(self.on_chunk, chunk)
        if self.waiting_seconds > HOLD_SECONDS and not self._is_held:
            self._is_held = True
            self._on_hold(True)

    def _wait_for(self, chunk: AudioChunk) -> None:
        self.waiting_seconds += chunk.duration_seconds
        self._untaken.seconds += chunk.duration_seconds

    def claim(self, is_alive: bool) -> ChunkReader | None:
        """The oldest sound nobody iterates yet; None when there is none, nor will be."""
        for queue in self._queues:
            if not queue.is_claimed and (is_alive or queue.is_over or queue.has_chunks):
                break
        else:
            if not is_alive:
                return None
            queue = ChunkQueue(self._taken)
            self._queues.append(queue)
        queue.is_claimed = True
        return ChunkReader(queue)

    def end(self, error: SpeechError | None, *, is_dropped: bool = False) -> None:
        """What was flushed is over; sound from here on belongs to what comes next."""
        ended = self._filling
        if is_dropped:
            self.order.drop_sound()
            ended.drop()
        if not ended.is_claimed and self.on_chunk is not None:
            return
        ended.end(error)
        self._queues = deque(queue for queue in self._queues if not queue.is_spent)
        following = next((queue for queue in self._queues if not queue.is_over), None)
        if following is None:
            following = ChunkQueue(self._taken)
            self._queues.append(following)
        self._filling = following

    def give_up_what_waits(self, error: SpeechError) -> None:
        """Sound that came whole and nobody took is the error now, for whoever comes to take it."""
        self.order.drop_sound()
        for queue in self._queues:
            if queue is not self._filling and queue.has_chunks:
                queue.give_up(error)

    def silence(self, error: SpeechError) -> bool:
        """Forget all sound that waits, whole or not; whether there was any."""
        waits = self.order.has_sound or any(queue.has_chunks for queue in self._queues)
        self._filling.drop()
        self.give_up_what_waits(error)
        return waits

    @property
    def has_taker(self) -> bool:
        """Whether somebody is there who takes the sound."""
        return self.on_chunk is not None or any(queue.is_claimed for queue in self._queues)

    def nothing_more(self, error: SpeechError | None = None) -> None:
        """Nobody waits for sound any longer."""
        while self._filling.is_claimed:
            self.end(error)

    def _taken(self, chunk: AudioChunk) -> None:
        self.waiting_seconds -= chunk.duration_seconds
        self._untaken.seconds -= chunk.duration_seconds
        if self._is_held and self.waiting_seconds < HOLD_SECONDS / 2:
            self._is_held = False
            self._on_hold(False)
