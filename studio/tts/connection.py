"""One WebSocket to a speech server: opened, read, written, closed. Knows nothing of what is said.

The only client file that imports `websockets`. Incoming frames are handed on from the very call in
which their bytes arrive: no queue that a slow caller could fill, so pings are always answered, and
no task per frame. Foreign errors end here.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
import ssl
from collections.abc import Callable
from functools import cache
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import (
    ConnectionClosed,
    InvalidHandshake,
    InvalidProxy,
    InvalidProxyMessage,
    InvalidProxyStatus,
    InvalidStatus,
    ProxyError,
    WebSocketException,
)
from websockets.frames import Frame, Opcode
from websockets.http11 import Response
from websockets.protocol import Event, State

from studio.redaction import redact
from studio.tts import errors, refusals
from studio.tts.endpoint import Endpoint
from studio.tts.frame_splitter import FrameSplitter
from studio.tts.http_refusals import report_of
from studio.wire import limits
from studio.wire.faults import Closure
from studio.wire.plain_text import visible_text

OPEN_SECONDS = 10.0
CLOSE_SECONDS = 2.0
PING_SECONDS = 15.0
PROBE_SECONDS = 5.0

FrameCallback = Callable[[bytes | None], None]

# The library logs addresses and headers, and the key stands in both.
_silent = logging.getLogger("studio.tts.connection.library")
_silent.disabled = True


class Connection:
    """An open connection. `on_frame` and `on_lost` are called on the loop, `on_lost` exactly once."""

    def __init__(self, socket: _Socket) -> None:
        self._socket = socket

    @property
    def is_open(self) -> bool:
        return self._socket.protocol.state is State.OPEN

    def send(self, frame: bytes) -> None:
        """Hand `frame` to the socket; it never waits. Lost, and told so, when the connection is."""
        if self.is_open:
            self._socket.say(frame)

    async def close(self) -> None:
        """Say goodbye and leave, within two seconds."""
        await self._socket.close()

    async def probe(self) -> None:
        """Ask for a sign of life at once; without one the connection is given up."""
        with contextlib.suppress(ConnectionClosed):
            try:
                async with asyncio.timeout(PROBE_SECONDS):
                    await (await self._socket.ping())
            except TimeoutError:
                self._socket.transport.abort()

    def ignore(self) -> None:
        """Tell nothing any more, neither frames nor the end."""
        self._socket.ignore()


async def open_connection(
    where: Endpoint,
    path: str,
    on_frame: FrameCallback,
    on_lost: Callable[[Closure], None],
) -> Connection:
    """Connect within ten seconds, or say why not as a SpeechError. A binary frame arrives as None."""

    def socket(*args: Any, **kwargs: Any) -> _Socket:
        return _Socket(on_frame, on_lost, *args, **kwargs)

    options: dict[str, Any] = (
        {"ssl": trusted_certificates()} if where.socket_url.startswith("wss:") else {}
    )
    if where.is_loopback:
        options["proxy"] = None
    dial = _NoRedirects(
        where.socket_address(path),
        compression=None,
        open_timeout=OPEN_SECONDS,
        close_timeout=CLOSE_SECONDS,
        ping_interval=PING_SECONDS,
        ping_timeout=PING_SECONDS,
        max_size=limits.SERVER_FRAME_BYTES,
        user_agent_header="dialogue-studio",
        logger=_silent,
        create_connection=socket,  # type: ignore[arg-type]
        **options,
    )
    try:
        opened = await dial
    except (OSError, InvalidHandshake, WebSocketException, ValueError, ImportError) as error:
        raise _why(where, error) from _shown(error)
    assert isinstance(opened, _Socket)
    opened.tell_when_lost()
    return Connection(opened)


class _NoRedirects(connect):
    def process_redirect(self, exc: Exception) -> Exception | str:
        return exc


class _Socket(ClientConnection, asyncio.BufferedProtocol):
    """The library's connection, but for whole text messages: those go straight to `on_frame`."""

    def __init__(
        self, on_frame: FrameCallback, on_lost: Callable[[Closure], None], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._on_frame = on_frame
        self._on_lost = on_lost
        self._head = b""
        self._is_past_head = False
        self._was_refused = False
        self._splitter = FrameSplitter(self._text, self.data_received, limits.SERVER_FRAME_BYTES)
        self._pieces: list[bytes] = []
        self._is_text = True
        self._is_saying = False
        self._is_in_use = False
        self._closure: Closure | None = None

    def tell_when_lost(self) -> None:
        """From now on its end is told; an end that came before is told soon."""
        self._is_in_use = True
        if self._closure is not None:
            self.loop.call_soon(self._on_lost, self._closure)

    def ignore(self) -> None:
        self._on_frame = lambda _: None
        self._on_lost = lambda _: None

    def say(self, frame: bytes) -> None:
        """Frames said in one go leave together when the loop comes round."""
        self.protocol.send_text(frame)
        if not self._is_saying:
            self._is_saying = True
            self.loop.call_soon(self._say_all)

    def _say_all(self) -> None:
        self._is_saying = False
        if self.protocol.state is State.OPEN:
            self.transport.write(b"".join(self.protocol.data_to_send()))

    def get_buffer(self, sizehint: int) -> memoryview:
        return self._splitter.room()

    def buffer_updated(self, count: int) -> None:
        if self._is_past_head:
            self._splitter.received(count)
        elif self._was_refused:
            self.data_received(bytes(self._splitter.room()[:count]))
        else:
            self._receive_head(bytes(self._splitter.room()[:count]))

    def _receive_head(self, data: bytes) -> None:
        """The answer to the handshake is the library's; frames begin behind it."""
        self._head += data
        end = self._head.find(b"\r\n\r\n") + 4
        if end < 4 and len(self._head) < _MOST_HEAD:
            return
        head, rest = (self._head[:end], self._head[end:]) if end >= 4 else (self._head, b"")
        self._head = b""
        self.data_received(head)
        if self.protocol.state is State.OPEN:
            self._is_past_head = True
            self._splitter.take(rest)
        else:
            self._was_refused = True
            self.data_received(rest)

    def eof_received(self) -> None:
        if self._head:
            self.data_received(self._head)
        super().eof_received()

    def _text(self, frame: bytes) -> None:
        self._on_frame(frame)

    def process_event(self, event: Event) -> None:
        if not isinstance(event, Frame) or event.opcode not in _DATA:
            super().process_event(event)
            return
        if event.opcode is not Opcode.CONT:
            self._is_text = event.opcode is Opcode.TEXT
        self._pieces.append(bytes(event.data))
        if event.fin:
            whole = b"".join(self._pieces)
            self._pieces.clear()
            self._on_frame(whole if self._is_text else None)

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        # Theirs, or ours where theirs never came: too large a frame, a broken rule, no pong.
        last = self.protocol.close_rcvd or self.protocol.close_sent
        code, reason = (1006, "") if last is None else (last.code, last.reason)
        shown = visible_text(redact(reason), limits.ERROR_TEXT_LENGTH)
        self._closure = Closure(code, shown, _asked_delay(reason))
        if self._is_in_use:
            self._on_lost(self._closure)


_DATA = (Opcode.TEXT, Opcode.BINARY, Opcode.CONT)
_MOST_HEAD = 64 * 1024
_DELAY = re.compile(r"retry[_ -]?after\D{0,4}(\d{1,6}(?:\.\d+)?)", re.IGNORECASE)


def _asked_delay(reason: str) -> float | None:
    found = _DELAY.search(reason)
    return float(found[1]) if found else None


@cache
def trusted_certificates() -> ssl.SSLContext:
    """The system's certificates; there is no way around them."""
    return ssl.create_default_context()


_PROXY_FAULTS = (ProxyError, InvalidProxy, InvalidProxyMessage, InvalidProxyStatus, ImportError)


def _why(where: Endpoint, error: Exception) -> errors.SpeechError:
    if isinstance(error, InvalidStatus):
        return _refusal(where, error.response)
    if isinstance(error, _PROXY_FAULTS):  # ImportError: it is of a kind that needs a library.
        return errors.unreachable(where.host, f"the proxy cannot be used ({_text(error)})")
    if isinstance(error, ssl.SSLError):
        return errors.unreachable(where.host, f"its certificate is not trusted ({_text(error)})")
    if isinstance(error, TimeoutError):
        return errors.unreachable(where.host, f"no answer within {OPEN_SECONDS:.0f} s")
    if isinstance(error, OSError):
        return errors.unreachable(where.host, _text(error))
    return errors.not_a_speech_server(where.host, _text(error))


def _text(error: BaseException) -> str:
    return visible_text(redact(str(error)) or type(error).__name__, limits.ERROR_TEXT_LENGTH)


def _shown(error: Exception) -> Exception | None:
    """The cause, unless its own text would show the key."""
    return error if redact(str(error)) == str(error) else None


def _refusal(where: Endpoint, response: Response) -> errors.SpeechError:
    headers = {name.lower(): value for name, value in response.headers.raw_items()}
    status = response.status_code
    if 200 <= status < 400:
        return errors.not_a_speech_server(where.host, f"it answered with status {status}")
    return refusals.from_report(report_of(status, headers, bytes(response.body or b"")))
