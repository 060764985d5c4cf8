"""MP3 files, by the library of LAME, at its usual balance of speed and quality."""

from __future__ import annotations

import io
from pathlib import Path
from types import TracebackType
from typing import Any

import lameenc
import numpy as np
from mutagen.id3 import CHAP, COMM, CTOC, ID3, TALB, TDRC, TIT2, TPE1, TXXX, CTOCFlags, Encoding
from numpy.typing import NDArray

from studio.audio import encoding
from studio.audio.mp3_frames import Frames, opening_frame
from studio.audio.samples import int16_samples
from studio.audio.tags import Tags

_QUALITY = 5
"""LAME's scale from 0, the slowest, to 9. Under 5 it takes several times as long for what nobody has
been shown to hear at these rates."""
_VBR_MTRH = 4
_WORDS: dict[str, Any] = {"title": TIT2, "artist": TPE1, "album": TALB, "date": TDRC}


class Mp3FileWriter:
    """Writes one file; use as a context manager. An OSError is the caller's to explain."""

    def __init__(
        self, path: Path, form: encoding.Encoding, rate: int, channels: int, tags: Tags
    ) -> None:
        self._encoder = encoder = lameenc.Encoder()
        encoder.silence()
        encoder.set_in_sample_rate(rate)
        encoder.set_channels(channels)
        encoder.set_quality(_QUALITY)
        self._varies = form.kilobits is None
        if form.kilobits is None:
            encoder.set_vbr(_VBR_MTRH)
            encoder.set_vbr_quality(form.quality or 0)
        else:
            encoder.set_bit_rate(_possible(form.kilobits, rate))
        self._frames = Frames()
        self._samples = 0
        self._file = path.open("wb")
        self._file.write(_id3(tags))
        self._begins = self._file.tell()

    def write(self, block: NDArray[np.float32]) -> None:
        if not len(block):
            return
        self._samples += len(block)
        self._put(bytes(self._encoder.encode(int16_samples(block).tobytes())))

    def close(self) -> None:
        with self._file:
            if self._samples:
                self._put(bytes(self._encoder.flush()))
            if self._frames.header:
                opening = opening_frame(self._frames, self._samples, self._varies)
                self._file.seek(self._begins)
                self._file.write(opening)

    def __enter__(self) -> Mp3FileWriter:
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

    def _put(self, piece: bytes) -> None:
        if not piece:
            return
        first = not self._frames.header
        self._frames.add(piece)
        if first and self._frames.header:
            # How long the opening frame is, is known from the first header on.
            self._file.write(bytes(len(opening_frame(self._frames, 0, self._varies))))
        self._file.write(piece)


def _possible(kilobits: int, rate: int) -> int:
    """At 24 kHz and below MP3 ends at 160 kbit/s."""
    return min(kilobits, 160) if rate < 32_000 else kilobits


def _id3(tags: Tags) -> bytes:
    made = ID3()
    words = tags.words
    for name, frame in _WORDS.items():
        if name in words:
            made.add(frame(encoding=Encoding.UTF16, text=words[name]))
    if "comment" in words:
        made.add(COMM(encoding=Encoding.UTF16, lang="eng", desc="", text=words["comment"]))
    if tags.ai_notice:
        made.add(TXXX(encoding=Encoding.UTF16, desc="AI-GENERATED", text=tags.ai_notice))
    for number, chapter in enumerate(tags.chapters):
        start, end = round(chapter.start_seconds * 1000), round(chapter.end_seconds * 1000)
        title = TIT2(encoding=Encoding.UTF16, text=chapter.title)
        made.add(CHAP(element_id=f"ch{number}", start_time=start, end_time=end,
                      start_offset=0xFFFFFFFF, end_offset=0xFFFFFFFF, sub_frames=[title]))  # fmt: skip
    if tags.chapters:
        ids = [f"ch{number}" for number in range(len(tags.chapters))]
        flags = CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED
        made.add(CTOC(element_id="toc", flags=flags, child_element_ids=ids, sub_frames=[]))
    if not len(made):
        return b""
    out = io.BytesIO()
    made.save(out, v2_version=3, padding=lambda info: 0)
    return out.getvalue()
