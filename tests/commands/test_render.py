from __future__ import annotations

import shlex
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
    assert "Writing scene.wav: 100 %" in done.stderr


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
        ("good.txt", "folder.wav", "a folder of this name"),
        ("good.txt", "o.exe", "end in .wav, .flac, .mp3, .ogg, .opus or .m4a"),
        ("good.txt", "-", "end in .wav"),
        ("script.wav", "script.wav", "is the script itself"),
        ("good.txt", "/dev/full/o.wav", "there is no folder"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    tmp_path: Path, script: str, out: str, sentence: str
) -> None:
    """Exit status 2, one line on standard error before anything is spoken, and no file."""
    (tmp_path / "prose.txt").write_text("Just prose", encoding="utf-8")
    for name in ("good.txt", "script.wav"):
        (tmp_path / name).write_text("ANNA: Hi.", encoding="utf-8")
    (tmp_path / "folder.wav").mkdir()
    before = sorted(tmp_path.iterdir())
    done = _render(script, "-o", out, cwd=tmp_path)
    assert done.returncode == 2
    (said,) = done.stderr.splitlines()
    assert sentence in said
    assert sorted(tmp_path.iterdir()) == before
    assert (tmp_path / "script.wav").read_text(encoding="utf-8") == "ANNA: Hi."


def test_the_ending_decides_what_is_written(tmp_path: Path) -> None:
    """A name that ends in .flac gets a FLAC file."""
    (tmp_path / "s.txt").write_text("ANNA: Hi.", encoding="utf-8")
    assert _render("s.txt", "-o", "s.flac", cwd=tmp_path).returncode == 0
    assert (tmp_path / "s.flac").read_bytes()[:4] == b"fLaC"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_output_is_one_sentence() -> None:
    """When what is said cannot be written down, that is no fault of the program."""
    for words in (("--help",), ("doctor",), ("voices",)):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run(
                own_program(*words), stdout=full, stderr=subprocess.PIPE, text=True, check=False
            )
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1
        assert "could not be written" in done.stderr


def test_without_an_error_output_the_work_is_done(tmp_path: Path) -> None:
    """A program started without a terminal or a log has nowhere to complain to, and works."""
    (tmp_path / "s.txt").write_text("ANNA: Hi.", encoding="utf-8")
    command = shlex.join(own_program("render", "s.txt", "-o", "s.wav"))
    done = subprocess.run(["sh", "-c", f"{command} 2>&-"], cwd=tmp_path, check=False)
    assert done.returncode == 0
    assert (tmp_path / "s.wav").exists()


def test_a_script_must_be_named() -> None:
    """Words that make no sense are a usage error."""
    assert _render("-o", "o.wav").returncode == 64
    assert _render("scene.txt").returncode == 64
