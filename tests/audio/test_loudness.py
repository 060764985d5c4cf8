from __future__ import annotations

import math
import re
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.audio.loudness import LoudnessMeter, loudness_of
from studio.audio.samples import int16_samples
from studio.audio.sound_file import SoundFileWriter, SoundFormat
from studio.audio.true_peak import MOST_OVERSHOOT, TruePeakMeter, peaks_above

RATE = 48_000


def _sine(level_db: float, seconds: float, frequency: float = 997.0) -> NDArray[np.float32]:
    at = np.arange(round(seconds * RATE)) / RATE
    wave = 10 ** (level_db / 20) * np.sin(2 * np.pi * frequency * at)
    return np.stack([wave, wave], axis=1).astype(np.float32)


def _measured(*parts: NDArray[np.float32], piece: int = 4_801) -> LoudnessMeter:
    meter = LoudnessMeter(RATE)
    sound = np.concatenate(parts)
    for at in range(0, len(sound), piece):
        meter.add(sound[at : at + piece])
    return meter


@pytest.mark.parametrize("level", [-23.0, -33.0])
def test_a_stereo_sine_measures_what_it_is(level: float) -> None:
    """The first two known answers of EBU Tech 3341: 1 kHz in both channels reads as its level."""
    meter = _measured(_sine(level, 20, 1_000))
    assert meter.integrated == pytest.approx(level, abs=0.05)
    assert meter.momentary == pytest.approx(level, abs=0.05)
    assert meter.short_term == pytest.approx(level, abs=0.05)


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        (((-36, 10), (-23, 60), (-36, 10)), -23.0),
        (((-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)), -23.0),
        (((-26, 20), (-20, 20.1), (-26, 20)), -23.0),
    ],
)
def test_what_is_quiet_does_not_count(
    levels: tuple[tuple[float, float], ...], expected: float
) -> None:
    """Cases 3 to 5 of EBU Tech 3341: both gates, and loud parts weighed by their power."""
    meter = _measured(*(_sine(level, seconds, 1_000) for level, seconds in levels))
    assert meter.integrated == pytest.approx(expected, abs=0.05)


def test_full_scale_on_one_side() -> None:
    """0 dB at 997 Hz in one channel reads -3.01 LUFS, as the standard says of itself."""
    sound = _sine(0.0, 5)
    sound[:, 1] = 0.0
    assert _measured(sound).integrated == pytest.approx(-3.01, abs=0.02)


def test_the_size_of_pieces_changes_nothing() -> None:
    """Loudness belongs to the sound, not to how it arrives."""
    noise = np.random.default_rng(3).standard_normal((5 * RATE, 2)).astype(np.float32) * 0.1
    assert _measured(noise, piece=701).integrated == pytest.approx(
        _measured(noise, piece=100_000).integrated, abs=1e-4
    )


def test_momentary_and_short_term_follow_the_sound() -> None:
    """After three seconds of silence the loudest is remembered and the latest is silence."""
    meter = _measured(_sine(-20, 4), np.zeros((3 * RATE, 2), np.float32))
    assert meter.loudest_momentary == pytest.approx(-20, abs=0.05)
    assert meter.loudest_short_term == pytest.approx(-20, abs=0.05)
    assert meter.momentary < -70
    assert LoudnessMeter(RATE).momentary == -math.inf
    assert LoudnessMeter(RATE).integrated == -math.inf


def test_any_rate_measures_alike() -> None:
    """A Take at 24 kHz is as loud as the same sound at 48 kHz; one channel counts as one."""
    at = np.arange(24_000 * 3) / 24_000
    tone = int16_samples((0.1 * np.sin(2 * np.pi * 500 * at)).astype(np.float32))
    both = _measured(_sine(-20, 3, 500)).integrated
    assert loudness_of(tone, 24_000) == pytest.approx(both - 3.01, abs=0.05)


def test_a_short_sound_is_as_loud_as_a_long_one() -> None:
    """A word of a quarter of a second is not taken for quiet because little of it is there."""
    tone = int16_samples(_sine(-20, 3)[:, 0])
    long = loudness_of(tone, RATE)
    assert loudness_of(tone[: RATE // 4], RATE) == pytest.approx(long, abs=0.3)
    assert loudness_of(tone[:0], RATE) == -math.inf


def test_a_peak_between_samples_is_found() -> None:
    """A tone whose samples all miss its crests still peaks at its level, to 0.1 dB."""
    for frequency, phase in ((12_000, 45.0), (8_000, 30.0), (6_000, 67.5), (997, 0.0)):
        at = np.arange(RATE) / RATE
        wave = 0.5 * np.sin(2 * np.pi * frequency * at + math.radians(phase))
        wave[:2_000] *= np.linspace(0, 1, 2_000)
        wave[-2_000:] *= np.linspace(1, 0, 2_000)
        meter = TruePeakMeter(1)
        for start in range(0, RATE, 1_111):
            meter.add(wave[start : start + 1_111, None].astype(np.float32))
        assert meter.peak_db == pytest.approx(-6.02, abs=0.1), frequency


def test_no_peak_between_samples_is_higher_than_said() -> None:
    """The bound that lets most of a sound go unexamined holds for the worst of all sounds."""
    assert MOST_OVERSHOOT > 1.5
    worst = np.sign(np.random.default_rng(1).standard_normal(100_000)).astype(np.float32)
    assert peaks_above(worst, 0.0).max() <= MOST_OVERSHOOT
    meter = TruePeakMeter(1)
    meter.add(np.zeros((10, 1), np.float32))
    assert meter.peak_db == -math.inf


@pytest.mark.parametrize("frames", [1, 33, 256, 5_000])
def test_what_is_passed_over_between_samples_is_never_the_loudest(frames: int) -> None:
    """Every place between samples that is above the level is found, of sounds of any kind."""
    chance = np.random.default_rng(frames)
    for kind in range(24):
        sound = chance.standard_normal(frames)
        if kind % 3 == 1:
            sound = np.sign(sound)
        elif kind % 3 == 2:
            sound = np.sin(np.arange(frames) * math.pi * chance.uniform(0.5, 1.0))
        sound = sound.astype(np.float32)
        everywhere = peaks_above(sound, 0.0)
        level = float(everywhere.max() * chance.uniform(0.7, 0.999))
        found = peaks_above(sound, level)
        loud = everywhere > level
        np.testing.assert_allclose(found[loud], everywhere[loud], rtol=1e-5)
        assert (found[~loud] <= level * 1.00001).all()


def test_silence_and_equal_sides_are_measured_as_any_other_sound() -> None:
    """What is left out for speed changes no figure: a voice on both sides with pauses, then on one."""
    sound = np.zeros((RATE * 12, 2), np.float32)
    noise = np.random.default_rng(4).uniform(-0.3, 0.3, RATE * 3).astype(np.float32)
    sound[RATE : RATE * 4] = noise[:, None]
    sound[RATE * 8 : RATE * 11, 1] = noise
    pieces, whole = LoudnessMeter(RATE), LoudnessMeter(RATE)
    for start in range(0, len(sound), RATE // 2):
        pieces.add(sound[start : start + RATE // 2])
    whole.add(sound)
    assert pieces.integrated == pytest.approx(whole.integrated, abs=1e-4)


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg measures the same sound")
def test_another_meter_agrees(tmp_path: Path) -> None:
    """Bursts of coloured noise with crests between samples: ffmpeg's meter says the same."""
    chance = np.random.default_rng(5)
    noise = np.cumsum(chance.standard_normal((12 * RATE, 2)), axis=0)
    noise = np.diff(noise, axis=0, prepend=0) * 0.5 + np.diff(chance.standard_normal(noise.shape))
    noise *= 0.08 * (1.2 + np.sin(np.arange(len(noise)) / RATE * 2.1))[:, None]
    crest = 0.9 * np.sin(np.pi / 2 * np.arange(480) + np.pi / 4) * np.hanning(480)
    noise[RATE : RATE + 480, 0] = crest
    sound = noise.astype(np.float32)
    path = tmp_path / "noise.wav"
    with SoundFileWriter(path, RATE, 2, SoundFormat.WAV_FLOAT) as file:
        file.write(sound)
    said = subprocess.run(
        ["ffmpeg", "-nostats", "-i", str(path), "-af", "ebur128=peak=true", "-f", "null", "-"],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    ).stderr
    summary = said[said.rindex("Summary:") :]
    integrated = re.search(r"I:\s+(-?[\d.]+) LUFS", summary)
    peak = re.search(r"Peak:\s+(-?[\d.]+) dBFS", summary)
    assert integrated is not None
    assert peak is not None
    meter, peaks = _measured(sound), TruePeakMeter()
    peaks.add(sound)
    assert meter.integrated == pytest.approx(float(integrated[1]), abs=0.1)  # it says tenths
    assert peaks.peak_db == pytest.approx(float(peak[1]), abs=0.15)
