"""What each row of the script says, read from the Studio when it is asked. Knows no Qt.

A row is made anew for every question; only what is costly to find is remembered, and only for as
long as the Document or the Timeline it was found in is the one at hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from studio.document.initials import initials_of
from studio.document.values import Document, Line, LineId, Speaker, SpeakerId
from studio.studio import Studio
from studio.takes.line_state import LineState
from studio.timeline.values import Clip, Timeline
from ui.script.cue_words import CueWords, cue_words


@dataclass(frozen=True, slots=True)
class Row:
    """A Line with everything that is shown beside it."""

    number: int
    line: Line
    speaker: Speaker
    initials: str
    cue: CueWords | None
    state: LineState
    clip: Clip | None
    is_heard: bool


class Rows:
    """The rows of the Document that the Studio holds."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._known_document = _OfDocument(studio.document)
        self._known_timeline = _OfTimeline(studio.timeline)
        self.heard: frozenset[LineId] = frozenset()

    def __len__(self) -> int:
        return len(self._document.lines)

    def __getitem__(self, index: int) -> Row:
        line = self._document.lines[index]
        speaker = self._facts.speaker[line.speaker]
        return Row(
            number=index + 1,
            line=line,
            speaker=speaker,
            initials=self._facts.initials[line.speaker],
            cue=cue_words(line.cue, self._earlier_name(index)),
            state=self._studio.state_of(line.id),
            clip=self._clips.get(line.id),
            is_heard=line.id in self.heard,
        )

    @property
    def lines(self) -> Sequence[Line]:
        return self._document.lines

    def index_of(self, line: LineId) -> int:
        return self._facts.index[line]

    def find(self, line: LineId) -> Row | None:
        index = self._facts.index.get(line)
        return None if index is None else self[index]

    @property
    def _document(self) -> Document:
        return self._studio.document

    @property
    def _facts(self) -> _OfDocument:
        if self._known_document.document is not self._document:
            self._known_document = _OfDocument(self._document)
        return self._known_document

    @property
    def _clips(self) -> dict[LineId, Clip]:
        timeline = self._studio.timeline
        if self._known_timeline.timeline is not timeline:
            self._known_timeline = _OfTimeline(timeline)
        return self._known_timeline.clips

    def _earlier_name(self, index: int) -> str:
        earlier = self._document.lines[index - 1] if index else self._document.lines[index]
        return self._facts.speaker[earlier.speaker].name


class _OfDocument:
    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def speaker(self) -> dict[SpeakerId, Speaker]:
        return {speaker.id: speaker for speaker in self.document.cast}

    @cached_property
    def initials(self) -> dict[SpeakerId, str]:
        names = [speaker.name for speaker in self.document.cast]
        found = zip(self.document.cast, initials_of(names), strict=True)
        return {speaker.id: initials for speaker, initials in found}

    @cached_property
    def index(self) -> dict[LineId, int]:
        return {line.id: index for index, line in enumerate(self.document.lines)}


class _OfTimeline:
    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline

    @cached_property
    def clips(self) -> dict[LineId, Clip]:
        return {clip.line: clip for clip in self.timeline.clips}
