"""One WebSocket to a speech server: who is let in, what comes through, how it ends."""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from websockets.asyncio.server import ServerConnection, serve
from websockets.frames import Frame, Opcode
from websockets.utils import accept_key

from studio.tts import connection, errors
from studio.tts.connection import open_connection
from studio.tts.endpoint import Endpoint, endpoint
from studio.wire.faults import Closure
from tests.tts.scripted_server import Link, refusal, scripted_server, soon

KEY = "SENTINEL+key/42="


class Ears:
    """What a connection told."""

    def __init__(self) -> None:
        self.frames: list[bytes | None] = []
        self.closures: list[Closure] = []

    async def open(self, url: str, key: str = KEY) -> connection.Connection:
        where = endpoint(url, key)
        return await open_connection(where, "/ws", self.frames.append, self.closures.append)


async def wait(link: Link) -> None:
    await link.rest()


# --- getting in ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, errors.KeyRefused),
        (403, errors.KeyRefused),
        (402, errors.NoCredit),
        (404, errors.NotOffered),
        (400, errors.RequestRefused),
        (429, errors.TooManyRequests),
        (503, errors.ServiceUnavailable),
        (502, errors.ServiceUnavailable),
        (500, errors.SpeechError),
        (200, errors.NotASpeechServer),
        (302, errors.NotASpeechServer),
    ],
)
async def test_a_refused_handshake_has_its_error(status: int, kind: type) -> None:
    """Every status says what to do, and keeps the request id for whoever must look it up."""
    answer = refusal(status, b'{"error":"no way","error_code":null}', x_request_id="7f3a")
    async with scripted_server(wait, refusal=answer) as server:
        with pytest.raises(kind) as refused:
            await Ears().open(server.url)
    assert type(refused.value) is kind
    if status not in (200, 302):
        assert refused.value.request_id == "7f3a"
        assert refused.value.status == status
        assert "no way" in str(refused.value)


@pytest.mark.parametrize(
    ("headers", "body", "waited"),
    [
        ({"retry_after": "20"}, b"", 20.0),
        ({"retry_after": "0"}, b"", 1.0),
        ({"retry_after": "99999999999999"}, b"", 300.0),
        ({"retry_after": "-5"}, b"", None),
        ({"retry_after": "soon"}, b"", None),
        ({}, b'{"retry_after": 7}', 7.0),
        ({"retry_after": "2.5"}, b"", 2.5),
        ({"retry_after": "Wed, 21 Oct 2015 07:28:00 GMT"}, b"", 1.0),
        ({"retry_after": "Fri, 21 Oct 2995 07:28:00 GMT"}, b"", 300.0),
        ({"retry_after": "Wed, 21 Oct 2015 07:28:00 -0000"}, b"", None),
        ({}, b'{"retry_after": "7"}', 7.0),
        ({}, b'{"retry_after": "x"}', None),
        ({}, b'{"retry_after": [7], "detail": "slow down"}', None),
        ({}, b"[" * 100_000, None),
    ],
)
async def test_the_wait_a_server_asks_for_is_bounded(
    headers: dict[str, str], body: bytes, waited: float | None
) -> None:
    """Between one second and five minutes; what makes no sense is not taken for a wait."""
    async with scripted_server(wait, refusal=refusal(429, body, **headers)) as server:
        with pytest.raises(errors.TooManyRequests) as refused:
            await Ears().open(server.url)
    assert refused.value.retry_after == waited


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"detail": "no such voice"}', "“no such voice”"),
        (b'{"detail": ["too", "many"]}', "“too; many”"),
        (b'{"detail": [{"loc": ["body", "speed"], "msg": "too fast", "type": "value_error"}]}',
         "“body.speed: too fast”"),
        (b'{"detail": [{"msg": "too fast"}], "retry_after": "soon", "error_code": 5}',
         "“too fast”"),
        (b'{"detail": [5], "error": ["x"]}', "refused the request (400)"),
    ],
)  # fmt: skip
async def test_whatever_form_a_refusal_has_its_words_are_kept(body: bytes, words: str) -> None:
    """One text or a list of faults: what can be read is said, and one odd field spoils no other."""
    async with scripted_server(wait, refusal=refusal(400, body)) as server:
        with pytest.raises(errors.RequestRefused) as refused:
            await Ears().open(server.url)
    assert words in str(refused.value)


async def test_a_redirect_is_not_followed() -> None:
    """Nobody sends us and our key somewhere else."""
    async with scripted_server(wait) as other:
        answer = refusal(302, location=other.url.replace("http", "ws"))
        async with scripted_server(wait, refusal=answer) as server:
            with pytest.raises(errors.NotASpeechServer, match="302"):
                await Ears().open(server.url)
        assert not other.requests


@asynccontextmanager
async def raw_server(
    serve_raw: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
) -> AsyncIterator[str]:
    async def guarded(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await serve_raw(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(guarded, "127.0.0.1", 0)
    try:
        host, port = server.sockets[0].getsockname()
        yield f"http://{host}:{port}"
    finally:
        server.close()
        await server.wait_closed()


@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
        b"\x00\x01\x02\x03" * 100,
        b"HTTP/1.1 101 OK\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: no\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X-Long: " + b"y" * 70_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 5_000 + b"\r\n",
        b"",
        b"HTTP/1.1 401",
    ],
)
async def test_what_is_no_speech_server_is_said_to_be_none(answer: bytes) -> None:
    """Garbage, a wrong handshake, endless headers or an early end: a clear error, soon."""

    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        await writer.drain()

    async with raw_server(speak) as url:
        with pytest.raises((errors.NotASpeechServer, errors.Unreachable)):
            await Ears().open(url)


async def test_an_answer_may_come_in_pieces() -> None:
    """A refusal with its words in a later packet is read to its end."""

    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        for piece in (
            b"HTTP/1.1 402 No\r\nContent-",
            b"Length: 20\r\n\r\n",
            b'{"error":',
            b'"no money"}',
        ):
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0.02)

    async with raw_server(speak) as url:
        with pytest.raises(errors.NoCredit, match="no money"):
            await Ears().open(url)


async def test_an_end_right_behind_the_handshake_is_told() -> None:
    """Let in and thrown out in one breath: the end is told like any other."""

    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        key = next(line.split(": ")[1] for line in head.splitlines() if "Sec-WebSocket-Key" in line)
        answer = "HTTP/1.1 101 OK\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        accept = f"Sec-WebSocket-Accept: {accept_key(key)}\r\n\r\n"
        writer.write((answer + accept).encode() + b"\x88\x05" + (4001).to_bytes(2, "big") + b"bad")
        await writer.drain()

    ears = Ears()
    async with raw_server(speak) as url:
        await ears.open(url)
        await soon(lambda: ears.closures)
    assert ears.closures == [Closure(4001, "bad")]


async def test_a_server_that_says_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """A handshake that hangs is given up after its time."""
    monkeypatch.setattr(connection, "OPEN_SECONDS", 0.2)

    async def keep_quiet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()

    async with raw_server(keep_quiet) as url:
        with pytest.raises(errors.Unreachable, match="no answer"):
            await Ears().open(url)


async def test_nobody_there_is_unreachable() -> None:
    """A port nobody listens on is an error that names the address and the cause."""
    async with raw_server(lambda *_: asyncio.sleep(0)) as url:
        pass
    with pytest.raises(errors.Unreachable, match=r"127\.0\.0\.1") as failed:
        await Ears().open(url)
    assert isinstance(failed.value.__cause__, OSError)


async def test_frames_right_behind_the_handshake_are_heard() -> None:
    """A server may speak in the same breath as it lets us in."""

    async def speak(link: Link) -> None:
        await link.say({"a": 1}, {"b": 2})
        await link.rest()

    ears = Ears()
    async with scripted_server(speak) as server:
        opened = await ears.open(server.url)
        await soon(lambda: len(ears.frames) == 2)
        await opened.close()


# --- proxies ------------------------------------------------------------------------------------


class Proxy:
    """Notes what it is asked for, and refuses."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        self.asked.append(head.decode().splitlines()[0])
        writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()


PROXY_NAMES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")


async def test_this_computer_is_spoken_to_without_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever proxies the system names, a server on loopback is reached directly."""
    proxy = Proxy()
    async with raw_server(proxy.serve) as url:
        for name in PROXY_NAMES:
            monkeypatch.setenv(name, url)
        async with scripted_server(wait) as server:
            opened = await Ears().open(server.url)
            assert opened.is_open
            await opened.close()
    assert proxy.asked == []


async def test_the_world_is_spoken_to_through_the_systems_proxy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Elsewhere the system's proxy is used, and its refusal is said to be the proxy's."""
    proxy = Proxy()
    async with raw_server(proxy.serve) as url:
        for name in PROXY_NAMES:
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("HTTPS_PROXY", url)
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        with pytest.raises(errors.Unreachable, match="proxy"):
            await Ears().open("https://speech.example")
    assert proxy.asked == ["CONNECT speech.example:443 HTTP/1.1"]


async def test_a_proxy_nobody_can_use_is_said_to_be_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind of proxy that needs what is not there is an error like any other."""
    for name in PROXY_NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HTTPS_PROXY", "socks5://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with pytest.raises(errors.Unreachable, match="proxy"):
        await Ears().open("https://speech.example")


# --- life ---------------------------------------------------------------------------------------


async def test_who_takes_nothing_still_answers_pings() -> None:
    """Sound that nobody takes does not stand in the way of a ping: the server sees a living client."""

    async def speak(link: Link) -> None:
        for _ in range(200):
            await link.raw("x" * 50_000)
        pong = await link.socket.ping()
        await pong
        await link.raw("alive")
        await link.rest()

    ears = Ears()
    async with scripted_server(speak) as server:
        opened = await ears.open(server.url)
        await soon(lambda: ears.frames[-1:] == [b"alive"])
        await opened.close()


async def test_a_server_that_answers_no_ping_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection that only seems to be there is ended, and its end is told."""
    monkeypatch.setattr(connection, "PING_SECONDS", 0.1)

    async def play_dead(link: Link) -> None:
        link.socket.transport.pause_reading()
        await asyncio.sleep(1.0)

    ears = Ears()
    async with scripted_server(play_dead) as server:
        await ears.open(server.url)
        await soon(lambda: ears.closures)
    assert ears.closures[0].code == 1011


# --- encryption ---------------------------------------------------------------------------------


@asynccontextmanager
async def secret_server(certificate: Path) -> AsyncIterator[str]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    async def speak(socket: ServerConnection) -> None:
        await socket.send('{"a":"' + "x" * 300_000 + '"}')
        await socket.wait_closed()

    async with serve(speak, "127.0.0.1", 0, ssl=context, compression=None) as server:
        yield f"https://127.0.0.1:{next(iter(server.sockets)).getsockname()[1]}"


async def test_a_certificate_nobody_trusts_is_refused(certificate: Path) -> None:
    """There is no way around the system's certificates."""
    async with secret_server(certificate) as url:
        with pytest.raises(errors.Unreachable, match="certificate"):
            await Ears().open(url)


async def test_an_encrypted_connection_carries_the_same_frames(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is trusted is spoken to, and large frames come whole."""
    trusting = ssl.create_default_context(cafile=str(certificate))
    monkeypatch.setattr(connection, "trusted_certificates", lambda: trusting)
    ears = Ears()
    async with secret_server(certificate) as url:
        opened = await ears.open(url)
        await soon(lambda: ears.frames)
        await opened.close()
    assert ears.frames[0] is not None
    assert len(ears.frames[0]) == 300_008


# --- frames -------------------------------------------------------------------------------------


async def test_every_kind_of_frame_takes_its_way() -> None:
    """Text whole or in pieces arrives as text, binary is told apart, pings are answered between."""

    async def speak(link: Link) -> None:
        await link.raw("plain")
        await link.socket.send(iter(["in ", "three ", "pieces"]))
        await link.raw(b"binary")
        pong = await link.socket.ping()
        await pong
        await link.raw("after")
        await link.rest()

    ears = Ears()
    async with scripted_server(speak) as server:
        opened = await ears.open(server.url)
        await soon(lambda: len(ears.frames) == 4)
        await opened.close()
    assert ears.frames == [b"plain", b"in three pieces", None, b"after"]


async def test_frames_said_in_one_go_arrive_in_order() -> None:
    """Sending never waits; what is said after the end is lost without harm."""
    ears = Ears()
    async with scripted_server(wait) as server:
        opened = await ears.open(server.url)
        for number in range(100):
            opened.send(b'{"n":%d}' % number)
        await soon(lambda: len(server.links[0].heard) == 100)
        assert [said["n"] for said in server.links[0].heard] == list(range(100))
        opened.send(b'{"n":100}')
        await opened.close()
        assert not opened.is_open
        opened.send(b'{"n":101}')


async def test_compression_is_not_offered() -> None:
    """A small frame cannot become a large one."""
    async with scripted_server(wait) as server:
        opened = await Ears().open(server.url)
        await opened.close()
        assert "Sec-WebSocket-Extensions" not in server.requests[0].headers
        assert "Origin" not in server.requests[0].headers


def raw_frame(opcode: int, payload: bytes, *, fin: bool = True) -> bytes:
    return bytes(Frame(Opcode(opcode), payload, fin).serialize(mask=False))


@pytest.mark.parametrize(
    ("wire", "told"),
    [
        (b"\x81\x7f" + (4 * 1024 * 1024 + 1).to_bytes(8, "big"), 1009),
        (b"\x81\x7f" + (2**62).to_bytes(8, "big") + b"x" * 1000, 1009),
        (raw_frame(1, b"a", fin=False) + raw_frame(0, b"x" * (4 * 1024 * 1024)), 1009),
        (b"\xc1\x01a", 1002),
        (b"\x83\x01a", 1002),
        (b"\x81\x81\0\0\0\0a", 1002),
        (raw_frame(0, b"a"), 1002),
        (raw_frame(1, b"a", fin=False) + raw_frame(1, b"b"), 1002),
        (raw_frame(8, (1005).to_bytes(2, "big")), 1002),
        (raw_frame(8, (999).to_bytes(2, "big")), 1002),
        (raw_frame(8, b"\x03\xe8\xff\xff"), 1007),
        (raw_frame(8, b""), 1005),
        (raw_frame(8, (1000).to_bytes(2, "big")), 1000),
        (raw_frame(8, (4003).to_bytes(2, "big") + b"no credit"), 4003),
        (b"\x81\x7e\x10", 1006),
        (b"", 1006),
    ],
)
async def test_the_end_of_a_connection_is_told_once(wire: bytes, told: int) -> None:
    """Frames nobody may send, huge ones, illegal codes and half frames end it, each in its own way."""

    async def speak(link: Link) -> None:
        await link.next()
        link.socket.transport.write(wire)
        link.socket.transport.write_eof()
        await link.rest()

    ears = Ears()
    async with scripted_server(speak) as server:
        opened = await ears.open(server.url)
        opened.send(b"{}")
        await soon(lambda: ears.closures)
        await opened.close()
    (closure,) = ears.closures
    assert closure.code == told
    assert ears.frames == []


async def test_a_reset_connection_is_told() -> None:
    """Cut off without a word is code 1006."""

    async def cut(link: Link) -> None:
        await link.next()
        link.cut()

    ears = Ears()
    async with scripted_server(cut) as server:
        opened = await ears.open(server.url)
        opened.send(b"{}")
        await soon(lambda: ears.closures)
    assert ears.closures == [Closure(1006)]


@pytest.mark.parametrize(
    ("reason", "delay"),
    [
        ("restarting", None),
        ("retry_after=7", 7.0),
        ("Retry-After: 2.5 s", 2.5),
        ('{"retry_after": 12}', 12.0),
        ("retry after never", None),
    ],
)
async def test_a_close_may_say_when_to_come_back(reason: str, delay: float | None) -> None:
    """What a server asks for in its last words is heard, and its words are kept."""

    async def leave(link: Link) -> None:
        await link.close(1012, reason)

    ears = Ears()
    async with scripted_server(leave) as server:
        await ears.open(server.url)
        await soon(lambda: ears.closures)
    assert ears.closures == [Closure(1012, reason, delay)]


async def test_a_connection_that_is_ignored_tells_nothing_more() -> None:
    """After it was given up neither frames nor its end are told."""

    async def speak(link: Link) -> None:
        await link.next()
        await link.say({"a": 1})

    ears = Ears()
    async with scripted_server(speak) as server:
        opened = await ears.open(server.url)
        opened.ignore()
        opened.send(b"{}")
        await opened.close()
    assert (ears.frames, ears.closures) == ([], [])


# --- secrets ------------------------------------------------------------------------------------


async def test_the_key_is_never_in_a_log(caplog: pytest.LogCaptureFixture) -> None:
    """Not even at the finest level, let in or refused, in messages, causes or last words."""
    caplog.set_level(logging.DEBUG)

    async def leave(link: Link) -> None:
        await link.close(4001, f"bad key {KEY}")

    ears = Ears()
    answer = refusal(401, f'{{"error":"the key {KEY} is wrong"}}'.encode())
    async with scripted_server(leave) as server, scripted_server(wait, refusal=answer) as other:
        opened = await ears.open(server.url, f"eu-{KEY}")
        await soon(lambda: ears.closures)
        await opened.close()
        with pytest.raises(errors.KeyRefused) as refused:
            await ears.open(other.url, f"eu-{KEY}")
        assert server.query == {"api_key": [KEY]}
    shown = [caplog.text, str(refused.value), repr(refused.value.report), ears.closures[0].reason]
    assert not any("SENTINEL" in text for text in shown)


def test_an_endpoint_of_another_host_is_another() -> None:
    """Only what is on this computer is loopback."""
    where: Endpoint = endpoint("https://speech.example", "k")
    assert not where.is_loopback
    assert endpoint("https://127.0.0.1:5000", "k").is_loopback
