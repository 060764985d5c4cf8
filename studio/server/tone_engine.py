"""An engine for tests that a listener would believe: a steady tone whose every property is known.

Length comes from the text (60 ms for each sign that is not a blank, 40 ms for each blank, shortened
by `speed`), pitch from the voice (`tone_hertz`), level from the delivery (louder with `cfg_scale`).
Every word is marked where it begins.

Words act on the engine: `#slow` makes each sign of its piece take 20 ms of real time, each `#pause`
waits for six seconds, `#fail` raises, `#crash` ends the process, `#mute` makes no sound at all.
"""

from __future__ import annotations

import os
import re
import time

import numpy as np

from studio.server.engine import Hear, Piece, WordMark

_RATE = 24_000
_SIGN_MS, _BLANK_MS = 60, 40
_SLOW_SECONDS, _PAUSE_SECONDS = 0.02, 6.0
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
        time.sleep(_PAUSE_SECONDS * piece.text.count("#pause"))
        if "#mute" in piece.text:
            return
        is_slow = "#slow" in piece.text
        words = {match.start(): len(match[0]) for match in _WORD.finditer(piece.text)}
        sample = 0
        for position, sign in enumerate(piece.text):
            count = sign_samples(sign, piece.delivery.speed)
            marks = [WordMark(position, words[position], sample)] if position in words else []
            if is_slow:
                time.sleep(_SLOW_SECONDS)
            if not hear(_tone(piece, sample, count), marks):
                return
            sample += count


def tone_hertz(voice_id: int) -> float:
    return 100.0 + 10.0 * (voice_id - 1000)


def sign_samples(sign: str, speed: float) -> int:
    return round((_BLANK_MS if sign.isspace() else _SIGN_MS) * _RATE / 1000 / speed)


def _tone(piece: Piece, start: int, count: int) -> bytes:
    at = np.arange(start, start + count) / _RATE
    level = 3000.0 * piece.delivery.cfg_scale
    wave = level * np.sin(2.0 * np.pi * tone_hertz(piece.voice_id) * at + 0.3)
    return wave.astype(np.int16).tobytes()
