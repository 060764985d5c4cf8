"""Sixty minutes, 20 Lanes and 2,000 Clips, exported: at -16 LUFS as WAV with 20 FLAC stems and captions,
as MP3, and as FLAC; each against the best ffmpeg pipeline or the encoder alone, in the same run.

Ratios above 1 are in our favour where ffmpeg is the other side; `times_the_slower` is what an export
takes compared with mixing alone or encoding a finished mix, whichever takes longer.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from studio.audio.encoder import Encoder
from studio.audio.encoding import encoding_named
from studio.audio.sound_file import SoundFileReader, SoundFileWriter, SoundFormat
from studio.export.measured import SoundMeter
from studio.frames import PROJECT_RATE
from tests.benchmarks.mixdown import _lane_lists, _material

GOAL_FASTER_THAN_FFMPEG = 2.0
GOAL_TIMES_THE_SLOWER = 1.2
GOAL_METER_NOISE, GOAL_METER_SPEECH = 1.2, 2.0
GOAL_PEAK_MB = 128.0

_LANES = 20


def measure(short: bool) -> Iterator[dict[str, object]]:
    clips, rounds = (200, 1) if short else (2_000, 3)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        script = _material(folder, clips)
        yield _whole(folder, script, rounds)
        for word in ("mp3-192", "flac-16"):
            yield _encoder_alone(folder, word, rounds)
        yield from _meters(folder, rounds)


def _whole(folder: Path, script: list[dict[str, int]], rounds: int) -> dict[str, object]:
    runs = [_ours(folder, "all") for _ in range(rounds)]
    seconds = statistics.median(run["seconds"] for run in runs)
    theirs = _ffmpeg(folder, script)
    return {
        "what": "-16 LUFS WAV, 20 FLAC stems, SRT",
        "minutes": round(runs[0]["frames"] / PROJECT_RATE / 60, 1),
        "seconds": round(seconds, 2),
        "ffmpeg_seconds": None if theirs is None else round(theirs, 2),
        "faster_than_ffmpeg": None if theirs is None else round(theirs / seconds, 2),
        "goal": GOAL_FASTER_THAN_FFMPEG,
        "peak_mb": round(max(run["peak_mb"] for run in runs), 1),
        "goal_peak_mb": GOAL_PEAK_MB,
    }


def _encoder_alone(folder: Path, word: str, rounds: int) -> dict[str, object]:
    """Against the slower of the two: the same encoder that reads a finished mix, and the mix alone."""
    form = encoding_named(word)
    ours, alone, mixing = [], [], []
    for _ in range(rounds):
        mixing.append(_ours(folder, "mix")["seconds"])
        ours.append(_ours(folder, word)["seconds"])
        reader = SoundFileReader(folder / "plain.wav")
        path = folder / f"alone{form.ending}"
        begun = time.perf_counter()
        with Encoder(path, form, PROJECT_RATE, 2, frames=reader.frames, called=path) as file:
            for start in range(0, reader.frames, PROJECT_RATE):
                file.write(reader.read(start, PROJECT_RATE))
        alone.append(time.perf_counter() - begun)
        reader.close()
    both = statistics.median(ours)
    slower = max(statistics.median(alone), statistics.median(mixing))
    return {
        "what": word,
        "seconds": round(both, 2),
        "encoder_seconds": round(statistics.median(alone), 2),
        "mix_seconds": round(statistics.median(mixing), 2),
        "times_the_slower": round(both / slower, 2),
        "goal": GOAL_TIMES_THE_SLOWER,
    }


def _meters(folder: Path, rounds: int) -> Iterator[dict[str, object]]:
    """Loudness with true peak, of noise and of what was mixed."""
    noise = folder / "noise.wav"
    chance = np.random.default_rng(1)
    with SoundFileWriter(noise, PROJECT_RATE, 2, SoundFormat.WAV_16) as file:
        for _ in range(120):
            file.write(chance.uniform(-0.5, 0.5, (PROJECT_RATE, 2)).astype(np.float32))
    for what, path, goal in (
        ("noise", noise, GOAL_METER_NOISE),
        ("speech", folder / "plain.wav", GOAL_METER_SPEECH),
    ):
        ours, theirs = [], []
        for _ in range(rounds):
            begun = time.perf_counter()
            meter, reader = SoundMeter(2), SoundFileReader(path)
            for start in range(0, reader.frames, PROJECT_RATE):
                meter.add(reader.read(start, PROJECT_RATE))
            meter.result()
            reader.close()
            ours.append(time.perf_counter() - begun)
            if shutil.which("ffmpeg"):
                begun = time.perf_counter()
                command = ["ffmpeg", "-nostdin", "-v", "error", "-i", str(path), "-af",
                           "ebur128=peak=true:framelog=verbose", "-f", "null", "-"]  # fmt: skip
                subprocess.run(command, check=True, timeout=1_200)
                theirs.append(time.perf_counter() - begun)
        mine = statistics.median(ours)
        other = statistics.median(theirs) if theirs else None
        yield {
            "what": f"loudness and true peak of {what}",
            "seconds": round(mine, 2),
            "ffmpeg_seconds": None if other is None else round(other, 2),
            "faster_than_ffmpeg": None if other is None else round(other / mine, 2),
            "goal": goal,
        }


def _ours(folder: Path, what: str) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks._export_run", str(folder), what]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=True)
    result: dict[str, float] = json.loads(done.stdout)
    return result


def _ffmpeg(folder: Path, script: list[dict[str, int]]) -> float | None:
    """The same result in its best form: one pass that joins the Lanes, writes them as stems, mixes and
    measures; a second one over the mix that sets the loudness."""
    if shutil.which("ffmpeg") is None:
        return None
    command = ["ffmpeg", "-nostdin", "-v", "error", "-y"]
    for lane, listing in enumerate(_lane_lists(folder, script)):
        path = folder / f"lane{lane}.txt"
        path.write_text(listing)
        command += ["-f", "concat", "-safe", "0", "-i", str(path)]
    stereo = f"aresample={PROJECT_RATE},pan=stereo|c0=0.707*c0|c1=0.707*c0"
    parts = [f"[{lane}]{stereo},asplit[s{lane}][m{lane}]" for lane in range(_LANES)]
    inputs = "".join(f"[m{lane}]" for lane in range(_LANES))
    parts.append(f"{inputs}amix=inputs={_LANES}:normalize=0:duration=longest[mix]")
    command += ["-filter_complex", ";".join(parts)]
    for lane in range(_LANES):
        command += ["-map", f"[s{lane}]", "-c:a", "flac", str(folder / f"theirs{lane}.flac")]
    mix = folder / "theirs_mix.wav"
    command += ["-map", "[mix]", "-c:a", "pcm_f32le", str(mix)]
    begun = time.perf_counter()
    subprocess.run(command, check=True, timeout=1_800)
    subprocess.run(
        ["ffmpeg", "-nostdin", "-v", "error", "-i", str(mix), "-af", "ebur128=framelog=verbose",
         "-f", "null", "-"],
        check=True, timeout=1_800,
    )  # fmt: skip
    subprocess.run(
        ["ffmpeg", "-nostdin", "-v", "error", "-y", "-i", str(mix), "-af",
         "volume=7dB,alimiter=limit=0.891:level=0", "-c:a", "pcm_s16le", str(folder / "theirs.wav")],
        check=True, timeout=1_800,
    )  # fmt: skip
    taken = time.perf_counter() - begun
    for path in folder.glob("theirs*"):
        path.unlink()
    return taken
