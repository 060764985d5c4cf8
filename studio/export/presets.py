"""Settings of an export by name: those we bring along, and TOML files that people write themselves."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from studio.audio.encoding import WAV_16, encoding_named
from studio.errors import InputError
from studio.export.job import (
    CaptionFile,
    LineFiles,
    LineLevel,
    Loudness,
    Measure,
    Sound,
    SpeakerNames,
    StemFiles,
    Unfinished,
)
from studio.resource_files import resource_file
from studio.sentences import sentence

PRESETS = ("podcast", "audiobook", "broadcast", "us-tv", "web", "game")
RATES = (24_000, 44_100, 48_000)

_unknown = sentence(
    "presets.unknown",
    "There is no preset {word!r}, and no file of that name. Choose one of: {known}.",
)
_unreadable = sentence(
    "presets.unreadable", "The preset {path} could not be read: {reason}. Mend it and try again."
)
_no_key = sentence(
    "presets.no-key", "The preset {path} sets {key}, which nothing is called. Known are: {known}."
)
_bad_value = sentence(
    "presets.bad-value", "The preset {path} sets {key} to {value!r}, which makes no sense there."
)

LAYOUTS: Mapping[str, tuple[str, str]] = {
    "renpy": ("game/voice/{id}", "ogg-6"),
    "unreal": ("{lang}/{id}", "wav-16"),
    "wwise": ("{lang}/{speaker}_{id}_{no:06}", "wav-16"),
    "fmod": ("{lang}/{id}", "wav-16"),
}
"""How game engines want their folders and names, and what they read."""

_KEYS = {
    "mix": ("format", "rate", "channels", "lead_seconds", "tail_seconds"),
    "loudness": ("lufs", "lufs_mono", "rms", "true_peak"),
    "stems": ("format", "rate", "channels", "names", "centred"),
    "lines": ("format", "rate", "channels", "names", "layout", "level", "lufs", "processed",
              "trim_silence", "broadcast"),
    "captions": ("characters", "rows", "characters_per_second", "names", "words",
                 "word_times"),
    "export": ("unfinished", "ai_notice", "artist", "episode"),
}  # fmt: skip

_NOWHERE = Path()
_MIX, _AS_IT_IS = Sound(WAV_16), Loudness()
_STEMS, _LINES, _CAPTIONS = StemFiles(_NOWHERE), LineFiles(_NOWHERE), CaptionFile(_NOWHERE)


@dataclass(frozen=True, slots=True)
class Preset:
    """All that can be chosen but the places: those in `stems`, `lines` and `captions` mean nothing.
    `lead_seconds` of silence are before the first Line, at least, and `tail_seconds` behind the last."""

    mix: Sound = _MIX
    has_format: bool = False
    loudness: Loudness = _AS_IT_IS
    stems: StemFiles = _STEMS
    lines: LineFiles = _LINES
    captions: CaptionFile = _CAPTIONS
    unfinished: Unfinished = Unfinished.DRAFT
    ai_notice: bool = True
    artist: str = ""
    episode: str = ""
    lead_seconds: float = 0.0
    tail_seconds: float = 0.0


PLAIN = Preset()


def preset_named(word: str) -> Preset:
    """One of ours by name, else a file; raises InputError."""
    if word in PRESETS:
        return read_preset(resource_file(f"export/{word}.toml"))
    path = Path(word)
    if not path.is_file():
        raise InputError(_unknown(word=word, known=", ".join(PRESETS)))
    return read_preset(path)


def read_preset(path: Path) -> Preset:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(_unreadable(path=path, reason=_reason(error))) from error
    for name, table in tables.items():
        if name not in _KEYS or not isinstance(table, dict):
            raise InputError(_no_key(path=path, key=name, known=", ".join(_KEYS)))
        for key in table:
            if key not in _KEYS[name]:
                known = ", ".join(_KEYS[name])
                raise InputError(_no_key(path=path, key=f"{name}.{key}", known=known))
    reader = _Reader(path, tables)
    return Preset(
        reader.sound("mix", _MIX),
        "format" in tables.get("mix", {}),
        reader.loudness(),
        reader.stems(),
        reader.lines(),
        reader.captions(),
        reader.one_of("export", "unfinished", Unfinished, Unfinished.DRAFT),
        reader.get("export", "ai_notice", True),
        reader.get("export", "artist", ""),
        reader.get("export", "episode", ""),
        reader.seconds("lead_seconds"),
        reader.seconds("tail_seconds"),
    )


def in_layout(lines: LineFiles, layout: str) -> LineFiles:
    names, form = LAYOUTS[layout]
    return replace(lines, names=names, sound=replace(lines.sound, encoding=encoding_named(form)))


class _Reader:
    def __init__(self, path: Path, tables: Mapping[str, Mapping[str, Any]]) -> None:
        self._path = path
        self._tables = tables

    def get(self, table: str, key: str, usual: Any) -> Any:
        """The value, which must be of the same type as the usual one; numbers may be whole."""
        value = self._tables.get(table, {}).get(key)
        if value is None:
            return usual
        wanted = (int, float) if type(usual) is float else (type(usual),)
        if type(value) not in wanted:
            raise self._bad(table, key, value)
        return float(value) if type(usual) is float else value

    def seconds(self, key: str) -> float:
        value: float = self.get("mix", key, 0.0)
        if not 0 <= value <= 60:
            raise self._bad("mix", key, value)
        return value

    def one_of(self, table: str, key: str, choices: Any, usual: Any) -> Any:
        word = self.get(table, key, usual.value)
        found = next((choice for choice in choices if choice.value == word), None)
        if found is None:
            raise self._bad(table, key, word)
        return found

    def sound(self, table: str, usual: Sound) -> Sound:
        form = encoding_named(self.get(table, "format", usual.encoding.word))
        rate = self.get(table, "rate", usual.rate)
        channels = self.get(table, "channels", usual.channels)
        if rate not in RATES:
            raise self._bad(table, "rate", rate)
        if channels not in (1, 2):
            raise self._bad(table, "channels", channels)
        return Sound(form, rate, channels)

    def loudness(self) -> Loudness:
        table = self._tables.get("loudness", {})
        ceiling = self.get("loudness", "true_peak", -1.0)
        if not -20 <= ceiling <= 0:
            raise self._bad("loudness", "true_peak", ceiling)
        for key in ("lufs", "lufs_mono", "rms"):
            if key in table and not -60 <= self.get("loudness", key, -23.0) <= 0:
                raise self._bad("loudness", key, table[key])
        if "rms" in table:
            return Loudness(self.get("loudness", "rms", 0.0), ceiling, measure=Measure.RMS)
        target = self.get("loudness", "lufs", 0.0) if "lufs" in table else None
        mono = self.get("loudness", "lufs_mono", 0.0) if "lufs_mono" in table else None
        return Loudness(target, ceiling, mono)

    def stems(self) -> StemFiles:
        usual = _STEMS
        return StemFiles(
            _NOWHERE,
            self.sound("stems", usual.sound),
            self.get("stems", "names", usual.names),
            self.get("stems", "centred", usual.centred),
        )

    def lines(self) -> LineFiles:
        usual = _LINES
        layout = self.get("lines", "layout", "")
        if layout and layout not in LAYOUTS:
            raise self._bad("lines", "layout", layout)
        usual = in_layout(usual, layout) if layout else usual
        return LineFiles(
            _NOWHERE,
            self.sound("lines", usual.sound),
            self.get("lines", "names", usual.names),
            self.get("lines", "processed", usual.processed),
            self.get("lines", "trim_silence", usual.trim_silence),
            self.one_of("lines", "level", LineLevel, usual.level),
            self.get("lines", "lufs", usual.level_lufs),
            self.get("lines", "broadcast", usual.broadcast),
        )

    def captions(self) -> CaptionFile:
        usual = _CAPTIONS
        found = CaptionFile(
            _NOWHERE,
            self.get("captions", "characters", usual.row_characters),
            self.get("captions", "rows", usual.rows),
            self.get("captions", "characters_per_second", usual.characters_per_second),
            self.one_of("captions", "names", SpeakerNames, usual.names),
            self.get("captions", "words", usual.words),
            self.get("captions", "word_times", usual.word_times),
        )
        for key, value in (("characters", found.row_characters), ("rows", found.rows),
                           ("characters_per_second", found.characters_per_second)):  # fmt: skip
            if value < 1:
                raise self._bad("captions", key, value)
        return found

    def _bad(self, table: str, key: str, value: object) -> InputError:
        return InputError(_bad_value(path=self._path, key=f"{table}.{key}", value=value))


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return str(error)
