"""The ways to the voices: the server of the embedded ones, which the first who asks starts, and the paid
service. Knows what stands in the way; used on the voice thread.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from studio.observers import Observers
from studio.scheduling.dialling import Dialling
from studio.scheduling.plan import Binding, Limits
from studio.scheduling.speaking_session import SpeakingSession, Used
from studio.sentences import Message, sentence
from studio.server.address import ServerAddress
from studio.server.child_process import VoiceServerProcess
from studio.tts import TtsClient

VOICES_ENDED = sentence(
    "embedded_voices_ended",
    "The embedded voices ended unexpectedly and are started again. Nothing is lost.",
)
PAID_LIMITS = Limits(connections=3)


@dataclass(frozen=True, slots=True)
class PaidService:
    """How the voice service is reached; None for the address is where it usually answers. `name` is
    the host as Recipes know it: what another service is to speak is not sent here."""

    name: str
    address: str | None
    key: str = field(repr=False)
    limits: Limits = PAID_LIMITS


class Ways:
    def __init__(self, service: Callable[[], PaidService | None]) -> None:
        self.changed: Observers[[]] = Observers()
        """Told when something stands in the way, or no longer does."""
        self._service = service
        self._server = VoiceServerProcess()
        self._starting: asyncio.Task[ServerAddress] | None = None
        self._have_voices_ended = False
        self._to_drafts, self._to_service = Dialling(), Dialling()
        for dialling in (self._to_drafts, self._to_service):
            dialling.changed.connect(self.changed.tell)
        self._server.ended.connect(lambda: self._set_voices_ended(True))
        self._server.restarted.connect(lambda _address: self._set_voices_ended(False))

    @property
    def trouble(self) -> Message | None:
        """Why somebody cannot be reached at present."""
        if self._have_voices_ended:
            return VOICES_ENDED()
        return self._to_drafts.trouble or self._to_service.trouble

    async def embedded(self) -> TtsClient:
        address = await self._address()
        return TtsClient(address.url, api_key=address.key)

    async def open_draft(self, binding: Binding, used: Used) -> SpeakingSession:
        async def connect() -> SpeakingSession:
            return await _connected(await self.embedded(), binding, used)

        return await self._to_drafts.open(connect)

    async def open_paid(self, binding: Binding, used: Used) -> SpeakingSession:
        async def connect() -> SpeakingSession:
            service = self._service()
            assert service is not None
            client = TtsClient(service.address, api_key=service.key)
            return await _connected(client, binding, used)

        return await self._to_service.open(connect)

    def try_now(self) -> None:
        """A person does not want to wait for the next attempt."""
        self._to_drafts.try_now()
        self._to_service.try_now()

    async def close(self) -> None:
        if self._starting is not None:
            self._starting.cancel()
            await asyncio.gather(self._starting, return_exceptions=True)
        await self._server.stop()

    async def _address(self) -> ServerAddress:
        """Where the embedded voices answer."""
        loop, server = asyncio.get_running_loop(), self._server
        if self._starting is None or (self._starting.done() and self._starting.exception()):
            self._starting = loop.create_task(server.start())
        await asyncio.shield(self._starting)
        if server.address is not None:
            return server.address
        restarted: asyncio.Future[ServerAddress] = loop.create_future()
        disconnect = server.restarted.connect(restarted.set_result)
        try:
            return await restarted
        finally:
            disconnect()

    def _set_voices_ended(self, have_ended: bool) -> None:
        self._have_voices_ended = have_ended
        self.changed.tell()


async def _connected(client: TtsClient, binding: Binding, used: Used) -> SpeakingSession:
    session = SpeakingSession(client, binding, used)
    await session.connect()
    return session
