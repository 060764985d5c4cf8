"""Joins a set of rules with a connection: the thin driver under every session.

It opens the connection when there is something to say, carries messages and time to the rules, hands
their events to the session, and reconnects where the rules allow it. What events mean is the
session's business.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import Protocol

from studio.tts import errors, refusals
from studio.tts.connection import Connection, open_connection
from studio.tts.endpoint import Endpoint
from studio.tts.errors import ServerRestarting, SpeechError
from studio.tts.futures import fail, quiet_future, settle
from studio.tts.retry import Redial
from studio.wire.events import Event, HangUp, Heard, Reconnect
from studio.wire.faults import Closure, is_refusal
from studio.wire.frame_watch import FrameWatch
from studio.wire.messages import ClientMessage, ServerMessage
from studio.wire.text_codec import BadFrame, decode_from_server, encode_to_server

log = logging.getLogger(__name__)

CALLBACK_SECONDS = 5.0
"""For how long a closing session waits for async callbacks."""

_LOOK_SECONDS = 0.1
_LASTING_SECONDS = 10.0
"""A connection that lasted so long was one, even if nothing was heard on it."""


class Rules(Protocol):
    @property
    def is_over(self) -> bool: ...
    @property
    def needs_connection(self) -> bool: ...
    def connected(self, now: float) -> None: ...
    def disconnected(self, closure: Closure, now: float) -> Sequence[Event]: ...
    def unreachable(self, now: float) -> Sequence[Event]: ...
    def messages_to_send(self) -> list[ClientMessage]: ...
    def refused(self, context_id: str | None) -> None: ...
    def receive(self, message: ServerMessage, now: float) -> Sequence[Event]: ...
    def deadline(self) -> float | None: ...
    def tick(self, now: float) -> Sequence[Event]: ...


class Listener(Protocol):
    """Whoever holds the conversation."""

    def handle(self, event: Event) -> None: ...
    def lost(self, closure: Closure) -> None:
        """The connection ended; what that means for each turn follows as events."""

    def unreachable(self, error: SpeechError) -> None:
        """No connection could be had; what that means for each turn follows as events."""

    def restarting(self, error: ServerRestarting) -> None:
        """The server restarts, and we come back by ourselves."""


class Conversation:
    def __init__(
        self,
        where: Endpoint,
        path: str,
        rules: Rules,
        listener: Listener,
    ) -> None:
        self._where = where
        self._path = path
        self._rules = rules
        self._listener = listener
        self._loop = asyncio.get_running_loop()
        self._connection: Connection | None = None
        self._dialling: asyncio.Task[None] | None = None
        self._leaving: set[asyncio.Task[None]] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._watch = FrameWatch()
        self._opened: asyncio.Future[None] | None = None
        self._over: asyncio.Future[None] = quiet_future()
        self._is_stopped = False
        self._redial = Redial()
        self._since = 0.0
        self._has_heard = False

    @property
    def now(self) -> float:
        return self._loop.time()

    @property
    def is_connected(self) -> bool:
        return self._connection is not None and self._connection.is_open

    @property
    def refused_frames(self) -> int:
        """Frames that could not be understood, so far."""
        return self._watch.refused

    async def probe(self) -> None:
        """Find out at once whether the connection there is still carries anything."""
        if self._connection is not None:
            await self._connection.probe()

    def open(self) -> asyncio.Future[None]:
        """Start to connect; the answer may be ignored. Calls while it goes on share one attempt."""
        if self._opened is None or (self._opened.done() and not self.is_connected):
            self._opened = quiet_future()
            if self.is_connected:
                settle(self._opened, None)
            else:
                self._redial.forget()
                self._dial((0.0,))
        return self._opened

    def act(self, events: Sequence[Event] = ()) -> None:
        """Carry out what a command or a message led to: events first, then what there is to say."""
        for event in events:
            if isinstance(event, Reconnect):
                self._come_back(event)
            elif isinstance(event, HangUp):
                self._hang_up()
            else:
                self._listener.handle(event)
        self._say()
        if self._rules.is_over:
            settle(self._over, None)

    async def over(self) -> None:
        """Once the rules say that everything was said and heard."""
        self.act()
        await self._over

    async def stop(self) -> None:
        """Leave: close the connection and end everything that was going on."""
        self._is_stopped = True
        if self._timer is not None:
            self._timer.cancel()
        if self._dialling is not None:
            self._dialling.cancel()
            await asyncio.wait([self._dialling])
        if self._connection is not None:
            await self._connection.close()
        if self._leaving:
            await asyncio.wait(self._leaving)
        if self._opened is not None:
            fail(self._opened, errors.session_over())

    def _say(self) -> None:
        if self._is_stopped:
            return
        if self._connection is None:
            if self._rules.needs_connection:
                self._dial((self._redial.delay,))
            return
        for message in self._rules.messages_to_send():
            self._connection.send(encode_to_server(message))
        self._set_timer()

    def _set_timer(self) -> None:
        """Look at the deadlines now and then while there are any: to follow each would cost more."""
        if self._timer is None and self._rules.deadline() is not None:
            self._timer = self._loop.call_later(_LOOK_SECONDS, self._look_at_the_time)

    def _look_at_the_time(self) -> None:
        self._timer = None
        self.act(self._rules.tick(self.now))

    def _dial(self, delays: tuple[float, ...]) -> None:
        if self._dialling is None and not self._is_stopped:
            self._dialling = self._loop.create_task(self._connect(delays))

    async def _connect(self, delays: tuple[float, ...]) -> None:
        """Try after each of `delays` while that may help; the last failure is told."""
        connection: Connection | None = None
        failure = refusal = self._redial.refusal(self.now)
        asked = 0.0
        for delay in delays if refusal is None else ():
            await asyncio.sleep(max(delay, asked))
            try:
                connection = await open_connection(
                    self._where, self._path, self._frame_came, self._was_lost
                )
                break
            except SpeechError as error:
                failure = error
                asked = error.retry_after or 0.0
                if not isinstance(error, errors.Unreachable | errors.ServiceUnavailable):
                    break
        self._dialling = None
        if connection is None:
            assert failure is not None
            if refusal is None:
                self._redial.failed(failure, self.now)
            self._could_not_connect(failure)
            return
        self._connection = connection
        self._since = self.now
        self._has_heard = False
        self._watch.start()
        self._rules.connected(self.now)
        if self._opened is not None:
            settle(self._opened, None)
        self.act()

    def _could_not_connect(self, failure: SpeechError) -> None:
        if self._opened is not None:
            fail(self._opened, failure)
        self._listener.unreachable(failure)
        self.act(self._rules.unreachable(self.now))

    def _come_back(self, event: Reconnect) -> None:
        if event.restarting:
            self._listener.restarting(errors.restarting(event.after))
        first, *more = self._redial.delays
        self._dial((max(first, event.after), *more))

    def _frame_came(self, frame: bytes | None) -> None:
        now = self._loop.time()
        try:
            if frame is None:
                raise BadFrame("a binary frame")
            messages = decode_from_server(frame)
        except BadFrame as error:
            log.debug("a frame was refused: %s", error.reason)
            self._rules.refused(error.context_id)
            if self._watch.refuse(now):
                self._hang_up()
            return
        self._watch.accept()
        for message in messages:
            events = self._rules.receive(message, now)
            if len(events) == 1 and type(events[0]) is Heard:
                self._has_heard = True
                self._listener.handle(events[0])
            elif events:
                self.act(events)

    def _was_lost(self, closure: Closure) -> None:
        self._connection = None
        lasted = self.now - self._since >= _LASTING_SECONDS
        self._redial.ended(was_of_use=self._has_heard or lasted)
        if is_refusal(closure):
            self._redial.failed(refusals.from_closure(closure), self.now)
        self._listener.lost(closure)
        self.act(self._rules.disconnected(closure, self.now))

    def _hang_up(self) -> None:
        """Leave a connection that can no longer be believed; the rules hear of it at once."""
        connection = self._connection
        if connection is None:  # A callback on the way here has ended it.
            return
        connection.ignore()
        task = self._loop.create_task(connection.close())
        self._leaving.add(task)
        task.add_done_callback(self._leaving.discard)
        self._was_lost(Closure(1002, "it made no sense"))
