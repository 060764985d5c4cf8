from __future__ import annotations

import math
import time
from collections.abc import Iterator

import numpy as np
import pytest
from sound import SoundServer
from sources import RATE, Tone, tone, wait_until

from studio.playback.heard_sound import KEPT_FRAMES, HeardSound
from studio.playback.meters import Meters
from studio.playback.sound_output import SoundOutput
from studio.playback.transport import Transport


@pytest.fixture
def heard() -> Iterator[HeardSound]:
    heard = HeardSound.create()
    yield heard
    heard.close()


def play(heard: HeardSound, sound: np.ndarray, block: int = 1_200) -> None:  # type: ignore[type-arg]
    """As the output would, all of it heard by now."""
    for at in range(0, len(sound), block):
        heard.put(sound[at : at + block], time.perf_counter_ns() - 10**9)


def test_nothing_heard_yet_is_silence(heard: HeardSound) -> None:
    """Before the first block every meter is at rest."""
    levels = Meters(heard).levels()
    assert levels.peak_db == levels.rms_db == levels.held_peak_db == (-math.inf, -math.inf)
    assert levels.true_peak_db == levels.momentary == levels.integrated == -math.inf


def test_a_sine_measures_what_it_is(heard: HeardSound) -> None:
    """Peak, effective level, loudness and true peak of a known tone, left and right by themselves."""
    sound = tone(0, 3 * RATE + 4_800, 1_000, 0.1)
    sound[:, 1] /= 2
    play(heard, sound)
    levels = Meters(heard).levels()
    assert levels.peak_db == pytest.approx((-20.0, -26.02), abs=0.02)
    assert levels.rms_db == pytest.approx((-23.01, -29.03), abs=0.02)
    assert levels.true_peak_db == pytest.approx(-20.0, abs=0.1)
    expected = 10 * math.log10((0.01 + 0.0025) / 2)
    for loudness in (levels.momentary, levels.short_term, levels.integrated):
        assert loudness == pytest.approx(expected, abs=0.05)


def test_peaks_are_held_and_then_let_go(heard: HeardSound) -> None:
    """After the sound the level falls at once, the held peak after a second and a half."""
    meters = Meters(heard)
    play(heard, tone(0, RATE, 440, 0.5))
    play(heard, np.zeros((RATE, 2), np.float32))
    levels = meters.levels()
    assert levels.peak_db[0] == -math.inf
    assert levels.held_peak_db[0] == pytest.approx(-6.02, abs=0.02)
    play(heard, np.zeros((RATE, 2), np.float32))
    assert meters.levels().held_peak_db[0] == -math.inf
    assert meters.levels().true_peak_db == pytest.approx(-6.0, abs=0.1)


def test_only_what_is_heard_already_counts(heard: HeardSound) -> None:
    """A block that the device still holds is not shown before its time."""
    heard.put(tone(0, 4_800), time.perf_counter_ns() + 10**12)
    assert Meters(heard).levels().peak_db[0] == -math.inf


def test_reset_begins_anew(heard: HeardSound) -> None:
    """Loudness and true peak forget what was before."""
    meters = Meters(heard)
    play(heard, tone(0, 2 * RATE, 1_000, 0.5))
    meters.levels()
    meters.reset()
    assert meters.levels().true_peak_db == meters.levels().integrated == -math.inf
    play(heard, tone(0, 2 * RATE, 1_000, 0.05))
    assert meters.levels().integrated == pytest.approx(-26.0, abs=0.1)


def test_looked_at_in_pieces_it_is_the_same(heard: HeardSound) -> None:
    """However often it is asked, and after an absence longer than is kept it still goes on."""
    meters = Meters(heard)
    sound = tone(0, 4 * RATE, 1_000, 0.1)
    for at in range(0, len(sound), 7_000):
        play(heard, sound[at : at + 7_000])
        levels = meters.levels()
    assert levels.integrated == pytest.approx(-20.0, abs=0.05)
    play(heard, tone(0, 2 * KEPT_FRAMES, 1_000, 0.1))
    assert meters.levels().integrated == pytest.approx(-20.0, abs=0.05)
    assert meters.levels().peak_db[0] == pytest.approx(-20.0, abs=0.02)


def test_the_meters_show_what_comes_out(sound: SoundServer) -> None:
    """Through the whole way: while a tone sounds its level is shown, and after a pause silence."""
    transport = Transport(SoundOutput())
    transport.set_source(Tone(level=0.25))
    transport.start()
    with sound.record() as recorded:
        transport.play()
        recorded.wait_for(0.6)
        levels = transport.meters.levels()
        assert levels.peak_db == pytest.approx((-12.04, -12.04), abs=0.05)
        assert levels.momentary == pytest.approx(-12.0, abs=1.0)
        transport.pause()
        wait_until(lambda: transport.meters.levels().peak_db[0] == -math.inf)
    transport.close()
