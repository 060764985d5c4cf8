"""Which Lines a person wants to see: the filters of the script, and whether a Line passes one. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from studio.document.values import Line, LineStatus, SpeakerId
from studio.studio import Studio
from studio.takes.line_state import LineState


class Kind(Enum):
    ALL = "all"
    NEEDS_TAKE = "needs take"
    STALE = "stale"
    FAILED = "failed"
    DRAFTS = "drafts"
    NOT_APPROVED = "not approved"
    HAS_NOTES = "has notes"
    SPEAKER = "speaker"


@dataclass(frozen=True, slots=True)
class Filter:
    kind: Kind = Kind.ALL
    speaker: SpeakerId | None = None


ALL_LINES = Filter()

_HEARD = (LineState.DRAFT, LineState.FINAL)
_DRAFTS = (LineState.DRAFT, LineState.UNDERSTUDY)
_FAILED = (LineState.FAILED, LineState.UNKNOWN)
_DONE = (LineStatus.APPROVED, LineStatus.LOCKED)


def passing(wanted: Filter, studio: Studio) -> Iterator[str | None]:
    """For each Line of the Document its id if it passes, else None; asked for one by one, so that a
    long script can be gone through bit by bit."""
    document = studio.document
    noted = {note.line for note in document.listening_notes}
    for line in document.lines:
        yield line.id if _passes(wanted, line, noted, studio) else None


def _passes(wanted: Filter, line: Line, noted: set[str], studio: Studio) -> bool:
    match wanted.kind:
        case Kind.NEEDS_TAKE:
            return bool(line.text) and studio.state_of(line.id) not in _HEARD
        case Kind.STALE:
            is_asked = line.status is LineStatus.NEEDS_RETAKE
            return is_asked or studio.takes.stale_because(line.id) is not None
        case Kind.FAILED:
            return studio.state_of(line.id) in _FAILED
        case Kind.DRAFTS:
            return studio.state_of(line.id) in _DRAFTS
        case Kind.NOT_APPROVED:
            return line.status not in _DONE
        case Kind.HAS_NOTES:
            return bool(line.notes) or line.id in noted
        case Kind.SPEAKER:
            return line.speaker == wanted.speaker
        case _:
            return True
