"""SIGKILL at any moment of an export: each file is absent, the old one or complete, and the next export
leaves nothing unfinished behind."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import opentimelineio
import pysubs2
import pytest
import rpp

from studio.atomic_file import UNFINISHED_SUFFIX
from studio.export.carrying_out import carry_out
from studio.export.job import Job
from tests.export.made import files, usual
from tests.export.test_carrying_out import each_kind, everything

SHORT, LONG = 6, 100
ROOT = Path(__file__).resolve().parents[3]

_READERS: dict[str, Callable[[Path], object]] = {
    ".srt": lambda path: pysubs2.load(str(path), encoding="utf-8"),
    ".vtt": lambda path: pysubs2.load(str(path), encoding="utf-8"),
    ".ass": lambda path: pysubs2.load(str(path), encoding="utf-8"),
    ".rpp": lambda path: rpp.loads(path.read_text(encoding="utf-8")),
    ".otio": lambda path: opentimelineio.adapters.read_from_file(str(path)),
    ".json": lambda path: json.loads(path.read_text(encoding="utf-8")),
    ".docx": lambda path: zipfile.ZipFile(path).testzip(),
}
_SOUNDS = (".wav", ".flac", ".mp3", ".ogg", ".opus", ".m4a")


def _is_complete(path: Path, seconds: float) -> None:
    """Another program reads all of it."""
    if path.suffix in _SOUNDS:
        done = subprocess.run(
            ["ffmpeg", "-v", "error", "-xerror", "-i", str(path), "-f", "null", "-"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, (path, done.stderr)
        assert not done.stderr, (path, done.stderr)
        if path.name.startswith("mix"):
            length = subprocess.run(
                ["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0",
                 str(path)],
                capture_output=True, text=True, check=True,
            ).stdout  # fmt: skip
            assert float(length) == pytest.approx(seconds, abs=0.1)
    elif path.suffix in _READERS:
        _READERS[path.suffix](path)
    else:
        assert path.read_bytes().endswith(b"\n"), path


_KINDS = tuple(each_kind(Path()))

needs_kills = pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
needs_ffmpeg = pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="no ffmpeg")


@needs_kills
@needs_ffmpeg
@pytest.mark.parametrize(
    "kills", [SHORT, pytest.param(LONG, marks=pytest.mark.slow)], ids=["short", "long"]
)
def test_a_killed_export_leaves_whole_files(tmp_path: Path, kills: int) -> None:
    """Every kind of file at once, killed wherever it happens to be."""
    _kill_again_and_again(tmp_path, everything(tmp_path), (), kills)


@needs_kills
@needs_ffmpeg
@pytest.mark.slow
@pytest.mark.campaign
@pytest.mark.parametrize("kind", _KINDS)
def test_each_kind_survives_a_hundred_kills(tmp_path: Path, kind: str) -> None:
    """A hundred for every kind by itself, so that none hides behind the slowness of the others."""
    _kill_again_and_again(tmp_path, each_kind(tmp_path)[kind], (kind,), LONG)


def _kill_again_and_again(folder: Path, job: Job, words: tuple[str, ...], kills: int) -> None:
    made = usual()
    seconds = made.timeline.end_frame / 48_000
    chance = random.Random(kills)
    for _ in range(kills):
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.campaigns.export._exporting", str(folder), *words],
            stdout=subprocess.PIPE, text=True, cwd=ROOT,
        )  # fmt: skip
        try:
            deadline = time.monotonic() + 60
            while not any(UNFINISHED_SUFFIX in name for name in files(folder)):
                assert time.monotonic() < deadline
                assert process.poll() is None
            time.sleep(chance.uniform(0, 0.6))
        finally:
            process.kill()
            process.communicate()
        for name in files(folder):
            if UNFINISHED_SUFFIX not in name:
                _is_complete(folder / name, seconds)
    time.sleep(2.1)  # What was made just now could still belong to somebody.
    carry_out(made, job)
    assert not [name for name in files(folder) if UNFINISHED_SUFFIX in name]
