"""How much louder the Mix is made to meet its target: measured first, then worked out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from studio.export.job import Loudness, Measure
from studio.export.measured import Measured, SoundMeter, loss_at_most
from studio.export.progress import Watch
from studio.frames import PROJECT_RATE
from studio.timeline.master import Master

BLOCK_FRAMES = PROJECT_RATE
_WORTH_A_PASS_DB = 0.2


class Source(Protocol):
    end_frame: int

    def mix(self, start_frame: int, frames: int) -> NDArray[np.float32]: ...


@dataclass(frozen=True, slots=True)
class Level:
    """The static gain, and what was found before it."""

    gain_db: float
    before: Measured


def level_for(source: Source, channels: int, loudness: Loudness, watch: Watch) -> Level:
    """Measure the Mix as it is. Where the limiter will take away so much that it is heard, what is left
    is measured too, and made up for."""
    meter = _measured(source, channels, watch)
    before = meter.result()
    target = loudness.target_for(channels)
    found = _of(before, loudness.measure)
    if target is None or not math.isfinite(found):
        return Level(0.0, before)
    gain_db = target - found
    ceiling = 10 ** (loudness.ceiling_db / 20)
    if loss_at_most(meter, 10 ** (gain_db / 20), ceiling) > _WORTH_A_PASS_DB:
        held = Master(source, loudness.ceiling_db, gain_db)
        after = _of(_measured(held, channels, watch).result(), loudness.measure)
        gain_db += max(0.0, target - after)
    return Level(gain_db, before)


def _of(measured: Measured, measure: Measure) -> float:
    return measured.lufs if measure is Measure.LUFS else measured.rms_db


def _measured(source: Source, channels: int, watch: Watch) -> SoundMeter:
    meter = SoundMeter(channels, between_samples=False)
    for start in range(0, source.end_frame, BLOCK_FRAMES):
        block = source.mix(start, min(BLOCK_FRAMES, source.end_frame - start))
        meter.add(block)
        watch.step(len(block))
    return meter
