"""A sound file in memory is heard alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio.audio.sound_file import SoundFileWriter
from studio.errors import InputError
from studio.frames import PROJECT_RATE
from studio.timeline.file_sound import FileSound


def test_it_is_heard_at_the_project_rate_in_the_middle(tmp_path: Path) -> None:
    """As long as it is, both sides alike, of any rate."""
    file = tmp_path / "sample.wav"
    tone = np.sin(2 * np.pi * 440 * np.arange(12_000) / 24_000).astype(np.float32)[:, None] / 2
    with SoundFileWriter(file, 24_000, 1) as writer:
        writer.write(tone)
    sound = FileSound(file.read_bytes(), "Mara")
    assert sound.end_frame == PROJECT_RATE // 2
    block = sound.mix(1000, 2000)
    assert block.shape == (2000, 2)
    assert np.array_equal(block[:, 0], block[:, 1])
    assert 0.3 < np.abs(block).max() < 0.4
    assert len(sound.mix(sound.end_frame, 100)) == 0


def test_what_is_no_sound_says_whose_it_was() -> None:
    """The name people know it by is in the sentence."""
    with pytest.raises(InputError, match="Ottoline"):
        FileSound(b"<html>no</html>", "Ottoline")
