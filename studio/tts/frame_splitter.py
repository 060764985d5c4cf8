"""Cuts the bytes of a WebSocket at frame borders, so that the frames that matter take a short way.

A whole unmasked text message, which is what a speech server sends all day, is handed on from where it
lies. Every other frame goes, whole and in its turn, to whoever knows all the rules. Knows no socket.
"""

from __future__ import annotations

from collections.abc import Callable

_ROOM = 256 * 1024
_WHOLE_TEXT = 0x81
_LEAST_FREE = 16 * 1024


class FrameSplitter:
    """Put bytes into `room()`, then say how many with `received`.

    `on_other` gets the bytes of one frame at a time, but for a frame larger than `largest`: that one,
    and all that follows, it gets as it comes.
    """

    def __init__(
        self,
        on_text: Callable[[bytes], None],
        on_other: Callable[[bytes], None],
        largest: int,
    ) -> None:
        self._on_text = on_text
        self._on_other = on_other
        self._largest = largest
        self._buffer = bytearray(_ROOM)
        self._view = memoryview(self._buffer)
        self._filled = 0
        self._is_in_pieces = False
        """A message that comes in several frames is under way."""
        self._is_given_up = False

    def room(self) -> memoryview:
        return self._view[self._filled :]

    def take(self, data: bytes) -> None:
        """The same for bytes that came another way."""
        while data:
            room = self.room()
            count = min(len(room), len(data))
            room[:count] = data[:count]
            self.received(count)
            data = data[count:]

    def received(self, count: int) -> None:
        filled = self._filled + count
        at = self._cut(filled) if not self._is_given_up else 0
        if self._is_given_up:
            self._on_other(bytes(self._view[at:filled]))
            at = filled
        self._keep(at, filled)

    def _cut(self, filled: int) -> int:
        """Hand on every whole frame; where the first one begins that is not whole yet."""
        buffer, view, at = self._buffer, self._view, 0
        while filled - at >= 2:
            first, size, start = buffer[at], buffer[at + 1], at + 2
            if size & 0x7F >= 126:
                start += 2 if size & 0x7F == 126 else 8
                if filled < start:
                    break
                length = int.from_bytes(view[at + 2 : start], "big")
            else:
                length = size & 0x7F
            if size & 0x80:
                start += 4
            end = start + length
            if length > self._largest:
                self._is_given_up = True
                return at
            if end > filled:
                break
            if first == _WHOLE_TEXT and size < 0x80 and not self._is_in_pieces:
                self._on_text(bytes(view[start:end]))
            else:
                self._on_other(bytes(view[at:end]))
                if not first & 0x08:
                    self._is_in_pieces = not first & 0x80
            at = end
        return at

    def _keep(self, at: int, filled: int) -> None:
        """Move what is left to the front, and make room for more."""
        left = filled - at
        if at and left:
            self._view[:left] = bytes(self._view[at:filled])
        self._filled = left
        if len(self._buffer) - left < _LEAST_FREE:
            larger = bytearray(2 * len(self._buffer))
            larger[:left] = self._view[:left]
            self._buffer, self._view = larger, memoryview(larger)
        elif len(self._buffer) > _ROOM and left <= _LEAST_FREE:
            smaller = bytearray(_ROOM)
            smaller[:left] = self._view[:left]
            self._buffer, self._view = smaller, memoryview(smaller)
