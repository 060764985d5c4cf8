"""Each kind of sound file, looked at by ffprobe and sox, which know nothing of us."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.audio import encoder
from studio.audio.encoder import Encoder
from studio.audio.encoding import Encoding, Kind, encoding_for, encoding_named
from studio.audio.sound_file import read_sound_file
from studio.audio.tags import AI_NOTICE, Chapter, Tags
from studio.audio.wave_chunks import Broadcast
from studio.errors import InputError, StorageError

needs_ffmpeg = pytest.mark.skipif(shutil.which("ffprobe") is None, reason="no ffprobe")
needs_sox = pytest.mark.skipif(shutil.which("soxi") is None, reason="no soxi")

SECONDS = 3.21
TAGS = Tags(
    "Über uns; “A=B”",
    "Anna, Ben",
    "Scènes",
    "2026",
    "Draft",
    AI_NOTICE,
    (Chapter("Eins", 0.0, 1.5), Chapter("Zwei & drei", 1.5, SECONDS)),
)
WORDS = ["wav-16", "wav-24", "wav-float", "flac-16", "flac-24", "mp3-192", "mp3-v2", "ogg-6",
         "opus-96", "m4a-160"]  # fmt: skip
CODECS = {
    "wav-16": "pcm_s16le", "wav-24": "pcm_s24le", "wav-float": "pcm_f32le", "flac-16": "flac",
    "flac-24": "flac", "mp3-192": "mp3", "mp3-v2": "mp3", "ogg-6": "vorbis", "opus-96": "opus",
    "m4a-160": "aac",
}  # fmt: skip


def sweep(rate: int, channels: int) -> NDArray[np.float32]:
    at = np.arange(round(SECONDS * rate)) / rate
    tone = 0.3 * np.sin(2 * np.pi * (200 + 300 * at) * at)
    return np.repeat(tone[:, None], channels, axis=1).astype(np.float32)


def write(path: Path, form: Encoding, rate: int, channels: int, tags: Tags = TAGS) -> None:
    sound = sweep(rate, channels)
    with Encoder(path, form, rate, channels, frames=len(sound), called=path, tags=tags) as file:
        for start in range(0, len(sound), 10_000):
            file.write(sound[start : start + 10_000])


def probe(path: Path) -> dict[str, object]:
    done = subprocess.run(
        ["ffprobe", "-v", "error", "-show_format", "-show_streams", "-show_chapters", "-of", "json",
         str(path)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert not done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def decoded(path: Path, channels: int) -> NDArray[np.float32]:
    raw = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", str(path), "-f", "f32le", "-"],
        capture_output=True,
        check=True,
    ).stdout
    return np.frombuffer(raw, np.float32).reshape(-1, channels)


@needs_ffmpeg
@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("rate", [24_000, 44_100, 48_000])
@pytest.mark.parametrize("word", WORDS)
def test_another_program_finds_what_was_written(
    tmp_path: Path, word: str, rate: int, channels: int
) -> None:
    """Codec, rate, channels and length agree, and the sound lies at the same place."""
    form = encoding_named(word)
    rate = form.rate(rate)
    path = tmp_path / f"sound{form.ending}"
    write(path, form, rate, channels)
    found = probe(path)
    (stream,) = [each for each in found["streams"] if each["codec_type"] == "audio"]  # type: ignore
    assert stream["codec_name"] == CODECS[word]
    assert int(stream["sample_rate"]) == (48_000 if word == "opus-96" else rate)
    assert stream["channels"] == channels
    assert float(found["format"]["duration"]) == pytest.approx(SECONDS, abs=0.06)  # type: ignore
    heard, meant = decoded(path, channels)[:, 0], sweep(rate, 1)[:, 0]
    if word == "opus-96" and rate != 48_000:
        return
    assert abs(len(heard) - len(meant)) <= (0 if form.kind is not Kind.M4A else 2_048)
    middle = slice(len(meant) // 4, len(meant) // 2)
    assert np.corrcoef(heard[middle], meant[middle])[0, 1] > 0.99


@needs_ffmpeg
@pytest.mark.parametrize("word", WORDS)
def test_another_program_reads_the_tags_and_the_notice(tmp_path: Path, word: str) -> None:
    """Title, artist, and that the speech was made by a machine."""
    form = encoding_named(word)
    path = tmp_path / f"sound{form.ending}"
    write(path, form, 48_000, 2)
    found = probe(path)
    words: dict[str, str] = {}
    for part in [found["format"], *found["streams"]]:  # type: ignore[misc]
        words |= {name.casefold(): text for name, text in part.get("tags", {}).items()}
    assert words["title"] == TAGS.title
    assert words["artist"] == TAGS.artist
    assert words["album"] == TAGS.album
    assert words["date"] == "2026"
    assert words["comment"] == f"Draft {AI_NOTICE}"


@needs_ffmpeg
@pytest.mark.parametrize("word", ["mp3-192", "ogg-6", "opus-96", "m4a-160", "flac-16"])
def test_another_program_finds_the_chapters(tmp_path: Path, word: str) -> None:
    """Two chapters with their titles and times."""
    form = encoding_named(word)
    path = tmp_path / f"sound{form.ending}"
    write(path, form, 48_000, 2)
    if form.kind is Kind.FLAC:
        import mutagen.flac

        tags = mutagen.flac.FLAC(path).tags
        assert tags is not None
        assert tags["CHAPTER002"] == ["00:00:01.500"]
        assert tags["CHAPTER002NAME"] == ["Zwei & drei"]
        return
    chapters = probe(path)["chapters"]
    assert [each["tags"]["title"] for each in chapters] == ["Eins", "Zwei & drei"]  # type: ignore
    assert float(chapters[1]["start_time"]) == pytest.approx(1.5, abs=0.002)  # type: ignore


@needs_sox
@pytest.mark.parametrize("word", ["wav-16", "wav-24", "flac-16", "ogg-6"])
def test_sox_agrees(tmp_path: Path, word: str) -> None:
    """A second program counts the same frames."""
    form = encoding_named(word)
    path = tmp_path / f"sound{form.ending}"
    write(path, form, 48_000, 2)
    done = subprocess.run(["soxi", "-s", str(path)], capture_output=True, text=True, check=True)
    assert int(done.stdout) == round(SECONDS * 48_000)
    assert not done.stderr


@needs_ffmpeg
@pytest.mark.parametrize("word", ["wav-16", "wav-24", "wav-float"])
def test_a_large_file_becomes_rf64(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    """With chunks behind the sound, and read by others like any WAV file."""
    monkeypatch.setattr(encoder, "LARGEST_WAV_BYTES", 1_000)
    path = tmp_path / "large.wav"
    write(path, encoding_named(word), 48_000, 2)
    assert path.read_bytes()[:4] == b"RF64"
    assert int.from_bytes(path.read_bytes()[20:28], "little") == path.stat().st_size - 8
    assert len(decoded(path, 2)) == round(SECONDS * 48_000)
    assert len(read_sound_file(path)[0]) == round(SECONDS * 48_000)


@needs_ffmpeg
def test_a_broadcast_wave_tells_where_it_comes_from(tmp_path: Path) -> None:
    """ffprobe reads the chunk `bext` that stands behind the sound."""
    path = tmp_path / "line.wav"
    sound = sweep(48_000, 1)
    bext = Broadcast("ANNA: Hi", "Dialogue Studio", "l7", "2026-11-28", "12:00:00", 96_000)
    chunks = [(b"bext", bext.content()), (b"iXML", b"<BWFXML/>")]
    with Encoder(path, encoding_named("wav-24"), 48_000, 1, frames=len(sound), called=path,
                 chunks=chunks) as file:  # fmt: skip
        file.write(sound)
    tags = probe(path)["format"]["tags"]  # type: ignore[index]
    assert tags["comment"] == "ANNA: Hi"
    assert tags["originator_reference"] == "l7"
    assert tags["time_reference"] == "96000"


def test_words_for_encodings_are_read_back() -> None:
    for word in WORDS:
        assert encoding_named(word).word == word
    assert encoding_named("MP3") == encoding_for("a.mp3")
    for word in ("", "wav-8", "mp3-7", "flac-float", "ogg-11", "m4a-v2", "exe", "mp3-x"):
        with pytest.raises(InputError):
            encoding_named(word)


@pytest.mark.parametrize("word", ["mp3-192", "ogg-6"])
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_one_sentence(word: str) -> None:
    """Whoever writes, the sentence says that the disk is full."""
    with pytest.raises(StorageError, match=r"disk is full"):
        write(Path("/dev/full"), encoding_named(word), 48_000, 2, Tags())
