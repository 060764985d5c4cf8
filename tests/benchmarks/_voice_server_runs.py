"""What `voice_server` measures against what: the bare library, the command line, and the server."""

from __future__ import annotations

import json
import re
import socket
import struct
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from studio.own_program import own_program
from studio.server.delivery import espeak_sound
from studio.server.engine import Delivery
from studio.server.voices import espeak_name, find_voice

_BARE = r"""
import ctypes, sys, time
import espeakng_loader

library = ctypes.CDLL(espeakng_loader.get_library_path())
library.espeak_Initialize(2, 60, espeakng_loader.get_data_path().encode(), 0)
library.espeak_Synth.argtypes = (
    ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint, ctypes.c_int,
    ctypes.c_uint, ctypes.c_uint, ctypes.c_void_p, ctypes.c_void_p,
)
heard = []
Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)

def hear(wave, count, events):
    if wave and count:
        heard.append(ctypes.string_at(wave, 2 * count))
    return 0

callback = Callback(hear)
library.espeak_SetSynthCallback(callback)
library.espeak_SetVoiceByName(sys.argv[1].encode())
for parameter, value in enumerate(sys.argv[2:], start=1):
    library.espeak_SetParameter(parameter, int(value), 0)
for line in sys.stdin:
    text = eval(line).encode() + b"\0"
    heard.clear()
    wall, cpu = time.perf_counter(), time.process_time()
    library.espeak_Synth(text, len(text), 0, 1, 0, 1, None, None)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(sum(map(len, heard)) / 44_100, cpu, wall, flush=True)
"""


VOICE_ID = 1071
_TURN_CLOSED = re.compile(rb'"session_closed":true,"total_audio_seconds":([0-9.]+),')
_CONTEXT_CLOSED = re.compile(
    rb'"context_closed":true,"context_id":"c[0-9]+","usage":{"audio_seconds":([0-9.]+),'
)
_LONGEST_END = 200


@dataclass(frozen=True, slots=True)
class Run:
    """So much sound, the processor time it took, and the time until all of it was there."""

    audio_seconds: float
    cpu_seconds: float
    wall_seconds: float
    first_seconds: float = 0.0

    @property
    def cpu_per_second(self) -> float:
        return self.cpu_seconds / self.audio_seconds

    @property
    def speed(self) -> float:
        return self.audio_seconds / self.wall_seconds


class BareLibrary:
    """espeak-ng called through ctypes in a process that does nothing else; the sound is kept.

    It speaks as the server does: a deeper voice costs it more, having more overtones.
    """

    def __init__(self) -> None:
        voice = find_voice(VOICE_ID)
        assert voice is not None
        sound = espeak_sound(voice, Delivery(temperature=0.0), 0.0)
        told = sound.rate, sound.volume, sound.pitch, sound.pitch_range
        self._process = subprocess.Popen(
            [sys.executable, "-c", _BARE, espeak_name(voice, voice.language), *map(str, told)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def speak(self, text: str) -> Run:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{text!r}\n")
        self._process.stdin.flush()
        return Run(*map(float, self._process.stdout.readline().split()))

    def close(self) -> None:
        self._process.communicate()


def command_line_first_byte(text: str) -> float:
    """Seconds until `espeak-ng --stdout` gives its first byte."""
    began = time.perf_counter()
    with subprocess.Popen(
        ["espeak-ng", "--stdout", "-v", "en-us", text],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdout is not None
        process.stdout.read(1)
        took = time.perf_counter() - began
        process.stdout.read()
    return took


class Server:
    """Our server as a program, asked by a client that costs next to nothing."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            own_program("serve"), stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(b"k\n")
        self._process.stdin.flush()
        self._port = int(json.loads(self._process.stdout.readline())["url"].rpartition(":")[2])
        time.sleep(1.0)
        self._pids = [self._process.pid, *_children(self._process.pid)]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    @property
    def workers(self) -> int:
        return len(self._pids) - 1

    def stream(self) -> RawStream:
        return RawStream(self._port)

    def speak(self, stream: RawStream, text: str, contexts: int = 0) -> Run:
        """One turn of one stream, or the same text in so many contexts at once."""
        cpu, wall = self._cpu_seconds(), time.perf_counter()
        if contexts:
            seconds, first = stream.speak_in_contexts(text, contexts)
        else:
            seconds, first = stream.speak(text)
        wall_seconds = time.perf_counter() - wall
        time.sleep(0.02)  # until the workers have gone to sleep again
        return Run(seconds, self._cpu_seconds() - cpu, wall_seconds, first - wall)

    def _cpu_seconds(self) -> float:
        """Of the server and its workers, all threads, in nanoseconds as the scheduler counts them."""
        spent = 0
        for pid in self._pids:
            for task in Path(f"/proc/{pid}/task").iterdir():
                spent += int((task / "schedstat").read_text().split()[0])
        return spent / 1e9


class RawStream:
    """A socket that knows as much of the protocol as it must to see the first sound and the end."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._port = port
        self._buffer = bytearray(1 << 20)

    def open(self, path: str, **settings: object) -> Self:
        self._socket.sendall(
            f"GET {path}?api_key=k HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\nUpgrade: websocket\r\n"
            "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            "Sec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        assert b" 101 " in self._socket.recv(4096)
        if settings:
            self.send(**settings)
        return self

    def send(self, **frame: object) -> None:
        data = json.dumps(frame).encode()
        short = len(data) < 65_536
        head = struct.pack(">BBH", 0x81, 0xFE, len(data)) if short else b""
        self._socket.sendall((head or struct.pack(">BBQ", 0x81, 0xFF, len(data))) + bytes(4) + data)

    def speak(self, text: str) -> tuple[float, float]:
        """The length of a turn's sound and when its first frame was there."""
        self.send(text=text, flush=True)
        return self._read_until(_TURN_CLOSED, 1)

    def speak_in_contexts(self, text: str, contexts: int) -> tuple[float, float]:
        """The same of so many contexts at once, all their sound together."""
        for number in range(contexts):
            self.send(text=" ", context_id=f"c{number}", voice_settings={"voice_id": VOICE_ID})
            self.send(text=text, context_id=f"c{number}", flush=True)
            self.send(close_context=True, context_id=f"c{number}")
        return self._read_until(_CONTEXT_CLOSED, contexts)

    def _read_until(self, closed: re.Pattern[bytes], times: int) -> tuple[float, float]:
        """Looks at what comes only as far as it must."""
        first, seen, seconds, rest = 0.0, 0, 0.0, b""
        while seen < times:
            count = self._socket.recv_into(self._buffer)
            assert count, "the server closed the connection"
            if not first and self._buffer.find(b'"audio"', 0, count) >= 0:
                first = time.perf_counter()
            data = rest + memoryview(self._buffer)[:count]
            looked = 0
            for match in closed.finditer(data):
                seen += 1
                seconds += float(match[1])
                looked = match.end()
            rest = data[max(looked, len(data) - _LONGEST_END) :]
        return seconds, first

    def close(self) -> None:
        self._socket.close()


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for listing in Path(f"/proc/{pid}/task").glob("*/children"):
        found += map(int, listing.read_text().split())
    return found
