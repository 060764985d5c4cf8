from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from studio.document.sounds import SoundSource
from studio.errors import InputError, StorageError
from studio.project import sounds
from studio.project.creating import new_project
from studio.project.project import Project
from tests.project.made import SCENE


@pytest.fixture
def rain(tmp_path: Path) -> Path:
    path = tmp_path / "music" / "rain ☔.wav"
    path.parent.mkdir()
    path.write_bytes(os.urandom(2_500_001))
    return path


def test_a_sound_lies_in_the_project(path: Path, rain: Path) -> None:
    """Byte for byte, also when the file it came from is gone; twice the same is kept once."""
    content = rain.read_bytes()
    project = new_project(SCENE, path)
    source = project.sounds.add(rain)
    assert (source.name, source.size_bytes, source.linked_path) == (rain.name, len(content), None)
    size = path.stat().st_size
    assert project.sounds.add(rain) == source
    assert path.stat().st_size < size + 100_000
    assert project.close() is None
    rain.unlink()
    project = Project(path)
    assert not project.findings.result(10)
    out = path.with_name("out.wav")
    project.sounds.write_to(source, out)
    assert out.read_bytes() == content
    assert project.close() is None


def test_a_large_sound_is_linked_by_a_relative_path_and_its_hash(
    path: Path, rain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Project and sound may be moved together; another file under that name is not taken for it."""
    monkeypatch.setattr(sounds, "LARGEST_COPIED_BYTES", 1000)
    project = new_project(SCENE, path)
    source = project.sounds.add(rain)
    assert source.linked_path == "music/rain ☔.wav"
    assert path.stat().st_size < 500_000
    out = path.with_name("out.wav")
    project.sounds.write_to(source, out)
    assert out.read_bytes() == rain.read_bytes()
    rain.write_bytes(b"another")
    with pytest.raises(InputError, match="is not the sound"):
        project.sounds.write_to(source, out)
    rain.unlink()
    with pytest.raises(InputError, match="could not be read"):
        project.sounds.write_to(source, out)
    assert project.close() is None


def test_a_damaged_sound_is_named_and_not_played(path: Path, rain: Path) -> None:
    """One flipped bit is enough; the project opens all the same."""
    project = new_project(SCENE, path)
    source = project.sounds.add(rain)
    assert project.close() is None
    content = bytearray(path.read_bytes())
    place = bytes(content).find(rain.read_bytes()[1_500_000:1_500_200])
    content[place + 7] ^= 1
    path.write_bytes(content)
    project = Project(path)
    assert project.findings.result(10).damaged_sounds == (source.sha256,)
    assert project.read_only_because is None
    out = path.with_name("out.wav")
    with pytest.raises(StorageError, match="is damaged"):
        project.sounds.write_to(source, out)
    assert not out.exists()
    assert project.close() is None


def test_a_sound_that_is_not_there_is_said_so(path: Path, rain: Path) -> None:
    """A Document from elsewhere may speak of sounds that this project never had."""
    project = new_project(SCENE, path)
    source = sounds.source_of(rain, path.parent)
    with pytest.raises(StorageError, match="is not in the project"):
        project.sounds.write_to(source, path.with_name("out.wav"))
    with pytest.raises(InputError, match="could not be read"):
        project.sounds.add(path.with_name("gone.wav"))
    assert project.close() is None


def test_a_sound_half_taken_in_is_taken_in_again(path: Path, rain: Path) -> None:
    """A crash in between leaves pieces; adding it once more completes it."""
    project = new_project(SCENE, path)
    source = project.sounds.add(rain)
    assert project.close() is None
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM sound_parts WHERE start > 0")
    connection.close()
    project = Project(path)
    assert project.findings.result(10).damaged_sounds == (source.sha256,)
    project.sounds.add(rain)
    out = path.with_name("out.wav")
    project.sounds.write_to(source, out)
    assert out.read_bytes() == rain.read_bytes()
    assert project.close() is None


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no device that never ends")
def test_the_link_of_a_stranger_leads_nowhere(path: Path) -> None:
    """Neither to a device that never ends, nor to another computer, nor to more than was said."""
    project = new_project(SCENE, path)
    path.with_name("long").write_bytes(bytes(5_000_000))
    out = path.with_name("out.wav")
    for linked in ("/dev/zero", "//evil.example/share/x.wav", "\\\\evil\\x.wav", "x\0y", "long"):
        with pytest.raises(InputError):
            project.sounds.write_to(SoundSource("x.wav", "0" * 64, 100, linked), out)
    assert not out.exists()
    assert project.close() is None
