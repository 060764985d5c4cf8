from __future__ import annotations

import numpy as np
import pytest

from studio.audio.loudness import LoudnessMeter
from studio.frames import PROJECT_RATE, TAKE_RATE
from studio.takes.recipe import TakeKey
from studio.takes.take import Take
from studio.timeline.take_sounds import MOST_GAIN_DB, TakeSounds, level_gain
from tests.timeline.scenes import level, tone

KEY = TakeKey("k")


def _take(*samples: np.ndarray) -> Take:  # type: ignore[type-arg]
    return Take(KEY, np.concatenate(samples).astype(np.int16))


@pytest.mark.parametrize("loud", [0.06, 0.3, 0.9])
def test_every_line_is_as_loud_as_the_others(loud: float) -> None:
    """-23 LUFS whatever the Take was, measured as the standard says."""
    take = _take(tone(2.0, loud, 500), tone(1.0, loud / 3, 900))
    sound = TakeSounds(lambda key: take).piece(KEY, 0, 3 * PROJECT_RATE)
    meter = LoudnessMeter(PROJECT_RATE, channels=1)
    meter.add(sound[:, None])
    assert meter.integrated == pytest.approx(-23.0, abs=0.1)


def test_what_is_hardly_there_is_not_blown_up() -> None:
    """Silence stays silence, and noise is lifted by 12 dB at most."""
    assert level_gain(_take(tone(1.0, 0.0))) == 1.0
    assert level_gain(_take(tone(1.0, 0.001))) == pytest.approx(10 ** (MOST_GAIN_DB / 20))
    assert level_gain(_take(tone(0.0))) == 1.0


def test_rumble_is_taken_away() -> None:
    """A tone at 20 Hz is 24 dB down, at 80 Hz 3 dB; speech is left alone."""
    for pitch, expected in ((20, -24.1), (80, -3.0), (300, 0.0), (3_000, 0.0)):
        take = _take(tone(2.0, 0.2, pitch))
        sound = TakeSounds(lambda key, take=take: take).piece(KEY, 0, 2 * PROJECT_RATE)
        heard = level(sound[PROJECT_RATE // 2 : -5_000]) / (0.2 * level_gain(take))
        assert 20 * np.log10(heard) == pytest.approx(expected, abs=0.3)


def test_a_take_that_is_not_there_is_asked_for_again() -> None:
    """None until it has come; then it is heard."""
    there: dict[TakeKey, Take] = {}
    sounds = TakeSounds(there.get)
    assert len(sounds.piece(KEY, 0, 100)) == 0
    there[KEY] = _take(tone(1.0))
    piece = sounds.piece(KEY, 0, 100)
    assert piece is not None
    assert len(piece) == 100


def test_any_piece_is_a_piece_of_the_whole() -> None:
    """Across the stretches it is worked out in, and silent behind the end of the Take."""
    take = _take(np.random.default_rng(1).integers(-9_000, 9_000, 10 * TAKE_RATE))
    sounds = TakeSounds(lambda key: take)
    whole = sounds.piece(KEY, 0, 11 * PROJECT_RATE)
    assert len(whole) == 11 * PROJECT_RATE
    assert whole[10 * PROJECT_RATE - 10 : 10 * PROJECT_RATE].all()
    assert not whole[10 * PROJECT_RATE :].any()
    for start, frames in ((191_000, 3_000), (383_999, 2), (479_000, 5_000), (500_000, 10)):
        piece = TakeSounds(lambda key: take).piece(KEY, start, frames)
        assert piece is not None
        assert np.array_equal(piece, whole[start : start + frames])


def test_memory_is_bounded() -> None:
    """However many Takes are heard, about twenty megabytes are kept."""
    long = tone(4.0)
    sounds = TakeSounds(lambda key: Take(key, long))
    for number in range(60):
        sounds.piece(TakeKey(str(number)), 0, 100)
    kept = sum(stretch.nbytes for stretch in sounds._stretches.values())
    assert 10_000_000 < kept <= 20_000_000
