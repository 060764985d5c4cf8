"""What a WAV file may say behind its sound: Broadcast Wave, iXML, and named places for chapters.

Chunks are put at the end of a finished file, so that nothing has to be moved for them.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

from studio.audio.tags import Chapter

_HEAD = struct.Struct("<4sI")


@dataclass(frozen=True, slots=True)
class Broadcast:
    """The `bext` chunk; `time_reference` counts samples since midnight of the recording's clock."""

    description: str
    originator: str
    reference: str
    date: str
    time: str
    time_reference: int
    coding_history: str = ""

    def content(self) -> bytes:
        fixed = (
            _text(self.description, 256)
            + _text(self.originator, 32)
            + _text(self.reference, 32)
            + _text(self.date, 10)
            + _text(self.time, 8)
            + struct.pack("<Q", self.time_reference)
            + struct.pack("<H", 1)
        )
        return fixed + bytes(64 + 190) + self.coding_history.encode("ascii", "replace")


def add_chunks(path: Path, chunks: list[tuple[bytes, bytes]]) -> None:
    """Put chunks (name, content) at the end of a WAV or RF64 file."""
    with path.open("r+b") as file:
        form, _ = _HEAD.unpack(file.read(8))
        file.seek(0, 2)
        if file.tell() % 2:
            file.write(b"\0")
        for name, content in chunks:
            file.write(_HEAD.pack(name, len(content)) + content + b"\0" * (len(content) % 2))
        size = file.tell() - 8
        if form == b"RF64":
            # The true size stands in the chunk `ds64`, which comes first.
            file.seek(20)
            file.write(struct.pack("<Q", size))
        else:
            file.seek(4)
            file.write(struct.pack("<I", size))


def chapter_chunks(chapters: tuple[Chapter, ...], rate: int) -> list[tuple[bytes, bytes]]:
    """Cue points and their labels."""
    points, labels = [], []
    for number, chapter in enumerate(chapters, start=1):
        at = round(chapter.start_seconds * rate)
        points.append(struct.pack("<II4sIII", number, at, b"data", 0, 0, at))
        title = chapter.title.encode("utf-8", "replace") + b"\0"
        labels.append(_HEAD.pack(b"labl", 4 + len(title)) + struct.pack("<I", number) + title)
        labels.append(b"\0" * (len(title) % 2))
    return [
        (b"cue ", struct.pack("<I", len(points)) + b"".join(points)),
        (b"LIST", b"adtl" + b"".join(labels)),
    ]


def _text(words: str, size: int) -> bytes:
    """As many letters as have room; the chunk knows only ASCII."""
    return words.encode("ascii", "replace")[:size].ljust(size, b"\0")
