"""Every sample scene at once, each of another kind of work."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pysubs2
import pytest

from studio.audio.sound_file import read_sound_file
from studio.own_program import own_program
from studio.resource_files import resource_file

SCENES = {
    "low-visibility.txt": 4,
    "between-floors.fountain": 4,
    "the-tide-clerk.fountain": 2,
    "watchtower-barks.csv": 4,
    "reading-contours.md": 2,
    "the-kettle-hour.txt": 3,
    "the-glass-orchard.txt": 3,
    "kein-anschluss.txt": 3,
    "le-dernier-pain.fountain": 2,
    "museum-guide.tsv": 6,
    "wrong-number.txt": 3,
    "the-quiet-band.txt": 3,
}


def test_all_sample_scenes_are_rendered_by_one_command(tmp_path: Path) -> None:
    """An audio drama, barks of a game, a lesson, a podcast, an audiobook, German, French, a
    localisation, a telephone call with its effect, a scene with cues of music: each a loud mix with
    captions of every line, without one finding."""
    samples = [str(resource_file(f"samples/{name}")) for name in SCENES]
    cast = str(resource_file("samples/wrong-number.cast.toml"))
    done = subprocess.run(
        own_program("render", *samples, "--cast", cast, "-o", "out/", "--format", "flac-16",
                    "--loudness", "-16", "--captions", "{project}.srt", "--json", "--quiet"),
        capture_output=True, text=True, timeout=280, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    results = {Path(each["source"]).name: each for each in json.loads(done.stdout)}
    assert list(results) == list(SCENES)
    for name, speakers in SCENES.items():
        result = results[name]
        assert result["speakers"] == speakers, name
        assert result["unspoken"] == [], name
        assert result["loudness"][0]["after"]["lufs"] == pytest.approx(-16, abs=0.5), name
        sound, rate = read_sound_file(tmp_path / "out" / f"{Path(name).stem}.flac")
        captions = pysubs2.load(str(tmp_path / f"{Path(name).stem}.srt"), encoding="utf-8")
        assert len(captions) >= result["lines"], name
        assert len(sound) / rate > 20
        assert captions[-1].start / 1000 < len(sound) / rate
