"""The parts that work while a project is open, and how they hang together: Document in; voices,
Takes, Timeline and sound out. Loaded after the window is painted.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Mapping

from studio.document.values import Document, Line, LineId, SpeakerId
from studio.frames import PROJECT_RATE
from studio.observers import Observers
from studio.playback.play_state import PlayState
from studio.playback.sound_output import SoundOutput
from studio.playback.transport import Transport
from studio.scheduling.demand import View, draft_wants, final_wants
from studio.scheduling.heard_take import Candidates, candidates, ready_state
from studio.scheduling.runway import Runway, runways
from studio.scheduling.voice_thread import VoiceThread
from studio.takes.keeping import MemoryStore, TakeStore
from studio.takes.line_state import LineState
from studio.takes.mode import Mode
from studio.takes.recipe import Recipe, TakeKey
from studio.takes.recipe_book import RecipeBook
from studio.takes.request_record import RequestState
from studio.takes.shelf import Shelf
from studio.timeline.layout import layout
from studio.timeline.lengths import line_lengths
from studio.timeline.master import Master, ceiling_db
from studio.timeline.mixer import Mixer
from studio.timeline.shapes import Shapes
from studio.timeline.sound_files import SoundFiles
from studio.timeline.values import Length, Timeline

SETTLED_FRAMES = PROJECT_RATE // 5
"""So far ahead of the playhead the sound is too near to the ear to be moved."""

RESTS_TIMES = 4
"""After laying out for some time, arriving Takes wait so many times that long for the next: a large
script would otherwise be laid out anew for every single one of its Takes."""


class Machinery:
    """Give it the Document whenever that changes; safe from every thread."""

    def __init__(self, store: TakeStore | None = None) -> None:
        self.changed: Observers[[]] = Observers()
        """Told on the voice thread when Takes, states or the Timeline changed."""
        self.timeline = Timeline()
        self.transport = Transport(SoundOutput())
        kept = store or MemoryStore()
        self.shelf = Shelf(kept)
        self.voices = VoiceThread(self.shelf, kept)
        self._document = Document()
        self._mixer: Mixer | None = None
        self._sounds = SoundFiles()
        self.shapes = Shapes(self.shelf.take, self._sounds.opened)
        self.lengths: Mapping[LineId, Length] = {}
        """Of every Line that is spoken, as the Timeline has them."""
        self._book = RecipeBook()
        self._mode = Mode.DRAFT
        self._who: dict[LineId, Candidates] = {}
        self._asked: tuple[LineId, ...] = ()
        self._jumps: tuple[LineId, ...] = ()
        self._caret: LineId | None = None
        self._typed_at: float | None = None
        self._laid_out: frozenset[TakeKey] = frozenset()
        self._rests_until = 0.0
        self._catches_up = False
        self._lock = threading.RLock()
        self.voices.changed.connect(self._voices_changed)
        self.voices.second_passed.connect(self._second_passed)
        self.transport.changed.connect(lambda: self.voices.soon(self.look_ahead))

    def start(self) -> None:
        self.voices.start()
        self.transport.start()

    # --- what is wished ----------------------------------------------------------------------

    def set_document(self, document: Document) -> None:
        with self._lock:
            before = self._wanted(self._caret)
            self._document = document
            self._cast()
            if self._caret is not None and self._wanted(self._caret) != before:
                self._typed_at = time.monotonic()
            self._lay_out()
        self.look_ahead()

    def set_mode(self, mode: Mode) -> None:
        """Who is to be heard from now on."""
        with self._lock:
            self._mode = mode
            self._cast()
            self._lay_out()
        self.look_ahead()

    def set_caret(self, line: LineId | None) -> None:
        """The Line that is being written; nothing is paid for it."""
        with self._lock:
            self._caret, self._typed_at = line, None
        self.look_ahead()

    def expect_jumps(self, lines: Iterable[LineId]) -> None:
        """Playing may go on from one of these Lines next."""
        with self._lock:
            self._jumps = tuple(lines)
        self.look_ahead()

    def promote(self, lines: Iterable[LineId]) -> None:
        """Have these Lines spoken by their final voices, wherever the playhead is."""
        with self._lock:
            self._asked = tuple(dict.fromkeys((*self._asked, *lines)))
        self.look_ahead()

    def look_ahead(self) -> None:
        """Ask for what is needed next as things stand: after an edit, a jump, or a while of playing."""
        with self._lock:
            playing = self.transport.state is not PlayState.STOPPED
            view = View(
                self.transport.playhead,
                self.timeline.clips,
                self._jumps,
                self._caret,
                self._typed_at,
            )
            finals = final_wants(
                self._document,
                self._book.final,
                view,
                self._asked,
                is_playing_final=playing and self._mode is Mode.FINAL,
            )
            wants = finals + draft_wants(self._document, self._book.draft, view)
        self.voices.want(wants)

    # --- how things stand --------------------------------------------------------------------

    def state_of(self, line: LineId) -> LineState:
        who = self._who.get(line)
        if who is None or who.wanted is None:
            return LineState.MISSING
        standing, key = self.voices.standing, who.wanted.key
        ready = ready_state(who, self.shelf.take)
        if key in standing.coming:
            return LineState.COMING if ready is None else ready
        if standing.needing_a_word.get(key) is RequestState.UNKNOWN:
            return LineState.UNKNOWN
        if key in standing.needing_a_word:
            return LineState.PARTIAL
        if ready is not None:
            return ready
        return LineState.FAILED if key in standing.failed else LineState.QUEUED

    def runways(self) -> dict[SpeakerId, Runway]:
        """By Lane, how many seconds are ready ahead of the playhead."""
        return runways(self.timeline, self.transport.playhead, self.state_of)

    def close(self) -> None:
        """Silence first, then the voices; returns when every thread and child is gone."""
        self.transport.close()
        self.shapes.close()
        self._sounds.close()
        self.voices.close()

    # --- inside ------------------------------------------------------------------------------

    def _cast(self) -> None:
        self._who = {
            line.id: candidates(
                self._document, line, self._mode, draft=self._book.draft, final=self._book.final
            )
            for line in self._document.lines
        }

    def _wanted(self, line: LineId | None) -> Recipe | None:
        who = self._who.get(line) if line is not None else None
        return who.wanted if who is not None else None

    def _heard(self, document: Document, line: Line) -> Recipe | None:
        who = self._who.get(line.id)
        return who.heard(self.shelf.take) if who is not None else None

    def _second_passed(self) -> None:
        if self._mode is Mode.FINAL and self.transport.state is not PlayState.STOPPED:
            self.look_ahead()

    def _voices_changed(self) -> None:
        with self._lock:
            if self.shelf.keys() is not self._laid_out and not self._catches_up:
                wait = self._rests_until - time.monotonic()
                if wait <= 0:
                    self._lay_out()
                else:
                    self._catches_up = True
                    self.voices.soon(self._catch_up, wait)
        self.changed.tell()

    def _catch_up(self) -> None:
        with self._lock:
            self._catches_up = False
            if self.shelf.keys() is not self._laid_out:
                self._lay_out()
        self.changed.tell()

    def _lay_out(self) -> None:
        began = time.monotonic()
        self._laid_out = self.shelf.keys()
        self.lengths = lengths = line_lengths(self._document, self._heard, self.shelf.outline)
        self.timeline = layout(
            self._document,
            lengths,
            self.timeline,
            self._settled_frame(),
            self._sounds.lengths(self._document.sound_clips),
        )
        self._mixer = Mixer(
            self._document, self.timeline, self.shelf.take, self._sounds.stream, self._mixer
        )
        self.transport.set_source(Master(self._mixer, ceiling_db(self._document)))
        self._rests_until = time.monotonic() + RESTS_TIMES * (time.monotonic() - began)

    def _settled_frame(self) -> int:
        """While playing, Clips that begin before this frame are being heard or were."""
        if self.transport.state is PlayState.STOPPED:
            return 0
        return self.transport.playhead + SETTLED_FRAMES
