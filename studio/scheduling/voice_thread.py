"""The voice thread: a plain asyncio loop that owns the voice server, the sessions and the producer.

Other threads say what they want and look at `standing`; nothing else crosses.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import threading
from collections.abc import Callable

from studio.errors import StudioError
from studio.observers import Observers
from studio.scheduling.demand import Want
from studio.scheduling.producer import Producer, Standing
from studio.scheduling.speaking_session import SpeakingSession
from studio.sentences import Message
from studio.server.address import ServerAddress
from studio.server.child_process import VoiceServerProcess
from studio.takes.shelf import Shelf
from studio.tts import TtsClient
from studio.tts.errors import NotASpeechServer, Unreachable
from studio.tts.retry import MOST_ATTEMPTS, jittered_delay

log = logging.getLogger(__name__)

CLOSE_SECONDS = 4.0
AWAY = (Unreachable, NotASpeechServer)
"""How our own server looks from outside while it is dying or being started again."""


class VoiceThread:
    """Start it once; every other method may be called from any thread."""

    def __init__(self, shelf: Shelf) -> None:
        self.changed: Observers[[]] = Observers()
        """Told on the voice thread whenever `standing`, the Shelf or `trouble` changed."""
        self.standing = Standing()
        self.trouble: Message | None = None
        """Why nothing can be spoken at present; None when all is well."""
        self._shelf = shelf
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="voices")
        self._wants: tuple[Want, ...] = ()
        self._stop = asyncio.Event()
        self._server_started = False
        self._producer: Producer | None = None

    def start(self) -> None:
        self._thread.start()

    def want(self, wants: tuple[Want, ...]) -> None:
        """From now on these Takes are wanted, in this order, and no others."""
        self._call(self._set_wants, wants)

    def close(self) -> None:
        """End sessions, server and thread; returns when they are gone."""
        if self._thread.ident is None:
            self._loop.close()
        else:
            self._call(self._stop.set)
            self._thread.join(CLOSE_SECONDS)

    def _call(self, function: Callable[..., object], *arguments: object) -> None:
        try:
            self._loop.call_soon_threadsafe(function, *arguments)
        except RuntimeError:
            log.debug("the voice thread has ended already")

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._live())

    async def _live(self) -> None:
        server = VoiceServerProcess()
        self._producer = producer = Producer(self._shelf, lambda: self._open_session(server))
        producer.changed.connect(lambda: self._told(producer))
        producer.want(self._wants)
        try:
            await self._stop.wait()
        finally:
            await producer.close()
            await server.stop()

    async def _open_session(self, server: VoiceServerProcess) -> SpeakingSession:
        """Tries again while the server is away for a moment; a refusal is an answer at once."""
        for attempt in itertools.count():
            try:
                address = await self._address(server)
                session = SpeakingSession(TtsClient(address.url, api_key=address.key))
                await session.connect()
            except StudioError as error:
                self._set_trouble(error.message)
                if not isinstance(error, AWAY) or attempt >= MOST_ATTEMPTS:
                    raise
                await asyncio.sleep(jittered_delay(attempt))
            else:
                break
        self._set_trouble(None)
        return session

    async def _address(self, server: VoiceServerProcess) -> ServerAddress:
        if server.address is not None:
            return server.address
        if not self._server_started:
            address = await server.start()
            self._server_started = True
            return address
        restarted: asyncio.Future[ServerAddress] = self._loop.create_future()
        disconnect = server.restarted.connect(restarted.set_result)
        try:
            return await restarted
        finally:
            disconnect()

    def _set_wants(self, wants: tuple[Want, ...]) -> None:
        self._wants = wants
        if self._producer is not None:
            self._producer.want(wants)

    def _told(self, producer: Producer) -> None:
        self.standing = producer.standing
        self.changed.tell()

    def _set_trouble(self, message: Message | None) -> None:
        if message != self.trouble:
            self.trouble = message
            self.changed.tell()
