"""Music and effects in the Mix: where they lie, how they fade and to whom they give way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from studio.audio.sound_file import SoundFileWriter, SoundFormat
from studio.audio.sound_stream import SoundStream
from studio.document.cues import After
from studio.document.lanes import LaneSettings
from studio.document.sounds import Duck, SoundClip, SoundClipId, SoundLane, SoundLaneId
from studio.document.values import Document
from studio.frames import PROJECT_RATE
from studio.timeline.mixer import Mixer
from tests.timeline.scenes import SOURCE, document_of, level, mixed, shelf_of, tone


def _with_music(duck: Duck | None, **changes: object) -> Document:
    document = document_of(("A", After(0), tone(1.0)))
    lane = SoundLane(SoundLaneId("m"), "Music")
    clip = SoundClip(SoundClipId("1"), lane.id, SOURCE, 0, duck=duck)
    clip = replace(clip, **changes)  # type: ignore[arg-type]
    pauses = replace(document.pauses, lead_in_frames=2 * PROJECT_RATE)
    return replace(document, pauses=pauses, sound_lanes=(lane,), sound_clips=(clip,))


def _music(folder: Path) -> SoundStream:
    """Six seconds of 1 kHz at half of full scale, at 44.1 kHz."""
    path = folder / "music.wav"
    at = np.arange(6 * 44_100) / 44_100
    wave = (0.5 * np.sin(2 * np.pi * 1_000 * at)).astype(np.float32)
    with SoundFileWriter(path, 44_100, 2, SoundFormat.WAV_FLOAT) as file:
        file.write(np.stack([wave, wave], axis=1))
    return SoundStream(path)


def _scene_with_music(document: Document, music: SoundStream) -> Mixer:
    silent = ("A", After(0), tone(1.0, level=0.0))
    lengths = {SOURCE.sha256: music.length_frames}
    mixer, _ = mixed(document, shelf_of(document, silent), lengths, lambda source: music)
    return mixer


def test_music_plays_under_the_voices_and_gives_way_to_them(tmp_path: Path) -> None:
    """12 dB down by the first word, back up after the last; at its own level elsewhere."""
    with _music(tmp_path) as music:
        mixer = _scene_with_music(_with_music(Duck(-12.0, 4_800, 24_000)), music)
        sound = mixer.mix(0, 6 * PROJECT_RATE)[:, 1]
        pieces = [mixer.mix(at, 4_000)[:, 1] for at in range(0, 6 * PROJECT_RATE, 4_000)]
    rate = PROJECT_RATE
    assert level(sound[rate : 2 * rate - 4_800]) == pytest.approx(0.5, rel=0.01)
    assert level(sound[2 * rate : 3 * rate]) == pytest.approx(0.5 * 10 ** (-12 / 20), rel=0.01)
    assert level(sound[3 * rate + 24_000 : 5 * rate]) == pytest.approx(0.5, rel=0.01)
    assert np.array_equal(np.concatenate(pieces), sound)


def test_music_is_placed_trimmed_and_faded(tmp_path: Path) -> None:
    """It starts where it lies, lasts as long as it should, and is silent around that."""
    changes = {
        "start_frame": 10_000,
        "trim_start_frames": 5_000,
        "length_frames": 30_000,
        "gain_db": -6.0206,
        "fade_in_frames": 10_000,
        "fade_out_frames": 10_000,
    }
    with _music(tmp_path) as music:
        sound = _scene_with_music(_with_music(None, **changes), music).mix(0, 60_000)[:, 0]
    assert not sound[:10_000].any()
    assert not sound[40_000:].any()
    assert level(sound[20_000:30_000]) == pytest.approx(0.25, rel=0.01)
    assert level(sound[14_800:15_200]) == pytest.approx(0.125, rel=0.05)


def test_a_solo_silences_the_music_too(tmp_path: Path) -> None:
    """And a file that is not there is silence, not an error."""
    document = _with_music(None)
    alone = replace(document.cast[0], lane=LaneSettings(is_solo=True))
    with _music(tmp_path) as music:
        assert _scene_with_music(document, music).mix(0, 9_600).any()
        mixer = _scene_with_music(replace(document, cast=(alone,)), music)
        assert not mixer.mix(0, 9_600).any()
    gone, _ = mixed(document, shelf_of(document, ("A", After(0), tone(1.0))))
    assert not gone.mix(0, 9_600).any()
