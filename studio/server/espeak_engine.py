"""The embedded voices' engine: a piece of marked-up text spoken by espeak-ng.

What the delivery settings mean here is told in `delivery`; what a text may carry, in `markup`.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np

from studio.audio.filters import Filter, high_pass
from studio.server.delivery import espeak_sound
from studio.server.engine import Delivery, Hear, Piece, WordMark
from studio.server.espeak_library import EspeakLibrary
from studio.server.espeak_markup import EspeakText, Respell, espeak_text
from studio.server.spoken_forms import digits_apart, respellings
from studio.server.voices import espeak_name, find_voice

_BIASED_VARIANTS = frozenset(("f5", "whisperf"))
"""espeak-ng makes these around a level that is not zero, and keeps it through the pauses."""
_LOWEST_SOUND_HERTZ = 40.0


class EspeakEngine:
    """Speaks by espeak-ng; one per process."""

    def __init__(self) -> None:
        self._library = EspeakLibrary()
        self._chance = random.Random()

    @property
    def rate(self) -> int:
        return self._library.rate

    @property
    def version(self) -> str:
        return self._library.version

    def speak(self, piece: Piece, hear: Hear) -> None:
        voice = find_voice(piece.voice_id)
        assert voice is not None, "the server checked the voice before it asked for the piece"
        self._library.choose_voice(espeak_name(voice, piece.delivery.language))
        sound = espeak_sound(voice, piece.delivery, self._chance.uniform(-1.0, 1.0))
        self._library.set_sound(
            rate=sound.rate,
            volume=sound.volume,
            pitch=sound.pitch,
            pitch_range=sound.pitch_range,
        )
        self._library.set_haste(is_hasty=piece.is_awaited)
        if voice.variant in _BIASED_VARIANTS:
            hear = _centred(hear, self.rate)
        written = espeak_text(piece.text, _respell(piece.delivery))

        def hear_in_the_piece(samples: bytes, marks: Sequence[WordMark]) -> bool:
            return hear(samples, [_in_the_piece(mark, written) for mark in marks])

        self._library.speak(
            written.text,
            hear if written.is_verbatim else hear_in_the_piece,
            ssml=not written.is_verbatim,
            phonemes=written.has_sounds,
            wants_marks=piece.wants_words,
        )


def _in_the_piece(mark: WordMark, written: EspeakText) -> WordMark:
    return WordMark(written.position_in_piece(mark.position), mark.length, mark.sample)


def _respell(delivery: Delivery) -> Respell:
    if not delivery.normalize:
        return digits_apart
    return lambda text: respellings(text, delivery.language)


def _centred(hear: Hear, rate: int) -> Hear:
    """`hear`, told the samples without what lies below all sound."""
    below = Filter((high_pass(_LOWEST_SOUND_HERTZ, rate),))

    def hear_centred(samples: bytes, marks: Sequence[WordMark]) -> bool:
        centred = below.filtered(np.frombuffer(samples, np.int16).astype(np.float32))
        return hear(np.rint(centred).clip(-32_768, 32_767).astype(np.int16).tobytes(), marks)

    return hear_centred
