from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.audio.sound_file import SoundFileWriter, SoundFormat, read_sound_file
from studio.errors import InputError, StorageError

STEPS = {
    SoundFormat.WAV_16: 2**-15,
    SoundFormat.WAV_24: 2**-23,
    SoundFormat.WAV_FLOAT: 0.0,
    SoundFormat.FLAC_16: 2**-15,
    SoundFormat.FLAC_24: 2**-23,
    SoundFormat.RF64_16: 2**-15,
    SoundFormat.RF64_24: 2**-23,
    SoundFormat.RF64_FLOAT: 0.0,
}


def noise(frames: int, channels: int = 2) -> NDArray[np.float32]:
    return np.random.default_rng(5).uniform(-0.9, 0.9, (frames, channels)).astype(np.float32)


@pytest.mark.parametrize("form", STEPS, ids=lambda form: form.name)
def test_what_is_written_in_blocks_is_read_back(tmp_path: Path, form: SoundFormat) -> None:
    """Every format that loses nothing gives back the frames, channels and rate, to half a step of its precision."""
    sound = noise(10_000)
    path = tmp_path / "näme with spaces"
    with SoundFileWriter(path, 48_000, 2, form) as writer:
        for at in range(0, len(sound), 999):
            writer.write(sound[at : at + 999])
    found, rate = read_sound_file(path)
    assert rate == 48_000
    assert found.shape == sound.shape
    assert np.abs(found - sound).max() <= STEPS[form] / 2 + 1e-8


def test_mono_is_read_with_one_channel(tmp_path: Path) -> None:
    """A mono file has the same shape as any other: frames by channels."""
    with SoundFileWriter(tmp_path / "mono.wav", 24_000, 1) as writer:
        writer.write(noise(100, 1)[:, 0])
    assert read_sound_file(tmp_path / "mono.wav")[0].shape == (100, 1)


def test_too_loud_does_not_wrap_round(tmp_path: Path) -> None:
    """Samples above full scale are held there."""
    with SoundFileWriter(tmp_path / "loud.wav", 48_000, 1) as writer:
        writer.write(np.array([1.5, -1.5], np.float32))
    assert np.allclose(read_sound_file(tmp_path / "loud.wav")[0][:, 0], [1.0, -1.0], atol=1e-4)


def test_a_missing_file_is_named_with_its_reason(tmp_path: Path) -> None:
    """Reading what is not there says which file and why."""
    with pytest.raises(InputError, match=r"gone\.wav could not be opened: No such file"):
        read_sound_file(tmp_path / "gone.wav")


def test_a_file_that_is_not_sound_is_refused(tmp_path: Path) -> None:
    """Text under the name of a sound file is refused in a sentence."""
    path = tmp_path / "letter.wav"
    path.write_text("Dear listener", encoding="utf-8")
    with pytest.raises(InputError, match=r"letter\.wav could not be read as sound: \w+"):
        read_sound_file(path)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    """Writing into a missing folder says which file and why."""
    with pytest.raises(StorageError, match=r"mix\.wav could not be created: No such file"):
        SoundFileWriter(tmp_path / "nowhere" / "mix.wav", 48_000, 2)


def test_an_error_of_the_writer_stays_the_error(tmp_path: Path) -> None:
    """When the work inside fails, its own error comes out and the file is closed."""

    def fail_midway() -> None:
        with SoundFileWriter(tmp_path / "mix.wav", 48_000, 2) as writer:
            writer.write(noise(10))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_midway()
    assert read_sound_file(tmp_path / "mix.wav")[0].shape == (10, 2)


WRITE_UNDER_A_LIMIT = """
import resource, sys
from pathlib import Path
import numpy as np
from studio.audio.sound_file import SoundFileWriter, SoundFormat
from studio.errors import StorageError

resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
noise = np.random.default_rng(5).uniform(-0.9, 0.9, (1000, 2)).astype(np.float32)
try:
    with SoundFileWriter(Path(sys.argv[1]), 48_000, 2, SoundFormat[sys.argv[2]]) as writer:
        for _ in range(20):
            writer.write(noise)
except StorageError as error:
    print(error)
else:
    print("written")
"""


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="needs a limit on file size")
@pytest.mark.parametrize("form", SoundFormat, ids=lambda form: form.name)
def test_a_file_cut_short_by_a_full_disk_is_never_called_written(
    tmp_path: Path, form: SoundFormat
) -> None:
    """Wherever room runs out, in the middle or in the last block, the writer says so."""

    def write(limit: int) -> str:
        arguments = [sys.executable, "-c", WRITE_UNDER_A_LIMIT]
        path = tmp_path / "mix"
        done = subprocess.run(
            [*arguments, str(path), form.name, str(limit)],
            capture_output=True,
            text=True,
            timeout=30,
            check=True,
        )
        return done.stdout.strip()

    assert write(10_000_000) == "written"
    size = (tmp_path / "mix").stat().st_size
    for limit in (size // 2, size - 500):
        assert "could not be written to its end" in write(limit)
