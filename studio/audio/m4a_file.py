"""M4A files (AAC), by ffmpeg's libraries, which are installed only where somebody asked for them."""

from __future__ import annotations

import importlib
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.audio.encoding import Encoding
from studio.audio.tags import Tags
from studio.errors import InputError
from studio.sentences import sentence

_not_installed = sentence(
    "encoding.no-m4a",
    "M4A files need a library that is not installed. Install dialogue-studio[m4a], or choose MP3.",
)


class M4aFileWriter:
    """Writes one file; use as a context manager. An OSError is the caller's to explain."""

    def __init__(self, path: Path, form: Encoding, rate: int, channels: int, tags: Tags) -> None:
        self._av = av = _library()
        self._rate, self._layout = rate, "stereo" if channels == 2 else "mono"
        self._at = 0
        self._file = av.open(str(path), "w", format="ipod", options={"movflags": "+faststart"})
        self._stream = self._file.add_stream("aac", rate=rate)
        self._stream.layout = self._layout
        self._stream.bit_rate = (form.kilobits or 160) * 1000
        for name, text in tags.words.items():
            self._file.metadata[name] = text
        chapters = [
            {
                "id": number,
                "start": round(chapter.start_seconds * 1000),
                "end": round(chapter.end_seconds * 1000),
                "time_base": Fraction(1, 1000),
                "metadata": {"title": chapter.title},
            }
            for number, chapter in enumerate(tags.chapters)
        ]
        if chapters:
            self._file.set_chapters(chapters)

    def write(self, block: NDArray[np.float32]) -> None:
        if not len(block):
            return
        planes = np.ascontiguousarray(block.T)
        frame = self._av.AudioFrame.from_ndarray(planes, format="fltp", layout=self._layout)
        frame.sample_rate = self._rate
        frame.pts = self._at
        frame.time_base = Fraction(1, self._rate)
        self._at += len(block)
        self._file.mux(self._stream.encode(frame))

    def close(self) -> None:
        if self._at:
            self._file.mux(self._stream.encode(None))
        self._file.close()

    def __enter__(self) -> M4aFileWriter:
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


def _library() -> Any:
    try:
        return importlib.import_module("av")
    except ImportError as error:
        raise InputError(_not_installed()) from error
