"""The sound of one turn, waiting to be taken with `async for`; it ends with proof or with an error."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable

from studio.tts.audio_chunk import AudioChunk
from studio.tts.errors import SpeechError


class ChunkQueue:
    """Filled by the session, taken by one `async for`; `on_taken` hears of every chunk that left."""

    def __init__(self, on_taken: Callable[[AudioChunk], None]) -> None:
        self._chunks: deque[AudioChunk] = deque()
        self._on_taken = on_taken
        self._waiter: asyncio.Future[None] | None = None
        self._error: SpeechError | None = None
        self.is_over = False
        self.is_claimed = False

    @property
    def has_chunks(self) -> bool:
        return bool(self._chunks)

    def put(self, chunk: AudioChunk) -> None:
        self._chunks.append(chunk)
        self._wake()

    def end(self, error: SpeechError | None = None) -> None:
        if not self.is_over:
            self.is_over = True
            self._error = error
            self._wake()

    def drop(self) -> None:
        """Forget what was not taken yet."""
        while self._chunks:
            self._on_taken(self._chunks.popleft())

    def __aiter__(self) -> ChunkQueue:
        return self

    async def __anext__(self) -> AudioChunk:
        while not self._chunks:
            if self.is_over:
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
