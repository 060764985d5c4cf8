"""Every TCP connection from its first byte: a plain request is answered, an upgrade handed on.

One request per connection, whole within a few seconds, or it is closed.
"""

from __future__ import annotations

import asyncio
from typing import Protocol

from studio.identity import new_id
from studio.server.admission import Admission
from studio.server.dictionaries import DictionaryShelf
from studio.server.http import (
    HttpRefusal,
    Request,
    RequestReader,
    answer,
    refusal_answer,
    without_body,
)
from studio.server.http_answers import answer_body, is_speech
from studio.server.http_speech import HttpSpeech, asked_speech
from studio.server.listener import MakeRules, WebSocket
from studio.server.patience import Patience
from studio.server.worker_pool import WorkerPool
from studio.wire import codes


class House(Protocol):
    """The server a connection comes to."""

    admission: Admission
    pool: WorkerPool
    patience: Patience
    shelf: DictionaryShelf

    def came(self, connection: FrontDoor) -> None: ...
    def left(self, connection: FrontDoor) -> None: ...
    def rules_for(self, path: str) -> MakeRules | None: ...
    def check_room(self) -> None:
        """Raises HttpRefusal when no further client can be served."""
        ...


class FrontDoor(asyncio.Protocol):
    """One connection; `guest` is what it became once its request was read."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._reader = RequestReader()
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._stall: asyncio.TimerHandle | None = None
        self._is_answered = False
        self._wants_body = True
        self._request_id = new_id()
        self.guest: WebSocket | HttpSpeech | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._timer = self._loop.call_later(self._house.patience.handshake_seconds, self._too_slow)
        self._house.came(self)

    def data_received(self, data: bytes) -> None:
        if isinstance(self.guest, WebSocket):
            self.guest.receive(data)
        elif not self._is_answered:
            try:
                request = self._reader.feed(data)
                if request is not None:
                    self._serve(request)
            except HttpRefusal as refusal:
                self._answer(refusal_answer(refusal, self._request_id))

    def eof_received(self) -> bool:
        if isinstance(self.guest, WebSocket):
            self.guest.end_of_input()
            return True
        return self.guest is not None

    def connection_lost(self, error: Exception | None) -> None:
        self._stop_timer()
        self._stop_watching()
        if self.guest is not None:
            self.guest.lost()
        self._house.left(self)

    def pause_writing(self) -> None:
        if self.guest is not None:
            self.guest.hold()
            assert self._transport is not None
            self._watch_for_stall(self._transport.get_write_buffer_size())

    def resume_writing(self) -> None:
        self._stop_watching()
        if self.guest is not None:
            self.guest.release()

    def turn_away(self) -> None:
        """Too many others came since, or the answer is not taken."""
        if self._transport is not None:
            self._transport.abort()

    def shut_down(self) -> None:
        """The server ends: what is being spoken may finish."""
        if self.guest is None:
            self.turn_away()
        elif isinstance(self.guest, WebSocket):
            self.guest.shut_down()

    def cut_off(self) -> None:
        """The server ends now: who is still spoken to is told so, or left."""
        if isinstance(self.guest, WebSocket):
            self.guest.cut_off()
        else:
            self.turn_away()

    @property
    def is_waiting(self) -> bool:
        """Whether its request has not been read yet."""
        return self.guest is None

    def _too_slow(self) -> None:
        if self._is_answered:
            self.turn_away()
        else:
            refusal = HttpRefusal(
                408, codes.VALIDATION_ERROR, "the request took too long to arrive"
            )
            self._answer(refusal_answer(refusal, self._request_id))

    def _serve(self, request: Request) -> None:
        self._wants_body = request.method != "HEAD"
        self._house.admission.check(request)
        if request.is_upgrade:
            self._upgrade(request)
        elif is_speech(request):
            self._speak(request)
        else:
            house = self._house
            status, body = answer_body(request, is_ready=house.pool.is_ready, shelf=house.shelf)
            self._answer(answer(status, body, self._request_id))

    def _upgrade(self, request: Request) -> None:
        assert self._transport is not None
        make_rules = self._house.rules_for(request.path)
        if make_rules is None:
            raise HttpRefusal(404, codes.NOT_FOUND, "there is nothing at this address")
        self._house.check_room()
        self._stop_timer()
        house = self._house
        guest = WebSocket(self._transport, make_rules, house.pool, house.patience)
        self._is_answered = True
        self.guest = guest
        guest.open(request.head, self._reader.rest, self._request_id)

    def _speak(self, request: Request) -> None:
        self._house.check_room()
        speech = asked_speech(request, self._house.shelf, self._loop.time())
        self._stop_timer()
        self._is_answered = True
        assert self._transport is not None
        guest = HttpSpeech(
            speech,
            self._house.pool,
            self._request_id,
            self._transport.write,
            self._end,
            in_parts=request.knows_parts,
        )
        self.guest = guest
        guest.start()

    def _answer(self, data: bytes) -> None:
        assert self._transport is not None
        self._is_answered = True
        self._transport.write(data if self._wants_body else without_body(data))
        self._transport.close()

    def _end(self, whole: bool) -> None:
        if self._transport is not None:
            if whole:
                self._transport.close()
            else:
                self._transport.abort()

    def _watch_for_stall(self, size_before: int) -> None:
        """A client that takes nothing of what waits for it is turned away in the end."""
        assert self._transport is not None
        transport = self._transport

        def look() -> None:
            size = transport.get_write_buffer_size()
            if size >= size_before:
                transport.abort()
            else:
                self._watch_for_stall(size)

        self._stall = self._loop.call_later(self._house.patience.stalled_seconds, look)

    def _stop_watching(self) -> None:
        if self._stall is not None:
            self._stall.cancel()
            self._stall = None

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
