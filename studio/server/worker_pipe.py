"""What the server and a worker process tell each other: the bytes of both directions of one pipe.

Pure. Down go jobs and the word to stop one; up come sound, the end of a job, or its failure.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

import msgspec

from studio.server.engine import Piece
from studio.server.sound_path import SoundFormat
from studio.server.word_times import WordTime


class Job(msgspec.Struct, frozen=True, tag="job", array_like=True):
    """Speak a piece; `lead_ms` of quiet begin it, `pause_ms` end it, after `most_ms` it is cut off."""

    number: int
    piece: Piece
    wanted: SoundFormat
    lead_ms: int = 0
    pause_ms: int = 0
    most_ms: int | None = None


class Stop(msgspec.Struct, frozen=True, tag="stop", array_like=True):
    """Give up job `number`; its end is still reported."""

    number: int


class Ready(msgspec.Struct, frozen=True, tag="ready", array_like=True):
    """The engine is loaded."""


class Unable(msgspec.Struct, frozen=True, tag="unable", array_like=True):
    """The engine cannot be loaded, and another attempt would not help; the worker ends."""

    reason: str


class Spoken(msgspec.Struct, frozen=True, tag="spoken", array_like=True):
    """Job `number` is over, in full or stopped, and made so much sound."""

    number: int
    engine_ms: float
    audio_ms: float
    words: tuple[WordTime, ...]


class Failed(msgspec.Struct, frozen=True, tag="failed", array_like=True):
    """Job `number` ended with an error; the worker goes on."""

    number: int
    reason: str


class Sound(msgspec.Struct, frozen=True, gc=False):
    """Sound of job `number`, encoded as wanted."""

    number: int
    samples: int
    audio: bytes


_HEAD = struct.Struct("<III")
"""Length of what follows; for sound its job and samples, else two zeros."""
_encode = msgspec.msgpack.Encoder().encode
_down = msgspec.msgpack.Decoder(Job | Stop)
_up = msgspec.msgpack.Decoder(Ready | Unable | Spoken | Failed)


Report = Sound | Ready | Unable | Spoken | Failed


def packed(message: Job | Stop | Ready | Unable | Spoken | Failed) -> bytes:
    body = _encode(message)
    return _HEAD.pack(len(body), 0, 0) + body


def packed_sound(number: int, samples: int, audio: bytes) -> tuple[bytes, bytes]:
    """In two parts, so that the sound itself need not be copied."""
    return _HEAD.pack(len(audio), number, samples), audio


class PipeReader:
    """Puts together what arrives in any portions."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._received = 0
        self._needed = 0

    def jobs(self, data: bytes) -> Iterator[Job | Stop]:
        """The whole messages so far, on the worker's side."""
        for _, _, body in self._bodies(data):
            yield _down.decode(body)

    def reports(self, data: bytes) -> Iterator[Report]:
        """The whole messages so far, on the server's side."""
        for number, samples, body in self._bodies(data):
            yield Sound(number, samples, body) if samples else _up.decode(body)

    def _bodies(self, data: bytes) -> Iterator[tuple[int, int, bytes]]:
        """Large messages come in several portions: they are put together once, at their end."""
        if self._parts:
            self._parts.append(data)
            self._received += len(data)
            if self._received < self._needed:
                return
            data = b"".join(self._parts)
            self._parts.clear()
        at = 0
        while len(data) - at >= _HEAD.size:
            length, number, samples = _HEAD.unpack_from(data, at)
            end = at + _HEAD.size + length
            if len(data) < end:
                self._needed = end - at
                break
            yield number, samples, data[at + _HEAD.size : end]
            at = end
        else:
            self._needed = _HEAD.size
        if at < len(data):
            self._parts.append(data[at:])
            self._received = len(data) - at
