"""An export as a value: what is to be written, of which part, and how. Nothing happens here.

Paths that a person chose are kept as they are; names below a folder come from templates.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from studio.audio.encoding import WAV_24, WAV_FLOAT, Encoding
from studio.document.script_items import HeadingId
from studio.document.values import LineId


class Unfinished(Enum):
    """What becomes of a Line whose wanted voice has not spoken it: the draft voice, silence of its
    length, no time at all, or no export."""

    DRAFT = "draft"
    SILENCE = "silence"
    LEAVE_OUT = "leave-out"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Scenes:
    """All that stands under these headings."""

    headings: tuple[HeadingId, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """These Lines alone, from the first of them to the last."""

    lines: tuple[LineId, ...]


@dataclass(frozen=True, slots=True)
class Frames:
    """What is heard between two frames of the Timeline."""

    start_frame: int
    end_frame: int


Part = Scenes | Lines | Frames | None
"""None is all of it."""


class Measure(Enum):
    """What a target is counted in."""

    LUFS = "LUFS"
    RMS = "dB RMS"


@dataclass(frozen=True, slots=True)
class Loudness:
    """How loud the Mix is made as a whole; None leaves it as it is. A mono file may have a target of
    its own, for one loudspeaker where stereo has two."""

    target: float | None = None
    ceiling_db: float = -1.0
    mono_target: float | None = None
    measure: Measure = Measure.LUFS

    def target_for(self, channels: int) -> float | None:
        return self.mono_target if channels == 1 and self.mono_target is not None else self.target


@dataclass(frozen=True, slots=True)
class Sound:
    """The form of a sound file."""

    encoding: Encoding
    rate: int = 48_000
    channels: int = 2


@dataclass(frozen=True, slots=True)
class MixFile:
    path: Path
    sound: Sound


@dataclass(frozen=True, slots=True)
class StemFiles:
    """One file per Lane below `folder`, each as long as the Mix. In 32-bit float, for a Lane may be louder
    than full scale where the limiter holds the Mix."""

    folder: Path
    sound: Sound = Sound(WAV_FLOAT)
    names: str = "{project}_{speaker}"
    centred: bool = False


class LineLevel(Enum):
    """`AS_MADE`: as the voice made it; `EACH`: every file equally loud; `MIX`: as in the Mix."""

    AS_MADE = "as made"
    EACH = "each"
    MIX = "mix"


@dataclass(frozen=True, slots=True)
class LineFiles:
    """One file per Line below `folder`. `processed` has the Lane's effect, gain and fades; what is not
    processed is the Take, trimmed. `broadcast` adds the Line's facts to WAV files."""

    folder: Path
    sound: Sound = Sound(WAV_24, 48_000, 1)
    names: str = "{no:04}_{speaker}_{text:24}"
    processed: bool = False
    trim_silence: bool = False
    level: LineLevel = LineLevel.AS_MADE
    level_lufs: float = -23.0
    broadcast: bool = True


class SpeakerNames(Enum):
    """Before whose captions the name stands."""

    ON_CHANGE = "on-change"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class CaptionFile:
    """`words` gives each word a cue of its own; `word_times` writes into a cue when each word begins,
    where the format has a place for it."""

    path: Path
    row_characters: int = 42
    rows: int = 2
    characters_per_second: float = 20.0
    names: SpeakerNames = SpeakerNames.ON_CHANGE
    words: bool = False
    word_times: bool = False


@dataclass(frozen=True, slots=True)
class HandoverFile:
    """For another program; the ending of `path` says which. Sound files lie in a folder beside it."""

    path: Path


@dataclass(frozen=True, slots=True)
class ScriptFile:
    """The script in the format of the ending, with times and takes where it has room for them."""

    path: Path


@dataclass(frozen=True, slots=True)
class Job:
    """`ai_notice` says in every sound file that the speech is AI-generated. With `only_changed`, what
    lies there unchanged since the last time is not written again. `tail_frames` of silence follow the
    end of what is heard."""

    mixes: tuple[MixFile, ...] = ()
    stems: StemFiles | None = None
    lines: LineFiles | None = None
    captions: tuple[CaptionFile, ...] = ()
    handover: tuple[HandoverFile, ...] = ()
    scripts: tuple[ScriptFile, ...] = ()
    part: Part = None
    loudness: Loudness = Loudness()
    unfinished: Unfinished = Unfinished.DRAFT
    ai_notice: bool = True
    only_changed: bool = False
    artist: str = ""
    episode: str = ""
    tail_frames: int = 0

    @property
    def is_empty(self) -> bool:
        return not (
            self.mixes or self.stems or self.lines or self.captions or self.handover or self.scripts
        )
