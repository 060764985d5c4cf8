"""The sound of one turn, waiting to be taken with `async for`; it ends with proof or with an error."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable

from studio.tts.audio_chunk import AudioChunk
from studio.tts.errors import SpeechError


class ChunkQueue:
    """Filled by the session; `on_taken` hears of every chunk that left."""

    def __init__(self, on_taken: Callable[[AudioChunk], None]) -> None:
        self._chunks: deque[AudioChunk] = deque()
        self._on_taken = on_taken
        self._waiter: asyncio.Future[None] | None = None
        self._error: SpeechError | None = None
        self.is_over = False
        self.is_claimed = False
        self.is_left = False
        """Whoever took from it takes no more."""

    @property
    def has_chunks(self) -> bool:
        return bool(self._chunks)

    @property
    def is_spent(self) -> bool:
        """Whether nobody will ever have anything of it."""
        return self.is_claimed and self.is_over and not self._chunks

    def put(self, chunk: AudioChunk) -> None:
        self._chunks.append(chunk)
        self._wake()

    def end(self, error: SpeechError | None = None) -> None:
        if not self.is_over:
            self.is_over = True
            self._error = error
            self._wake()

    def give_up(self, error: SpeechError) -> None:
        """Forget what was not taken yet, which is the error now, even if all of it had come."""
        self.drop()
        self.is_over = False
        self.end(error)

    def drop(self) -> None:
        """Forget what was not taken yet."""
        while self._chunks:
            self._on_taken(self._chunks.popleft())

    def leave(self) -> None:
        self.is_left = True
        self.drop()

    async def next(self) -> AudioChunk:
        while not self._chunks:
            if self.is_over or self.is_left:
                if self._error is not None:
                    raise self._error
                raise StopAsyncIteration
            self._waiter = asyncio.get_running_loop().create_future()
            await self._waiter
        chunk = self._chunks.popleft()
        self._on_taken(chunk)
        return chunk

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)


class ChunkReader:
    """What one `async for` takes. Left half way, closed or dropped, it gives the rest up, so that
    sound nobody wants any more holds up nothing."""

    def __init__(self, queue: ChunkQueue) -> None:
        self._queue = queue
        self._loop = asyncio.get_running_loop()

    def __aiter__(self) -> ChunkReader:
        return self

    async def __anext__(self) -> AudioChunk:
        return await self._queue.next()

    async def aclose(self) -> None:
        self._queue.leave()

    def __del__(self) -> None:
        if not self._queue.is_spent:
            with contextlib.suppress(RuntimeError):  # The loop has ended, and with it the session.
                self._loop.call_soon_threadsafe(self._queue.leave)
