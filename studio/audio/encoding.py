"""What kind of sound file is to be written: a value, with a word for it such as `wav-24` or `mp3-192`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from studio.errors import InputError
from studio.sentences import sentence

_unknown = sentence(
    "encoding.unknown",
    "No sound file is written as {word!r}. Say for example wav-16, wav-24, wav-float, flac-24,"
    " mp3-192, mp3-v2, ogg-6, opus-96 or m4a-160.",
)


class Kind(Enum):
    """The values are endings of file names."""

    WAV = ".wav"
    FLAC = ".flac"
    MP3 = ".mp3"
    OGG = ".ogg"
    OPUS = ".opus"
    M4A = ".m4a"


class Depth(Enum):
    """How a sample is kept where nothing is lost."""

    BITS_16 = "16"
    BITS_24 = "24"
    FLOAT = "float"

    @property
    def bytes(self) -> int:
        return {"16": 2, "24": 3, "float": 4}[self.value]


@dataclass(frozen=True, slots=True)
class Encoding:
    """`kilobits` per second, of both channels together, is for MP3, Opus and M4A; `quality` for MP3 of
    varying rate (0 the best to 9) and for OGG (0 to 10, the best)."""

    kind: Kind
    depth: Depth = Depth.BITS_16
    kilobits: int | None = None
    quality: int | None = None

    @property
    def ending(self) -> str:
        return self.kind.value

    @property
    def is_lossless(self) -> bool:
        return self.kind in (Kind.WAV, Kind.FLAC)

    @property
    def has_chapters(self) -> bool:
        return True

    @property
    def word(self) -> str:
        """What `encoding_named` understands."""
        if self.is_lossless:
            return f"{self.kind.value[1:]}-{self.depth.value}"
        if self.kilobits is None:
            letter = "v" if self.kind is Kind.MP3 else ""
            return f"{self.kind.value[1:]}-{letter}{self.quality}"
        return f"{self.kind.value[1:]}-{self.kilobits}"

    def rate(self, wanted: int) -> int:
        """The nearest rate it can hold: Opus knows no 44.1 kHz."""
        return 48_000 if self.kind is Kind.OPUS and wanted == 44_100 else wanted


WAV_16 = Encoding(Kind.WAV)
WAV_24 = Encoding(Kind.WAV, Depth.BITS_24)
WAV_FLOAT = Encoding(Kind.WAV, Depth.FLOAT)
FLAC_16 = Encoding(Kind.FLAC)
FLAC_24 = Encoding(Kind.FLAC, Depth.BITS_24)

MP3_KILOBITS = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_USUAL = {
    Kind.WAV: WAV_16,
    Kind.FLAC: FLAC_16,
    Kind.MP3: Encoding(Kind.MP3, kilobits=192),
    Kind.OGG: Encoding(Kind.OGG, quality=6),
    Kind.OPUS: Encoding(Kind.OPUS, kilobits=96),
    Kind.M4A: Encoding(Kind.M4A, kilobits=160),
}
_ENDINGS = {kind.value: kind for kind in Kind} | {".oga": Kind.OGG, ".wave": Kind.WAV}
ENDINGS = tuple(kind.value for kind in Kind)

_WORD = re.compile(r"([a-z0-9]+?)(?:-(v)?(?:q)?(\d{1,3}|float|32f))?")


def encoding_named(word: str) -> Encoding:
    """`wav`, `wav-24`, `mp3-192`, `mp3-v2`, `ogg-6` …; raises InputError for anything else."""
    match = _WORD.fullmatch(word.strip().casefold())
    kind = _ENDINGS.get(f".{match[1]}") if match else None
    if match is None or kind is None:
        raise InputError(_unknown(word=word))
    if match[3] is None:
        return _USUAL[kind]
    found = _made(kind, match[2] is not None, match[3])
    if found is None:
        raise InputError(_unknown(word=word))
    return found


def encoding_for(name: str) -> Encoding | None:
    """The usual one for a file of this name; None when its ending is none of ours."""
    kind = next((kind for end, kind in _ENDINGS.items() if name.casefold().endswith(end)), None)
    return _USUAL[kind] if kind else None


def _made(kind: Kind, varies: bool, value: str) -> Encoding | None:
    if kind in (Kind.WAV, Kind.FLAC):
        depth = "float" if value in ("float", "32f", "32") else value
        known = ("16", "24", "float") if kind is Kind.WAV else ("16", "24")
        return Encoding(kind, Depth(depth)) if depth in known and not varies else None
    if not value.isdigit():
        return None
    number = int(value)
    if kind is Kind.OGG or varies:
        most = 10 if kind is Kind.OGG else 9
        fits = kind in (Kind.OGG, Kind.MP3) and number <= most and varies == (kind is Kind.MP3)
        return Encoding(kind, quality=number) if fits else None
    if kind is Kind.MP3:
        return Encoding(kind, kilobits=number) if number in MP3_KILOBITS else None
    return Encoding(kind, kilobits=number) if 16 <= number <= 510 else None
