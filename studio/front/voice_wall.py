"""One Line in many Voices, and a few Lines in several casts: made side by side, heard one by one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from itertools import chain, combinations

from studio.document.ordered import Ordered
from studio.document.values import Document, Line, LineId, SpeakerId, Voice
from studio.front.audition_prices import audition_price, audition_seconds
from studio.front.machinery import Machinery
from studio.front.making import Making
from studio.observers import Observers
from studio.scheduling.budget import Budget
from studio.scheduling.casting_wall import (
    Heard,
    Place,
    chemistry_wants,
    level_gain_db,
    wall,
    wall_wants,
)
from studio.scheduling.demand import Want, scene_of
from studio.standing.money import LinePrice
from studio.takes.line_state import LineState
from studio.takes.recipe import TakeKey
from studio.takes.take import Take
from studio.takes.voice_print import Difference, VoicePrint, difference, voice_print
from studio.timeline.layout import layout
from studio.timeline.lengths import line_lengths
from studio.timeline.master import Master, ceiling_db
from studio.timeline.mixer import Mixer


class VoiceWall:
    """Used on the window's thread; `changed` is told on another when a place looks different. What a
    wall `before` it found out about the same Line is not found out again."""

    def __init__(
        self,
        machinery: Machinery,
        document: Document,
        line: LineId,
        voices: Sequence[Voice],
        before: VoiceWall | None = None,
    ) -> None:
        self.changed: Observers[[]] = Observers()
        self.places: tuple[Place, ...] = ()
        """In the order of the Voices; one without words to say makes no place."""
        self._machinery = machinery
        found = document.script.get(line)
        model = machinery.making.model
        self._wants = wall_wants(document, found, voices, model) if isinstance(found, Line) else ()
        self._document, self._line = document, line
        self._others: dict[SpeakerId, Take] = {}
        self._known: dict[TakeKey, Heard] = {}
        if before is not None and before._line == line:
            self._others, self._known = before._others, before._known
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="casting wall")
        self._is_looking = False
        self._leave = machinery.changed.connect(self._look)
        standing = machinery.making.voices.standing
        # Listening to what is there takes a while, so that is left to the worker.
        self.places = wall(self._wants, lambda _: None, standing, self._others, self._known)
        self._look()

    def make(self, places: Collection[int]) -> None:
        """Have these Voices speak, and no others."""
        wanted = (want for place, (_, want) in enumerate(self._wants) if place in places)
        self._machinery.auditions.want(tuple(wanted))

    def hear(self, place: int, *, is_levelled: bool = True) -> None:
        """The Voice at this place, also while it arrives; as loud as all others."""
        if place < len(self.places):
            key, heard = self._wants[place][1].key, self.places[place].heard
            gain_db = 0.0
            if is_levelled and heard is not None:
                gain_db = heard.gain_db
            elif is_levelled and (growing := self._machinery.making.find(key)) is not None:
                gain_db = level_gain_db(growing)
            self._machinery.auditions.hear(key, gain_db)

    def be_silent(self) -> None:
        """Hear none of them; what was asked for still comes."""
        self._machinery.transport.stop_audition()

    def make_again(self, place: int) -> None:
        """A person wants it once more, although it may be charged."""
        if place < len(self._wants):
            self._machinery.making.voices.ask_again(self._wants[place][1].key)

    def price_of(self, place: int, budget: Budget) -> LinePrice:
        """What this Voice cost, or would cost."""
        return audition_price(self._machinery.making, self._wants[place][1], budget)

    def seconds_of(self, place: int) -> float:
        """How long this Voice will probably speak, or does."""
        return audition_seconds(self._machinery.making, self._wants[place][1])

    def close(self) -> None:
        """Make nothing more for it. What was made stays a Take of its Voice."""
        self._leave()
        self._machinery.auditions.stop()
        self._worker.shutdown(cancel_futures=True)

    def _look(self) -> None:
        if not self._is_looking:
            self._is_looking = True
            with suppress(RuntimeError):
                self._worker.submit(self._look_now)

    def _look_now(self) -> None:
        self._is_looking = False
        making = self._machinery.making
        others = _others(self._machinery, self._document, self._line)
        if others.keys() != self._others.keys():
            self._others, self._known = others, {}
        self.places = wall(
            self._wants, making.shelf.take, making.voices.standing, self._others, self._known
        )
        self._known = {
            place.want.key: place.heard for place in self.places if place.heard is not None
        }
        self.changed.tell()


class ChemistryRead:
    """The same Lines in several casts; `changed` is told on another thread when more is there."""

    def __init__(
        self,
        machinery: Machinery,
        document: Document,
        lines: Sequence[LineId],
        casts: Sequence[Mapping[SpeakerId, Voice]],
    ) -> None:
        self.changed: Observers[[]] = Observers()
        self._machinery = machinery
        self._reads = chemistry_wants(document, lines, casts, machinery.making.model)
        self._documents = [
            _cast(document, wants, cast) for wants, cast in zip(self._reads, casts, strict=True)
        ]
        self._prints: dict[TakeKey, VoicePrint | None] = {}
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="chemistry read")
        self._is_looking = False
        self._leave = machinery.changed.connect(self._look)
        self._look()

    def make(self, casts: Collection[int]) -> None:
        """Have these casts speak, and no others."""
        wants = (want for cast, read in enumerate(self._reads) if cast in casts for want in read)
        self._machinery.auditions.want(tuple({want.key: want for want in wants}.values()))

    def ready(self, cast: int) -> tuple[int, int]:
        """How many of the Takes of this cast are there, and how many there will be."""
        shelf = self._machinery.making.shelf
        wants = self._reads[cast]
        return sum(shelf.outline(want.key) is not None for want in wants), len(wants)

    def lines(self, cast: int) -> tuple[tuple[LineId, LineState], ...]:
        """How each of its Lines stands."""
        making = self._machinery.making
        return tuple((want.line, _state(making, want.key)) for want in self._reads[cast])

    def differences(self, cast: int) -> Mapping[tuple[SpeakerId, SpeakerId], Difference]:
        """How far apart the voices of this cast are, two by two, as far as they have spoken."""
        heard: dict[SpeakerId, VoicePrint] = {}
        for want in self._reads[cast]:
            known = self._prints.get(want.key)
            if known is not None:
                heard.setdefault(want.lane, known)
        return {
            (one, other): difference(heard[one], heard[other])
            for one, other in combinations(heard, 2)
        }

    def make_again(self, cast: int) -> None:
        """What failed of it once more, although it may be charged."""
        voices = self._machinery.making.voices
        for want in self._reads[cast]:
            if want.key in voices.standing.failed or want.key in voices.standing.needing_a_word:
                voices.ask_again(want.key)

    def prices(self, cast: int, budget: Budget) -> tuple[tuple[TakeKey, LinePrice, float], ...]:
        """What each of its Takes cost or would cost, and how many seconds it sounds."""
        making = self._machinery.making
        return tuple(
            (want.key, audition_price(making, want, budget), audition_seconds(making, want))
            for want in self._reads[cast]
        )

    def hear(self, cast: int) -> None:
        """The Lines as this cast says them, with their Cues; what is not there yet is left out."""
        making, document = self._machinery.making, self._documents[cast]
        takes = {want.line: want.recipe for want in self._reads[cast]}
        lengths = line_lengths(document, lambda _, line: takes.get(line.id), making.shelf.outline)
        timeline = layout(document, lengths).heard()
        mixer = Mixer(document, timeline, making.shelf.take)
        self._machinery.transport.audition(Master(mixer, ceiling_db(document)))

    def be_silent(self) -> None:
        """Hear none of them; what was asked for still comes."""
        self._machinery.transport.stop_audition()

    def close(self) -> None:
        """Make nothing more for it. What was made stays."""
        self._leave()
        self._machinery.auditions.stop()
        self._worker.shutdown(cancel_futures=True)

    def _look(self) -> None:
        if not self._is_looking:
            self._is_looking = True
            with suppress(RuntimeError):
                self._worker.submit(self._look_now)

    def _look_now(self) -> None:
        self._is_looking = False
        shelf = self._machinery.making.shelf
        for want in chain.from_iterable(self._reads):
            take = None if want.key in self._prints else shelf.take(want.key)
            if take is not None:
                self._prints[want.key] = voice_print(take.samples)
        self.changed.tell()


def _state(making: Making, key: TakeKey) -> LineState:
    standing = making.voices.standing
    if making.shelf.outline(key) is not None:
        return LineState.FINAL
    if key in standing.coming:
        return LineState.COMING
    if key in standing.needing_a_word:
        return LineState.UNKNOWN
    return LineState.FAILED if key in standing.failed else LineState.QUEUED


def _cast(document: Document, wants: Sequence[Want], cast: Mapping[SpeakerId, Voice]) -> Document:
    """The Document with these Lines alone."""
    meant = {want.line for want in wants}
    lines = Ordered([line for line in document.lines if line.id in meant])
    speakers = tuple(
        replace(speaker, draft_voice=cast.get(speaker.id, speaker.draft_voice))
        for speaker in document.cast
    )
    return replace(document, cast=speakers, script=lines, sound_clips=(), markers=())


def _others(machinery: Machinery, document: Document, line: LineId) -> dict[SpeakerId, Take]:
    """A Take of each other Speaker of the scene the Line is in."""
    scenes, making = scene_of(document), machinery.making
    own = next((each.speaker for each in document.lines if each.id == line), None)
    found: dict[SpeakerId, Take] = {}
    for each in document.lines:
        if each.speaker == own or each.speaker in found or scenes[each.id] != scenes.get(line):
            continue
        key = making.heard_key(each.id)
        take = making.shelf.take(key) if key is not None else None
        if take is not None:
            found[each.speaker] = take
    return found
