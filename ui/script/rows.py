"""What each row of the script says, read from the Studio when it is asked. Knows no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from studio.document.initials import initials_of
from studio.document.values import Line, LineId, Speaker, SpeakerId
from studio.studio import Studio
from studio.takes.line_state import LineState
from studio.timeline.clip import Clip
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
    """The rows of the Document that the Studio holds; each is made anew when it is asked for."""

    def __init__(self, studio: Studio) -> None:
        self.heard: frozenset[LineId] = frozenset()
        self._studio = studio
        self._known_cast: tuple[Speaker, ...] = ()
        self._members: dict[SpeakerId, tuple[Speaker, str]] = {}

    def __len__(self) -> int:
        return len(self.lines)

    def __getitem__(self, place: int) -> Row:
        line = self.lines[place]
        speaker, initials = self._member(line.speaker)
        earlier = self.lines[max(place - 1, 0)]
        return Row(
            number=place + 1,
            line=line,
            speaker=speaker,
            initials=initials,
            cue=cue_words(line.cue, self._member(earlier.speaker)[0].name),
            state=self._studio.state_of(line.id),
            clip=self._studio.timeline.placed.of(line.id),
            is_heard=line.id in self.heard,
        )

    @property
    def lines(self) -> Sequence[Line]:
        return self._studio.document.lines

    def place(self, line: LineId) -> int | None:
        """Which row `line` is; None when it is not in the Document any more."""
        return self._studio.document.lines.place(line)

    def find(self, line: LineId) -> Row | None:
        place = self.place(line)
        return None if place is None else self[place]

    def _member(self, id: SpeakerId) -> tuple[Speaker, str]:
        cast = self._studio.document.cast
        if cast is not self._known_cast:
            initials = initials_of([speaker.name for speaker in cast])
            pairs = zip(cast, initials, strict=True)
            self._members = {speaker.id: (speaker, letters) for speaker, letters in pairs}
            self._known_cast = cast
        return self._members[id]
