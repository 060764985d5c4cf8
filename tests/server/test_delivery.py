"""What delivery settings do to a voice, in numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.server.delivery import EspeakSound, espeak_sound
from studio.server.engine import Delivery
from studio.server.voices import all_voices, find_voice

MORGAN = find_voice(1071)
assert MORGAN is not None


def sound(chance: float = 0.0, **changes: float) -> EspeakSound:
    assert MORGAN is not None
    return espeak_sound(MORGAN, replace(Delivery(), **changes), chance)


def test_the_defaults_are_the_voice_itself() -> None:
    """With nothing asked for, a voice has its own rate, pitch, range and volume."""
    assert MORGAN is not None
    assert sound() == EspeakSound(165, MORGAN.volume, MORGAN.pitch, MORGAN.pitch_range)


def test_speed_is_the_rate() -> None:
    """Twice the speed would be twice the words in a minute."""
    assert (sound(speed=0.8).rate, sound(speed=1.2).rate) == (132, 198)


@pytest.mark.parametrize(
    ("less", "more"),
    [
        ({"cfg_scale": 1.2}, {"cfg_scale": 2.5}),
        ({"stability": 1.0}, {"stability": 0.0}),
        ({}, {"style": 1.0}),
    ],
)
def test_what_moves_the_melody(less: dict[str, float], more: dict[str, float]) -> None:
    """A higher scale or style and a lower stability widen the range of pitch."""
    assert sound(**less).pitch_range < sound(**more).pitch_range


def test_temperature_lets_the_pitch_wander() -> None:
    """The pitch wanders with chance, further the higher the temperature, and not at all at zero;
    stability and similarity hold it."""
    assert sound(1.0, temperature=0.0).pitch == sound(-1.0, temperature=0.0).pitch

    def width(**changes: float) -> int:
        return sound(1.0, **changes).pitch - sound(-1.0, **changes).pitch

    assert 0 < width(temperature=0.4) < width(temperature=1.0)
    assert width(temperature=1.0, stability=1.0) < width(temperature=1.0, stability=0.0)
    assert width(temperature=1.0, similarity_boost=1.0) < width(
        temperature=1.0, similarity_boost=0.0
    )


@given(
    st.sampled_from(all_voices()),
    st.floats(0.8, 1.2),
    st.floats(1.2, 2.5),
    st.floats(0, 1),
    st.floats(0, 1),
    st.floats(0, 1),
    st.floats(-1, 1),
)
def test_numbers_stay_in_range(
    voice: object,
    speed: float,
    scale: float,
    temperature: float,
    stability: float,
    style: float,
    chance: float,
) -> None:
    """Whatever is asked, the numbers are ones the engine takes."""
    delivery = Delivery("en", speed, scale, temperature, stability, 0.75, style)
    found = espeak_sound(voice, delivery, chance)  # type: ignore[arg-type]
    assert 80 <= found.rate <= 450
    assert 0 <= found.pitch <= 99
    assert 0 <= found.pitch_range <= 99
