"""What a card of the Cast shows, worked out from what the Studio knows. Knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from studio.document.initials import initials_of
from studio.document.values import Document, Speaker, SpeakerId
from studio.frames import PROJECT_RATE
from studio.standing.contexts import ContextState
from studio.takes.line_state import LineState
from ui.other_lines import LineCounts

SHOWN_FRAMES = 30 * PROJECT_RATE
"""So far ahead of the playhead the runway looks."""


class Pattern(Enum):
    """How a stretch of the runway is drawn: a final take, a draft, one on its way, none."""

    FINAL, DRAFT, COMING, NOTHING = range(4)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the look-ahead; frames count from the playhead."""

    start_frame: int
    end_frame: int
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Card:
    """One Speaker. `ready_seconds` is None while nothing of theirs lies ahead."""

    speaker: Speaker
    initials: str
    lines: int
    context: ContextState
    runway: tuple[Stretch, ...] = ()
    ready_seconds: float | None = None
    is_short: bool = False
    cost: str = ""
    context_words: str = ""
    """How the context stands, in a sentence."""
    trouble: str = ""
    """Why the final voice cannot be reached; empty while it can."""
    can_have_final: bool = False
    """Whether there is anybody who could speak a final voice."""
    other_lines: int = 0
    """Are spoken otherwise than the Speaker says, and may be changed."""


def pattern_of(state: LineState) -> Pattern:
    match state:
        case LineState.FINAL | LineState.PARTIAL:
            return Pattern.FINAL
        case LineState.DRAFT | LineState.UNDERSTUDY:
            return Pattern.DRAFT
        case LineState.COMING | LineState.QUEUED:
            return Pattern.COMING
        case _:
            return Pattern.NOTHING


def seconds_of(runway: tuple[Stretch, ...], pattern: Pattern) -> float:
    frames = sum(each.end_frame - each.start_frame for each in runway if each.pattern is pattern)
    return frames / PROJECT_RATE


def cards(
    document: Document,
    counts: LineCounts,
    runways: Mapping[SpeakerId, tuple[tuple[Stretch, ...], float]],
    contexts: Mapping[SpeakerId, ContextState],
    costs: Mapping[SpeakerId, str],
    *,
    is_playing: bool,
    context_words: Mapping[SpeakerId, str] = MappingProxyType({}),
    trouble: str = "",
    can_have_final: bool = False,
) -> tuple[Card, ...]:
    """The Cast in its order."""
    initials = initials_of([speaker.name for speaker in document.cast])
    made = []
    for speaker, letters in zip(document.cast, initials, strict=True):
        runway, ready = runways.get(speaker.id, ((), None))
        made.append(
            Card(
                speaker,
                letters,
                counts.all.get(speaker.id, 0),
                contexts.get(speaker.id, ContextState.LOCAL),
                runway,
                ready,
                is_playing and ready is not None and ready < _SHORT_SECONDS,
                costs.get(speaker.id, ""),
                context_words.get(speaker.id, ""),
                trouble if speaker.final_voice is not None else "",
                can_have_final,
                counts.other.get(speaker.id, 0),
            )
        )
    return tuple(made)


_SHORT_SECONDS = 5.0
