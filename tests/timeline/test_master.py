from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.audio.lane_effects import HALL
from studio.audio.true_peak import TruePeakMeter
from studio.document.cues import BY_RULE, CutIn, With
from studio.document.lanes import LaneSettings
from studio.document.values import Document, LoudnessTarget
from studio.timeline.master import Master, ceiling_db
from studio.timeline.mixer import Mixer
from tests.timeline.scenes import scene, tone

SECOND = 48_000


def _loud() -> Mixer:
    """Three voices at once, 14 dB louder than they should be."""
    lanes = {
        name: LaneSettings(gain_db=14.0, pan=pan)
        for name, pan in zip("ABC", (-1, 0, 0.3), strict=True)
    }
    lanes["C"] = LaneSettings(gain_db=14.0, effect=HALL)
    mixer, _ = scene(
        ("A", BY_RULE, tone(1.5)), ("B", With(), tone(1.0, pitch=620)), ("C", With(), tone(1.2)),
        lanes=lanes,
    )  # fmt: skip
    return mixer


def _in_blocks(master: Master, frames: int) -> NDArray[np.float32]:
    end = master.end_frame
    blocks = [master.mix(at, min(frames, end - at)).copy() for at in range(0, end, frames)]
    return np.concatenate(blocks)


def test_what_is_heard_is_what_is_exported() -> None:
    """Playing in small blocks and exporting in large ones: equal bits before the master, and behind
    it the same to the last audible bit."""
    playing, exporting = _loud(), _loud()
    end = playing.end_frame
    played = [playing.mix(at, min(2_400, end - at)) for at in range(0, end, 2_400)]
    exported = [exporting.mix(at, min(SECOND, end - at)) for at in range(0, end, SECOND)]
    assert np.array_equal(np.concatenate(played), np.concatenate(exported))
    heard = _in_blocks(Master(playing, -1.0), 2_400)
    written = _in_blocks(Master(exporting, -1.0), SECOND)
    assert heard == pytest.approx(written, abs=1e-6)


def test_nothing_leaves_above_the_ceiling() -> None:
    """However loud the voices add up; and not by cutting the tops off."""
    mixer = _loud()
    assert np.abs(mixer.mix(0, mixer.end_frame)).max() > 1.2
    sound = _in_blocks(Master(mixer, -1.0), 4_800)
    meter = TruePeakMeter()
    meter.add(sound)
    assert meter.peak_db <= -0.95
    assert meter.peak_db >= -2.0


def test_what_stays_below_the_ceiling_is_left_alone() -> None:
    """The very samples of the Mix come out."""
    mixer, _ = scene(("A", BY_RULE, tone(1.0)), ("B", CutIn(9_000), tone(0.5)))
    whole = mixer.mix(0, mixer.end_frame)
    assert np.array_equal(_in_blocks(Master(mixer, -1.0), 2_400), whole)
    louder = _in_blocks(Master(mixer, -1.0, gain_db=6.0206), 2_400)
    assert louder == pytest.approx(whole * 2, rel=1e-4)


def test_any_place_may_come_next() -> None:
    """A jump forward, back a little and far back: as if played from the beginning."""
    master = Master(_loud(), -1.0)
    whole = _in_blocks(Master(_loud(), -1.0), SECOND)
    for start in (30_000, 31_000, 30_500, 60_000, 0, 100):
        assert master.mix(start, 2_400) == pytest.approx(whole[start : start + 2_400], abs=1e-6)


def test_it_waits_where_the_source_waits() -> None:
    """Frames that are ready come out to the last, and what lies behind holds nothing up."""
    mixer, (a, b) = scene(("A", BY_RULE, None), ("B", BY_RULE, tone(0.5)))
    master = Master(mixer, -1.0)
    assert len(master.mix(0, 20_000)) == a.start_frame
    assert len(master.mix(a.start_frame, 20_000)) == 0
    just_behind = a.end_frame + 10
    assert len(master.mix(just_behind, b.end_frame - just_behind)) == b.end_frame - just_behind


def test_the_ceiling_is_the_documents() -> None:
    """-1 dB unless the Document names another true peak."""
    assert ceiling_db(Document()) == -1.0
    assert ceiling_db(Document(loudness=LoudnessTarget(-14.0, -2.0))) == -2.0
