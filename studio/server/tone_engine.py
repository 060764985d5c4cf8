"""An engine for tests that a listener would believe: a steady tone whose every property is known.

Length comes from the text (60 ms for each letter that is not a blank, 40 ms for each blank), pitch
from the voice (100 Hz and 10 Hz for each id above 1000), level from the delivery (louder with
`cfg_scale`); `speed` shortens it. Every word is marked where it begins.

Three words act on the engine instead: `#slow` makes each letter of its piece take 20 ms of real
time, `#fail` raises, `#crash` ends the process.
"""

from __future__ import annotations

import math
import os
import re
import time
from array import array

from studio.server.engine import Hear, Piece, WordMark

_RATE = 24_000
_LETTER_MS, _BLANK_MS = 60, 40
_WORD = re.compile(r"\S+")


class ToneEngine:
    """Speaks in tones; keeps nothing between pieces."""

    @property
    def rate(self) -> int:
        return _RATE

    def speak(self, piece: Piece, hear: Hear) -> None:
        if "#crash" in piece.text:
            os._exit(3)
        if "#fail" in piece.text:
            raise RuntimeError("the tone engine was told to fail")
        starts = {
            match.start(): match.end() - match.start() for match in _WORD.finditer(piece.text)
        }
        slow = "#slow" in piece.text
        sample = 0
        for position, letter in enumerate(piece.text):
            length = (_BLANK_MS if letter.isspace() else _LETTER_MS) * _RATE // 1000
            count = round(length / piece.delivery.speed)
            marks = [WordMark(position, starts[position], sample)] if position in starts else []
            if slow:
                time.sleep(0.02)
            if not hear(_tone(piece, sample, count), marks):
                return
            sample += count


def tone_hertz(voice_id: int) -> float:
    return 100.0 + 10.0 * (voice_id - 1000)


def _tone(piece: Piece, start: int, count: int) -> bytes:
    level = 3000.0 * piece.delivery.cfg_scale
    step = 2.0 * math.pi * tone_hertz(piece.voice_id) / _RATE
    return array(
        "h", (round(level * math.sin(step * (start + n) + 0.3)) for n in range(count))
    ).tobytes()
