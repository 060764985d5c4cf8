from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from studio.audio.encoding import FLAC_16, FLAC_24, WAV_16, WAV_24, WAV_FLOAT
from studio.audio.lane_effects import HALL
from studio.audio.sound_file import read_sound_file
from studio.document.lanes import LaneSettings
from studio.document.script_items import HeadingId
from studio.document.values import LineId
from studio.errors import InputError
from studio.export.carrying_out import carry_out
from studio.export.job import Frames, Job, Lines, Loudness, MixFile, Scenes, Sound, StemFiles
from studio.frames import PROJECT_RATE
from studio.timeline.master import Master
from studio.timeline.mixer import Mixer
from tests.export.made import document, files, material, shelf, usual

LANES = {"ANNA": LaneSettings(pan=-0.6, effect=HALL), "BEN": LaneSettings(gain_db=-4.0, pan=0.5)}
LSB_16 = 2**-15


def heard(path: Path) -> np.ndarray:
    return read_sound_file(path)[0]


def test_what_was_heard_is_what_is_written(tmp_path: Path) -> None:
    """To the last bit, as the player mixes it, when no loudness is asked for."""
    made = usual(LANES)
    mixer = Mixer(made.document, made.timeline, made.take)
    played = Master(mixer, -1.0).mix(0, mixer.end_frame)
    carry_out(made, Job(mixes=(MixFile(tmp_path / "mix.wav", Sound(WAV_FLOAT)),)))
    assert np.array_equal(heard(tmp_path / "mix.wav"), played)


@pytest.mark.parametrize("form", [WAV_FLOAT, WAV_24, FLAC_24])
def test_the_stems_add_up_to_the_mix(tmp_path: Path, form: object) -> None:
    """Effects, pans, cuts and the gain of the target in them: before the limiter, within one step of
    16 bits; all of one length."""
    made = usual(LANES)
    job = Job(
        mixes=(MixFile(tmp_path / "mix.wav", Sound(WAV_FLOAT)),),
        stems=StemFiles(tmp_path / "stems", Sound(form)),  # type: ignore[arg-type]
        loudness=Loudness(-22.0, 0.0),
    )
    report = carry_out(made, job)
    (loudness,) = report.loudness
    stems = [heard(tmp_path / "stems" / f"Kitchen_{name}{job.stems.sound.encoding.ending}")
             for name in ("ANNA", "BEN", "CÄCILIA")]  # type: ignore[union-attr]  # fmt: skip
    mixer = Mixer(made.document, made.timeline, made.take)
    before_limiter = mixer.mix(0, mixer.end_frame) * np.float32(10 ** (loudness.gain_db / 20))
    assert {len(stem) for stem in stems} == {mixer.end_frame}
    assert all(stem.any() for stem in stems)
    assert np.abs(sum(stems) - before_limiter).max() <= LSB_16
    assert not report.warnings


def test_a_stem_that_had_to_be_held_is_named(tmp_path: Path) -> None:
    """Whole numbers end at full scale; a stem that goes beyond is written, and said."""
    made = usual()
    stems = StemFiles(tmp_path, Sound(FLAC_16))
    report = carry_out(made, Job(stems=stems, loudness=Loudness(-6.0)))
    assert report.warnings
    assert "32-bit float" in str(report.warnings[0])
    assert not carry_out(made, Job(stems=StemFiles(tmp_path), loudness=Loudness(-6.0))).warnings


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="no ffmpeg")
@pytest.mark.parametrize(("channels", "target"), [(2, -16.0), (1, -19.0), (2, -30.0)])
def test_the_target_is_met_as_others_measure_it(
    tmp_path: Path, channels: int, target: float
) -> None:
    """ffmpeg finds the loudness that was asked for, and no true peak above the ceiling."""
    path = tmp_path / "mix.wav"
    job = Job(
        mixes=(MixFile(path, Sound(WAV_24, 48_000, channels)),), loudness=Loudness(target, -1.0)
    )
    (loudness,) = carry_out(usual(), job).loudness
    done = subprocess.run(
        ["ffmpeg", "-nostats", "-hide_banner", "-i", str(path), "-af", "ebur128=peak=true:framelog=verbose",
         "-f", "null", "-"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    rows = [row.split() for row in done.stderr.splitlines()]
    lufs = next(float(row[1]) for row in rows if row[:1] == ["I:"])
    peak = next(float(row[1]) for row in rows if row[:1] == ["Peak:"])
    assert lufs == pytest.approx(target, abs=0.3)
    assert loudness.after.lufs == pytest.approx(lufs, abs=0.2)
    assert loudness.after.true_peak_db == pytest.approx(peak, abs=0.3)
    assert peak <= -0.9


@pytest.mark.parametrize("rate", [24_000, 44_100, 48_000])
def test_every_rate_is_as_long_and_holds_the_same(tmp_path: Path, rate: int) -> None:
    """The length to a frame, the sound at its place."""
    made = usual()
    path = tmp_path / "mix.wav"
    carry_out(made, Job(mixes=(MixFile(path, Sound(WAV_24, rate)),)))
    sound, found = read_sound_file(path)
    assert found == rate
    assert abs(len(sound) - made.timeline.end_frame * rate / PROJECT_RATE) <= 1


def test_silence_at_the_end_is_kept(tmp_path: Path) -> None:
    """A last Line that nobody spoke is silence of its length, and is told."""
    made_document = document()
    made = material(made_document, shelf(made_document, ("l4",)))
    path = tmp_path / "mix.wav"
    report = carry_out(made, Job(mixes=(MixFile(path, Sound(WAV_16)),)))
    assert len(heard(path)) == made.timeline.end_frame
    assert [(each.number, each.became.value) for each in report.unfinished] == [(5, "silence")]


@pytest.mark.parametrize(
    ("part", "lines"),
    [
        (Scenes((HeadingId("s4"),)), {"l4"}),
        (Lines((LineId("l1"), LineId("l2"))), {"l1", "l2"}),
    ],
)
def test_a_part_holds_its_lines_alone(tmp_path: Path, part: object, lines: set[str]) -> None:
    """Only these Lines are heard, from a little before the first to the end of the last."""
    made = usual()
    path = tmp_path / "mix.wav"
    carry_out(made, Job(mixes=(MixFile(path, Sound(WAV_FLOAT)),), part=part))  # type: ignore[arg-type]
    clips = [clip for clip in made.timeline.clips if clip.line in lines]
    start = min(clip.start_frame for clip in clips) - PROJECT_RATE // 5
    end = max(clip.end_frame for clip in clips)
    sound = heard(path)
    assert len(sound) == end - start
    assert sound.any()


def test_a_stretch_of_time_begins_without_a_click(tmp_path: Path) -> None:
    """Cut in the midst of a word, the first and last frames are silent."""
    made = usual()
    path = tmp_path / "mix.wav"
    part = Frames(30_000, 90_000)
    carry_out(made, Job(mixes=(MixFile(path, Sound(WAV_FLOAT)),), part=part))
    sound = heard(path)
    assert len(sound) == 60_000
    assert not sound[0].any()
    assert np.abs(sound[-1]).max() < 0.02
    mixer = Mixer(made.document, made.timeline, made.take)
    assert np.array_equal(sound[200:50_000], Master(mixer, -1.0).mix(30_200, 49_800))


def test_nothing_to_hear_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nothing to hear"):
        carry_out(usual(), Job(mixes=(MixFile(tmp_path / "m.wav", Sound(WAV_16)),), part=Lines(())))
    assert files(tmp_path) == []
