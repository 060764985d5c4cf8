"""Rows read out of a broken file page by page, without the help of what is broken.

A row's page is found by its own mark, wherever it lies; which table a row is of shows in its shape.
Rows deleted long ago may be among them. `salvage` decides what to believe.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator
from pathlib import Path

from studio.project.store import PAGE_BYTES

_LEAF = 0x0D
_MOST_COLUMNS = 20
_MOST_PAYLOAD = 1_000_000_000

Row = tuple[object, ...]


def carved_rows(path: Path) -> Iterator[Row]:
    """Every row of every table leaf that can be read, in the order of the pages."""
    size = path.stat().st_size
    if size < PAGE_BYTES:
        return
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        for number in range(1, size // PAGE_BYTES + 1):
            yield from _Page(content, number).rows()


class _Page:
    def __init__(self, content: mmap.mmap, number: int) -> None:
        self._content = content
        self._start = (number - 1) * PAGE_BYTES
        self._header = 100 if number == 1 else 0

    def rows(self) -> Iterator[Row]:
        at = self._start + self._header
        if self._content[at] != _LEAF:
            return
        count = int.from_bytes(self._content[at + 3 : at + 5], "big")
        for cell in range(min(count, PAGE_BYTES // 2)):
            pointer = at + 8 + 2 * cell
            offset = int.from_bytes(self._content[pointer : pointer + 2], "big")
            if self._header + 8 <= offset < PAGE_BYTES:
                try:
                    row = self._row(self._start + offset)
                except (IndexError, ValueError, UnicodeDecodeError):
                    continue
                if row is not None:
                    yield row

    def _row(self, at: int) -> Row | None:
        length, at = _varint(self._content, at)
        _, at = _varint(self._content, at)
        if not 2 <= length <= min(_MOST_PAYLOAD, len(self._content)):
            return None
        payload = self._payload(at, length)
        return None if payload is None else _record(payload)

    def _payload(self, at: int, length: int) -> bytes | None:
        """What is stored of the row here, and the rest from the pages it overflows to."""
        most = PAGE_BYTES - 35
        if length <= most:
            return self._content[at : at + length]
        least = (PAGE_BYTES - 12) * 32 // 255 - 23
        here = least + (length - least) % (PAGE_BYTES - 4)
        here = here if here <= most else least
        pieces = [self._content[at : at + here]]
        left = length - here
        following = int.from_bytes(self._content[at + here : at + here + 4], "big")
        while left > 0:
            start = (following - 1) * PAGE_BYTES
            if not 0 < start < len(self._content):
                return None
            piece = self._content[start + 4 : start + min(PAGE_BYTES, 4 + left)]
            pieces.append(piece)
            left -= len(piece)
            following = int.from_bytes(self._content[start : start + 4], "big")
            if not piece:
                return None
        return b"".join(pieces)


def _record(payload: bytes) -> Row | None:
    header, at = _varint(payload, 0)
    types = []
    while at < header:
        kind, at = _varint(payload, at)
        types.append(kind)
    if at != header or len(types) > _MOST_COLUMNS:
        return None
    values: list[object] = []
    for kind in types:
        value, at = _value(payload, at, kind)
        values.append(value)
    return tuple(values) if at == len(payload) else None


def _value(payload: bytes, at: int, kind: int) -> tuple[object, int]:
    if kind == 0:
        return None, at
    if kind in (8, 9):
        return kind - 8, at
    if kind in (10, 11):
        raise ValueError("reserved")
    if kind >= 12:
        end = at + (kind - 12) // 2
        if end > len(payload):
            raise IndexError
        content = payload[at:end]
        return (content.decode() if kind % 2 else content), end
    length = (0, 1, 2, 3, 4, 6, 8, 8)[kind]
    content = payload[at : at + length]
    if len(content) < length:
        raise IndexError
    if kind == 7:
        return _real(content), at + 8
    return int.from_bytes(content, "big", signed=True), at + length


def _real(content: bytes) -> float:
    (value,) = struct.unpack(">d", content)
    return float(value)


def _varint(content: bytes | mmap.mmap, at: int) -> tuple[int, int]:
    value = 0
    for place in range(9):
        byte = content[at + place]
        if place == 8:
            return (value << 8) | byte, at + 9
        value = (value << 7) | (byte & 0x7F)
        if byte < 0x80:
            return value, at + place + 1
    raise ValueError("too long")
