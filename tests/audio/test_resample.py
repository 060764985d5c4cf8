from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.audio.resample import Resampler, resampled
from studio.frames import PROJECT_RATE, TAKE_RATE


def sine(frequency: float, frames: int, rate: int) -> NDArray[np.float32]:
    return np.sin(2 * np.pi * frequency * np.arange(frames) / rate).astype(np.float32)


def in_pieces(
    sound: NDArray[np.float32], size: int, rate: int, new_rate: int
) -> NDArray[np.float32]:
    resampler = Resampler(rate, new_rate, channels=1 if sound.ndim == 1 else sound.shape[1])
    pieces = [resampler.convert(sound[at : at + size]) for at in range(0, len(sound), size)]
    return np.concatenate([*pieces, resampler.finish()])


@pytest.mark.parametrize("frames", [0, 1, 2, 479, 24_000])
def test_a_take_at_the_project_rate_is_exactly_twice_as_long(frames: int) -> None:
    """From 24 to 48 kHz no frame is lost or won, however short the sound."""
    assert len(resampled(np.zeros(frames, np.float32), TAKE_RATE, PROJECT_RATE)) == 2 * frames


@pytest.mark.parametrize("size", [1, 7, 480, 6_001])
def test_pieces_meet_without_a_seam(size: int) -> None:
    """A sound converted in pieces of any size is the same, sample for sample, as the whole."""
    sound = np.random.default_rng(3).uniform(-1, 1, 6_001).astype(np.float32)
    whole = resampled(sound, TAKE_RATE, PROJECT_RATE)
    assert np.array_equal(in_pieces(sound, size, TAKE_RATE, PROJECT_RATE), whole)


def test_channels_stay_apart() -> None:
    """Left and right come out as each would alone."""
    stereo = np.stack([sine(440, 4_800, TAKE_RATE), sine(997, 4_800, TAKE_RATE)], axis=1)
    both = in_pieces(stereo, 960, TAKE_RATE, PROJECT_RATE)
    for channel in range(2):
        alone = resampled(np.ascontiguousarray(stereo[:, channel]), TAKE_RATE, PROJECT_RATE)
        assert np.allclose(both[:, channel], alone, atol=1e-6)


@pytest.mark.parametrize("frequency", [100, 1_000, 8_000])
def test_a_tone_keeps_its_pitch_phase_and_level(frequency: int) -> None:
    """A sine becomes the same sine at the new rate, within -90 dB, away from its abrupt ends."""
    converted = resampled(sine(frequency, 24_000, TAKE_RATE), TAKE_RATE, PROJECT_RATE)
    wanted = sine(frequency, 48_000, PROJECT_RATE)
    assert np.abs(converted - wanted)[2_000:-2_000].max() < 10 ** (-90 / 20)


def test_a_sound_that_begins_and_ends_in_silence_gets_no_click_at_its_edges() -> None:
    """A faded tone stays below -80 dB in its silent edges: nothing is wrapped round or smeared."""
    fade = np.sin(np.linspace(0, np.pi, 22_000)).astype(np.float32) ** 2
    sound = np.pad(sine(440, 22_000, TAKE_RATE) * fade, 1_000)
    converted = resampled(sound, TAKE_RATE, PROJECT_RATE)
    edges = np.concatenate([converted[:1_900], converted[-1_900:]])
    assert np.abs(edges).max() < 10 ** (-80 / 20)


def test_other_rates_keep_the_length_to_the_frame() -> None:
    """22,050 Hz from a local voice becomes the same length at the take rate, to one frame."""
    converted = in_pieces(sine(440, 22_050, 22_050), 1_000, 22_050, TAKE_RATE)
    assert abs(len(converted) - TAKE_RATE) <= 1
