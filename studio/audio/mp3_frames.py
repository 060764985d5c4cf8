"""The frames of an MP3 stream, and the first of them that says how long it is.

Without that frame a player guesses the length of a file of varying rate, jumps to wrong places, and
plays the moments of silence that the encoder puts at both ends.
"""

from __future__ import annotations

import struct
from array import array

_BITRATES = {
    1: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
_SAYS_ALL = 0x0F
_TAG_BYTES = 156
_SHORTEST_SKIPPED = 0xFFF

ENCODER_DELAY = 576
"""What LAME puts in front, in samples."""


class Frames:
    """Where each frame begins, as the stream arrives in pieces."""

    def __init__(self) -> None:
        self.starts = array("Q")
        self.bytes = 0
        self.header = b""
        self._next = 0
        self._begun = b""

    def add(self, piece: bytes) -> None:
        base, data = self.bytes - len(self._begun), self._begun + piece
        self.bytes += len(piece)
        while self._next + 4 <= base + len(data):
            header = data[self._next - base : self._next - base + 4]
            self.header = self.header or header
            self.starts.append(self._next)
            self._next += frame_bytes(header)
        kept = max(0, min(len(data), self._next - base))
        self._begun = data[kept:]

    @property
    def samples_each(self) -> int:
        return samples_of(self.header)


def samples_of(header: bytes) -> int:
    return 1152 if header[1] >> 3 & 3 == 3 else 576


def frame_bytes(header: bytes) -> int:
    version, index = header[1] >> 3 & 3, header[2] >> 4
    rate = _RATES[version][header[2] >> 2 & 3]
    kilobits = _BITRATES[1 if version == 3 else 2][index]
    padding = header[2] >> 1 & 1
    return (144 if version == 3 else 72) * kilobits * 1000 // rate + padding


def opening_frame(frames: Frames, samples: int, varies: bool) -> bytes:
    """A silent frame that says how many there are, where each hundredth lies, and how much of both
    ends is not part of the sound."""
    header = _roomy(frames.header)
    version, is_mono = header[1] >> 3 & 3, header[3] >> 6 == 3
    side = (17 if is_mono else 32) if version == 3 else (9 if is_mono else 17)
    size = frame_bytes(header)
    count = len(frames.starts)
    whole = frames.bytes + size
    table = bytes(
        min(255, 256 * (size + frames.starts[min(count - 1, at * count // 100)]) // whole)
        for at in range(100)
    )
    padding = count * frames.samples_each - ENCODER_DELAY - samples
    skipped = (ENCODER_DELAY << 12) | min(max(padding, 0), _SHORTEST_SKIPPED)
    head = header + bytes(side) + (b"Xing" if varies else b"Info")
    says = struct.pack(">III", _SAYS_ALL, count, whole) + table + struct.pack(">I", 78)
    lame = b"LAME3.100" + bytes([0x04 if varies else 0x01]) + bytes(11)
    lame += skipped.to_bytes(3, "big") + bytes(4) + struct.pack(">I", whole) + bytes(2)
    said = head + says + lame
    return (said + struct.pack(">H", _checksum(said))).ljust(size, b"\0")


def _roomy(header: bytes) -> bytes:
    """The header of a frame as short as has room for the tag; without padding or checksum."""
    for index in range(1, 15):
        made = bytes([header[0], header[1] | 1, header[2] & 0x0D | index << 4, header[3]])
        if frame_bytes(made) >= 4 + 32 + _TAG_BYTES:
            return made
    raise ValueError("no rate of MP3 has room for the tag")


def _checksum(data: bytes) -> int:
    value = 0
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ 0xA001 if value & 1 else value >> 1
    return value
