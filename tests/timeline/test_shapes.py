"""The shapes of sounds for drawing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from studio.audio.sound_stream import SoundStream
from studio.document.sounds import SoundClipId, SoundLaneId, SoundSource
from studio.document.values import LineId, SpeakerId
from studio.takes.growing_take import GrowingTake
from studio.takes.recipe import TakeKey
from studio.takes.take import Take
from studio.timeline.shapes import Shapes
from studio.timeline.values import Clip, PlacedSound

RAMP = np.arange(-12_000, 12_000, dtype=np.int16)
KEY, GROWING = TakeKey("ramp"), TakeKey("growing")
_COARSE = 1_100  # Columns begin at the edge of a bucket.
CLIP = Clip(LineId("line"), SpeakerId("who"), 0, 48_000, 48_000, KEY)


@pytest.fixture
def told() -> threading.Event:
    return threading.Event()


@pytest.fixture
def shapes(tmp_path: Path, told: threading.Event) -> Iterator[Shapes]:
    beat = np.zeros((96_000, 1), np.float32)
    beat[48_000:48_100] = 0.5
    beat[48_100:48_200] = -0.25
    soundfile.write(tmp_path / "beat.wav", beat, 48_000)

    def open_sound(source: SoundSource) -> SoundStream | None:
        path = tmp_path / source.name
        return SoundStream(path) if path.exists() else None

    growing = GrowingTake(GROWING, "Words.")
    growing.append(RAMP)
    made = Shapes(
        lambda key: Take(key, RAMP) if key == KEY else None,
        lambda key: growing if key == GROWING else None,
        open_sound,
    )
    made.changed.connect(told.set)
    yield made
    made.close()


def sound(name: str) -> PlacedSound:
    source = SoundSource(name, f"hash of {name}", 1)
    return PlacedSound(
        SoundClipId("clip"), SoundLaneId("lane"), source, 0, 96_000, 0, 0.0, 0, 0, None
    )


def test_a_take_is_brought_and_told_of(shapes: Shapes, told: threading.Event) -> None:
    """Nothing at first; then the lowest and highest of each column, counted in frames of the Clip."""
    assert shapes.of_clip(CLIP, 0, 48_000, 4) is None
    assert told.wait(5)
    wave = shapes.of_clip(CLIP, 0, 48_000, 4)
    assert wave is not None
    assert list(wave[0]) == pytest.approx([-12_000, -6_000, 0, 6_000], abs=_COARSE)
    assert list(wave[1]) == pytest.approx([-6_001, -1, 5_999, 11_999], abs=_COARSE)


def test_a_clip_that_was_trimmed_begins_later_in_its_take(
    shapes: Shapes, told: threading.Event
) -> None:
    shapes.of_clip(CLIP, 0, 1, 1)
    assert told.wait(5)
    trimmed = Clip(CLIP.line, CLIP.speaker, 0, 24_000, 24_000, KEY, start_sample=12_000)
    wave = shapes.of_clip(trimmed, 0, 24_000, 1)
    assert wave is not None
    assert (wave[0][0], wave[1][0]) == pytest.approx((0, 11_999), abs=_COARSE)


def test_a_growing_take_is_drawn_as_far_as_it_has_come(shapes: Shapes) -> None:
    """At once, for it is in memory; silent where nothing is yet."""
    clip = Clip(CLIP.line, CLIP.speaker, 0, 96_000, 96_000, GROWING, is_growing=True)
    wave = shapes.of_clip(clip, 0, 96_000, 4)
    assert wave is not None
    assert list(wave[1][2:]) == [0, 0]
    assert wave[1][1] > 10_000


def test_music_is_where_it_sounds(shapes: Shapes, told: threading.Event) -> None:
    """Both ways from the middle, and silent elsewhere."""
    assert shapes.of_sound(sound("beat.wav"), 0, 96_000, 10) is None
    assert told.wait(5)
    wave = shapes.of_sound(sound("beat.wav"), 0, 96_000, 10)
    assert wave is not None
    assert np.flatnonzero(wave[1]).tolist() == [5]
    assert wave[1][5] > 10_000
    assert wave[0][5] < -5_000


def test_what_is_not_there_is_told_of_nobody(shapes: Shapes, told: threading.Event) -> None:
    """Or whoever draws would ask again and again."""
    missing = Clip(CLIP.line, CLIP.speaker, 0, 48_000, 48_000, TakeKey("gone"))
    assert shapes.of_clip(missing, 0, 48_000, 4) is None
    assert shapes.of_sound(sound("gone.wav"), 0, 96_000, 4) is None
    shapes.of_clip(CLIP, 0, 48_000, 4)  # done in order: after this one, the others were tried
    assert told.wait(5)
    assert shapes.of_clip(missing, 0, 48_000, 4) is None
