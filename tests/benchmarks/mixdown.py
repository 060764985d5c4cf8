"""Sixty minutes, 20 Lanes and 2,000 Clips mixed to a stereo file of 16 bits at 48 kHz.

Against a plain write of as many bytes (both are on the disk when they end), and against ffmpeg in its
best form for this: each Lane joined from its files, all mixed at the rate of the Takes, resampled once.
Ours holds more: high-pass, level-match of each Line, 2 ms fades, equal-power pan, ducking under every
tenth Line, the limiter. Blocks under the ceiling leave it untouched.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from studio.audio.sound_file import SoundFileWriter
from studio.frames import PROJECT_RATE, TAKE_RATE
from tests.benchmarks import _mixdown_run

GOAL_RATIO_TWO_CORES, GOAL_RATIO_ONE_CORE = 3.5, 5.5
GOAL_LESS_CPU_THAN_FFMPEG = 20.0
GOAL_PEAK_MB = 96.0

_LANES = 20
_FILES = 200


def measure(short: bool) -> Iterator[dict[str, object]]:
    clips, rounds = (200, 3) if short else (2_000, 5)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        script = _material(folder, clips)
        runs, plain, one_core = [], [], []
        for _ in range(rounds):
            runs.append(_ours(folder, cores=2))
            size = (folder / "ours.wav").stat().st_size
            plain.append(_plain_write(folder, size))
            one_core.append(_ours(folder, cores=1))
        seconds, write = (
            statistics.median(run["seconds"] for run in runs),
            statistics.median(plain),
        )
        alone = statistics.median(run["seconds"] for run in one_core)
        cpu = statistics.median(run["cpu"] for run in runs)
        ffmpeg = _ffmpeg_cpu(folder, script)
        yield {
            "minutes": round(runs[0]["frames"] / PROJECT_RATE / 60, 1),
            "clips": clips,
            "seconds": round(seconds, 2),
            "plain_write_seconds": round(write, 2),
            "times_a_plain_write": round(seconds / write, 2),
            "goal": GOAL_RATIO_TWO_CORES,
            "times_on_one_core": round(alone / write, 2),
            "goal_on_one_core": GOAL_RATIO_ONE_CORE,
            "cpu_seconds": round(cpu, 2),
            "ffmpeg_cpu_seconds": None if ffmpeg is None else round(ffmpeg, 2),
            "less_cpu_than_ffmpeg": None if ffmpeg is None else round(ffmpeg / cpu, 1),
            "goal_less_cpu": GOAL_LESS_CPU_THAN_FFMPEG,
            "peak_mb": round(max(run["peak_mb"] for run in runs), 1),
            "goal_peak_mb": GOAL_PEAK_MB,
        }


def _material(folder: Path, clips: int) -> list[dict[str, int]]:
    """Tones that come and go like syllables, one file for ten Lines; each Line is a Take of its own."""
    chance = random.Random(1)
    lengths = [chance.randrange(TAKE_RATE, 2 * TAKE_RATE) for _ in range(_FILES)]
    for number, samples in enumerate(lengths):
        at = np.arange(samples) / TAKE_RATE
        voice = sum(np.sin(2 * np.pi * part * (110 + number) * at) / part for part in range(1, 9))
        syllables = np.sin(2 * np.pi * 2.2 * at) ** 2 * np.hanning(samples) ** 0.2
        with SoundFileWriter(folder / f"{number}.wav", TAKE_RATE, 1) as file:
            file.write((0.2 * voice * syllables).astype(np.float32))
    script = []
    for _ in range(clips):
        number = chance.randrange(_FILES)
        lane = chance.randrange(_LANES)
        script.append({"lane": lane, "file": number, "samples": lengths[number]})
    (folder / "script.json").write_text(json.dumps(script))
    return script


def _ours(folder: Path, cores: int) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks._mixdown_run", str(folder)]
    if cores == 1 and shutil.which("taskset"):
        command = ["taskset", "-c", "0", *command]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    result: dict[str, float] = json.loads(done.stdout)
    return result


def _plain_write(folder: Path, size: int) -> float:
    block = bytes(PROJECT_RATE * 4)
    begun = time.perf_counter()
    with (folder / "plain.wav").open("wb", buffering=0) as file:
        for _ in range(size // len(block)):
            file.write(block)
        os.fsync(file.fileno())
    taken = time.perf_counter() - begun
    (folder / "plain.wav").unlink()
    return taken


def _ffmpeg_cpu(folder: Path, script: list[dict[str, int]]) -> float | None:
    """Seconds of processor time, without any of what ours holds besides."""
    if shutil.which("ffmpeg") is None:
        return None
    command = ["ffmpeg", "-nostdin", "-v", "error", "-y"]
    for lane, listing in enumerate(_lane_lists(folder, script)):
        path = folder / f"lane{lane}.txt"
        path.write_text(listing)
        command += ["-f", "concat", "-safe", "0", "-i", str(path)]
    mix = f"amix=inputs={_LANES}:normalize=0:duration=longest"
    graph = f"{mix},aresample={PROJECT_RATE},pan=stereo|c0=0.707*c0|c1=0.707*c0"
    output = ["-c:a", "pcm_s16le", str(folder / "theirs.wav")]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*command, "-filter_complex", graph, *output], check=True, timeout=1_200)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _lane_lists(folder: Path, script: list[dict[str, int]]) -> list[str]:
    """For each Lane its files with as much silence between them as the Timeline has."""
    silence = folder / "silence.wav"
    _, timeline = _mixdown_run.scene(script)
    with SoundFileWriter(silence, TAKE_RATE, 1) as file:
        file.write(np.zeros(timeline.end_frame // 2, np.float32))
    lists = ["ffconcat version 1.0\n"] * _LANES
    ends = [0] * _LANES
    for said, clip in zip(script, timeline.clips, strict=True):
        lane = said["lane"]
        gap = (clip.start_frame - ends[lane]) / PROJECT_RATE
        if gap > 0:
            lists[lane] += f"file {silence}\noutpoint {gap:.6f}\n"
        lists[lane] += f"file {folder / str(said['file'])}.wav\n"
        ends[lane] = clip.end_frame
    return lists
