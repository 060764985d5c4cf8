from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.audio.convolver import BLOCK_FRAMES, Convolver
from studio.audio.lane_effects import EFFECTS, HALL, NEXT_ROOM, PHONE, RADIO, responses, tail_frames
from studio.frames import PROJECT_RATE


def _level_db(effect: str, frequency: float) -> float:
    """How loud a tone comes out, on the left."""
    response = responses(effect)[0].astype(np.float64)
    at = np.arange(len(response)) / PROJECT_RATE
    return float(20 * np.log10(abs(np.sum(response * np.exp(-2j * np.pi * frequency * at)))))


@pytest.mark.parametrize(
    ("effect", "frequency", "low", "high"),
    [
        (PHONE, 100, -60, -30),
        (PHONE, 300, -4, -1),
        (PHONE, 1_000, -1, 4),
        (PHONE, 3_400, -4, 1),
        (PHONE, 8_000, -60, -24),
        (RADIO, 60, -40, -15),
        (RADIO, 500, -2, 2),
        (RADIO, 2_500, 3, 6),
        (RADIO, 12_000, -60, -24),
        (NEXT_ROOM, 4_000, -90, -50),
        (NEXT_ROOM, 10_000, -140, -80),
    ],
)
def test_an_effect_passes_what_it_should(
    effect: str, frequency: float, low: float, high: float
) -> None:
    """A telephone has its band, a radio its sharpness, a wall keeps the high sounds back."""
    assert low <= _level_db(effect, frequency) <= high


def test_the_next_room_is_heard_in_its_low_sounds() -> None:
    """On the whole, what lies below 500 Hz comes through, whatever the echoes do to single tones."""
    levels = [_level_db(NEXT_ROOM, frequency) for frequency in range(100, 500, 20)]
    assert -12 < np.mean(levels) < 3


def test_a_hall_keeps_the_voice_and_fades() -> None:
    """The voice itself comes first and alone; then both sides differ, and fall by 60 dB in 1.1 s."""
    left, right = (side.astype(np.float64) for side in responses(HALL))
    assert left[0] == pytest.approx(1.0, abs=0.01)
    assert np.abs(left[1 : PROJECT_RATE * 19 // 1000]).max() < 0.01
    assert abs(np.corrcoef(left[1:], right[1:])[0, 1]) < 0.1
    early, late = (
        10 * np.log10(np.mean(left[start : start + 4_800] ** 2)) for start in (4_800, 28_800)
    )
    assert early - late == pytest.approx(60 * 0.5 / 1.1, abs=3)


def test_every_effect_ends() -> None:
    """The tail of an effect is silent where it stops, and no effect has no tail."""
    assert set(EFFECTS) == {PHONE, RADIO, NEXT_ROOM, HALL}
    for effect in EFFECTS:
        for response in responses(effect):
            assert np.abs(response[-10:]).max() < 1e-4
    assert tail_frames("") == tail_frames("unheard of") == 0


def _blocks(sound: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    return list(sound.reshape(-1, BLOCK_FRAMES))


def test_any_block_is_the_same_however_it_is_reached() -> None:
    """Played from the beginning or jumped to, a block is the same to the last bit, and right."""
    chance = np.random.default_rng(1)
    sound = chance.standard_normal(12 * BLOCK_FRAMES).astype(np.float32)
    sound[3 * BLOCK_FRAMES : 5 * BLOCK_FRAMES] = 0.0
    response = (chance.standard_normal(20_000) * np.exp(-np.arange(20_000) / 4_000)).astype(
        np.float32
    )
    blocks = _blocks(sound)
    played = Convolver((response, response[::-1].copy()), blocks.__getitem__)
    whole = np.concatenate([played.block(number) for number in range(12)], axis=1)
    spectra = np.fft.rfft(sound, 100_000) * np.fft.rfft(response, 100_000)
    assert whole[0] == pytest.approx(np.fft.irfft(spectra)[: len(sound)], abs=1e-3)
    for number in (11, 2, 7):
        jumped = Convolver((response, response[::-1].copy()), blocks.__getitem__)
        expected = whole[:, number * BLOCK_FRAMES : (number + 1) * BLOCK_FRAMES]
        assert np.array_equal(jumped.block(number), expected)


def test_what_was_missing_is_asked_for_again() -> None:
    """A block that was not there is silence, and heard as soon as it has come."""
    sound = np.ones(BLOCK_FRAMES, np.float32)
    there: list[NDArray[np.float32] | None] = [None]
    convolver = Convolver((np.ones(1, np.float32),), lambda number: there[number])
    assert not convolver.block(0).any()
    there[0] = sound
    assert convolver.block(0)[0] == pytest.approx(sound, abs=1e-5)
