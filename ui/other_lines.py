"""Lines that are spoken otherwise than their Speaker says, and may be changed; and how many there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from operator import attrgetter

from studio.document.values import AS_USUAL, Document, Line, LineId, LineStatus, SpeakerId


@dataclass(frozen=True, slots=True)
class LineCounts:
    """By Speaker."""

    all: Mapping[SpeakerId, int]
    other: Mapping[SpeakerId, int]


def other_lines(document: Document, speaker: SpeakerId) -> tuple[LineId, ...]:
    return tuple(line.id for line in _others(document) if line.speaker == speaker)


def count_lines(document: Document) -> LineCounts:
    who = attrgetter("speaker")
    return LineCounts(Counter(map(who, document.lines)), Counter(map(who, _others(document))))


def _others(document: Document) -> list[Line]:
    return [
        line
        for line in document.lines
        if line.delivery is not AS_USUAL  # true of most, and quicker than the next
        and line.delivery != AS_USUAL
        and line.status is not LineStatus.LOCKED
    ]
