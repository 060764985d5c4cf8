"""The server of the embedded voices: its socket, its engines, its clients, from start to end."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable, Sequence
from functools import partial

from studio.errors import DeviceError
from studio.identity import new_id
from studio.own_program import own_program
from studio.sentences import sentence
from studio.server.address import ServerAddress
from studio.server.admission import Admission
from studio.server.contexts import ContextRules
from studio.server.dictionaries import DictionaryShelf
from studio.server.front_door import FrontDoor
from studio.server.http import HttpRefusal
from studio.server.listener import MakeRules
from studio.server.patience import Patience
from studio.server.rules import Rules
from studio.server.single_requests import RequestRules
from studio.server.speech import Speech
from studio.server.turns import TurnRules
from studio.server.worker_pool import WorkerPool
from studio.wire import codes

NO_PORT = sentence(
    "embedded_voices_no_port",
    "The embedded voices cannot be reached at port {port} ({reason}). "
    "Choose another port, or 0 for any that is free.",
)
NO_ENGINE = sentence(
    "embedded_voices_no_engine",
    "The embedded voices cannot speak: their engine does not start. "
    "`dialogue-studio doctor` says what is missing.",
)
SPEAKING_CLIENTS = 8
_WAITING_CONNECTIONS = 64


def default_workers() -> int:
    return min(os.cpu_count() or 1, 4)


class VoiceServer:
    """Start it, `ended` tells when to stop, stop it. `key` None asks clients for none."""

    def __init__(
        self,
        key: str | None,
        *,
        port: int = 0,
        workers: int | None = None,
        worker_command: Sequence[str] | None = None,
        patience: Patience | None = None,
    ) -> None:
        self._wanted_port = port
        self._key = key
        self.admission = Admission(port, key)
        self.patience = patience or Patience()
        self.shelf = DictionaryShelf()
        self.pool = WorkerPool(
            worker_command or own_program("voice-worker"), workers or default_workers()
        )
        self._connections: dict[FrontDoor, None] = {}
        self._all_left = asyncio.Event()
        self._all_left.set()
        self._server: asyncio.Server | None = None
        self._is_ending = False

    async def start(self) -> ServerAddress:
        """Bound and with at least one engine ready to speak."""
        loop = asyncio.get_running_loop()
        try:
            self._server = await loop.create_server(
                lambda: FrontDoor(self), "127.0.0.1", self._wanted_port
            )
        except OSError as error:
            raise DeviceError(
                NO_PORT(port=self._wanted_port, reason=os.strerror(error.errno or 0))
            ) from error
        port = self._server.sockets[0].getsockname()[1]
        self.admission = Admission(port, self._key)
        await self.pool.start()
        if not await self.pool.wait_ready():
            await self.stop()
            raise DeviceError(NO_ENGINE())
        return ServerAddress(f"http://127.0.0.1:{port}", self._key or "")

    async def stop(self) -> None:
        """What is being spoken may finish for a moment; new clients are refused meanwhile."""
        self._is_ending = True
        for connection in list(self._connections):
            connection.shut_down()
        await self._until_all_left(self.patience.ending_seconds)
        for connection in list(self._connections):
            connection.cut_off()
        await self._until_all_left(self.patience.parting_seconds)
        for connection in list(self._connections):
            connection.turn_away()
        if self._server is not None:
            self._server.close()
        await self.pool.close()

    async def _until_all_left(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._all_left.wait()

    # --- for the connections --------------------------------------------------------------------

    def came(self, connection: FrontDoor) -> None:
        """Those that never say what they want make room for others."""
        self._connections[connection] = None
        self._all_left.clear()
        waiting = [c for c in self._connections if c.is_waiting]
        if len(waiting) > _WAITING_CONNECTIONS:
            waiting[0].turn_away()

    def left(self, connection: FrontDoor) -> None:
        self._connections.pop(connection, None)
        if not self._connections:
            self._all_left.set()

    def check_room(self) -> None:
        if self._is_ending:
            raise HttpRefusal(503, codes.MODEL_UNAVAILABLE, "the server ends", retry_after=1)
        if sum(not connection.is_waiting for connection in self._connections) >= SPEAKING_CLIENTS:
            raise HttpRefusal(
                429, codes.RATE_LIMITED, f"max {SPEAKING_CLIENTS} connections", retry_after=1
            )

    def rules_for(self, path: str) -> MakeRules | None:
        make = _RULES.get(path.rstrip("/"))
        return None if make is None else partial(make, self.shelf)


def _requests(shelf: DictionaryShelf, _: Callable[[Speech], bool]) -> Rules:
    return RequestRules(shelf)


def _turns(shelf: DictionaryShelf, _: Callable[[Speech], bool]) -> Rules:
    return TurnRules(shelf)


def _contexts(shelf: DictionaryShelf, has_undelivered: Callable[[Speech], bool]) -> Rules:
    return ContextRules(new_id(), has_undelivered, shelf)


_RULES: dict[str, Callable[[DictionaryShelf, Callable[[Speech], bool]], Rules]] = {
    "/ws/tts": _requests,
    "/ws/tts/stream": _turns,
    "/ws/tts/multi": _contexts,
}
