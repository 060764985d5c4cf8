from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.audio.sound_file import CANNOT_WRITE, SoundFileWriter, SoundFormat, read_sound_file
from studio.errors import StorageError
from studio.export.mix_file import BLOCK_FRAMES, write_mix


class _Noise:
    """A Mix of which each frame tells its place."""

    end_frame = 3 * BLOCK_FRAMES + 1_234

    def mix(self, start_frame: int, frames: int) -> NDArray[np.float32]:
        at = np.arange(start_frame, start_frame + frames)
        return np.stack([np.sin(at / 50), np.cos(at / 70)], axis=1).astype(np.float32) / 2


def test_the_file_holds_the_mix_to_its_last_frame(tmp_path: Path) -> None:
    """In order and complete, although one block is written while the next is mixed."""
    path = tmp_path / "mix.wav"
    told: list[tuple[int, int]] = []
    write_mix(_Noise(), path, lambda done, whole: told.append((done, whole)), SoundFormat.WAV_FLOAT)
    sound, rate = read_sound_file(path)
    assert rate == 48_000
    assert np.array_equal(sound, _Noise().mix(0, _Noise.end_frame))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (_Noise.end_frame, _Noise.end_frame)


@pytest.mark.parametrize("failing_block", [0, 1, 3])
def test_a_disk_that_is_full_is_told_and_harms_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing_block: int
) -> None:
    """Whichever block it is, also the last: the error arrives and the old file is still there."""
    path = tmp_path / "mix.wav"
    path.write_bytes(b"the old file")
    write, written = SoundFileWriter.write, []

    def fails(self: SoundFileWriter, block: NDArray[np.float32]) -> None:
        if len(written) == failing_block:
            raise StorageError(CANNOT_WRITE(path=path))
        written.append(len(block))
        write(self, block)

    monkeypatch.setattr(SoundFileWriter, "write", fails)
    with pytest.raises(StorageError, match="disk is full"):
        write_mix(_Noise(), path)
    assert path.read_bytes() == b"the old file"
    assert list(tmp_path.iterdir()) == [path]


def test_an_error_while_mixing_leaves_nothing_behind(tmp_path: Path) -> None:
    """No half of a file, and no thread that goes on writing it."""

    class Breaks(_Noise):
        def mix(self, start_frame: int, frames: int) -> NDArray[np.float32]:
            if start_frame:
                raise ValueError("gone")
            return super().mix(start_frame, frames)

    with pytest.raises(ValueError, match="gone"):
        write_mix(Breaks(), tmp_path / "mix.wav")
    assert not list(tmp_path.iterdir())
