"""The server's end of one WebSocket: bytes on one side, whole frames on the other.

The only server file that knows `websockets`, and that by its sans-I/O half. The HTTP before an upgrade
is `front_door`'s business; what frames say is `speech_connection`'s.
"""

from __future__ import annotations

import asyncio
import logging
import struct
from collections import deque
from collections.abc import Callable, Sequence

from websockets.frames import Frame, Opcode
from websockets.http11 import Request as Handshake
from websockets.protocol import State
from websockets.server import ServerProtocol

from studio.server.http import AI_GENERATED
from studio.server.patience import Patience
from studio.server.rules import Rules
from studio.server.speech import Speech
from studio.server.speech_connection import FrameParts, SpeechConnection
from studio.server.worker_pool import WorkerPool
from studio.wire.limits import CLIENT_FRAME_BYTES

BUFFER_BYTES = 256 * 1024
"""What may wait in front of the socket; more is not made until the client took some."""
_FRAMES_AT_ONCE = 64
"""After so many frames of one client the others have their turn."""
_PING_TIMEOUT = 1011
_WHOLE_TEXT = 0x81

_quiet = logging.getLogger("studio.server.websocket")
_quiet.setLevel(logging.WARNING)  # the library's debug log shows keys

MakeRules = Callable[[Callable[[Speech], bool]], Rules]


class WebSocket:
    """One upgraded connection; its owner hands on what the transport says."""

    def __init__(
        self,
        transport: asyncio.Transport,
        make_rules: MakeRules,
        pool: WorkerPool,
        patience: Patience,
    ) -> None:
        self._transport = transport
        self._patience = patience
        self._loop = asyncio.get_running_loop()
        self._protocol = ServerProtocol(max_size=CLIENT_FRAME_BYTES, logger=_quiet)
        self._speaker = SpeechConnection(make_rules, pool, self._send, self._end)
        self._backlog: deque[Frame] = deque()
        self._works_off = False
        self._parts: list[bytes] = []
        self._is_binary = False
        self._heard_something = True
        self._beat: asyncio.TimerHandle | None = None
        self._closing: asyncio.TimerHandle | None = None

    def open(self, head: bytes, rest: bytes, request_id: str) -> bool:
        """Answer the handshake; False when it was refused and the connection is ending."""
        self._protocol.receive_data(head)
        for event in self._protocol.events_received():
            assert isinstance(event, Handshake)
            response = self._protocol.accept(event)
            response.headers["X-Request-Id"] = request_id
            if response.status_code == 101:
                response.headers[AI_GENERATED[0]] = AI_GENERATED[1]
            self._protocol.send_response(response)
        opened = self._protocol.state is State.OPEN
        self._flush()
        if opened:
            self._transport.set_write_buffer_limits(high=BUFFER_BYTES)
            self._beat = self._loop.call_later(self._patience.ping_seconds, self._ping)
            if rest:
                self.receive(rest)
        else:
            self._transport.close()
        return opened

    def receive(self, data: bytes) -> None:
        self._heard_something = True
        self._protocol.receive_data(data)
        self._backlog.extend(e for e in self._protocol.events_received() if isinstance(e, Frame))
        self._flush()
        if not self._works_off:
            self._work_off()

    def end_of_input(self) -> None:
        self._protocol.receive_eof()
        self._flush()

    def hold(self) -> None:
        self._speaker.hold()

    def release(self) -> None:
        self._speaker.release()

    def lost(self) -> None:
        self._speaker.lost()
        self._backlog.clear()
        for timer in (self._beat, self._closing):
            if timer is not None:
                timer.cancel()

    def shut_down(self) -> None:
        self._speaker.shut_down()

    def cut_off(self) -> None:
        self._speaker.cut_off()

    # --- frames in ------------------------------------------------------------------------------

    def _work_off(self) -> None:
        """Handle some frames; when more are left, read no more until they are done."""
        self._works_off = False
        for _ in range(_FRAMES_AT_ONCE):
            if not self._backlog:
                self._transport.resume_reading()
                return
            self._frame(self._backlog.popleft())
        self._works_off = True
        self._transport.pause_reading()
        self._loop.call_soon(self._work_off)

    def _frame(self, frame: Frame) -> None:
        if frame.opcode is Opcode.CLOSE:
            self._speaker.lost()
            self._await_the_end()
            return
        if frame.opcode in (Opcode.TEXT, Opcode.BINARY):
            self._is_binary = frame.opcode is Opcode.BINARY
            if frame.fin:
                self._message(bytes(frame.data))
                return
        elif frame.opcode is not Opcode.CONT:
            return
        self._parts.append(bytes(frame.data))
        if frame.fin:
            message = b"".join(self._parts)
            self._parts.clear()
            self._message(message)

    def _message(self, message: bytes) -> None:
        if self._is_binary:
            self._speaker.refuse_frame("frames must be JSON text")
        else:
            self._speaker.receive_frame(message)

    # --- frames out -----------------------------------------------------------------------------

    def _send(self, frames: Sequence[FrameParts]) -> None:
        """The library would copy each frame three times; what it has to send itself is sent already."""
        if self._protocol.state is State.OPEN and not self._transport.is_closing():
            sent: list[bytes] = []
            for parts in frames:
                sent += (_text_frame_head(sum(map(len, parts))), *parts)
            self._transport.write(b"".join(sent))

    def _end(self, code: int, reason: str) -> None:
        if self._protocol.state is State.OPEN:
            self._protocol.send_close(code, reason)
            self._flush()
            self._await_the_end()

    def _flush(self) -> None:
        for data in self._protocol.data_to_send():
            if self._transport.is_closing():
                break
            if data:
                self._transport.write(data)
            else:
                self._transport.close()
        if self._protocol.state is not State.OPEN and self._closing is None:
            self._speaker.lost()
            self._await_the_end()

    # --- time -----------------------------------------------------------------------------------

    def _await_the_end(self) -> None:
        if self._closing is None:
            self._closing = self._loop.call_later(
                self._patience.closing_seconds, self._transport.abort
            )

    def _ping(self) -> None:
        """A client that is silent although nothing waits for it must at least answer a ping."""
        takes_all = self._transport.get_write_buffer_size() == 0
        if not self._heard_something and takes_all:
            self._end(_PING_TIMEOUT, "no answer to a ping")
            self._transport.abort()
            return
        if takes_all and self._protocol.state is State.OPEN:
            self._heard_something = False
            self._protocol.send_ping(b"")
            self._flush()
        else:
            self._heard_something = True
        self._beat = self._loop.call_later(self._patience.ping_seconds, self._ping)


def _text_frame_head(length: int) -> bytes:
    """What goes before a whole, unmasked text frame (RFC 6455, section 5.2)."""
    if length < 126:
        return struct.pack(">BB", _WHOLE_TEXT, length)
    if length < 65_536:
        return struct.pack(">BBH", _WHOLE_TEXT, 126, length)
    return struct.pack(">BBQ", _WHOLE_TEXT, 127, length)
