"""The Document and what it is made of: frozen values, told apart by identity.

An edit makes a new Document that shares everything it did not touch. What has been heard (Takes)
and where it lies in time (the Timeline) are not in here.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import Enum
from typing import NewType

from studio.document.annotations import ListeningNote, Marker, TakeMark
from studio.document.clip_edit import NO_EDIT, ClipEdit, PinnedTake
from studio.document.cues import BY_RULE, Cue
from studio.document.dictionary import DictionaryEntry
from studio.document.lanes import PLAIN_LANE, LaneSettings
from studio.document.ordered import Ordered
from studio.document.script_items import Aside, Extras, Heading
from studio.document.sounds import SoundClip, SoundLane
from studio.frames import PROJECT_RATE

LineId = NewType("LineId", str)
SpeakerId = NewType("SpeakerId", str)

LONGEST_TEXT = 10_000
"""Characters of one Line."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A sound a server offers; `service` names the server's kind or host, never a port or key."""

    service: str
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a Line is to be spoken; None leaves the choice to the next wider scope."""

    speed: float | None = None
    expressiveness: float | None = None
    variation: float | None = None
    language: str | None = None
    stability: float | None = None
    similarity: float | None = None
    style: float | None = None
    speaker_boost: bool | None = None
    normalize: bool | None = None
    max_tokens: int | None = None

    def over(self, wider: Delivery) -> Delivery:
        """This, with what it leaves open filled in from the next wider scope."""
        if self == AS_USUAL or self is wider:
            return wider
        chosen = {
            field.name: getattr(wider if getattr(self, field.name) is None else self, field.name)
            for field in fields(self)
        }
        return Delivery(**chosen)


AS_USUAL = Delivery()
"""Nothing is said about how to speak: the wider scope decides all of it."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Someone who speaks; `colour` counts through the palette of the theme, `aliases` are other
    names a script knows them by, `short_code` stands in file names."""

    id: SpeakerId
    name: str
    colour: int
    draft_voice: Voice | None = None
    delivery: Delivery = AS_USUAL
    lane: LaneSettings = PLAIN_LANE
    final_voice: Voice | None = None
    aliases: tuple[str, ...] = ()
    short_code: str = ""
    notes: str = ""


class LineStatus(Enum):
    """How far people have got with a Line; a locked one refuses edits."""

    DRAFT = "draft"
    NEEDS_RETAKE = "needs retake"
    APPROVED = "approved"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class Line:
    """One speech by one Speaker.

    `may_be_cut` is the written ` --` at its end. `spoken` replaces `text` for the voice alone.
    `retake` says which further Take of the same words is wanted, 0 being the first. `external_id` is
    that of a game or a translator. `target_frames` is the time a subtitle leaves for it.
    """

    id: LineId
    speaker: SpeakerId
    text: str
    direction: str = ""
    cue: Cue = BY_RULE
    may_be_cut: bool = False
    spoken: str | None = None
    delivery: Delivery = AS_USUAL
    retake: int = 0
    pinned: PinnedTake | None = None
    clip: ClipEdit = NO_EDIT
    status: LineStatus = LineStatus.DRAFT
    is_muted: bool = False
    silence_before_frames: int = 0
    silence_after_frames: int = 0
    target_frames: int | None = None
    starts_paragraph: bool = False
    notes: str = ""
    external_id: str = ""
    extras: Extras = ()


ScriptItem = Line | Heading | Aside
Script = Ordered[ScriptItem]
"""Lines, headings and asides in the order of reading."""

EMPTY_SCRIPT: Script = Ordered()
NO_MARKS: Ordered[TakeMark] = Ordered()


@dataclass(frozen=True, slots=True)
class PauseRules:
    """The silence before a Line that starts `After` without a gap of its own. A new scene or
    paragraph counts more than who speaks."""

    other_speaker_frames: int = round(0.3 * PROJECT_RATE)
    same_speaker_frames: int = round(0.45 * PROJECT_RATE)
    lead_in_frames: int = round(0.2 * PROJECT_RATE)
    paragraph_frames: int = round(0.8 * PROJECT_RATE)
    scene_frames: int = round(1.5 * PROJECT_RATE)


@dataclass(frozen=True, slots=True)
class LoudnessTarget:
    """How loud the Mix is to be as a whole, and the peak it may never pass."""

    lufs: float = -16.0
    true_peak_db: float = -1.0


@dataclass(frozen=True, slots=True)
class Document:
    """What is wanted: the Cast, the script in order, and how it is to sound."""

    title: str = ""
    language: str = "en"
    cast: tuple[Speaker, ...] = ()
    script: Script = EMPTY_SCRIPT
    pauses: PauseRules = PauseRules()
    delivery: Delivery = AS_USUAL
    loudness: LoudnessTarget | None = None
    dictionary: tuple[DictionaryEntry, ...] = ()
    markers: tuple[Marker, ...] = ()
    listening_notes: tuple[ListeningNote, ...] = ()
    take_marks: Ordered[TakeMark] = NO_MARKS
    sound_lanes: tuple[SoundLane, ...] = ()
    sound_clips: tuple[SoundClip, ...] = ()
    extras: Extras = ()

    @property
    def lines(self) -> Ordered[Line]:
        """The Lines alone, in order; cheap to ask for again."""
        return self.script.only(Line)

    @property
    def headings(self) -> Ordered[Heading]:
        return self.script.only(Heading)

    def speaker(self, id: SpeakerId) -> Speaker:
        return next(speaker for speaker in self.cast if speaker.id == id)

    def delivery_of(self, line: Line) -> Delivery:
        """How `line` is to be spoken once Line, Speaker, project and language had their say."""
        narrow = line.delivery.over(self.speaker(line.speaker).delivery).over(self.delivery)
        return (
            narrow if narrow.language is not None else narrow.over(Delivery(language=self.language))
        )
