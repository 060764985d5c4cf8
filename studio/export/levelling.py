"""How much louder the Mix is made to meet its target: measured first, then worked out."""

from __future__ import annotations

import math
from concurrent.futures import Executor
from dataclasses import dataclass

from studio.export.behind import Behind, blocks
from studio.export.job import Loudness, Measure
from studio.export.measured import Measured, SoundMeter, loss_at_most
from studio.export.progress import Watch
from studio.export.window import Window
from studio.timeline.master import Master

_WORTH_A_PASS_DB = 0.2


@dataclass(frozen=True, slots=True)
class Level:
    """The static gain, and what was found before it."""

    gain_db: float
    before: Measured


def level_for(
    source: Window, channels: int, loudness: Loudness, others: Executor, watch: Watch
) -> Level:
    """Measure the Mix as it is. Where the limiter will take away so much that it is heard, what is left
    is measured too, and made up for."""

    def measured(sound: Window | Master) -> SoundMeter:
        meter, metering = SoundMeter(channels, between_samples=False), Behind(others)
        for start, frames in blocks(source.end_frame, others, source.prepare):
            metering.do(meter.add, sound.mix(start, frames))
            watch.step(frames)
        metering.wait()
        return meter

    meter = measured(source)
    before = meter.result()
    target = loudness.target_for(channels)
    found = _of(before, loudness.measure)
    if target is None or not math.isfinite(found):
        return Level(0.0, before)
    gain_db = target - found
    ceiling = 10 ** (loudness.ceiling_db / 20)
    if loss_at_most(meter, 10 ** (gain_db / 20), ceiling) > _WORTH_A_PASS_DB:
        held = Master(source, loudness.ceiling_db, gain_db)
        after = _of(measured(held).result(), loudness.measure)
        gain_db += max(0.0, target - after)
    return Level(gain_db, before)


def _of(measured: Measured, measure: Measure) -> float:
    return measured.lufs if measure is Measure.LUFS else measured.rms_db
