"""What comes out of one context id for its caller: callbacks in order, sound to iterate, answers to
wait for. It counts the sound that waits, so that a caller who takes none is noticed.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable

from studio.tts.audio_chunk import AudioChunk
from studio.tts.callback_order import CallbackOrder
from studio.tts.chunk_queue import ChunkQueue
from studio.tts.errors import SpeechError
from studio.tts.futures import fail, settle
from studio.tts.usage import SessionUsage

HOLD_SECONDS = 30.0
"""With so much sound waiting, a context gets no more text until half of it was taken."""
KEEP_SECONDS = 900.0
"""More than this is never kept for a caller who takes nothing."""


class ContextOutput:
    """`on_level` hears whenever waiting sound was taken."""

    def __init__(self, on_chunk: Callable[[AudioChunk], object] | None) -> None:
        self.waiting_seconds = 0.0
        self.is_held = False
        self.order = CallbackOrder(self._taken)
        self.on_relief: Callable[[], None] = lambda: None
        self.created: list[asyncio.Future[None]] = []
        self.flushed: dict[int, list[asyncio.Future[None]]] = {}
        """By the part that answers them."""
        self.closed: list[asyncio.Future[SessionUsage | None]] = []
        self._on_chunk = on_chunk
        self._filling = ChunkQueue(self._taken)
        self._queues = deque([self._filling])
        """Oldest first; after the one being filled come those that wait for later flushes."""

    def hear(self, chunk: AudioChunk) -> None:
        if self._on_chunk is None or self._filling.is_claimed:
            self.waiting_seconds += chunk.duration_seconds
            self._filling.put(chunk)
        if self._on_chunk is not None:
            self.waiting_seconds += chunk.duration_seconds
            self.order.hand_over(self._on_chunk, chunk)

    def claim(self, is_alive: bool) -> ChunkQueue | None:
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
        return queue

    def end(self, error: SpeechError | None, *, is_dropped: bool = False) -> None:
        """What was flushed is over; sound from here on belongs to what comes next."""
        ended = self._filling
        if is_dropped:
            self.order.drop_sound()
            ended.drop()
        if not ended.is_claimed and self._on_chunk is not None:
            return
        ended.end(error)
        while self._queues and self._queues[0].is_claimed and self._queues[0].is_over:
            self._queues.popleft()
        following = next((queue for queue in self._queues if not queue.is_over), None)
        if following is None:
            following = ChunkQueue(self._taken)
            self._queues.append(following)
        self._filling = following

    def gone(self, usage: SessionUsage | None) -> None:
        """The context is over: nobody waits for it any longer."""
        while self._filling.is_claimed:
            self.end(None)
        for created in self.created:
            settle(created, None)
        for closed in self.closed:
            settle(closed, usage)
        self.created.clear()
        self.closed.clear()

    def was_created(self) -> None:
        for created in self.created:
            settle(created, None)
        self.created.clear()

    def was_not_created(self, error: SpeechError) -> None:
        for created in self.created:
            fail(created, error)
        self.created.clear()

    def advise_on_flushes(self, context_id: str, characters: int) -> None:
        """Eight short flushes before anything was finished: say once that it hurts."""

    def answer_flush(self, turn: int, error: SpeechError | None) -> None:
        for flushed in self.flushed.pop(turn, ()):
            if error is None:
                settle(flushed, None)
            else:
                fail(flushed, error)

    def _taken(self, chunk: AudioChunk) -> None:
        self.waiting_seconds -= chunk.duration_seconds
        if self.is_held and self.waiting_seconds < HOLD_SECONDS / 2:
            self.on_relief()
