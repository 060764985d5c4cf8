"""What each row of the script says, read from the Studio when it is asked. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from studio.document.cues import BY_RULE, Cue
from studio.document.initials import initials_of
from studio.document.ordered import Ordered
from studio.document.script_items import Aside, Heading
from studio.document.spoken_text import spoken_text
from studio.document.values import Document, Line, LineId, Script, Speaker, SpeakerId
from studio.studio import Studio
from studio.takes.line_state import LineState
from studio.timeline.clip import Clip
from ui.line_states import StateLook, look_of
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
    look: StateLook
    arrived: float | None
    """Of a Take that is coming, how much has come, from 0 to 1."""
    clip: Clip | None
    is_heard: bool
    word: tuple[int, int] | None
    """Where the word that is heard stands in the text."""


@dataclass(frozen=True, slots=True)
class SilentRow:
    """A heading, or what is only read and never spoken; it has no number."""

    item: Heading | Aside


class Rows:
    """The rows of the Document that was last shown; each is made anew when it is asked for."""

    def __init__(self, studio: Studio) -> None:
        self.heard: frozenset[LineId] = frozenset()
        self.words_heard: dict[LineId, tuple[int, int]] = {}
        self._studio = studio
        self._document = studio.document
        self.wanted: frozenset[str] | None = None
        """The ids that are shown; None shows every item."""
        self._filtered: Script | None = None
        self._known_cast: tuple[Speaker, ...] = ()
        self._members: dict[SpeakerId, tuple[Speaker, str]] = {}

    def show(self, document: Document) -> None:
        """Be the rows of this Document from now on."""
        self._document = document
        self._sift()

    def show_only(self, ids: frozenset[str] | None) -> None:
        """Of the Document only these items; None shows them all."""
        self.wanted = ids
        self._sift()

    def keep(self, ids: Iterable[str]) -> None:
        """These are shown too, whatever was asked for."""
        if self.wanted is not None:
            self.wanted |= frozenset(ids)

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, place: int) -> Row | SilentRow:
        item = self.items[place]
        return self._row(item) if isinstance(item, Line) else SilentRow(item)

    @property
    def items(self) -> Script:
        """Those that are shown."""
        return self._document.script if self._filtered is None else self._filtered

    def cues(self) -> Iterator[tuple[Cue, str]]:
        """Every Cue that somebody wrote, with the name of the Speaker it leans on."""
        earlier = None
        for line in self._document.lines:
            if line.cue is not BY_RULE:
                yield line.cue, self._member(earlier or line.speaker)[0].name
            earlier = line.speaker

    def line_from(self, place: int) -> LineId | None:
        """The Line of the row at `place`; of a silent row, the first one after it."""
        for at in range(place, len(self.items)):
            item = self.items[at]
            if isinstance(item, Line):
                return item.id
        return None

    def place(self, line: LineId) -> int | None:
        """Which row `line` is; None when it is not shown."""
        return self.items.place(line)

    def place_of(self, item: str) -> int | None:
        """Which row an item of the script is; None when it is none of them."""
        return self.items.place(item)

    def find(self, line: LineId) -> Row | None:
        found = self._document.lines.get(line)
        return None if found is None else self._row(found)

    def _sift(self) -> None:
        wanted = self.wanted
        if wanted is None:
            self._filtered = None
        else:
            self._filtered = Ordered(item for item in self._document.script if item.id in wanted)

    def _row(self, line: Line) -> Row:
        lines = self._document.lines
        place = lines.place(line.id) or 0
        speaker, initials = self._member(line.speaker)
        earlier = lines[max(place - 1, 0)]
        state = self._studio.state_of(line.id)
        because = self._studio.takes.stale_because(line.id)
        is_muted = line.is_muted or speaker.lane.is_muted
        return Row(
            number=place + 1,
            line=line,
            speaker=speaker,
            initials=initials,
            cue=cue_words(line.cue, self._member(earlier.speaker)[0].name),
            state=state,
            look=look_of(state, line.status, because, is_muted=is_muted),
            arrived=self._studio.takes.arrived(line.id) if state is LineState.COMING else None,
            clip=self._studio.timeline.placed.of(line.id),
            is_heard=line.id in self.heard,
            word=_in_text(line, self.words_heard.get(line.id)),
        )

    def _member(self, id: SpeakerId) -> tuple[Speaker, str]:
        cast = self._document.cast
        if cast is not self._known_cast:
            initials = initials_of([speaker.name for speaker in cast])
            pairs = zip(cast, initials, strict=True)
            self._members = {speaker.id: (speaker, letters) for speaker, letters in pairs}
            self._known_cast = cast
        return self._members[id]


def _in_text(line: Line, word: tuple[int, int] | None) -> tuple[int, int] | None:
    """Where a word of the text as sent stands in the text as shown; None where that is another one."""
    if word is None or line.spoken is not None:
        return None
    start, end = word
    said = spoken_text(line)[start:end]
    if line.text[start:end] == said:
        return word
    at = line.text.find(said, max(0, start - 1))
    return None if at < 0 or not said else (at, at + len(said))
