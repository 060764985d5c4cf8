"""Opens the writer for any kind of sound file, and explains in one way what went wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import mutagen
import numpy as np
from mutagen.flac import FLAC
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis
from numpy.typing import NDArray

from studio.atomic_file import cannot_write
from studio.audio.encoding import Depth, Encoding, Kind
from studio.audio.m4a_file import M4aFileWriter
from studio.audio.mp3_file import Mp3FileWriter
from studio.audio.sound_file import CANNOT_WRITE, SoundFileWriter, SoundFormat
from studio.audio.tags import NO_TAGS, Chapter, Tags
from studio.audio.wave_chunks import add_chunks, chapter_chunks
from studio.errors import StorageError

LARGEST_WAV_BYTES = 2**32 - 2**20
"""Beyond this a WAV file becomes RF64, which is the same with longer numbers."""

_OPUS_MOST, _OPUS_LEAST = 256, 6

_FORMS = {
    (Kind.WAV, Depth.BITS_16): SoundFormat.WAV_16,
    (Kind.WAV, Depth.BITS_24): SoundFormat.WAV_24,
    (Kind.WAV, Depth.FLOAT): SoundFormat.WAV_FLOAT,
    (Kind.FLAC, Depth.BITS_16): SoundFormat.FLAC_16,
    (Kind.FLAC, Depth.BITS_24): SoundFormat.FLAC_24,
}
_LARGE = {
    SoundFormat.WAV_16: SoundFormat.RF64_16,
    SoundFormat.WAV_24: SoundFormat.RF64_24,
    SoundFormat.WAV_FLOAT: SoundFormat.RF64_FLOAT,
}


class Encoder:
    """A sound file being written; use as a context manager. Left by an error, it leaves what it wrote.

    `frames` is how many are to come; `called` the name people know the file by. Raises StorageError.
    """

    def __init__(
        self,
        path: Path,
        form: Encoding,
        rate: int,
        channels: int,
        *,
        frames: int,
        called: Path,
        tags: Tags = NO_TAGS,
        chunks: Sequence[tuple[bytes, bytes]] = (),
    ) -> None:
        self._path, self._form, self._rate, self._called = path, form, rate, called
        self._channels = channels
        self._tags = tags
        self._chunks = [*chunks]
        if form.kind is Kind.WAV and tags.chapters:
            self._chunks += chapter_chunks(tags.chapters, rate)
        try:
            self._writer = _writer(path, form, rate, channels, frames, called, tags)
        except OSError as error:
            raise cannot_write(called, error) from error

    def write(self, block: NDArray[np.float32]) -> None:
        try:
            self._writer.write(block)
        except OSError as error:
            raise cannot_write(self._called, error) from error

    def write_silence(self, frames: int) -> None:
        if isinstance(self._writer, SoundFileWriter):
            self._writer.write_silence(frames)
            return
        for start in range(0, frames, self._rate):
            self.write(np.zeros((min(self._rate, frames - start), self._channels), np.float32))

    def __enter__(self) -> Encoder:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        try:
            self._writer.__exit__(kind, error, traceback)
            if error is None:
                if self._chunks:
                    add_chunks(self._path, self._chunks)
                if self._tags.chapters or self._tags.ai_notice:
                    _add_vorbis_words(self._path, self._form.kind, self._tags)
        except OSError as trouble:
            raise cannot_write(self._called, trouble) from trouble
        except mutagen.MutagenError as trouble:
            raise StorageError(CANNOT_WRITE(path=self._called)) from trouble


def _writer(
    path: Path, form: Encoding, rate: int, channels: int, frames: int, called: Path, tags: Tags
) -> M4aFileWriter | Mp3FileWriter | SoundFileWriter:
    if form.kind is Kind.MP3:
        return Mp3FileWriter(path, form, rate, channels, tags)
    if form.kind is Kind.M4A:
        return M4aFileWriter(path, form, rate, channels, tags)
    words = tags.words
    if form.kind is Kind.OGG:
        quality = 6 if form.quality is None else form.quality
        return SoundFileWriter(path, rate, channels, SoundFormat.VORBIS, called,
                               compression=1 - quality / 10, words=words)  # fmt: skip
    if form.kind is Kind.OPUS:
        each = min(max((form.kilobits or 96) / channels, _OPUS_LEAST), _OPUS_MOST)
        level = 1 - (each - _OPUS_LEAST) / (_OPUS_MOST - _OPUS_LEAST)
        return SoundFileWriter(path, rate, channels, SoundFormat.OPUS, called,
                               compression=level, words=words)  # fmt: skip
    chosen = _FORMS[form.kind, form.depth]
    if frames * channels * form.depth.bytes > LARGEST_WAV_BYTES:
        chosen = _LARGE.get(chosen, chosen)
    return SoundFileWriter(path, rate, channels, chosen, called, words=words)


def _add_vorbis_words(path: Path, kind: Kind, tags: Tags) -> None:
    """Chapters, and the notice under a name of its own, where words may be called anything."""
    types: dict[Kind, Any] = {Kind.FLAC: FLAC, Kind.OGG: OggVorbis, Kind.OPUS: OggOpus}
    if kind not in types:
        return
    file = types[kind](path)
    if file.tags is None:
        file.add_tags()
    if tags.ai_notice:
        file.tags["AI-GENERATED"] = tags.ai_notice
    for number, chapter in enumerate(tags.chapters, start=1):
        file.tags[f"CHAPTER{number:03}"] = _clock(chapter)
        file.tags[f"CHAPTER{number:03}NAME"] = chapter.title
    file.save()


def _clock(chapter: Chapter) -> str:
    minutes, milliseconds = divmod(round(chapter.start_seconds * 1000), 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{milliseconds // 1000:02}.{milliseconds % 1000:03}"
