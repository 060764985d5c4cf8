"""Has Takes made: what is wished of the voices, and how each Line stands.

Which Recipes a Line may be heard by and which of them are wanted next is decided here, by the pure
rules of `scheduling`; the voice thread carries it out. Where the Takes lie in time is not known here.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import replace

from studio.document.values import Document, Line, LineId
from studio.observers import Observers
from studio.scheduling.demand import View, Want, draft_wants, final_wants
from studio.scheduling.heard_take import Candidates, candidates, ready_state
from studio.scheduling.voice_thread import VoiceThread
from studio.takes.keeping import MemoryStore, TakeStore
from studio.takes.line_state import LineState
from studio.takes.mode import Mode
from studio.takes.recipe import Recipe, TakeKey
from studio.takes.recipe_book import RecipeBook
from studio.takes.request_record import RequestState
from studio.takes.shelf import Shelf


class Making:
    """Safe from every thread."""

    def __init__(self) -> None:
        self.shelf = Shelf()
        self.voices = VoiceThread(self.shelf)
        self.mode = Mode.DRAFT
        self.is_paused = False
        self.paused_changed: Observers[[]] = Observers()
        self._document = Document()
        self._book = RecipeBook()
        self._who: dict[LineId, Candidates] = {}
        self._asked: dict[LineId, TakeKey] = {}
        """What a person wants from the final voice; an edit of the Line is another wish."""
        self._stopped: set[TakeKey] = set()
        self._is_at_rest = True
        self._caret: LineId | None = None
        self._typed_at: float | None = None
        self._lock = threading.RLock()
        self.wants: tuple[Want, ...] = ()
        """What is wished now, the most urgent first."""

    def rest(self) -> Future[None]:
        """Let go of the Takes of the last project; done when all of it is written down."""
        left = self.work_for(Shelf(), MemoryStore())
        self._is_at_rest = True
        return left

    def work_for(self, shelf: Shelf, store: TakeStore) -> Future[None]:
        """From now on, Takes go to this Shelf, and what they cost into this store."""
        with self._lock:
            self.shelf = shelf
            self._asked, self._stopped = {}, set()
            self._caret = self._typed_at = None
            self._is_at_rest = False
            return self.voices.work_for(shelf, store)

    def close(self, wait_seconds: float) -> None:
        self.voices.close(wait_seconds)

    # --- what is wished ----------------------------------------------------------------------

    def set_document(self, document: Document) -> None:
        with self._lock:
            before = self._wanted(self._caret)
            self._document = document
            self._cast()
            if self._caret is not None and self._wanted(self._caret) != before:
                self._typed_at = time.monotonic()

    def set_mode(self, mode: Mode) -> None:
        """Who is to be heard from now on."""
        with self._lock:
            self.mode = mode
            self._cast()

    def set_caret(self, line: LineId | None) -> None:
        """The Line that is being written; nothing is paid for it."""
        with self._lock:
            self._caret, self._typed_at = line, None

    def promote(self, lines: Iterable[LineId]) -> None:
        """Have these Lines spoken by their final voices, wherever the playhead is."""
        with self._lock:
            for line in lines:
                recipe = self._final(line)
                if recipe is not None:
                    self._asked[line] = recipe.key
                    self._stopped.discard(recipe.key)

    def stop(self, line: LineId) -> None:
        """Make nothing more of this Line; what has come of it stays."""
        with self._lock:
            self._asked.pop(line, None)
            self._stopped.update(key for key in self._keys(line) if self.shelf.outline(key) is None)

    def make_again(self, line: LineId) -> None:
        """A person wants what was stopped, failed or broken off once more, and knows that it may be
        charged."""
        with self._lock:
            who = self._who.get(line)
            if who is None or who.wanted is None:
                return
            self._stopped.discard(who.wanted.key)
            if who.wanted.is_paid:
                self._asked[line] = who.wanted.key
            self.voices.ask_again(who.wanted.key)

    def pause(self) -> None:
        """Begin nothing more; what is under way is finished."""
        self.is_paused = True

    def resume(self) -> None:
        self.is_paused = False

    def look_ahead(self, view: View, *, is_playing: bool) -> None:
        """Ask for what is needed next as things stand."""
        with self._lock:
            if self._is_at_rest:
                return
            view = replace(view, caret=self._caret, typed_at=self._typed_at)
            finals = final_wants(
                self._document,
                self._book.final,
                view,
                self._still_asked(),
                is_playing_final=is_playing and self.mode is Mode.FINAL,
            )
            wants = finals + draft_wants(self._document, self._book.draft, view)
            self.wants = tuple(want for want in wants if want.key not in self._stopped)
            self.voices.want(self._begun() if self.is_paused else self.wants)

    # --- how things stand --------------------------------------------------------------------

    def heard(self, document: Document, line: Line) -> Recipe | None:
        """Whose Take of the Line sounds now."""
        who = self._who.get(line.id)
        return who.heard(self.shelf.outline) if who is not None else None

    def state_of(self, line: LineId) -> LineState:
        who = self._who.get(line)
        if who is None or who.wanted is None:
            return LineState.MISSING
        standing, key = self.voices.standing, who.wanted.key
        ready = ready_state(who, self.shelf.outline)
        if key in standing.coming:
            return LineState.COMING if ready is None else ready
        if standing.needing_a_word.get(key) is RequestState.UNKNOWN:
            return LineState.UNKNOWN
        if key in standing.needing_a_word:
            return LineState.PARTIAL
        if ready is not None:
            return ready
        if key in self._stopped or self._is_at_rest:
            return LineState.MISSING
        return LineState.FAILED if key in standing.failed else LineState.QUEUED

    # --- inside ------------------------------------------------------------------------------

    def _cast(self) -> None:
        self._who = {
            line.id: candidates(
                self._document, line, self.mode, draft=self._book.draft, final=self._book.final
            )
            for line in self._document.lines
        }

    def _wanted(self, line: LineId | None) -> Recipe | None:
        who = self._who.get(line) if line is not None else None
        return who.wanted if who is not None else None

    def _final(self, line: LineId) -> Recipe | None:
        who = self._who.get(line)
        return who.final if who is not None else None

    def _keys(self, line: LineId) -> list[TakeKey]:
        who = self._who.get(line)
        recipes = (who.draft, who.final) if who is not None else ()
        return [recipe.key for recipe in recipes if recipe is not None]

    def _still_asked(self) -> tuple[LineId, ...]:
        """The Lines whose Take was asked for, is not there, and would still be the same."""
        for line, key in list(self._asked.items()):
            recipe = self._final(line)
            if recipe is None or recipe.key != key or self.shelf.outline(key) is not None:
                del self._asked[line]
        return tuple(self._asked)

    def _begun(self) -> tuple[Want, ...]:
        coming = self.voices.standing.coming
        return tuple(want for want in self.wants if want.key in coming)
