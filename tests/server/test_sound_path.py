"""What happens to an engine's samples on their way to a client, measured."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.server.sound_path import LEAD_MS, SoundBlock, SoundFormat, SoundPath
from studio.tts.g711 import from_alaw, from_mulaw

RATE = 22_050
NATIVE = SoundFormat("pcm_s16le", 24_000)


def tone(seconds: float, hertz: float = 440.0, level: float = 0.5) -> NDArray[np.int16]:
    at = np.arange(round(seconds * RATE)) / RATE
    return (level * 32767 * np.cos(2 * np.pi * hertz * at)).astype(np.int16)


def silence(seconds: float) -> NDArray[np.int16]:
    return np.zeros(round(seconds * RATE), np.int16)


def played(
    path: SoundPath, samples: NDArray[np.int16], portion: int = 1323
) -> tuple[list[SoundBlock], NDArray[np.int16]]:
    blocks: list[SoundBlock] = []
    for at in range(0, len(samples), portion):
        blocks += path.take(samples[at : at + portion].tobytes())
    blocks += path.finish()
    return blocks, np.frombuffer(b"".join(block.audio for block in blocks), "<i2")


def test_silence_at_both_ends_becomes_a_constant_pause() -> None:
    """However much silence surrounds a sound, the same little is left before and behind it."""
    lengths = []
    for before, after in ((0.0, 0.0), (0.004, 0.05), (0.5, 1.0), (3.0, 0.2)):
        path = SoundPath(RATE, NATIVE, pause_ms=160)
        sound = np.concatenate((silence(before), tone(1.0), silence(after)))
        _, heard = played(path, sound)
        lengths.append(len(heard) / 24_000)
        loud = np.flatnonzero(np.abs(heard.astype(int)) > 1000)
        assert loud[0] / 24.0 == pytest.approx(LEAD_MS, abs=1.5)
        assert (len(heard) - loud[-1]) / 24.0 == pytest.approx(160, abs=1.5)
    assert max(lengths) - min(lengths) < 0.002


def test_silence_inside_is_kept() -> None:
    """A pause between two sounds is part of the piece, also when it fills whole portions."""
    path = SoundPath(RATE, NATIVE)
    _, heard = played(path, np.concatenate((tone(0.5), silence(2.0), tone(0.5))))
    assert len(heard) / 24_000 == pytest.approx(3.0 + LEAD_MS / 1000, abs=0.002)


def test_breaks_at_the_edges_are_kept_beyond_the_pause() -> None:
    """A break before the first or behind the last word lengthens what is left there."""
    path = SoundPath(RATE, NATIVE, lead_ms=400, pause_ms=160 + 500)
    _, heard = played(path, tone(1.0))
    assert len(heard) / 24_000 == pytest.approx(1.0 + 0.4 + 0.66 + LEAD_MS / 1000, abs=0.002)


def test_a_piece_without_sound_is_its_pauses() -> None:
    """An engine that made nothing leaves the pauses, so that a break alone is heard as one."""
    path = SoundPath(RATE, NATIVE, lead_ms=100, pause_ms=300)
    _, heard = played(path, silence(0.0))
    assert len(heard) / 24_000 == pytest.approx(0.4 + LEAD_MS / 1000, abs=0.002)
    assert not heard.any()


@pytest.mark.parametrize("rate", [8_000, 24_000, 44_100])
def test_a_sound_that_is_cut_off_fades(rate: int) -> None:
    """After its longest length a sound ends on that sample, fading out; shorter ones are left alone."""
    path = SoundPath(RATE, SoundFormat("pcm_s16le", rate), pause_ms=160, most_ms=700)
    _, heard = played(path, tone(2.0))
    assert path.is_full
    assert len(heard) == rate * 700 // 1000
    assert np.abs(heard[-3:]).max() < 2500
    assert np.abs(heard[-rate // 50 : -rate // 100]).max() > 15_000
    short = SoundPath(RATE, SoundFormat("pcm_s16le", rate), most_ms=700)
    plain = SoundPath(RATE, SoundFormat("pcm_s16le", rate))
    assert (played(short, tone(0.5))[1] == played(plain, tone(0.5))[1]).all()
    assert not short.is_full


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 24_000, 44_100])
def test_no_seam_between_blocks(rate: int) -> None:
    """However the sound was divided on its way, the same samples come out, without a click."""
    whole = played(SoundPath(RATE, SoundFormat("pcm_s16le", rate)), tone(6.0), portion=RATE * 9)[1]
    for portion in (700, 1323, 6615):
        path = SoundPath(RATE, SoundFormat("pcm_s16le", rate))
        blocks, heard = played(path, tone(6.0), portion)
        assert len(blocks) >= 3
        assert abs(len(heard) - len(whole)) <= 1
        length = min(len(heard), len(whole))
        assert np.abs(heard[:length].astype(int) - whole[:length]).max() <= 1
    inside = heard[rate // 2 : -rate // 2].astype(float)
    assert np.abs(np.diff(inside)).max() < 2 * np.pi * 440 / rate * 0.5 * 32767 * 1.05


@pytest.mark.parametrize("rate", [8_000, 16_000, 24_000, 44_100])
def test_pitch_and_level_survive(rate: int) -> None:
    """A tone has the same pitch and level at every rate."""
    heard = played(SoundPath(RATE, SoundFormat("pcm_s16le", rate)), tone(2.0, 1000.0))[1]
    middle = heard[rate // 2 : rate // 2 + rate].astype(float)
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(rate)))
    assert np.argmax(spectrum) == pytest.approx(1000, abs=1)
    assert np.sqrt(np.mean(middle**2) * 2) == pytest.approx(0.5 * 32767, rel=0.01)


def test_peaks_are_bent_not_cut() -> None:
    """A full-scale tone comes out below full scale and keeps its roundness."""
    _, heard = played(SoundPath(RATE, NATIVE), tone(1.0, 440.0, level=1.0))
    assert np.abs(heard.astype(int)).max() < 32_767
    flat = np.abs(np.diff(heard[2000:-4000].astype(int))) == 0
    assert not (flat[:-1] & flat[1:]).any()


def test_the_first_block_is_early_and_later_ones_are_large() -> None:
    """Somebody who waits hears something after the first samples; later blocks hold seconds."""
    path = SoundPath(RATE, NATIVE)
    blocks, _ = played(path, tone(20.0))
    seconds = [block.samples / 24_000 for block in blocks]
    assert seconds[0] < 0.1
    assert 0.15 < seconds[1] < 0.3
    assert 0.9 < seconds[2] < 1.2
    assert all(3.9 < length <= 6.0 for length in seconds[3:-1])
    patient = SoundPath(RATE, NATIVE, is_awaited=False)
    assert played(patient, tone(20.0))[0][0].samples / 24_000 > 3.9


def test_no_block_is_larger_than_a_message_may_be() -> None:
    """Even a minute of breaks is divided into blocks that fit a message of one megabyte."""
    path = SoundPath(RATE, SoundFormat("pcm_s16le", 44_100), lead_ms=60_000)
    blocks, heard = played(path, tone(1.0))
    assert all(len(block.audio) * 4 / 3 < 1_000_000 for block in blocks)
    assert sum(block.samples for block in blocks) == len(heard) == path.samples_out


@pytest.mark.parametrize("encoding", ["mulaw", "alaw"])
def test_telephone_sound_is_the_same_sound(encoding: str) -> None:
    """What is sent in a telephone code is, decoded, the same tone at the same level."""
    path = SoundPath(RATE, SoundFormat(encoding, 8_000))
    coded = b"".join(block.audio for block in played(path, tone(1.0))[0])
    plain = played(SoundPath(RATE, SoundFormat("pcm_s16le", 8_000)), tone(1.0))[1]
    heard = (from_mulaw if encoding == "mulaw" else from_alaw)(coded) * 32768.0
    assert len(heard) == len(plain) == path.samples_out
    assert np.corrcoef(heard, plain)[0, 1] > 0.999
    assert np.abs(heard).max() == pytest.approx(np.abs(plain.astype(int)).max(), rel=0.05)


def test_presence_lifts_what_is_high() -> None:
    """The speaker boost makes high sounds louder against low ones, and has no seams either."""
    gains = {}
    for hertz in (200.0, 4000.0):
        levels = []
        for presence in (False, True):
            _, heard = played(SoundPath(RATE, NATIVE, presence=presence), tone(1.0, hertz, 0.2))
            levels.append(np.abs(heard[4000:-4000].astype(float)).max())
        gains[hertz] = levels[1] / levels[0]
    assert gains[200.0] == pytest.approx(0.9, abs=0.05)
    assert gains[4000.0] > 1.4 * gains[200.0]


def test_where_a_sample_is_heard() -> None:
    """The time of an engine's sample is counted in what the client hears, after the trimming."""
    path = SoundPath(RATE, NATIVE)
    played(path, np.concatenate((silence(0.5), tone(1.0))))
    assert path.milliseconds(round(0.5 * RATE)) == pytest.approx(LEAD_MS, abs=0.5)
    assert path.milliseconds(round(1.0 * RATE)) == pytest.approx(500 + LEAD_MS, abs=0.5)
    assert path.milliseconds(0) == 0.0
