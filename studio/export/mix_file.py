"""The Mix as one sound file: absent, the old one, or complete.

Asks for one block after another and never holds more than two: one is mixed while the other is
written. What is to be heard must be there: Clips without a Take are left out of the Timeline
beforehand (`Timeline.heard`).
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from studio.atomic_file import replacement
from studio.audio.sound_file import SoundFileWriter, SoundFormat
from studio.frames import PROJECT_RATE

BLOCK_FRAMES = PROJECT_RATE


class Mixes(Protocol):
    """What there is to write."""

    end_frame: int

    def mix(self, start_frame: int, frames: int) -> NDArray[np.float32]: ...


def write_mix(
    mixer: Mixes,
    path: Path,
    progress: Callable[[int, int], object] = lambda done, whole: None,
    form: SoundFormat = SoundFormat.WAV_16,
    prepare: Callable[[int, int], object] = lambda start_frame, frames: None,
) -> None:
    """Write the whole Mix to `path`; `progress` is told frames done and frames in all.

    `prepare` is asked on another thread to make ready what comes next, while this is mixed."""
    with (
        replacement(path) as part,
        SoundFileWriter(part, PROJECT_RATE, 2, form, path) as file,
        ThreadPoolExecutor(2, "mix") as others,
    ):
        done = 0
        writing: Future[None] | None = None
        preparing = others.submit(prepare, 0, 2 * BLOCK_FRAMES)
        while done < mixer.end_frame:
            preparing.result()
            # The block after the next one, for the mixer looks a little beyond its own.
            preparing = others.submit(prepare, done + 2 * BLOCK_FRAMES, BLOCK_FRAMES)
            block = mixer.mix(done, min(BLOCK_FRAMES, mixer.end_frame - done))
            if writing is not None:
                writing.result()
            writing = others.submit(file.write, block)
            done += len(block)
            progress(done, mixer.end_frame)
        if writing is not None:
            writing.result()
