"""A small scene for tests of the window, and a Studio whose answers a test sets by hand."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path

from studio.document.change import Change, change
from studio.document.cues import CutIn
from studio.document.history import StepName
from studio.document.ordered import Ordered
from studio.document.script_items import Aside, AsideId, AsideKind, Heading, HeadingId
from studio.document.values import Document, Line, LineId, ScriptItem, Speaker, SpeakerId
from studio.front.auditions import Auditions
from studio.front.exporting import Exporting
from studio.front.line_takes import LineTakes
from studio.front.listening import Listening
from studio.front.money import Money
from studio.front.service import Service
from studio.front.voice_book import VoiceBook
from studio.front.wishes import Wishes
from studio.observers import Observers
from studio.playback.play_state import PlayState
from studio.sentences import Message
from studio.studio import Studio
from studio.takes.line_state import LineState
from studio.takes.recipe import TakeKey
from studio.timeline.values import Clip, Length, PlacedSound, Span, Timeline

SECOND = 48_000
ANNA, BEN = SpeakerId("anna"), SpeakerId("ben")
FIRST, SECOND_LINE, THIRD = LineId("first"), LineId("second"), LineId("third")

SCENE = Document(
    title="The Lamp",
    cast=(Speaker(ANNA, "ANNA", 0), Speaker(BEN, "BEN", 1)),
    script=Ordered(
        (
            Line(
                FIRST, ANNA, "Is the lamp on? I cannot --", direction="whispering", may_be_cut=True
            ),
            Line(SECOND_LINE, BEN, "It was on yesterday.", cue=CutIn(SECOND // 2)),
            Line(THIRD, ANNA, "<b>Yesterday</b> was Tuesday."),
        )
    ),
)


def with_lines(*items: ScriptItem) -> Document:
    """The scene with these Lines, and what stands between them, instead of its own."""
    return replace(SCENE, script=Ordered(items))


def clip(line: LineId, start_frame: int, end_frame: int, take: str | None = "key") -> Clip:
    """A Clip of the scene; without `take` it is only estimated."""
    speaker = next(each.speaker for each in SCENE.lines if each.id == line)
    key = None if take is None else TakeKey(take)
    return Clip(line, speaker, start_frame, end_frame, end_frame, key)


HEADING = Heading(HeadingId("heading"), "The cellar")
COMMENT = Aside(AsideId("comment"), AsideKind.COMMENT, "Rain, all through.")
WITH_HEADING = with_lines(HEADING, SCENE.lines[0], COMMENT, *SCENE.lines[1:])
"""The scene with two rows that stay silent: before everything, and after the first Line."""

TIMELINE = Timeline(
    (
        clip(FIRST, 0, 3 * SECOND),
        clip(SECOND_LINE, 2 * SECOND, 4 * SECOND),
        clip(THIRD, 5 * SECOND, 7 * SECOND, take=None),
    )
)


class _CountedTakes(LineTakes):
    """Of nothing that runs, but counted as the test says how the Lines stand."""

    def __init__(self, studio: SetStudio) -> None:
        super().__init__(studio.quiet._running)
        self._studio = studio

    def heard_count(self) -> int:
        return self._count(LineState.DRAFT)

    def failed_count(self) -> int:
        return self._count(LineState.FAILED)

    def _count(self, state: LineState) -> int:
        studio = self._studio
        return sum(studio.state_of(line.id) is state for line in studio.document.lines)


@dataclass
class SetStudio:
    """What the window asks of a Studio, answered as the test says."""

    document: Document = SCENE
    timeline: Timeline = TIMELINE
    states: dict[LineId, LineState] = field(default_factory=dict)
    transport_state: PlayState = PlayState.STOPPED
    playhead: int = 0
    voice_service_message: Message | None = None
    output_description: Message | None = None
    document_changed: Observers[[Change]] = field(default_factory=Observers)
    takes_changed: Observers[[]] = field(default_factory=Observers)
    transport_changed: Observers[[]] = field(default_factory=Observers)
    shapes_changed: Observers[[]] = field(default_factory=Observers)
    project_changed: Observers[[]] = field(default_factory=Observers)
    project: None = None
    quiet: Studio = field(default_factory=Studio)
    """One that nobody started: it answers "nothing" to what the test does not set."""
    loop: Span | None = None
    undo_step: StepName | None = None
    redo_step: StepName | None = None
    asked: list[object] = field(default_factory=list)

    @property
    def making(self) -> Wishes:
        return self.quiet.making

    @property
    def takes(self) -> LineTakes:
        return _CountedTakes(self)

    @property
    def money(self) -> Money:
        return self.quiet.money

    @property
    def service(self) -> Service:
        return self.quiet.service

    @property
    def exporting(self) -> Exporting:
        return self.quiet.exporting

    @property
    def auditions(self) -> Auditions:
        return self.quiet.auditions

    @property
    def voice_book(self) -> VoiceBook:
        return self.quiet.voice_book

    @property
    def listening(self) -> Listening:
        return self.quiet.listening

    def open(self, path: Path) -> Future[object]:
        self.asked.append(("open", path.name))
        opened: Future[object] = Future()
        opened.set_result(path)
        return opened

    def show(self, opened: object) -> None:
        self.put(SCENE)

    def put(self, document: Document) -> None:
        """Have another Document, and say so."""
        before, self.document = self.document, document
        self.document_changed.tell(change(before, document))

    def edit(self, name: StepName, edit: Callable[[Document], Document]) -> None:
        self.asked.append(("edit", str(name.word)))
        self.put(edit(self.document))

    def runways(self) -> dict[SpeakerId, object]:
        return {}

    @property
    def lengths(self) -> dict[LineId, Length]:
        return {}

    @property
    def sound_lengths(self) -> dict[str, int]:
        return {}

    def outline_of(self, key: TakeKey) -> None:
        return None

    def wave_of(self, clip: Clip, first: int, last: int, columns: int) -> None:
        return None

    def sound_wave_of(self, sound: PlacedSound, first: int, last: int, columns: int) -> None:
        return None

    def seek(self, frame: int) -> None:
        self.asked.append(("seek", frame))

    def set_loop(self, loop: Span | None) -> None:
        self.asked.append(("loop", loop))
        self.loop = loop

    def state_of(self, line: LineId) -> LineState:
        return self.states.get(line, LineState.DRAFT)

    def play(self, from_frame: int | None = None) -> None:
        self.asked.append(("play", from_frame))
        self.transport_state = PlayState.PLAYING
        self.transport_changed.tell()

    def stop(self) -> None:
        self.asked.append("stop")
        self.transport_state = PlayState.STOPPED
        self.transport_changed.tell()
