"""The first start of all: a scene is there, and one key lets it be heard."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from program import running_program
from screen import Screen
from sound import RATE, SoundServer, sounding_part


def test_one_key_after_the_first_start_a_scene_is_heard(
    tmp_path: Path, screen: Screen, sound: SoundServer
) -> None:
    """Nothing was chosen, nothing is asked, no account is there: the sample scene sounds, and goes on
    without a gap that no Cue wants."""
    with (
        running_program(tmp_path / "home", screen, sound, title="Low Visibility") as program,
        sound.record() as heard,
    ):
        program.window.press("space")
        samples = heard.wait_for(8.0)
        assert screen.windows(program.process.pid) == [program.window], "something was asked"
        program.window.press("space")
        heard.wait_for_silence(0.5)
    spoken = samples[sounding_part(samples)]
    assert _longest_silence(spoken) < 1.0


def _longest_silence(samples: NDArray[np.float32]) -> float:
    """Seconds."""
    sounding = np.flatnonzero(np.abs(samples).max(axis=1) > 1e-4)
    return float(np.diff(sounding).max()) / RATE
