"""One text, spoken once, over a connection of its own: as it comes, or whole."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.tts import errors
from studio.tts.audio_chunk import AudioChunk, WordTimestamp
from studio.tts.callbacks import StreamingCallbacks
from studio.tts.configs import RequestConfig
from studio.tts.conversation import Conversation
from studio.tts.endpoint import Endpoint
from studio.tts.errors import SpeechError
from studio.tts.turn_reports import TurnReports
from studio.tts.usage import SessionUsage
from studio.wire import limits
from studio.wire.arrival import sound_format
from studio.wire.patience import Patience
from studio.wire.plain_text import clean_text
from studio.wire.request_rules import RequestRules

PATH = "/ws/tts"


@dataclass(frozen=True, slots=True)
class Speech:
    """The whole sound of one text."""

    audio: bytes
    encoding: str
    sample_rate: int
    samples: int
    word_timestamps: tuple[WordTimestamp, ...]
    usage: SessionUsage | None

    @property
    def duration_seconds(self) -> float:
        return self.samples / self.sample_rate

    def to_float32(self) -> NDArray[np.float32]:
        """The samples from -1 to 1, whatever the encoding."""
        whole = AudioChunk(self.audio, self.encoding, 0, self.sample_rate, self.samples, 0, None)
        return whole.to_float32()


async def stream(
    where: Endpoint, text: str, config: RequestConfig, patience: Patience
) -> AsyncIterator[AudioChunk]:
    request = _Request(where, text, config, patience, [])
    async for chunk in request.chunks():
        yield chunk


async def generate(where: Endpoint, text: str, config: RequestConfig, patience: Patience) -> Speech:
    words: list[WordTimestamp] = []
    request = _Request(where, text, config, patience, words)
    chunks: list[AudioChunk] = []
    try:
        async for chunk in request.chunks():
            chunks.append(chunk)
    except SpeechError as error:
        error.audio = b"".join(chunk.audio for chunk in chunks)
        raise
    encoding, rate = sound_format(config.settings())
    return Speech(
        b"".join(chunk.audio for chunk in chunks),
        encoding,
        rate,
        sum(chunk.samples for chunk in chunks),
        tuple(words),
        request.usage,
    )


class _Request:
    def __init__(
        self,
        where: Endpoint,
        text: str,
        config: RequestConfig,
        patience: Patience,
        words: list[WordTimestamp],
    ) -> None:
        text = clean_text(text)
        if not text.strip() or len(text) > limits.TEXT_LENGTH:
            raise errors.text_to_speak_needed()
        callbacks = StreamingCallbacks(on_word_timestamps=words.extend)
        self._reports = TurnReports(callbacks, lambda _: None, lambda: None, lambda: False)
        rules = RequestRules(text, config.settings(), patience)
        self._talk = Conversation(where, PATH, rules, self._reports)

    @property
    def usage(self) -> SessionUsage | None:
        return self._reports.last_usage

    async def chunks(self) -> AsyncIterator[AudioChunk]:
        reader = self._reports.sound.claim(is_alive=True)
        assert reader is not None
        try:
            self._talk.act()
            async for chunk in reader:
                yield chunk
        finally:
            await self._talk.stop()
