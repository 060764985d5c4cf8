"""A speech server that does nothing but send ready-made frames, as fast as its socket takes them.

A process of its own, so that only the client's work is counted: `python -m
tests.benchmarks._session_client_source` prints its port and serves until its standard input ends. It speaks the two session endpoints,
just enough for every client measured here.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import os
import sys
from typing import Any

SAMPLES = 4_800
FRAMES = 40
RATE = 24_000
_MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_SOUND = base64.b64encode(os.urandom(2 * SAMPLES)).decode()


def _wire(said: dict[str, Any]) -> bytes:
    payload = json.dumps(said, separators=(",", ":")).encode()
    size = len(payload)
    if size < 126:
        return bytes((0x81, size)) + payload
    return b"\x81\x7e" + size.to_bytes(2, "big") + payload


def _sound(frames: int, **where: str) -> list[bytes]:
    start = _wire({"generation_started": True, "chunk_id": 0, "text": "…", **where})
    audio = {"audio": _SOUND, "enc": "pcm_s16le", "idx": 0, "sr": RATE, "samples": SAMPLES}
    spoken = [_wire({**audio, "idx": index, "chunk_id": 0, **where}) for index in range(frames)]
    seconds = frames * SAMPLES / RATE
    done = {"chunk_complete": True, "chunk_id": 0, "audio_seconds": seconds, "gen_ms": 1.0}
    return [start, *spoken, _wire({**done, **where})]


class _Connection(asyncio.Protocol):
    def __init__(self, frames: int) -> None:
        self._frames = frames
        self._received = b""
        self._path = ""
        self._contexts: set[str] = set()
        self._speaking: dict[str, list[bytes]] = {}
        """What is still to be sent, by context, last frame first."""
        self._is_full = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def pause_writing(self) -> None:
        self._is_full = True

    def resume_writing(self) -> None:
        self._is_full = False
        self._speak()

    def data_received(self, data: bytes) -> None:
        self._received += data
        if not self._path:
            self._shake_hands()
        answers: list[bytes] = []
        while (frame := self._next()) is not None:
            opcode, payload = frame
            if opcode == 8:
                self._transport.write(bytes((0x88, len(payload))) + payload)
                self._transport.close()
                return
            if opcode == 9:
                answers.append(bytes((0x8A, len(payload))) + payload)
            elif opcode == 1:
                answers += self._answer(json.loads(payload))
        if answers:
            self._transport.write(b"".join(answers))
        self._speak()

    def _shake_hands(self) -> None:
        head, _, self._received = self._received.partition(b"\r\n\r\n")
        lines = head.decode().split("\r\n")
        self._path = lines[0].split(" ")[1].split("?")[0]
        names = {line.split(":")[0].lower(): line.partition(":")[2].strip() for line in lines[1:]}
        accept = hashlib.sha1((names["sec-websocket-key"] + _MAGIC).encode()).digest()
        self._transport.write(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Accept: " + base64.b64encode(accept) + b"\r\n\r\n"
        )

    def _next(self) -> tuple[int, bytes] | None:
        """The next whole frame, unmasked."""
        data = self._received
        if len(data) < 2:
            return None
        size, start = data[1] & 127, 2
        if size == 126:
            size, start = int.from_bytes(data[2:4], "big"), 4
        if len(data) < start + 4 + size:
            return None
        mask = data[start : start + 4]
        masked = data[start + 4 : start + 4 + size]
        self._received = data[start + 4 + size :]
        key = (mask * (size // 4 + 1))[:size]
        clear = int.from_bytes(masked, "big") ^ int.from_bytes(key, "big")
        return data[0] & 15, clear.to_bytes(size, "big")

    def _answer(self, said: dict[str, Any]) -> list[bytes]:
        """What is said at once; what is asked for is sent as the socket takes it."""
        is_turn = not self._path.endswith("/multi")
        if is_turn:
            if said.get("flush") or said.get("close"):
                self._speaking[""] = _turn(self._frames)[::-1]
            return []
        context = str(said.get("context_id"))
        answers: list[bytes] = []
        if said.get("close_socket"):
            answers.append(_wire({"session_closed": True, "total_audio_seconds": 0.0}))
            answers.append(b"\x88\x02\x03\xe8")
        elif said.get("close_context"):
            answers.append(_wire({"context_closed": True, "context_id": context}))
        elif said.get("text") and context not in self._contexts:
            self._contexts.add(context)
            answers.append(_wire({"context_created": True, "context_id": context}))
        if said.get("flush"):
            self._speaking[context] = _context_sound(self._frames, context)[::-1]
        return answers

    def _speak(self) -> None:
        """One frame of each context in turn, as long as the socket takes them."""
        while self._speaking and not self._is_full:
            for context, frames in tuple(self._speaking.items()):
                self._transport.write(frames.pop())
                if not frames:
                    del self._speaking[context]


_ready: dict[tuple[int, str], list[bytes]] = {}


def _context_sound(frames: int, context: str) -> list[bytes]:
    if (frames, context) not in _ready:
        final = _wire({"final": True, "context_id": context})
        _ready[frames, context] = [*_sound(frames, context_id=context), final]
    return _ready[frames, context]


def _turn(frames: int) -> list[bytes]:
    if (frames, "") not in _ready:
        seconds = frames * SAMPLES / RATE
        totals = {
            "total_audio_seconds": seconds,
            "total_text_chunks": 1,
            "total_audio_chunks": frames,
        }
        usage = {"usage": {"audio_seconds": seconds, "characters": 1}}
        closed = _wire({"session_closed": True, **totals, **usage})
        _ready[frames, ""] = [*_sound(frames), _wire({"final": True, **totals}), closed]
    return _ready[frames, ""]


async def _serve(frames: int) -> None:
    for number in range(20):
        _context_sound(frames, f"c{number}")
    _turn(frames)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Connection(frames), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(_serve(FRAMES))
