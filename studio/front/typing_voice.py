"""A text that is heard while it is typed: the window's end of it, from any thread."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from concurrent.futures import Future

import numpy as np
from numpy.typing import NDArray

from studio.document.values import AS_USUAL, Delivery, LineId, Voice
from studio.errors import InputError, StudioError
from studio.front.hearing import NOBODY
from studio.front.machinery import Machinery
from studio.observers import Observers
from studio.scheduling.demand import Want
from studio.scheduling.live_sound import LiveSound
from studio.scheduling.type_to_hear import TypeToHear
from studio.sentences import Message, sentence
from studio.takes.recipe import EMBEDDED, recipe_of_voice
from studio.takes.request_record import Purpose, RequestState
from studio.tts import LOW_LATENCY, SessionUsage, TtsClient

NO_BUDGET = sentence(
    "typing-voice.no-budget",
    "The budget is used up, or no price is known yet, so nothing is spoken. Raise the budget, or choose"
    " an embedded voice.",
)
USAGE_SECONDS = 2.0
_ANYTHING = "a"

Bill = Callable[[int, SessionUsage | None], Coroutine[None, None, None]]
Order = Callable[[TypeToHear], object]


class TypingVoice:
    """Orders are carried out one after the other as soon as there is a session; `trouble` says what
    went wrong, and `changed` is told of it on another thread."""

    def __init__(self, machinery: Machinery, voice: Voice, delivery: Delivery) -> None:
        self.changed: Observers[[]] = Observers()
        self.trouble: Message | None = None
        self._machinery = machinery
        self._sound = LiveSound()
        self._samples = 0
        self._orders: asyncio.Queue[Order | None] = asyncio.Queue()
        self._done: Future[None] = machinery.making.voices.run(lambda: self._live(voice))
        self.speak_as(voice, delivery)

    def type(self, text: str) -> None:
        """More of the text; it is heard from the first whole sentence on."""
        self._put(lambda session: session.type(text))

    def finish(self) -> None:
        """No more is coming: speak the rest."""
        self._put(self._finish)

    def interrupt(self) -> None:
        """Be silent now; what is typed next is something new."""
        self._machinery.transport.stop_audition()
        self._put(self._interrupt)

    def speak_as(self, voice: Voice, delivery: Delivery) -> None:
        """From the next text on with this Voice of the same service."""
        recipe = recipe_of_voice(_ANYTHING, voice, delivery, self._machinery.making.model)
        if recipe is not None:
            self._put(lambda session: session.speak_as(recipe))

    def close(self) -> None:
        """Silence, and the session ends."""
        self._machinery.transport.stop_audition()
        self._put(None)

    def _put(self, order: Order | None) -> None:
        self._machinery.making.voices.soon(lambda: self._orders.put_nowait(order))

    async def _live(self, voice: Voice) -> None:
        client = await self._client(voice)
        if client is None:
            return
        try:
            bill = await self._bill(voice)
        except StudioError as error:
            self._failed(error)
            return
        session = TypeToHear(client, LOW_LATENCY, self._hear, self._failed)
        self._machinery.transport.audition(self._sound)
        try:
            while (order := await self._orders.get()) is not None:
                order(session)
        finally:
            usage: SessionUsage | None = None
            if bill is not None:
                with contextlib.suppress(TimeoutError, StudioError):
                    usage = await asyncio.wait_for(session.finish(), USAGE_SECONDS)
            await session.close()
            self._sound.finish()
            if bill is not None:
                await bill(self._samples, usage)

    async def _bill(self, voice: Voice) -> Bill | None:
        """Write down before anything is sent that it will cost something; None for what is free."""
        recipe = recipe_of_voice(_ANYTHING, voice, AS_USUAL, self._machinery.making.model)
        books = self._machinery.making.voices.books
        if recipe is None or books is None or not recipe.is_paid:
            return None
        if books.seconds_left() == 0.0:
            raise InputError(NO_BUDGET())
        want = Want(LineId(""), NOBODY, recipe, Purpose.AUDITION, own_context=True)
        record = await books.ask(want)

        async def pay(samples: int, usage: SessionUsage | None) -> None:
            books.ended(record, RequestState.DONE, samples)
            await books.over(record, RequestState.DONE, samples)
            await books.used([(record, samples)], usage)

        return pay

    def _hear(self, samples: NDArray[np.int16]) -> None:
        self._samples += len(samples)
        self._sound.hear(samples)

    async def _client(self, voice: Voice) -> TtsClient | None:
        voices = self._machinery.making.voices
        if voice.service == EMBEDDED:
            return await voices.embedded()
        service = voices.service
        if service is None or service.name != voice.service:
            return None
        return TtsClient(service.address, api_key=service.key)

    def _finish(self, session: TypeToHear) -> None:
        sound = self._sound
        session.finish().add_done_callback(lambda _: sound.finish())

    def _interrupt(self, session: TypeToHear) -> None:
        session.interrupt()
        self._sound.finish()
        self._sound = LiveSound()
        self._machinery.transport.audition(self._sound)

    def _failed(self, error: StudioError) -> None:
        self.trouble = error.message
        self.changed.tell()
