"""The clients that are measured against each other, each doing the same job its own way.

`python -m tests.benchmarks._session_client_runs NAME PORT CONTEXTS` does the job twice, once to warm up, and
prints what the second time took: processor seconds, seconds of audio delivered, and the time from
asking until each context was first heard.
"""

from __future__ import annotations

import asyncio
import base64
import json
import socket
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from tests.benchmarks._session_client_source import FRAMES, RATE, SAMPLES

TEXT = "It was a bright cold day in April, and the clocks were striking thirteen. " * 4


@dataclass
class Tally:
    """What was delivered to the caller, and when."""

    frames: int = 0
    asked_at: float = 0.0
    cpu_before: float = 0.0
    cpu_seconds: float = 0.0
    first: dict[str, float] = field(default_factory=dict)

    def ask(self) -> None:
        self.cpu_before = time.process_time()
        self.asked_at = time.perf_counter()

    def heard(self, context: str) -> None:
        self.frames += 1
        if context not in self.first:
            self.first[context] = time.perf_counter() - self.asked_at

    def done(self) -> None:
        self.cpu_seconds = time.process_time() - self.cpu_before


async def ours(port: int, contexts: int, tally: Tally) -> None:
    from studio.tts import MultiContextCallbacks, MultiContextConfig, TtsClient

    client = TtsClient(f"http://127.0.0.1:{port}", api_key="benchmark")
    session = client.multi_context_session(MultiContextConfig(default_voice_id=1))
    done = asyncio.Event()
    finals = []

    def on_final(context: str) -> None:
        finals.append(context)
        if len(finals) == contexts:
            done.set()

    await session.connect(
        MultiContextCallbacks(
            on_chunk=lambda chunk: tally.heard(chunk.context_id or ""), on_final=on_final
        )
    )
    tally.ask()
    for number in range(contexts):
        session.create_context(f"c{number}")
        session.send(f"c{number}", TEXT, flush=True)
    await done.wait()
    tally.done()
    await session.close()


async def ours_iterated(port: int, contexts: int, tally: Tally) -> None:
    from studio.tts import MultiContextConfig, TtsClient

    client = TtsClient(f"http://127.0.0.1:{port}", api_key="benchmark")
    session = client.multi_context_session(MultiContextConfig(default_voice_id=1))
    await session.connect()

    async def take(context: str) -> None:
        async for _ in session.chunks(context):
            tally.heard(context)

    tally.ask()
    for number in range(contexts):
        session.create_context(f"c{number}")
        session.send(f"c{number}", TEXT, flush=True)
    await asyncio.gather(*(take(f"c{number}") for number in range(contexts)))
    tally.done()
    await session.close()


async def ours_streaming(port: int, contexts: int, tally: Tally) -> None:
    """As many streaming sessions as contexts."""
    from studio.tts import StreamConfig, StreamingSession, TtsClient

    client = TtsClient(f"http://127.0.0.1:{port}", api_key="benchmark")
    sessions = [client.streaming_session(StreamConfig(voice_id=1)) for _ in range(contexts)]
    await asyncio.gather(*(session.connect() for session in sessions))

    async def take(name: str, session: StreamingSession) -> None:
        session.send(TEXT, flush=True)
        async for _ in session:
            tally.heard(name)

    tally.ask()
    await asyncio.gather(*(take(f"s{n}", session) for n, session in enumerate(sessions)))
    tally.done()
    await asyncio.gather(*(session.close() for session in sessions))


async def bare(port: int, contexts: int, tally: Tally) -> None:
    """The shortest loop a person would write: websockets, json, base64."""
    from websockets.asyncio.client import connect

    address = f"ws://127.0.0.1:{port}/ws/tts/multi"
    async with connect(address, compression=None, max_size=None, proxy=None) as link:
        tally.ask()
        for number in range(contexts):
            context = f"c{number}"
            await link.send(json.dumps({"text": " ", "context_id": context}))
            await link.send(json.dumps({"text": TEXT, "context_id": context, "flush": True}))
        finals = 0
        while finals < contexts:
            said = json.loads(await link.recv())
            if "audio" in said:
                base64.b64decode(said["audio"])
                tally.heard(said["context_id"])
            elif "final" in said:
                finals += 1
        tally.done()


async def floor(port: int, contexts: int, tally: Tally) -> None:
    """The bytes from the socket and nothing else: no frames, no text, no sound."""
    link = socket.create_connection(("127.0.0.1", port))
    with link:
        link.sendall(
            b"GET /ws/tts/multi HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
            b"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
        )
        link.recv(4096)
        asked = b""
        for number in range(contexts):
            for said in (
                {"text": " ", "context_id": f"c{number}"},
                {"text": TEXT, "context_id": f"c{number}", "flush": True},
            ):
                asked += _masked(json.dumps(said).encode())
        tally.ask()
        link.sendall(asked)
        buffer = bytearray(1 << 18)
        tail, finals = b"", 0
        while finals < contexts:
            size = link.recv_into(buffer)
            if not size:
                break
            if not tally.first:
                tally.first["all"] = time.perf_counter() - tally.asked_at
            end = tail + bytes(buffer[max(0, size - 4096) : size])
            finals += end.count(b'"final"') - tail.count(b'"final"')
            tail = end[-4096:] if size < 4096 else b""
        tally.done()
        tally.frames = contexts * FRAMES


def _masked(payload: bytes) -> bytes:
    size = len(payload)
    head = bytes((0x81, 0x80 | size)) if size < 126 else b"\x81\xfe" + size.to_bytes(2, "big")
    return head + b"\0\0\0\0" + payload


async def sdk(port: int, contexts: int, tally: Tally) -> None:
    """The official client, with contexts on one connection, served as its examples do."""
    from kugelaudio import KugelAudio

    client = KugelAudio(api_key="benchmark", api_url=f"http://127.0.0.1:{port}", telemetry=False)
    async with client.tts.multi_context_session(default_voice_id=1, language="en") as session:
        tally.ask()

        async def speak(context: str) -> None:
            await session.create_context(context)
            async for _ in session.send(context, TEXT, flush=True):
                tally.heard(context)

        for number in range(contexts):
            await speak(f"c{number}")
        tally.done()


async def sdk_sessions(port: int, contexts: int, tally: Tally) -> None:
    """The official client, with one session of one context for each."""
    from kugelaudio import KugelAudio

    client = KugelAudio(api_key="benchmark", api_url=f"http://127.0.0.1:{port}", telemetry=False)
    sessions = [
        client.tts.multi_context_session(default_voice_id=1, language="en") for _ in range(contexts)
    ]
    await asyncio.gather(*(session.connect() for session in sessions))

    async def speak(name: str, session: object) -> None:
        await session.create_context(name)  # type: ignore[attr-defined]
        async for _ in session.send(name, TEXT, flush=True):  # type: ignore[attr-defined]
            tally.heard(name)

    tally.ask()
    await asyncio.gather(*(speak(f"c{n}", session) for n, session in enumerate(sessions)))
    tally.done()
    await asyncio.gather(*(session.close() for session in sessions))


CLIENTS: dict[str, Callable[[int, int, Tally], Awaitable[None]]] = {
    "ours": ours,
    "ours_iterated": ours_iterated,
    "ours_streaming": ours_streaming,
    "bare": bare,
    "floor": floor,
    "sdk": sdk,
    "sdk_sessions": sdk_sessions,
}


def main(name: str, port: int, contexts: int) -> None:
    asyncio.run(CLIENTS[name](port, contexts, Tally()))
    tally = Tally()
    asyncio.run(CLIENTS[name](port, contexts, tally))
    print(
        json.dumps(
            {
                "cpu_seconds": tally.cpu_seconds,
                "audio_seconds": tally.frames * SAMPLES / RATE,
                "first_audio_seconds": statistics.median(tally.first.values()),
                "heard": len(tally.first),
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
