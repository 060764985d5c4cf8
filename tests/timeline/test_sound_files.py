from __future__ import annotations

from pathlib import Path

import numpy as np

from studio.audio.sound_file import SoundFileWriter
from studio.document.sounds import SoundClip, SoundClipId, SoundLaneId, SoundSource
from studio.timeline.sound_files import SoundFiles, linked_file


def _clip(path: Path, linked: str | None = None) -> SoundClip:
    source = SoundSource(path.name, f"hash of {path.name}", 1, linked)
    return SoundClip(SoundClipId(path.name), SoundLaneId("m"), source, 0)


def _write(path: Path, frames: int = 4_410) -> Path:
    with SoundFileWriter(path, 44_100, 2) as file:
        file.write(np.full((frames, 2), 0.1, np.float32))
    return path


def test_a_file_is_measured_and_heard(tmp_path: Path) -> None:
    """Its length counts at the project rate; it is opened once."""
    path = _write(tmp_path / "door.wav")
    clip = _clip(path)
    files = SoundFiles(lambda source: tmp_path / source.name)
    assert files.lengths([clip]) == {clip.source.sha256: 4_800}
    stream = files.stream(clip.source)
    assert stream is not None
    assert stream.read(1_000, 10).any()
    assert files.stream(clip.source) is stream
    files.close()


def test_what_cannot_be_read_is_missing_until_it_can(tmp_path: Path) -> None:
    """A file that is not there, is no sound or is known to nobody has no length; once it is there,
    it has one."""
    clip = _clip(tmp_path / "rain.wav")
    files = SoundFiles(lambda source: tmp_path / source.name)
    assert files.lengths([clip]) == {}
    assert files.stream(clip.source) is None
    (tmp_path / "rain.wav").write_text("no sound")
    assert files.lengths([clip]) == {}
    _write(tmp_path / "rain.wav")
    assert files.lengths([clip]) == {clip.source.sha256: 4_800}
    assert SoundFiles(lambda source: None).lengths([clip]) == {}


def test_not_too_many_files_are_open_at_once(tmp_path: Path) -> None:
    """Each of many is heard when its turn comes, and all are closed in the end."""
    clips = [_clip(_write(tmp_path / f"{number}.wav")) for number in range(20)]
    files = SoundFiles(lambda source: tmp_path / source.name)
    for clip in clips * 2:
        stream = files.stream(clip.source)
        assert stream is not None
        assert stream.read(0, 100).any()
    files.close()


def test_a_full_path_leads_to_the_file(tmp_path: Path) -> None:
    """Without a project at hand, only that is known."""
    path = tmp_path / "x.wav"
    assert linked_file(_clip(path, str(path)).source) == path
    assert linked_file(_clip(path, "sounds/x.wav").source) is None
    assert linked_file(_clip(path).source) is None
