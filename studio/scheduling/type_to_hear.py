"""Text that is heard while it is being written: token by token into one streaming session.

A new audition silences the old one at once; another voice needs no new connection. The sound goes to
whoever asked, chunk by chunk; nothing of it becomes a Take.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from studio.takes.recipe import Recipe
from studio.tts import AudioChunk, SessionUsage, StreamConfig, StreamingCallbacks, TtsClient
from studio.tts.errors import SpeechError

HearSound = Callable[[NDArray[np.int16]], object]


class TypeToHear:
    """Used on one event loop."""

    def __init__(
        self,
        client: TtsClient,
        config: StreamConfig,
        hear: HearSound,
        failed: Callable[[SpeechError], object] = lambda error: None,
    ) -> None:
        self._hear = hear
        self._session = client.streaming_session(
            config, StreamingCallbacks(on_chunk=self._chunk_came, on_error=failed)
        )

    def type(self, text: str) -> None:
        """More of the text; it is spoken from the first whole sentence on."""
        self._session.send(text)

    def finish(self) -> asyncio.Future[SessionUsage | None]:
        """No more is coming: speak the rest. Done when all was heard; an error when it is not whole."""
        return self._session.end_session()

    def interrupt(self) -> asyncio.Future[None]:
        """Be silent from this call on; what is typed next is heard as something new."""
        return self._session.cancel_current()

    def speak_as(self, recipe: Recipe) -> None:
        """From the next text on, with this voice and Delivery; the connection stays."""
        delivery = recipe.delivery
        chosen = {
            "language": delivery.language,
            "speed": delivery.speed,
            "temperature": delivery.variation,
            "cfg_scale": delivery.expressiveness,
            "normalize": delivery.normalize,
            "max_new_tokens": delivery.max_tokens,
        }
        said = {name: value for name, value in chosen.items() if value is not None}
        self._session.update_config(None, voice_id=recipe.voice_id, **said)

    async def close(self) -> None:
        await self._session.close()

    def _chunk_came(self, chunk: AudioChunk) -> None:
        self._hear(np.frombuffer(chunk.audio, "<i2"))
