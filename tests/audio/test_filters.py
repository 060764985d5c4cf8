from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.audio.filters import Filter, Section, bell, high_pass, low_pass, response_db

RATE = 48_000
SECTIONS = (high_pass(80, RATE), low_pass(3_400, RATE), bell(1_000, RATE, 4.0, 1.0))


def _noise(frames: int) -> NDArray[np.float32]:
    return np.random.default_rng(1).standard_normal(frames).astype(np.float32)


def _step_by_step(sound: NDArray[np.float32], sections: tuple[Section, ...]) -> NDArray[np.float64]:
    """The recursion as it is written in books."""
    values = sound.astype(np.float64).tolist()
    for section in sections:
        (b0, b1, b2), (a1, a2) = section.b, section.a
        first = second = 0.0
        for at, value in enumerate(values):
            out = b0 * value + first
            first, second = b1 * value - a1 * out + second, b2 * value - a2 * out
            values[at] = out
    return np.array(values)


@pytest.mark.parametrize("frames", [1, 63, 64, 4_096, 30_011])
def test_a_filter_is_its_recursion(frames: int) -> None:
    """Sixty-four samples at once come out as one by one, also with poles close to the edge."""
    sections = (high_pass(38, RATE, 0.5), *SECTIONS)
    sound = _noise(frames)
    assert Filter(sections).filtered(sound) == pytest.approx(
        _step_by_step(sound, sections), abs=3e-6
    )


def test_pieces_of_any_size_make_the_same_sound() -> None:
    """There is no seam where pieces meet."""
    sound = _noise(20_000)
    whole = Filter(SECTIONS).filtered(sound)
    for size in (1_000, 64, 7):
        one = Filter(SECTIONS)
        pieces = [one.filtered(sound[at : at + size]) for at in range(0, len(sound), size)]
        assert np.concatenate(pieces) == pytest.approx(whole, abs=3e-6)


def test_sections_do_what_they_are_called() -> None:
    """3 dB down at the corner, 12 dB more for each octave beyond, nothing where sound may pass."""
    assert response_db((high_pass(80, RATE),), 80, RATE) == pytest.approx(-3.01, abs=0.02)
    assert response_db((high_pass(80, RATE),), 20, RATE) == pytest.approx(-24.1, abs=0.2)
    assert response_db((high_pass(80, RATE),), 1_000, RATE) == pytest.approx(0.0, abs=0.01)
    assert response_db((low_pass(3_400, RATE),), 3_400, RATE) == pytest.approx(-3.01, abs=0.02)
    assert response_db((bell(1_000, RATE, 4.0, 1.0),), 1_000, RATE) == pytest.approx(4.0, abs=0.01)


def test_a_tone_is_changed_as_the_response_says() -> None:
    """What comes out is as loud as the numbers of the filter foretell."""
    for frequency in (40.0, 300.0, 1_000.0, 8_000.0):
        at = np.arange(RATE) / RATE
        tone = np.sin(2 * np.pi * frequency * at).astype(np.float32)
        out = Filter(SECTIONS).filtered(tone)[RATE // 2 :]
        level = 20 * math.log10(float(np.sqrt(np.mean(out**2)) * 2**0.5))
        assert level == pytest.approx(response_db(SECTIONS, frequency, RATE), abs=0.02)
