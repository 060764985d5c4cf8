"""The Document and what it is made of: frozen values, told apart by identity.

An edit makes a new Document that shares everything it did not touch. What has been heard (Takes)
and where it lies in time (the Timeline) are not in here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

from studio.document.cues import BY_RULE, Cue
from studio.frames import PROJECT_RATE

LineId = NewType("LineId", str)
SpeakerId = NewType("SpeakerId", str)


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


@dataclass(frozen=True, slots=True)
class LaneSettings:
    """How a Speaker's Lane sits in the Mix; pan runs from -1 (left) to 1 (right)."""

    gain_db: float = 0.0
    pan: float = 0.0
    is_muted: bool = False
    is_solo: bool = False


@dataclass(frozen=True, slots=True)
class Speaker:
    """Someone who speaks; `colour` counts through the palette of the theme."""

    id: SpeakerId
    name: str
    colour: int
    draft_voice: Voice | None = None
    delivery: Delivery = Delivery()
    lane: LaneSettings = LaneSettings()


@dataclass(frozen=True, slots=True)
class Line:
    """One speech by one Speaker; `may_be_cut` is the written ` --` at its end."""

    id: LineId
    speaker: SpeakerId
    text: str
    direction: str = ""
    cue: Cue = BY_RULE
    may_be_cut: bool = False


@dataclass(frozen=True, slots=True)
class PauseRules:
    """The silence before a Line that starts `After` without a gap of its own."""

    other_speaker_frames: int = round(0.3 * PROJECT_RATE)
    same_speaker_frames: int = round(0.45 * PROJECT_RATE)
    lead_in_frames: int = round(0.2 * PROJECT_RATE)


@dataclass(frozen=True, slots=True)
class Document:
    """What is wanted: the Cast and the Lines in order."""

    title: str = ""
    language: str = "en"
    cast: tuple[Speaker, ...] = ()
    lines: tuple[Line, ...] = ()
    pauses: PauseRules = PauseRules()

    def speaker(self, id: SpeakerId) -> Speaker:
        return next(speaker for speaker in self.cast if speaker.id == id)
