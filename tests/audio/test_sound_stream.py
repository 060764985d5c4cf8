from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.audio.sound_file import SoundFileWriter, SoundFormat
from studio.audio.sound_stream import SoundStream
from studio.errors import InputError
from studio.frames import PROJECT_RATE


def _tone(rate: int, seconds: float, channels: int) -> NDArray[np.float32]:
    at = np.arange(round(rate * seconds)) / rate
    sides = [0.4 * np.sin(2 * np.pi * pitch * at) for pitch in (440, 700, 1_000, 1_300)]
    return np.stack(sides[:channels], axis=1).astype(np.float32)


def _file(folder: Path, rate: int, seconds: float = 3.3, channels: int = 2) -> Path:
    path = folder / f"{rate}-{channels}.wav"
    with SoundFileWriter(path, rate, channels, SoundFormat.WAV_FLOAT) as file:
        file.write(_tone(rate, seconds, channels))
    return path


@pytest.mark.parametrize("rate", [8_000, 11_025, 22_050, 44_100, 48_000, 96_000])
def test_any_rate_becomes_the_project_rate(tmp_path: Path, rate: int) -> None:
    """The same tones for the same time, without a seam where one second meets the next."""
    with SoundStream(_file(tmp_path, rate)) as stream:
        assert stream.length_frames == pytest.approx(3.3 * PROJECT_RATE, abs=3)
        sound = stream.read(0, stream.length_frames)
    expected = _tone(PROJECT_RATE, 3.3, 2)[: len(sound)]
    inner = slice(2_000, -2_000)
    assert np.abs(sound[inner] - expected[inner]).max() < 2e-4


def test_any_place_is_the_same_however_it_is_reached(tmp_path: Path) -> None:
    """Read in order or jumped to, to the last bit."""
    path = _file(tmp_path, 44_100)
    with SoundStream(path) as stream:
        whole = stream.read(0, stream.length_frames)
    with SoundStream(path) as stream:
        for start in (100_000, 47_990, 3, 150_000, 96_000):
            assert np.array_equal(stream.read(start, 5_000), whole[start : start + 5_000])


def test_around_the_sound_is_silence(tmp_path: Path) -> None:
    """As many frames as asked for, whether the file has them or not."""
    with SoundStream(_file(tmp_path, 44_100, seconds=0.5)) as stream:
        early = stream.read(-100, 300)
        late = stream.read(stream.length_frames - 100, 300)
        assert not early[:100].any()
        assert early[100:].any()
        assert not late[100:].any()
        assert not stream.read(10**9, 10).any()


def test_a_mono_file_stands_in_the_middle(tmp_path: Path) -> None:
    """As loud as a voice there, on both sides alike; so are many channels."""
    with SoundStream(_file(tmp_path, 48_000, channels=1)) as stream:
        sound = stream.read(0, 48_000)
    assert sound == pytest.approx(
        np.repeat(_tone(48_000, 1, 1) * np.float32(0.5**0.5), 2, axis=1), abs=1e-6
    )
    with SoundStream(_file(tmp_path, 48_000, channels=4)) as stream:
        sound = stream.read(0, 100)
    assert np.array_equal(sound[:, 0], sound[:, 1])


def test_a_file_that_is_no_sound_says_so(tmp_path: Path) -> None:
    """Thing, cause and remedy, before anything is played."""
    path = tmp_path / "notes.wav"
    path.write_text("not sound")
    with pytest.raises(InputError, match=r"notes\.wav could not be read as sound"):
        SoundStream(path)
