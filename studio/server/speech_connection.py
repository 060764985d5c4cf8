"""Drives one connection's rules: frames in, jobs to the engines, frames out, and the clock.

Knows no socket: how frames get in and out is `listener`'s business, which tells when the client does
not take what was sent.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from studio.server.alarm import Alarm
from studio.server.outbox import Outbox
from studio.server.pieces import PieceWanted
from studio.server.rules import Rules
from studio.server.speech import Speech
from studio.server.speech_settings import Refusal
from studio.server.worker_pipe import Sound, Spoken
from studio.server.worker_pool import WorkerPool
from studio.wire import codes
from studio.wire.messages import ErrorReport
from studio.wire.text_codec import BadFrame, decode_from_client, encode_to_client_in_parts

_BAD_FRAMES_IN_A_ROW = 20
_TOGETHER_BYTES = 32 * 1024
"""Frames up to this much leave in one go: each going costs as much as many small frames."""
FrameParts = tuple[bytes, ...]
_ANNOUNCEMENT_SECONDS = 0.004
"""So long an announcement waits for its sound, to leave together with it."""


class SpeechConnection:
    """`send` takes frames; `end` closes the connection with a code and a reason."""

    def __init__(
        self,
        make_rules: Callable[[Callable[[Speech], bool]], Rules],
        pool: WorkerPool,
        send: Callable[[Sequence[FrameParts]], None],
        end: Callable[[int, str], None],
    ) -> None:
        self._outbox = Outbox()
        self._rules = make_rules(self._outbox.holds)
        self._pool = pool
        self._send = send
        self._end = end
        self._loop = asyncio.get_running_loop()
        self._jobs: dict[PieceWanted, tuple[Speech, int]] = {}
        self._bad_frames = 0
        self._alarm = Alarm(self._tick)
        self._announcement: asyncio.TimerHandle | None = None
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

    def heard(self, speech: Speech, piece: PieceWanted, sound: Sound) -> None:
        self._rules.heard(speech, piece, sound, self._loop.time())
        self._carry_out()

    def ended(self, speech: Speech, piece: PieceWanted, report: Spoken | Refusal) -> None:
        self._jobs.pop(piece, None)
        self._rules.ended(speech, piece, report, self._loop.time())
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
        self._alarm.stop()
        if self._announcement is not None:
            self._announcement.cancel()
        for _, number in self._jobs.values():
            self._pool.stop(number)
        self._jobs.clear()
        self._pool.release(self)

    def shut_down(self) -> None:
        """The server ends: close now when nothing is being spoken, else after that."""
        self._shuts_down = True
        self._carry_out()

    def cut_off(self) -> None:
        """The server ends now: no more sound, not even what waits to be sent."""
        if not self._is_over:
            self.lost()
            self._end(codes.CLOSE_RESTARTING, "the server ends")

    # --- within ---------------------------------------------------------------------------------

    def _carry_out(self) -> None:
        """Do what the rules want done by now."""
        if self._is_over:
            return
        outgoing = self._rules.outgoing
        for speech in outgoing.speeches_to_silence():
            self._outbox.drop(speech)
            self._stop(speech)
        for message, told_by in outgoing.messages_to_send():
            self._outbox.put(message, told_by)
        for speech, piece in outgoing.pieces_to_speak():
            number = self._pool.speak(self, piece, _Ear(self, speech, piece))
            self._jobs[piece] = speech, number
        self._write()
        self._alarm.set(self._rules.deadline())
        if self._rules.is_over:
            self._finish(codes.CLOSE_NORMAL, "")
        elif self._shuts_down and not self._rules.is_busy:
            self._finish(codes.CLOSE_RESTARTING, "the server ends")

    def _stop(self, speech: Speech) -> None:
        for piece, (owner, number) in list(self._jobs.items()):
            if owner is speech:
                del self._jobs[piece]
                self._pool.stop(number)

    def _write(self) -> None:
        """Send what waits, unless it is worth waiting for more."""
        if self._is_held or not len(self._outbox):
            return
        if self._outbox.can_wait:
            if self._announcement is None:
                later = self._loop.call_later(_ANNOUNCEMENT_SECONDS, self._write_now)
                self._announcement = later
        else:
            self._write_now()

    def _write_now(self) -> None:
        if self._announcement is not None:
            self._announcement.cancel()
            self._announcement = None
        frames: list[FrameParts] = []
        size = 0
        while not self._is_held and (message := self._outbox.take()) is not None:
            frames.append(encode_to_client_in_parts(message))
            size += sum(map(len, frames[-1]))
            if size >= _TOGETHER_BYTES:
                self._send(frames)
                frames, size = [], 0
        if frames:
            self._send(frames)

    def _finish(self, code: int, reason: str) -> None:
        if self._is_over or (len(self._outbox) and self._is_held):
            return
        self._write_now()
        self.lost()
        self._end(code, reason)

    def _tick(self) -> None:
        self._rules.tick(self._loop.time())
        self._carry_out()


class _Ear:
    """Hears one job, a piece of a speech."""

    __slots__ = ("_connection", "_piece", "_speech")

    def __init__(self, connection: SpeechConnection, speech: Speech, piece: PieceWanted) -> None:
        self._connection = connection
        self._speech = speech
        self._piece = piece

    def heard(self, sound: Sound) -> None:
        self._connection.heard(self._speech, self._piece, sound)

    def ended(self, report: Spoken | Refusal) -> None:
        self._connection.ended(self._speech, self._piece, report)
