"""What each row of the script says, read from the Studio when it is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from studio.document.cues import BY_RULE, Cue
from studio.document.edits import typing
from studio.document.initials import initials_of
from studio.document.ordered import Ordered
from studio.document.script_items import Aside, Heading
from studio.document.spoken_text import spoken_text
from studio.document.values import Document, Line, LineId, Script, Speaker, SpeakerId
from studio.standing.money import LinePrice
from studio.standing.takes import TakeState
from studio.studio import Studio
from studio.takes.line_state import LineState
from studio.timeline.clip import Clip
from ui import messages
from ui.line_states import StateLook, look_of
from ui.script.cue_words import CueWords, cue_words


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands below a Line's words: why it was not spoken, or why it is not written."""

    words: str
    is_failure: bool


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
    takes: int
    """How many Takes there are to be heard."""
    price: LinePrice
    foot: Foot | None
    near: str | None
    """The name this Speaker's may be misspelt from."""


@dataclass(frozen=True, slots=True)
class SilentRow:
    """A heading, or what is only read and never spoken; it has no number."""

    item: Heading | Aside


_TO_BE_HEARD = (TakeState.READY, TakeState.PARTIAL, TakeState.END_NOT_CONFIRMED)


class Rows:
    """The rows of the Document that was last shown, each made when it is asked for and kept until
    something may be otherwise; whoever knows of that says `forget`."""

    def __init__(self, studio: Studio) -> None:
        self.heard: frozenset[LineId] = frozenset()
        self.words_heard: dict[LineId, tuple[int, int]] = {}
        self._studio = studio
        self._document = studio.document
        self.wanted: frozenset[str] | None = None
        """The ids that are shown; None shows every item."""
        self._filtered: Script | None = None
        self._known_cast: tuple[Speaker, ...] = ()
        self._made: dict[int, Row | SilentRow] = {}
        self._told: dict[LineId, str] = {}
        self._near: Mapping[SpeakerId, Speaker] = {}
        self._kept_names: set[SpeakerId] = set()
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
        made = self._made.get(place)
        if made is None:
            item = self.items[place]
            made = self._row(item) if isinstance(item, Line) else SilentRow(item)
            self._made[place] = made
        return made

    def forget(self) -> None:
        """What was known of the rows may be otherwise now."""
        self._made.clear()

    def tell(self, line: LineId, words: str) -> None:
        """Say something in the row of a Line; nothing with empty words."""
        self._told = {line: words} if words else {}
        self.forget()

    def keep_name(self, speaker: SpeakerId) -> None:
        """This Speaker's name is meant as it is."""
        self._kept_names.add(speaker)
        self._known_cast = ()
        self.forget()

    @property
    def names_in_doubt(self) -> frozenset[SpeakerId]:
        """Speakers whose name may be another's, misspelt."""
        if self._document.cast:
            self._member(self._document.cast[0].id)
        return frozenset(self._near)

    def foot_of(self, line: Line) -> Foot | None:
        """What stands below the words of a Line."""
        told = self._told.get(line.id)
        if told is not None:
            return Foot(told, is_failure=False)
        if self._studio.state_of(line.id) is not LineState.FAILED:
            return None
        infos = self._studio.takes.of(line.id)
        problem = next((info.problem for info in infos if info.problem is not None), None)
        return None if problem is None else Foot(messages.text(problem), is_failure=True)

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
        self.forget()
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
            takes=sum(info.state in _TO_BE_HEARD for info in self._studio.takes.of(line.id)),
            price=self._studio.money.price_of(line.id),
            foot=self.foot_of(line),
            near=self._near[speaker.id].name if speaker.id in self._near else None,
        )

    def _member(self, id: SpeakerId) -> tuple[Speaker, str]:
        cast = self._document.cast
        if cast is not self._known_cast:
            initials = initials_of([speaker.name for speaker in cast])
            pairs = zip(cast, initials, strict=True)
            self._members = {speaker.id: (speaker, letters) for speaker, letters in pairs}
            near = typing.misspelt(self._document)
            self._near = {id: near[id] for id in near if id not in self._kept_names}
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
