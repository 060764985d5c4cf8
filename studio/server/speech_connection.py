"""Drives one connection's rules: frames in, jobs to the engines, frames out, and the clock.

Knows no socket: how frames get in and out is `listener`'s business, which tells when the client does
not take what was sent.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from studio.server.outbox import Outbox
from studio.server.rules import Rules
from studio.server.speech import Speech
from studio.server.speech_settings import Refusal
from studio.server.worker_pipe import Sound, Spoken
from studio.server.worker_pool import WorkerPool
from studio.wire import codes
from studio.wire.messages import ErrorReport
from studio.wire.text_codec import BadFrame, decode_from_client, encode_to_client

_BAD_FRAMES_IN_A_ROW = 20


class SpeechConnection:
    """`send` takes one frame; `end` closes the connection with a code and a reason."""

    def __init__(
        self,
        make_rules: Callable[[Callable[[Speech], bool]], Rules],
        pool: WorkerPool,
        send: Callable[[bytes], None],
        end: Callable[[int, str], None],
    ) -> None:
        self._outbox = Outbox()
        self._rules = make_rules(self._outbox.holds)
        self._pool = pool
        self._send = send
        self._end = end
        self._loop = asyncio.get_running_loop()
        self._jobs: dict[Speech, int] = {}
        self._bad_frames = 0
        self._timer: asyncio.TimerHandle | None = None
        self._is_held = False
        self._is_over = False
        self._shuts_down = False

    # --- from the client ------------------------------------------------------------------------

    def receive_frame(self, frame: bytes) -> None:
        if self._is_over:
            return
        try:
            messages = decode_from_client(frame)
        except BadFrame as error:
            self.refuse_frame(error.reason, error.context_id)
            return
        self._bad_frames = 0
        now = self._loop.time()
        for message in messages:
            self._rules.receive(message, now)
        self._carry_out()

    def refuse_frame(self, reason: str, context_id: str | None = None) -> None:
        """Answer a frame that makes no sense; too many of them end the connection."""
        if self._is_over:
            return
        self._bad_frames += 1
        code = codes.VALIDATION_ERROR
        self._outbox.put(ErrorReport(reason, code, codes.STATUS[code], context_id), None)
        self._write()
        if self._bad_frames >= _BAD_FRAMES_IN_A_ROW:
            self._finish(codes.CLOSE_POLICY, "too many frames that make no sense")

    # --- from the engines -----------------------------------------------------------------------

    def heard(self, speech: Speech, sound: Sound) -> None:
        self._rules.heard(speech, sound, self._loop.time())
        self._carry_out()

    def spoken(self, speech: Speech, report: Spoken) -> None:
        self._jobs.pop(speech, None)
        self._rules.spoken(speech, report, self._loop.time())
        self._carry_out()

    def failed(self, speech: Speech, refusal: Refusal) -> None:
        self._jobs.pop(speech, None)
        self._rules.failed(speech, refusal, self._loop.time())
        self._carry_out()

    # --- from the socket ------------------------------------------------------------------------

    def hold(self) -> None:
        """The client does not take what was sent: make no more for it."""
        self._is_held = True
        self._pool.hold(self)

    def release(self) -> None:
        self._is_held = False
        self._carry_out()
        if not self._is_held:
            self._pool.release(self)

    def lost(self) -> None:
        """The client is gone; nothing of its work goes on."""
        self._is_over = True
        if self._timer is not None:
            self._timer.cancel()
        for number in self._jobs.values():
            self._pool.stop(number)
        self._jobs.clear()
        self._pool.release(self)

    def shut_down(self) -> None:
        """The server ends: close now when nothing is being spoken, else after that."""
        self._shuts_down = True
        self._carry_out()

    # --- within ---------------------------------------------------------------------------------

    def _carry_out(self) -> None:
        """Do what the rules want done by now."""
        if self._is_over:
            return
        outgoing = self._rules.outgoing
        for speech in outgoing.speeches_to_silence():
            self._outbox.drop(speech)
            number = self._jobs.pop(speech, None)
            if number is not None:
                self._pool.stop(number)
        for message, told_by in outgoing.messages_to_send():
            self._outbox.put(message, told_by)
        for speech, wanted in outgoing.pieces_to_speak():
            self._jobs[speech] = self._pool.speak(self, wanted, _Ear(self, speech))
        self._write()
        self._set_timer()
        if self._rules.is_over:
            self._finish(codes.CLOSE_NORMAL, "")
        elif self._shuts_down and not self._rules.is_busy:
            self._finish(codes.CLOSE_RESTARTING, "the server ends")

    def _write(self) -> None:
        while not self._is_held and (message := self._outbox.take()) is not None:
            self._send(encode_to_client(message))

    def _finish(self, code: int, reason: str) -> None:
        if self._is_over or (len(self._outbox) and self._is_held):
            return
        self.lost()
        self._end(code, reason)

    def _set_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        deadline = self._rules.deadline()
        self._timer = None if deadline is None else self._loop.call_at(deadline, self._tick)

    def _tick(self) -> None:
        self._rules.tick(self._loop.time())
        self._carry_out()


class _Ear:
    """Hears one job for one speech."""

    __slots__ = ("_connection", "_speech")

    def __init__(self, connection: SpeechConnection, speech: Speech) -> None:
        self._connection = connection
        self._speech = speech

    def heard(self, sound: Sound) -> None:
        self._connection.heard(self._speech, sound)

    def spoken(self, report: Spoken) -> None:
        self._connection.spoken(self._speech, report)

    def failed(self, refusal: Refusal) -> None:
        self._connection.failed(self._speech, refusal)
