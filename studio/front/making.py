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

from studio.document.values import Document, Line, LineId, Voice
from studio.frames import PROJECT_RATE, TAKE_RATE
from studio.front.line_casting import LineCasting
from studio.observers import Observers
from studio.scheduling.demand import View, Want, draft_wants, final_wants, with_first
from studio.scheduling.heard_take import ready_state
from studio.scheduling.spent import Spent
from studio.scheduling.voice_thread import VoiceThread
from studio.takes.growing_take import GrowingTake
from studio.takes.keeping import TakeStore
from studio.takes.line_state import LineState
from studio.takes.mode import Mode
from studio.takes.recipe import Recipe, TakeKey
from studio.takes.request_record import RequestRecord, RequestState
from studio.takes.shelf import Shelf
from studio.takes.take import Take, TakeOutline
from studio.timeline.estimate import estimated_frames

LEAST_SAMPLES = TAKE_RATE // 2
"""Of a growing Take, so much must have come before it is heard."""


class Making:
    """Safe from every thread."""

    def __init__(self) -> None:
        self.shelf = Shelf()
        self.voices = VoiceThread(self.shelf)
        self.mode = Mode.DRAFT
        self.is_paused = False
        self.paused_changed: Observers[[]] = Observers()
        self._document = Document()
        self._casting = LineCasting()
        self._model = ""
        self._asked: dict[LineId, TakeKey] = {}
        """What a person wants from the final voice; an edit of the Line is another wish."""
        self._stopped: set[TakeKey] = set()
        self._first: tuple[LineId, ...] = ()
        """What a person moved to the front of the queue, the latest first."""
        self._is_at_rest = True
        self._caret: LineId | None = None
        self._typed_at: float | None = None
        self._lock = threading.RLock()
        self.wants: tuple[Want, ...] = ()
        """What is wished now, the most urgent first."""

    def rest(self) -> Future[None]:
        """Let go of the Takes of the last project; done when all of it is written down."""
        with self._lock:
            self._document = Document()
            self._is_at_rest = True
            self._begin_with(Shelf(), LineCasting(self._model))
            return self.voices.rest()

    def work_for(
        self, shelf: Shelf, store: TakeStore, casting: LineCasting | None = None
    ) -> Future[None]:
        """From now on, Takes go to this Shelf, and what they cost into this store."""
        with self._lock:
            self._is_at_rest = False
            self._begin_with(shelf, casting or LineCasting(self._model))
            return self.voices.work_for(shelf, store)

    def _begin_with(self, shelf: Shelf, casting: LineCasting) -> None:
        self.shelf, self._casting = shelf, casting
        self._asked, self._stopped, self._first = {}, set(), ()
        self._caret = self._typed_at = None
        self._cast()

    def close(self, wait_seconds: float) -> None:
        self.voices.close(wait_seconds)

    # --- what is wished ----------------------------------------------------------------------

    def set_document(self, document: Document) -> None:
        """One in which what did not change is spoken as before; else `cast_anew`."""
        with self._lock:
            before = self._wanted(self._caret)
            self._document = document
            self._cast()
            self._note_typing(before)

    def set_mode(self, mode: Mode) -> None:
        """Who is to be heard from now on; `cast_anew` afterwards."""
        self.mode = mode

    def set_model(self, model: str) -> None:
        """What final voices are spoken by, empty is the service's own; `cast_anew` afterwards."""
        self._model = model

    def cast_anew(self, document: Document) -> None:
        """Look at every Line. It takes a while for a large script, and nobody else waits for it; but
        no Document may be set meanwhile."""
        casting = self._casting.anew(self._model)
        if not self._is_at_rest:
            casting.look_at(document, self.mode)
        with self._lock:
            before = self._wanted(self._caret)
            self._document, self._casting = document, casting
            self._cast()
            self._note_typing(before)

    def set_caret(self, line: LineId | None) -> None:
        """The Line that is being written; nothing is paid for it."""
        with self._lock:
            self._caret, self._typed_at = line, None

    def promote(self, lines: Iterable[LineId]) -> None:
        """Have these Lines spoken by their final voices, wherever the playhead is."""
        with self._lock:
            for line in lines:
                recipe = self.final_recipe(line)
                if recipe is not None:
                    self._asked[line] = recipe.key
                    self._stopped.discard(recipe.key)
                    if recipe.key in self.voices.standing.failed:
                        self.voices.ask_again(recipe.key)

    def stop(self, line: LineId) -> None:
        """Make nothing more of this Line; what has come of it stays."""
        with self._lock:
            self._asked.pop(line, None)
            self._stopped.update(key for key in self._keys(line) if self.shelf.outline(key) is None)

    def move_to_front(self, line: LineId) -> None:
        """Make this Line before all others."""
        with self._lock:
            self._first = (line, *(each for each in self._first if each != line))

    def make_again(self, line: LineId) -> None:
        """A person wants what was stopped, failed or broken off once more, and knows that it may be
        charged."""
        with self._lock:
            recipe = self._to_make_again(line)
            if recipe is None:
                return
            self._stopped.discard(recipe.key)
            if recipe.is_paid:
                self._asked[line] = recipe.key
            self.voices.ask_again(recipe.key)

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
            document, who, shelf, asked, first = (
                self._document,
                self._casting.who,
                self.shelf,
                self._still_asked(),
                self._first,
            )

        # Without the lock, because it takes a while for a large script and nobody is to wait.
        def missing(recipe: Recipe | None) -> Recipe | None:
            return None if recipe is None or shelf.outline(recipe.key) is not None else recipe

        def final(_: Document, line: Line) -> Recipe | None:
            return missing(who[line.id].final) if line.id in who else None

        def draft(_: Document, line: Line) -> Recipe | None:
            return missing(who[line.id].draft) if line.id in who else None

        plays_final = is_playing and self.mode is Mode.FINAL
        wants = final_wants(document, final, view, asked, is_playing_final=plays_final)
        wants = with_first((*wants, *draft_wants(document, draft, view)), first)
        with self._lock:
            if shelf is self.shelf:
                self.wants = tuple(want for want in wants if want.key not in self._stopped)
                self.voices.want(self._begun() if self.is_paused else self.wants)

    # --- how things stand --------------------------------------------------------------------

    def heard(self, document: Document, line: Line) -> Recipe | None:
        """Whose Take of the Line sounds now, be it still arriving."""
        who = self._casting.who.get(line.id)
        return who.heard(self.outline) if who is not None else None

    @property
    def service_name(self) -> str | None:
        """Who speaks the final voices; None when nobody does."""
        service = self.voices.service
        return None if service is None else service.name

    @property
    def spent(self) -> Spent:
        books = self.voices.books
        return Spent() if books is None else books.spent

    def requests_of(self, line: LineId) -> tuple[RequestRecord, ...]:
        """What was asked of paid services for the Line, for other words too."""
        books = self.voices.books
        return () if books is None else books.requests_of(line)

    def paid_recipe(self, key: TakeKey) -> Recipe | None:
        """What a Take that was asked of a paid service is made of."""
        books = self.voices.books
        return None if books is None else books.recipe(key)

    def outline(self, key: TakeKey) -> TakeOutline | None:
        """Of the whole Take, or of what has come of it."""
        outline = self.shelf.outline(key)
        if outline is None:
            growing = self.voices.standing.coming.get(key)
            if growing is not None and growing.length_samples >= LEAST_SAMPLES:
                return growing.outline
        return outline

    def audible(self) -> frozenset[TakeKey]:
        """The growing Takes of which enough has come to be heard."""
        coming = self.voices.standing.coming
        return frozenset(
            key for key, growing in coming.items() if growing.length_samples >= LEAST_SAMPLES
        )

    def find(self, key: TakeKey) -> Take | GrowingTake | None:
        """The whole Take, or what has come of it."""
        return self.shelf.take(key) or self.voices.standing.coming.get(key)

    def arrived(self, line: LineId) -> float | None:
        """Of a Line whose Take is coming, how much has come, as far as can be told."""
        who = self._casting.who.get(line)
        growing = None
        if who is not None and who.wanted is not None:
            growing = self.voices.standing.coming.get(who.wanted.key)
        if growing is None:
            return None
        expected = self.expected_seconds(line) * TAKE_RATE
        return min(1.0, growing.length_samples / max(expected, 1.0))

    def expected_seconds(self, line: LineId) -> float:
        """How long the final voice will speak: as long as the draft does, else by its text."""
        draft, final = self.draft_recipe(line), self.final_recipe(line)
        outline = None if draft is None else self.shelf.outline(draft.key)
        if outline is not None:
            return outline.length_samples / TAKE_RATE
        recipe = final or draft
        if recipe is None:
            return 0.0
        return estimated_frames(recipe.text, recipe.delivery.speed or 1.0) / PROJECT_RATE

    def paid_under_way(self) -> tuple[LineId, ...]:
        """The Lines that are being paid for now; an audition counts as one that has no name."""
        coming = self.voices.standing.coming
        wants = (*self.wants, *self.voices.auditions)
        return tuple(want.line for want in wants if want.recipe.is_paid and want.key in coming)

    @property
    def model(self) -> str:
        """What final voices are spoken by."""
        return self._model

    def wanted_recipe(self, line: LineId) -> Recipe | None:
        """Of the Take that is meant to be heard."""
        return self._wanted(line)

    def draft_recipe(self, line: LineId) -> Recipe | None:
        who = self._casting.who.get(line)
        return who.draft if who is not None else None

    def final_recipe(self, line: LineId) -> Recipe | None:
        who = self._casting.who.get(line)
        return who.final if who is not None else None

    def final_voice(self, line: LineId) -> Voice | None:
        found = self._document.lines.get(line)
        return None if found is None else self._document.speaker(found.speaker).final_voice

    def wanted_key(self, line: LineId) -> TakeKey | None:
        """Of the Take that is meant to be heard."""
        recipe = self._wanted(line)
        return None if recipe is None else recipe.key

    def heard_key(self, line: LineId) -> TakeKey | None:
        """Of the Take that sounds now; None while there is none."""
        who = self._casting.who.get(line)
        recipe = who.heard(self.shelf.outline) if who is not None else None
        return recipe.key if recipe is not None and self.shelf.outline(recipe.key) else None

    def is_queued(self, key: TakeKey) -> bool:
        return any(want.key == key for want in self.wants)

    def failed_lines(self) -> int:
        """How many Lines that are wanted could not be made."""
        failed = self.voices.standing.failed
        return sum([want.key in failed for want in self.wants]) if failed else 0

    def state_of(self, line: LineId) -> LineState:
        who = self._casting.who.get(line)
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
        if not self._is_at_rest:
            self._casting.look_at(self._document, self.mode)

    def _note_typing(self, before: Recipe | None) -> None:
        if self._caret is not None and self._wanted(self._caret) != before:
            self._typed_at = time.monotonic()

    def _wanted(self, line: LineId | None) -> Recipe | None:
        who = self._casting.who.get(line) if line is not None else None
        return who.wanted if who is not None else None

    def _to_make_again(self, line: LineId) -> Recipe | None:
        """The Take that is meant to be heard, unless only that of the final voice stands still."""
        wanted, final, standing = self._wanted(line), self.final_recipe(line), self.voices.standing
        still = standing.failed.keys() | standing.needing_a_word.keys()
        if wanted is not None and wanted.key in still | self._stopped:
            return wanted
        return final if final is not None and final.key in still else wanted

    def _keys(self, line: LineId) -> list[TakeKey]:
        who = self._casting.who.get(line)
        recipes = (who.draft, who.final) if who is not None else ()
        return [recipe.key for recipe in recipes if recipe is not None]

    def _still_asked(self) -> tuple[LineId, ...]:
        """The Lines whose Take was asked for, is not there, and would still be the same."""
        for line, key in list(self._asked.items()):
            recipe = self.final_recipe(line)
            if recipe is None or recipe.key != key or self.shelf.outline(key) is not None:
                del self._asked[line]
        return tuple(self._asked)

    def _begun(self) -> tuple[Want, ...]:
        coming = self.voices.standing.coming
        return tuple(want for want in self.wants if want.key in coming)
