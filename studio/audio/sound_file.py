"""Sound files: read from any place, or whole, and written block by block.

The only file that knows the sound file library. What a finished file is called and when it takes
its place is left to those who write it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from io import BytesIO
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any

import numpy as np
import soundfile
from numpy.typing import NDArray

from studio.audio.samples import int16_samples, int24_samples
from studio.errors import InputError, StorageError
from studio.sentences import sentence

CANNOT_OPEN = sentence(
    "sound-file.cannot-open",
    "{path} could not be opened: {reason}. Check that it is there and may be read.",
)
NOT_SOUND = sentence(
    "sound-file.not-sound",
    "{path} could not be read as sound: {reason}. WAV, FLAC, OGG and MP3 files can be read.",
)
CANNOT_CREATE = sentence(
    "sound-file.cannot-create",
    "{path} could not be created: {reason}. Choose another folder or name.",
)
CANNOT_WRITE = sentence(
    "sound-file.cannot-write",
    "{path} could not be written to its end, perhaps because the disk is full. "
    "Make room or choose another folder, then try again.",
)


_SILENCE_FRAMES = 480_000


class SoundFormat(Enum):
    """What a sound file is written as: the container and how its samples are kept."""

    WAV_16 = ("WAV", "PCM_16")
    WAV_24 = ("WAV", "PCM_24")
    WAV_FLOAT = ("WAV", "FLOAT")
    FLAC_16 = ("FLAC", "PCM_16")
    FLAC_24 = ("FLAC", "PCM_24")
    RF64_16 = ("RF64", "PCM_16")
    RF64_24 = ("RF64", "PCM_24")
    RF64_FLOAT = ("RF64", "FLOAT")
    VORBIS = ("OGG", "VORBIS")
    OPUS = ("OGG", "OPUS")


# The library itself rounds down instead of to the nearest, so it is given whole numbers.
_AS_KEPT: dict[str, Callable[[NDArray[np.float32]], NDArray[Any]]] = {
    "PCM_16": int16_samples,
    "PCM_24": int24_samples,
    "FLOAT": np.ascontiguousarray,
    "VORBIS": np.ascontiguousarray,
    "OPUS": np.ascontiguousarray,
}


def read_sound_file(path: Path) -> tuple[NDArray[np.float32], int]:
    """All samples as (frames, channels), and their rate."""
    file = SoundFileReader(path)
    try:
        return file.read(0, file.frames), file.rate
    finally:
        file.close()


def sound_in(content: bytes, called: str) -> tuple[NDArray[np.float32], int]:
    """The same of a file that is in memory; `called` is what people know it by."""
    try:
        sound, rate = soundfile.read(BytesIO(content), dtype="float32", always_2d=True)
    except soundfile.LibsndfileError as error:
        raise InputError(NOT_SOUND(path=called, reason=_reason(error))) from error
    return sound, rate


class SoundFileReader:
    """One sound file, open to be read from any place."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            path.open("rb").close()
        except OSError as error:
            raise InputError(CANNOT_OPEN(path=path, reason=error.strerror)) from error
        try:
            self._file = soundfile.SoundFile(path)
        except soundfile.LibsndfileError as error:
            raise InputError(NOT_SOUND(path=path, reason=_reason(error))) from error
        self.rate: int = self._file.samplerate
        self.frames: int = self._file.frames

    def read(self, start: int, frames: int) -> NDArray[np.float32]:
        """As (frames, channels); fewer at the end of the file."""
        try:
            self._file.seek(min(start, self.frames))
            sound: NDArray[np.float32] = self._file.read(frames, dtype="float32", always_2d=True)
        except soundfile.LibsndfileError as error:
            raise InputError(NOT_SOUND(path=self._path, reason=_reason(error))) from error
        return sound

    def close(self) -> None:
        self._file.close()


class SoundFileWriter:
    """Writes one sound file; use as a context manager. Left by an error, it leaves what it wrote.

    `called` is the name people know the file by, where that is not `path`; `compression` from 0 to 1 is
    for OGG and Opus; `words` are the tags by the names the library has for them.
    """

    def __init__(
        self,
        path: Path,
        rate: int,
        channels: int,
        form: SoundFormat = SoundFormat.WAV_16,
        called: Path | None = None,
        *,
        compression: float | None = None,
        words: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._path = path
        self._called = called or path
        self._written_frames = 0
        container, subtype = form.value
        self._as_kept = _AS_KEPT[subtype]
        self._kept_type = self._as_kept(np.zeros((0, 1), np.float32)).dtype
        try:
            path.open("wb").close()
        except OSError as error:
            raise StorageError(CANNOT_CREATE(path=self._called, reason=error.strerror)) from error
        try:
            self._file = soundfile.SoundFile(
                path,
                "w",
                rate,
                channels,
                subtype=subtype,
                format=container,
                compression_level=compression,
            )
            for name, text in words.items():
                setattr(self._file, name, text)
        except soundfile.LibsndfileError as error:
            raise StorageError(CANNOT_CREATE(path=self._called, reason=_reason(error))) from error

    def write(self, block: NDArray[np.float32]) -> None:
        """Add frames at the end; what is louder than full scale is held at it in whole numbers."""
        try:
            self._file.write(self._as_kept(block))
        except soundfile.LibsndfileError as error:
            raise StorageError(CANNOT_WRITE(path=self._called)) from error
        self._written_frames += len(block)

    def write_silence(self, frames: int) -> None:
        """In long pieces: what waits for each other between threads takes longer than silence does."""
        piece = np.zeros((min(frames, _SILENCE_FRAMES), self._file.channels), self._kept_type)
        try:
            for start in range(0, frames, _SILENCE_FRAMES):
                self._file.write(piece[: frames - start])
        except soundfile.LibsndfileError as error:
            raise StorageError(CANNOT_WRITE(path=self._called)) from error
        self._written_frames += frames

    def close(self) -> None:
        """Finish the file and make sure that all of it is there: a full disk may show only now."""
        try:
            self._file.close()
            found = soundfile.info(self._path).frames
        except soundfile.LibsndfileError as error:
            raise StorageError(CANNOT_WRITE(path=self._called)) from error
        if found != self._written_frames:
            raise StorageError(CANNOT_WRITE(path=self._called))

    def __enter__(self) -> SoundFileWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if error is None:
            self.close()
        else:
            self._file.close()


def _reason(error: soundfile.LibsndfileError) -> str:
    return str(error.error_string).rstrip(".")
