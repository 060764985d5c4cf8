"""The parts that work while a project is open, and how they hang together: Document in; voices,
Takes, Timeline and sound out. Loaded after the window is painted.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from pathlib import Path

from studio.document.sounds import SoundSource
from studio.document.values import Document, LineId, SpeakerId
from studio.frames import PROJECT_RATE
from studio.front.block_lengths import BlockLengths, all_lengths, lengths_by_block
from studio.front.hearing import Hearing
from studio.front.line_casting import LineCasting, decides_alike
from studio.front.making import Making
from studio.front.sound_places import SoundPlaces
from studio.observers import Observers
from studio.playback.play_state import PlayState
from studio.playback.sound_output import SoundOutput
from studio.playback.transport import Transport
from studio.project.project import Project
from studio.scheduling.demand import View
from studio.scheduling.runway import Runway, runways
from studio.scheduling.ways import PaidService
from studio.settings import Settings
from studio.takes.growing_take import GrowingTake
from studio.takes.keeping import TakeStore
from studio.takes.mode import Mode
from studio.takes.recipe import TakeKey
from studio.takes.shelf import Shelf
from studio.takes.take import Take
from studio.timeline.layout import layout
from studio.timeline.master import Master, ceiling_db
from studio.timeline.mixer import Mixer
from studio.timeline.shapes import Shapes
from studio.timeline.sound_files import SoundFiles
from studio.timeline.values import Length, Timeline

GLANCE_SECONDS = 0.3
"""How often it is looked whether enough has come of a growing Take to be heard."""

log = logging.getLogger(__name__)

_LOOKED_AT_AT_ONCE = 400
"""So many rows of a script are looked at in less than 16 ms."""

SETTLED_FRAMES = PROJECT_RATE // 5
"""So far ahead of the playhead the sound is too near to the ear to be moved."""

RESTS_TIMES = 4
"""After laying out for some time, arriving Takes wait so many times that long for the next: a large
script would otherwise be laid out anew for every single one of its Takes."""


class Machinery:
    """Give it the Document whenever that changes; safe from every thread."""

    def __init__(self) -> None:
        self.changed: Observers[[]] = Observers()
        """Told on the voice thread when Takes, states or the Timeline changed."""
        self.timeline = Timeline()
        self.transport = Transport(SoundOutput())
        self.making = Making()
        self.auditions = Hearing(self.making, self.transport)
        self._document = Document()
        self._settings = Settings()
        self._mixer: Mixer | None = None
        self._places = SoundPlaces(self._sound_came)
        self._sounds = SoundFiles(self._places.locate)
        self.shapes = Shapes(self._take, self._coming, self._sounds.opened)
        self.lengths: Mapping[LineId, Length] = {}
        """Of every Line that is spoken, as the Timeline has them."""
        self.sound_lengths: Mapping[str, int] = {}
        """Of every sound file that is at hand, by its hash."""
        self._jumps: tuple[LineId, ...] = ()
        self._laid_out: frozenset[TakeKey] = frozenset()
        self._growing: frozenset[TakeKey] = frozenset()
        self._rests_until = 0.0
        self._is_behind = False
        """Whether who speaks the Lines is still to be looked at anew."""
        self._looks_again = False
        self._looks_soon = False
        self._by_block: dict[int, BlockLengths] = {}
        self._lock = threading.RLock()
        voices = self.making.voices
        voices.changed.connect(self._voices_changed)
        voices.second_passed.connect(self._second_passed)
        self.transport.changed.connect(self.look_soon)

    def start(self) -> None:
        self.making.voices.start()
        self.transport.start()

    def show(
        self, document: Document, project: Project | None = None, at_frame: int = 0
    ) -> Future[None]:
        """Another project is there, whose Takes are not at hand yet: be silent, and make nothing.
        Done when everything of the last one is written down."""
        self.transport.stop()
        self.transport.seek(at_frame)
        with self._lock:
            left = self.making.rest()
            self._places.use(project)
            self._jumps = ()
            self.timeline = Timeline()
            self._by_block = {}
            self.set_document(document)
        return left

    def work_for(self, found: Future[Shelf], store: TakeStore) -> None:
        """It is known which Takes the project has: from now on what is missing is made. Where they
        cannot be read, as if there were none."""
        error = found.exception()
        if error is not None:
            log.info("the takes of the project cannot be read: %s", error)
        shelf = found.result() if error is None else Shelf()
        shelf.lost.connect(lambda key: self.making.voices.soon(self._take_was_lost))
        casting = LineCasting(self.making.model)
        casting.look_at(self._document, self.making.mode)
        with self._lock:
            self.making.work_for(shelf, store, casting)
            self.making.set_document(self._document)
        self._measure()
        self.look_soon()
        self.changed.tell()

    # --- what is wished ----------------------------------------------------------------------

    def set_document(self, document: Document) -> None:
        with self._lock:
            is_alike = decides_alike(document, self._document)
            self._document = document
            if is_alike and not self._is_behind:
                self.making.set_document(document)
                self._by_block = self._lengths(document, self._by_block)
                self._lay_out()
                self.look_soon()
            else:
                self._cast_soon()

    def set_mode(self, mode: Mode) -> None:
        """Who is to be heard from now on."""
        self.making.set_mode(mode)
        self._cast_soon()

    def use_service(self, service: PaidService | None, settings: Settings) -> None:
        """Have final voices spoken there, and look so far ahead as is set."""
        with self._lock:
            self._settings = settings
            self.making.set_model(settings.service_model)
            self.making.voices.use_service(service)
            self._cast_soon()

    def wish(self, wish: Callable[[Making], object]) -> None:
        """Wish something else of the making than until now."""
        wish(self.making)
        self.look_soon()

    def expect_jumps(self, lines: Iterable[LineId]) -> None:
        """Playing may go on from one of these Lines next."""
        with self._lock:
            self._jumps = tuple(lines)
        self.look_soon()

    def look_soon(self) -> None:
        """Ask for what is needed next: after an edit, a jump, or a while of playing. Done on the voice
        thread, once for all who said so meanwhile."""
        if not self._looks_soon:
            self._looks_soon = True
            self.making.voices.soon(self._look_ahead)

    def _look_ahead(self) -> None:
        self._looks_soon = False
        view = View(
            self.transport.playhead,
            self.timeline.clips,
            self._jumps,
            look_ahead_frames=self._settings.look_ahead_seconds * PROJECT_RATE,
            look_ahead_lines=self._settings.look_ahead_lines,
        )
        is_playing = self.transport.state is not PlayState.STOPPED
        self.making.look_ahead(view, is_playing=is_playing)

    # --- how things stand --------------------------------------------------------------------

    def locate_sound(self, source: SoundSource) -> Path | None:
        """The file that holds a sound of the piece; None where it is not there."""
        return self._places.locate(source)

    def heard_lines(self) -> int:
        """How many Lines can be heard whole, be it by an understudy."""
        return sum([each.heard for each in self._by_block.values()])

    def runways(self) -> dict[SpeakerId, Runway]:
        """By Lane, how many seconds are ready ahead of the playhead."""
        return runways(self.timeline, self.transport.playhead, self.making.state_of)

    def close(self, wait_seconds: float = 4.0) -> None:
        """Silence first, then the voices; returns when every thread and child is gone."""
        ending = threading.Thread(target=self.making.close, args=(wait_seconds,), name="voices end")
        ending.start()
        self.transport.close()
        self.shapes.close()
        self._places.close()
        self._sounds.close()
        ending.join()

    # --- inside ------------------------------------------------------------------------------

    def _take(self, key: TakeKey) -> Take | None:
        return self.making.shelf.take(key)

    def _coming(self, key: TakeKey) -> GrowingTake | None:
        return self.making.voices.standing.coming.get(key)

    def _sound_came(self) -> None:
        with self._lock:
            self._lay_out()
        self.changed.tell()

    def _take_was_lost(self) -> None:
        """One that was counted on cannot be read after all: nobody may wait for it, and it is wanted
        anew."""
        self._measure()
        self.look_soon()
        self.changed.tell()

    def _find(self, key: TakeKey) -> Take | GrowingTake | None:
        return self.making.find(key)

    def _second_passed(self) -> None:
        if self.making.mode is Mode.FINAL and self.transport.state is not PlayState.STOPPED:
            self.look_soon()

    def _voices_changed(self) -> None:
        self._catch_up()
        self.changed.tell()

    def _catch_up(self) -> None:
        """Lay out what has come, unless that was done just now; and look again when more may have."""
        wait = self._rests_until - time.monotonic()
        if self._is_out_of_date() and wait <= 0:
            self._measure()
        is_behind = self._is_out_of_date() or bool(self.making.voices.standing.coming)
        if is_behind and not self._looks_again:
            self._looks_again = True
            self.making.voices.soon(self._look_again, max(wait, GLANCE_SECONDS))

    def _look_again(self) -> None:
        self._looks_again = False
        before = self.timeline
        self._catch_up()
        if self.timeline is not before:
            self.changed.tell()

    def _is_out_of_date(self) -> bool:
        """Whether Takes came, or began to come, since the Timeline was laid out."""
        making = self.making
        return making.shelf.keys() is not self._laid_out or making.audible() != self._growing

    def _cast_soon(self) -> None:
        """Every Line may be spoken otherwise now. Who is to speak it is looked at here and now, but for
        a large script on the voice thread: that takes longer than a picture on the screen lasts."""
        with self._lock:
            if self._is_behind:
                return
            if len(self._document.script) <= _LOOKED_AT_AT_ONCE:
                self.making.cast_anew(self._document)
                self._by_block = self._lengths(self._document, {})
                self._lay_out()
                self.look_soon()
            else:
                self._is_behind = True
                self.making.voices.soon(self._cast_anew)

    def _cast_anew(self) -> None:
        looked_at = self._decides()
        self.making.cast_anew(looked_at[0])
        with self._lock:
            self._is_behind = False
            if self._decides() != looked_at:
                self._cast_soon()
                return
        self._measure()
        self.look_soon()
        self.changed.tell()

    def _decides(self) -> tuple[Document, Mode, str]:
        """What decides who speaks."""
        return self._document, self.making.mode, self.making.model

    def _lengths(
        self, document: Document, known: Mapping[int, BlockLengths]
    ) -> dict[int, BlockLengths]:
        return lengths_by_block(document, self.making.heard, self.making.outline, known)

    def _measure(self) -> None:
        """Measure every Line anew, because Takes came or others are heard, and lay all out. Whoever
        edits meanwhile does not wait for the measuring."""
        began = time.monotonic()
        document, earlier = self._document, self.timeline
        laid_out, growing = self.making.shelf.keys(), self.making.audible()
        measured = self._lengths(document, {})
        lengths = all_lengths(measured)
        timeline = self._laid_out_behind(earlier, document, lengths)
        with self._lock:
            self._by_block = measured
            self._laid_out, self._growing = laid_out, growing
            if self._document is document and self.timeline is earlier:
                self._put(timeline, lengths)
            else:
                alike = decides_alike(self._document, document)
                self._by_block = self._lengths(self._document, measured if alike else {})
                self._lay_out()
        self._rests_until = time.monotonic() + RESTS_TIMES * (time.monotonic() - began)

    def _lay_out(self) -> None:
        lengths = all_lengths(self._by_block)
        self._put(self._laid_out_behind(self.timeline, self._document, lengths), lengths)

    def _laid_out_behind(
        self, earlier: Timeline, document: Document, lengths: Mapping[LineId, Length]
    ) -> Timeline:
        self.sound_lengths = self._sounds.lengths(document.sound_clips)
        return layout(document, lengths, earlier, self._settled_frame(), self.sound_lengths)

    def _put(self, timeline: Timeline, lengths: Mapping[LineId, Length]) -> None:
        self.timeline, self.lengths = timeline, lengths
        self._mixer = Mixer(
            self._document, self.timeline, self._find, self._sounds.stream, self._mixer
        )
        self.transport.set_source(Master(self._mixer, ceiling_db(self._document)))

    def _settled_frame(self) -> int:
        """While playing, Clips that begin before this frame are being heard or were."""
        if self.transport.state is PlayState.STOPPED:
            return 0
        return self.transport.playhead + SETTLED_FRAMES
