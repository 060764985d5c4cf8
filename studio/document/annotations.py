"""What people remember about a place in time, a Line they heard, or a Take."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NewType

from studio.document.clip_edit import TakeKey

MarkerId = NewType("MarkerId", str)
NoteId = NewType("NoteId", str)


@dataclass(frozen=True, slots=True)
class Marker:
    """A named frame of the Timeline; with an end, a region."""

    id: MarkerId
    name: str
    start_frame: int
    end_frame: int | None = None
    colour: int = 0


class NoteKind(Enum):
    """What was noticed while listening."""

    TOO_FAST = "too fast"
    TOO_SLOW = "too slow"
    FLAT = "flat"
    WRONG_WORD = "wrong word"
    TOO_LOUD = "too loud"
    TOO_QUIET = "too quiet"
    AGAIN = "again"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ListeningNote:
    """One thing noticed at one place; `line` is a LineId, `frame` counts from the Line's start."""

    id: NoteId
    line: str
    kind: NoteKind
    frame: int = 0
    text: str = ""
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class TakeMark:
    """What somebody thinks of a Take; `id` is the Take's key, `rating` 0 (none) or 1 to 5."""

    id: TakeKey
    rating: int = 0
    remark: str = ""
    is_discarded: bool = False
