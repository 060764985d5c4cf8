"""The socket itself: clients that are fast, slow, rude, half gone or many."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import socket
import statistics
import struct
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import ConnectionClosed

from studio.errors import DeviceError
from studio.own_program import own_program
from studio.server.address import ServerAddress
from studio.server.front_door import FrontDoor
from studio.server.listener import BUFFER_BYTES, WebSocket
from studio.server.patience import Patience
from studio.server.voice_server import VoiceServer
from tests.server.conversation import kinds, of_kind, sound_of
from tests.server.raw_client import raw_client
from tests.server.waiting import until

STREAM, MULTI, SINGLE = "/ws/tts/stream", "/ws/tts/multi", "/ws/tts"
TONE_WORKER = own_program("voice-worker", "--engine", "tone")


@pytest.mark.parametrize("compression", [None, "deflate"])
async def test_a_turn_over_the_socket(tone_server: ServerAddress, compression: str | None) -> None:
    """A turn is the same over the socket, whether or not the client offers compression; pings are
    answered."""
    async with raw_client(tone_server, STREAM, compression=compression) as client:
        await client.send(text="Hello there.", voice_id=1071, flush=True)
        frames = await client.until("session_closed")
        assert kinds(frames) == [
            *("generation_started", "audio", "chunk_complete", "final", "session_closed")
        ]
        assert await (await client.socket.ping()) >= 0


async def test_what_was_accepted_says_who_it_is(tone_server: ServerAddress) -> None:
    """The answer to an upgrade names the request and says that the voices are artificial."""
    async with raw_client(tone_server, STREAM) as client:
        response = client.socket.response
        assert response is not None
        assert response.headers["X-KugelAudio-AI-Generated"] == "true"
        assert response.headers["X-Request-Id"]


@pytest.mark.parametrize("frame", ["{", "[]", "null", '"x"', "5", "", "{}x", '{"text": 5}'])
async def test_a_frame_that_makes_no_sense(tone_server: ServerAddress, frame: str) -> None:
    """What is not a JSON object is refused with VALIDATION_ERROR; the socket stays open."""
    async with raw_client(tone_server, STREAM) as client:
        await client.send_text(frame)
        assert (await client.receive())["error_code"] == "VALIDATION_ERROR"
        await client.send(cancel=True)
        assert await client.receive() == {"interrupted": True}


@pytest.mark.parametrize(
    "fields",
    [
        {"text": 5},
        {"text": "x", "flush": "yes"},
        {"text": "x", "context_id": 5},
        {"text": "x", "context_id": ""},
        {"text": "x", "context_id": "x" * 10_000},
        {"text": "x", "context_id": "a", "voice_settings": {"voice_id": [1]}},
        {"text": "x", "context_id": "a", "speed": 1.3},
        {"text": "x", "context_id": "a", "temperature": 2},
        {"text": "x", "context_id": "a", "sample_rate": 11025},
        {"text": "x", "context_id": "a", "language": "xx"},
        {"text": "x", "context_id": "a", "output_format": "mp3"},
        {"text": "x", "context_id": "a", "output_format": "pcm_8000", "sample_rate": 16000},
        {"text": "x", "context_id": "a", "max_new_tokens": 0},
        {"text": "x", "context_id": "a", "chunk_length_schedule": []},
        {"update_settings": {}},
        {"update_settings": {"voice_id": 1071}},
        {"update_settings": {"speed": 3}},
        {"update_settings": 5},
    ],
    ids=str,
)
async def test_wrong_types_and_ranges(
    tone_server: ServerAddress, fields: dict[str, object]
) -> None:
    """A wrong type or range is refused as a whole, nothing of it applied, the socket open."""
    async with raw_client(tone_server, MULTI) as client:
        await client.send(**fields)
        error = await client.receive()
        assert error["error_code"] == "VALIDATION_ERROR"
        if fields.get("context_id") == "a":
            assert error["context_id"] == "a"
        await client.send(text=" ", context_id="b", voice_settings={"voice_id": 1071})
        assert kinds(await client.until("context_created")) == [
            "session_started",
            "context_created",
        ]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400", "1" * 5000])
async def test_numbers_that_are_none(tone_server: ServerAddress, number: str) -> None:
    """NaN, infinities and endless numbers are refused."""
    async with raw_client(tone_server, STREAM) as client:
        await client.send_text(f'{{"text": "x", "voice_id": 1071, "cfg_scale": {number}}}')
        assert (await client.receive())["error_code"] == "VALIDATION_ERROR"


@pytest.mark.parametrize(
    "frame",
    [
        '{"unknown": 1, "more": {"a": []}}',
        '{"deep": ' + "[" * 10_000 + "]" * 10_000 + "}",
        '{"cancel": false, "cancel": false}',
        "{}",
    ],
    ids=["unknown", "deep", "twice", "empty"],
)
async def test_what_is_not_understood_is_survived(tone_server: ServerAddress, frame: str) -> None:
    """Unknown keys say nothing; deep nesting and repeated keys do no harm."""
    async with raw_client(tone_server, STREAM) as client:
        await client.send_text(frame)
        await client.send(text="Hello.", voice_id=1071, flush=True)
        assert kinds(await client.until("session_closed"))[-1] == "session_closed"


async def test_a_binary_frame_is_refused(tone_server: ServerAddress) -> None:
    """A binary frame is a VALIDATION_ERROR; the socket stays open."""
    async with raw_client(tone_server, STREAM) as client:
        await client.socket.send(b'{"text": "x"}')
        assert (await client.receive())["error_code"] == "VALIDATION_ERROR"
        await client.send(cancel=True)
        assert await client.receive() == {"interrupted": True}


async def test_nonsense_without_end_is_ended(tone_server: ServerAddress) -> None:
    """Twenty senseless frames in a row end the connection as a breach of manners."""
    async with raw_client(tone_server, STREAM) as client:
        for _ in range(20):
            await client.send_text("nonsense")
        assert await client.closed() == 1008


async def test_a_frame_in_fragments_is_one_frame(tone_server: ServerAddress) -> None:
    """A message sent in several WebSocket fragments is understood as a whole."""
    async with raw_client(tone_server, STREAM) as client:
        await client.socket.send(['{"text": "Hel', 'lo.", "voice_id": 1071, ', '"flush": true}'])
        assert kinds(await client.until("session_closed"))[0] == "generation_started"


@pytest.mark.parametrize("length", [1, 125, 126, 65_535, 65_536, 200_000])
async def test_frames_of_every_size(length: int) -> None:
    """What the server sends is a well-formed frame however long it is, and behind it comes the next."""
    async with Watched() as watched, raw_client(watched.address, STREAM) as client:
        guest = next(iter(watched.server._connections)).guest
        assert isinstance(guest, WebSocket)
        guest._send([(b"x" * length,), (b"{", b"}")])
        assert await client.socket.recv() == "x" * length
        assert await client.socket.recv() == "{}"


async def test_a_letter_split_over_two_frames(tone_server: ServerAddress) -> None:
    """Half a surrogate pair in each of two frames is put together or replaced; the words around it
    are spoken and nothing that is sent has a lone half."""
    async with raw_client(tone_server, STREAM) as client:
        await client.send_text('{"text": "Hello \\ud83d", "voice_id": 1071}')
        await client.send_text('{"text": "\\ude00 there.", "flush": true}')
        frames = await client.until("session_closed")
    spoken = " ".join(frame["text"] for frame in of_kind(frames, "generation_started"))
    assert spoken.encode()
    assert spoken.startswith("Hello")
    assert spoken.endswith("there.")
    assert "\U0001f600" in spoken or "\ufffd" in spoken


async def test_a_frame_that_is_too_large(tone_server: ServerAddress) -> None:
    """Five megabytes in one frame close the connection with 1009; others go on."""
    async with raw_client(tone_server, STREAM) as client, raw_client(tone_server, STREAM) as other:
        with contextlib.suppress(ConnectionClosed):
            await client.send(text="x" * 5_000_000)
        assert await client.closed() == 1009
        await other.send(cancel=True)
        assert await other.receive() == {"interrupted": True}


async def test_a_frame_of_any_size_takes_no_memory() -> None:
    """A frame is refused by the size it says it has; what is sent of it all the same is not kept."""
    async with Watched() as watched:
        reader, writer = await _upgraded(watched.address, STREAM)
        before = _own_bytes()
        writer.write(b"\x81\xff" + struct.pack(">Q", 1 << 40) + bytes(4))
        head = await reader.readexactly(4)
        assert (head[0], int.from_bytes(head[2:4], "big")) == (0x88, 1009)
        with contextlib.suppress(ConnectionError):
            for _ in range(64):
                writer.write(bytes(1_000_000))
                await writer.drain()
        assert _own_bytes() - before < 16_000_000
        writer.close()


async def test_a_burst_of_single_letters(tone_server: ServerAddress) -> None:
    """A hundred thousand one-letter frames are all spoken, in order, none lost."""
    text = ("abcdefghi " * 10_000)[:100_000]
    async with raw_client(tone_server, STREAM) as client:
        await client.send(voice_id=1071, sample_rate=8000, output_format="ulaw_8000")

        async def send() -> None:
            for letter in text:
                await client.send_text(f'{{"text":"{letter}"}}')
            await client.send(flush=True)

        sending = asyncio.create_task(send())
        async with asyncio.timeout(50):
            frames = await client.until("session_closed")
        await sending
    spoken = " ".join(frame["text"] for frame in of_kind(frames, "generation_started"))
    assert spoken.split() == text.split()


async def test_two_connections_do_not_meet(tone_server: ServerAddress) -> None:
    """Two connections at once hear only their own voice; cancelling one does not touch the other."""
    async with raw_client(tone_server, STREAM) as one, raw_client(tone_server, STREAM) as two:
        await one.send(text="One after another. " * 20, voice_id=1001, flush=True)
        await two.send(text="One after another. " * 20, voice_id=1002, flush=True)
        await one.receive()
        await one.send(cancel=True)
        assert kinds(await one.until("interrupted"))[-1] == "interrupted"
        frames = await two.until("session_closed")
    alone: list[dict[str, object]] = []
    async with raw_client(tone_server, STREAM) as client:
        await client.send(text="One after another. " * 20, voice_id=1002, flush=True)
        alone = await client.until("session_closed")
    assert sound_of(frames) == sound_of(alone)


async def test_cancel_while_sound_is_on_its_way(tone_server: ServerAddress) -> None:
    """A cancel is read while sound is sent: it is answered quickly and nothing of the turn follows."""
    async with raw_client(tone_server, STREAM) as client:
        await client.send(text="#slow " + "A long story. " * 200, voice_id=1071, flush=True)
        await client.until("audio")
        await client.send(cancel=True)
        async with asyncio.timeout(1.0):
            await client.until("interrupted")
        await client.send(text="Next.", flush=True)
        frames = await client.until("session_closed")
        assert kinds(frames) == [
            *("generation_started", "audio", "chunk_complete", "final", "session_closed")
        ]
        assert of_kind(frames, "audio")[0]["idx"] == 0


async def test_close_socket_closes_with_1000(tone_server: ServerAddress) -> None:
    """After `close_socket` the server closes the connection as normal, having said all."""
    async with raw_client(tone_server, STREAM) as client:
        await client.send(text="Goodbye.", voice_id=1071, flush=True)
        await client.send(close_socket=True)
        frames = await client.until("session_closed")
        assert kinds(frames)[-2:] == ["final", "session_closed"]
        assert await client.closed() == 1000


async def test_slow_work_is_waited_for(tone_server: ServerAddress) -> None:
    """Synthesis that takes longer than six seconds shows progress and arrives whole."""
    async with raw_client(tone_server, STREAM) as client:
        await client.send(text="#pause then speak.", voice_id=1071, flush=True)
        frames = await client.until("session_closed")
    assert "progress" in kinds(frames)
    assert of_kind(frames, "final")[0]["total_audio_seconds"] > 0.5


class Watched:
    """A server in this process, so that its insides can be looked at."""

    def __init__(self, patience: Patience | None = None) -> None:
        self.server = VoiceServer("k", workers=1, worker_command=TONE_WORKER, patience=patience)
        self.address = ServerAddress("", "")

    async def __aenter__(self) -> Watched:
        self.address = await self.server.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.server.stop()

    async def until_left(self, seconds: float) -> None:
        """Wait until no client is connected and no job is left."""
        await until(lambda: not self.server._connections and not self.server.pool._jobs, seconds)


async def test_a_client_that_vanishes_leaves_nothing() -> None:
    """A connection cut in mid-turn, a hundred times, leaves no work, no client and no descriptor."""
    async with Watched() as watched:
        before = 0
        for count in range(100):
            async with raw_client(watched.address, STREAM) as client:
                await client.send(text="A story. " * 50, voice_id=1071, flush=True)
                await client.receive()
                client.socket.transport.abort()
            if count == 10:
                await watched.until_left(5.0)
                before = len(os.listdir("/proc/self/fd"))
        await watched.until_left(5.0)
        assert len(os.listdir("/proc/self/fd")) <= before


async def test_a_close_in_mid_generation_stops_the_work() -> None:
    """A client that closes while it is spoken to has its work cancelled within a second."""
    async with Watched() as watched:
        async with raw_client(watched.address, STREAM) as client:
            await client.send(text="#slow " + "story " * 500, voice_id=1071, flush=True)
            await client.until("generation_started")
        await watched.until_left(1.0)


async def test_a_client_that_does_not_answer_pings_is_gone() -> None:
    """A half-open client is noticed by its missing pong and cleaned up."""
    async with Watched(Patience(ping_seconds=0.2)) as watched:
        reader, writer = await _upgraded(watched.address, STREAM)
        await watched.until_left(5.0)
        await reader.read()
        writer.close()


async def test_a_client_that_never_reads_is_bounded_and_given_up() -> None:
    """Sound is not made for a client that takes none; in the end it is dropped, others unaffected."""
    async with Watched(Patience(stalled_seconds=1.0)) as watched:
        before = _own_bytes()
        idle = socket.create_connection(("127.0.0.1", urlsplit(watched.address.url).port or 0))
        idle.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        idle.setblocking(False)
        loop = asyncio.get_running_loop()
        await loop.sock_sendall(idle, _handshake(watched.address, STREAM))
        story = "A story that nobody listens to, told at length. "
        for _ in range(40):
            frame = {"text": story * 200, "voice_id": 1071, "flush": True, "sample_rate": 44100}
            await loop.sock_sendall(idle, _masked(json.dumps(frame).encode()))
        async with raw_client(watched.address, STREAM) as other:
            await other.send(text="Somebody does.", voice_id=1071, flush=True)
            assert kinds(await other.until("session_closed"))[-1] == "session_closed"
        most = before

        def has_left() -> bool:
            nonlocal most
            most = max(most, _own_bytes())
            waiting = max(map(_waiting_bytes, watched.server._connections), default=0)
            assert waiting < 4 * BUFFER_BYTES
            return not watched.server._connections and not watched.server.pool._jobs

        await until(has_left, 10.0)
        assert most - before < 64_000_000
        idle.close()


def _own_bytes() -> int:
    """What this process, with the server in it, has in memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


async def test_a_reader_of_plain_http_that_stops_reading_is_given_up() -> None:
    """Also who asked for a long text over plain HTTP and takes none of it is dropped in the end."""
    async with Watched(Patience(stalled_seconds=1.0)) as watched:
        host = urlsplit(watched.address.url).netloc
        body = json.dumps({"text": "At length. " * 900, "voice_id": 1071, "sample_rate": 44100})
        idle = socket.create_connection(("127.0.0.1", urlsplit(watched.address.url).port or 0))
        idle.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        idle.sendall(
            f"POST /v1/tts/generate HTTP/1.1\r\nHost: {host}\r\nX-API-Key: "
            f"{watched.address.key}\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()
        )
        await until(lambda: bool(watched.server._connections))
        await watched.until_left(10.0)
        idle.close()


def _handshake(address: ServerAddress, path: str, key: str | None = None) -> bytes:
    host = urlsplit(address.url).netloc
    return (
        f"GET {path}?api_key={key or address.key} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        "Sec-WebSocket-Version: 13\r\n\r\n"
    ).encode()


def _masked(payload: bytes) -> bytes:
    return b"\x81\xff" + struct.pack(">Q", len(payload)) + bytes(4) + payload


async def _upgraded(
    address: ServerAddress, path: str, key: str | None = None
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    parts = urlsplit(address.url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    writer.write(_handshake(address, path, key))
    await reader.readuntil(b"\r\n\r\n")
    return reader, writer


async def test_ending_the_server() -> None:
    """When the server ends, idle clients get 1012 at once; a busy one hears its turn out first."""
    async with (
        Watched() as watched,
        raw_client(watched.address, STREAM) as idle,
        raw_client(watched.address, STREAM) as busy,
    ):
        await busy.send(text="#slow Let me finish.", voice_id=1071, flush=True)
        await busy.until("generation_started")
        stopping = asyncio.create_task(watched.server.stop())
        assert await idle.closed() == 1012
        with pytest.raises(Exception, match="503"):
            async with raw_client(watched.address, STREAM):
                pass
        assert kinds(await busy.until("session_closed"))[-2:] == ["final", "session_closed"]
        assert await busy.closed() == 1012
        await stopping


async def test_ending_does_not_wait_for_ever() -> None:
    """A turn that takes too long is cut off when the server ends."""
    async with (
        Watched() as watched,
        raw_client(watched.address, STREAM) as turn,
        raw_client(watched.address, MULTI) as context,
        raw_client(watched.address, SINGLE) as single,
    ):
        text = "#slow " + "Too long. " * 400
        await turn.send(text=text, voice_id=1071, flush=True)
        await context.send(text=text, voice_id=1071, context_id="a", flush=True)
        await single.send(text=text, voice_id=1071)
        for busy in (turn, context, single):
            await busy.until("audio")
        codes = asyncio.gather(turn.closed(), context.closed(), single.closed())
        async with asyncio.timeout(2.0):
            await watched.server.stop()
        assert await codes == [1012, 1012, 1012]


@pytest.mark.parametrize("path", [STREAM, MULTI])
async def test_ending_does_not_wait_for_who_does_not_read(path: str) -> None:
    """A client that takes nothing of what it is sent is left without a word, in time."""
    async with Watched() as watched:
        idle = socket.create_connection(("127.0.0.1", urlsplit(watched.address.url).port or 0))
        idle.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        idle.setblocking(False)
        loop = asyncio.get_running_loop()
        await loop.sock_sendall(idle, _handshake(watched.address, path))
        story = {"text": "A long story. " * 600, "voice_id": 1071, "flush": True}
        if path == MULTI:
            story["context_id"] = "a"
        for _ in range(40):
            await loop.sock_sendall(idle, _masked(json.dumps(story).encode()))
        await until(lambda: any(map(_waiting_bytes, watched.server._connections)), 10.0)
        async with asyncio.timeout(2.0):
            await watched.server.stop()
        assert not watched.server._connections
        idle.close()


def _waiting_bytes(connection: FrontDoor) -> int:
    transport = connection._transport
    return 0 if transport is None else transport.get_write_buffer_size()


async def test_pings_do_not_keep_a_turn_open(tone_server: ServerAddress) -> None:
    """Five seconds after the last text a turn is ended with a warning, however often the client pings."""
    async with raw_client(tone_server, STREAM) as client:
        began = asyncio.get_running_loop().time()
        await client.send(text="And then", voice_id=1071, flush_timeout_ms=60_000)

        async def ping() -> None:
            while True:
                await client.socket.ping()
                await asyncio.sleep(0.2)

        pinging = asyncio.create_task(ping())
        frames = await client.until("session_closed")
        pinging.cancel()
        assert "warning" in frames[0]
        assert 4.5 < asyncio.get_running_loop().time() - began < 9.0


@pytest.mark.parametrize("engine", ["tones", "voices"])
@pytest.mark.by_the_clock
async def test_a_cancel_is_answered_before_anything_else(
    engine: str, tone_server: ServerAddress, espeak_server: ServerAddress
) -> None:
    """A cancel's answer leaves at once, whatever is being spoken: as a rule within 20 ms, beside what
    this machine needs to carry a ping there and back; and from then on nothing of the turn is heard."""
    address = tone_server if engine == "tones" else espeak_server
    story = ("#slow " if engine == "tones" else "") + "A long story, told at length. " * 300
    pinged, cancelled = [], []
    loop = asyncio.get_running_loop()
    async with raw_client(address, STREAM) as client:
        for _ in range(15):
            await client.send(text=story, voice_id=1071, flush=True)
            await client.until("audio")
            began = loop.time()
            await (await client.socket.ping())
            pinged.append(loop.time() - began)
            began = loop.time()
            await client.send(cancel=True)
            await client.until("interrupted")
            cancelled.append(loop.time() - began)
            await client.send(cancel=True)
            assert await client.receive() == {"interrupted": True}
    assert statistics.median(cancelled) < 0.020 + statistics.median(pinged)


async def test_nothing_that_was_said_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """Neither texts nor keys get into any log, even at the most talkative level."""
    caplog.set_level("DEBUG")
    async with Watched() as watched:
        reader, writer = await _upgraded(watched.address, STREAM, key="k&note=SENTINEL-KEY")
        for text in ("SENTINEL-TEXT is spoken.", "SENTINEL-TEXT will #fail."):
            writer.write(
                _masked(json.dumps({"text": text, "voice_id": 1071, "flush": True}).encode())
            )
        writer.write(_masked(b'{"SENTINEL-KEY": 1, "text": 5}'))
        received = b""
        while b"INTERNAL_ERROR" not in received:
            received += await reader.read(65_536)
        writer.close()
        await writer.wait_closed()
    assert "SENTINEL" not in caplog.text


@pytest.mark.allow_log("an engine did not start")
async def test_a_server_without_an_engine_says_so() -> None:
    """A server whose engine does not start fails to start, with one sentence and nothing left."""
    server = VoiceServer(
        "k", workers=1, worker_command=(sys.executable, "-c", "raise SystemExit(1)")
    )
    with pytest.raises(DeviceError, match="engine does not start"):
        await server.start()
