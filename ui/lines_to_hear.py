"""By which of their Lines a Speaker is heard: those with words, and first of all the current one."""

from __future__ import annotations

from studio.document.values import Document, Line, LineId, SpeakerId
from studio.takes.sent_text import sent_text


def lines_with_words(document: Document, speaker: SpeakerId) -> list[Line]:
    return [
        line
        for line in document.lines
        if line.speaker == speaker and sent_text(document, line).has_words
    ]


def line_to_hear(document: Document, speaker: SpeakerId, current: LineId | None) -> LineId | None:
    """The current Line when it is theirs, else their first with words."""
    theirs = [line.id for line in lines_with_words(document, speaker)]
    return current if current in theirs else next(iter(theirs), None)
