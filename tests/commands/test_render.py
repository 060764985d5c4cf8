from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from studio.audio.sound_file import read_sound_file
from studio.frames import PROJECT_RATE
from studio.own_program import own_program
from studio.resource_files import resource_file


def _render(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        own_program("render", *arguments),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=cwd,
    )


def test_a_script_becomes_a_sound_file(tmp_path: Path) -> None:
    """The sample scene is spoken and mixed; how long it is and where it lies is said."""
    out = tmp_path / "scene.wav"
    done = _render(str(resource_file("samples/low-visibility.txt")), "-o", str(out))
    assert done.returncode == 0, done.stderr
    sound, rate = read_sound_file(out)
    assert rate == PROJECT_RATE
    assert sound.shape[1] == 2
    assert 45 < len(sound) / rate < 120
    assert 0.05 < abs(sound).max() <= 1.0
    assert str(out) in done.stdout
    assert "20 lines, 4 speakers" in done.stdout
    assert "Mixing: 100 %" in done.stderr


def test_rows_that_were_not_understood_are_named(tmp_path: Path) -> None:
    """The scene is written all the same, and the exit status says that something is missing."""
    script = tmp_path / "s.txt"
    script.write_text("Once upon a time\nANNA: Hi.\nBEN: …\n", encoding="utf-8")
    done = _render(str(script), "-o", str(tmp_path / "o.wav"))
    assert done.returncode == 1
    assert "Row 1 was not understood" in done.stderr
    assert (tmp_path / "o.wav").exists()


@pytest.mark.parametrize(
    ("script", "out", "sentence"),
    [
        ("absent.txt", "o.wav", "could not be read"),
        ("prose.txt", "o.wav", "no line that can be spoken"),
        ("good.txt", "nowhere/o.wav", "there is no folder"),
        ("good.txt", ".", "a folder of this name"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    tmp_path: Path, script: str, out: str, sentence: str
) -> None:
    """Exit status 2, one line on standard error, and no file."""
    (tmp_path / "prose.txt").write_text("Just prose", encoding="utf-8")
    (tmp_path / "good.txt").write_text("ANNA: Hi.", encoding="utf-8")
    done = _render(script, "-o", out, cwd=tmp_path)
    assert done.returncode == 2
    said = [row for row in done.stderr.splitlines() if "%" not in row]
    assert len(said) == 1
    assert sentence in said[0]
    assert "Traceback" not in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["good.txt", "prose.txt"]


def test_a_script_must_be_named() -> None:
    """Words that make no sense are a usage error."""
    assert _render("-o", "o.wav").returncode == 64
    assert _render("scene.txt").returncode == 64
