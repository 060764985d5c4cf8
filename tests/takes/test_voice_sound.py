"""Two words for how a voice sounds."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.frames import TAKE_RATE
from studio.takes.voice_print import VoicePrint, voice_print
from studio.takes.voice_sound import Colour, Pace, voice_sound

_LEVEL = (0.0,) * 24


def _hum(seconds: float, pitch_hz: float = 150.0) -> NDArray[np.int16]:
    time_s = np.arange(round(seconds * TAKE_RATE)) / TAKE_RATE
    return np.asarray(np.sin(2 * np.pi * pitch_hz * time_s) * 12_000, np.int16)


@pytest.mark.parametrize(
    ("pitch_hz", "upper_db", "colour"),
    [
        (80.0, -15.0, Colour.LOW),
        (260.0, -15.0, Colour.HIGH),
        (150.0, -20.0, Colour.DARK),
        (150.0, -17.0, Colour.WARM),
        (150.0, -15.0, Colour.PLAIN),
        (150.0, -5.0, Colour.BRIGHT),
        (None, -5.0, Colour.BRIGHT),
    ],
)
def test_colour_is_pitch_where_that_is_unusual(
    pitch_hz: float | None, upper_db: float, colour: Colour
) -> None:
    """Else it is how much of it lies high up."""
    print_ = VoicePrint(pitch_hz, (0.0,) * 12 + (upper_db,) * 12)
    assert voice_sound(print_, _hum(3.0), "a" * 42).colour is colour


@pytest.mark.parametrize(("letters", "pace"), [(30, Pace.SLOW), (42, Pace.EVEN), (60, Pace.QUICK)])
def test_pace_is_letters_a_second_without_pauses(letters: int, pace: Pace) -> None:
    """Silence in between makes nobody slow."""
    sound = np.concatenate([_hum(1.5), np.zeros(2 * TAKE_RATE, np.int16), _hum(1.5)])
    assert voice_sound(VoicePrint(150.0, _LEVEL), sound, "a" * letters + " ,.").pace is pace


def test_a_real_sound_has_both() -> None:
    """From the samples alone."""
    sound = _hum(2.0, 90.0)
    print_ = voice_print(sound)
    assert print_ is not None
    assert voice_sound(print_, sound, "Hm").colour is Colour.LOW
