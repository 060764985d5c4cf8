"""The main job without a window: have the Lines of Documents spoken, and export them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from studio.document.sounds import SoundSource
from studio.document.values import Document, Line, LineId
from studio.errors import InputError, StudioError
from studio.export.carrying_out import carry_out
from studio.export.job import Job, Unfinished
from studio.export.material import Material
from studio.export.progress import SPEAKING, Watch
from studio.export.report import Report
from studio.scheduling.budget import Budget
from studio.scheduling.demand import EVERYTHING, Want, draft_wants, final_wants
from studio.scheduling.plan import Held
from studio.scheduling.voice_thread import VoiceThread
from studio.scheduling.ways import PaidService
from studio.sentences import Message, sentence
from studio.takes.keeping import TakeStore
from studio.takes.recipe import Recipe, TakeKey, draft_recipe, final_recipe
from studio.takes.request_record import RequestState
from studio.takes.shelf import Shelf
from studio.timeline.layout import layout
from studio.timeline.lengths import line_lengths
from studio.timeline.sound_files import SoundFiles, linked_file

MEMORY_BYTES = 6 * 1024 * 1024
PATIENCE_SECONDS = 20.0
_LOOK_SECONDS = 0.1
_MOST_RETAKES = 20

_not_finished = sentence(
    "rendering.not-finished",
    "{count} lines are not finished, the first of them line {number} ({speaker}), so nothing was"
    " written. Make them first, or say what is to be heard instead.",
)
_held = sentence(
    "rendering.held",
    "the budget does not pay for it, or no price is known. Allow more with --budget, or tell the price"
    " of a minute with --price.",
)
_may_be_charged = sentence(
    "rendering.may-be-charged", "it was asked for before and may have been charged."
)
_ended = sentence("rendering.ended", "the voices ended.")


@dataclass(frozen=True, slots=True)
class Wishes:
    """Who is to speak: with a `service`, final voices, and draft voices where those are missing."""

    finals: bool = False
    service: PaidService | None = None
    budget: Budget | None = None


@dataclass(frozen=True, slots=True)
class Rendered:
    """What was written, and the Lines that were not spoken as they should be, with the reason."""

    report: Report
    unspoken: Mapping[LineId, Message] = field(default_factory=dict)


class Renderer:
    """Use as a context manager. Several Documents share its voices and its Takes."""

    def __init__(self, store: TakeStore, wishes: Wishes | None = None) -> None:
        self.shelf = Shelf(store, MEMORY_BYTES)
        self._wishes = wishes or Wishes()
        self._voices = VoiceThread(self.shelf, store)
        self._changed = threading.Event()
        self._voices.changed.connect(self._changed.set)

    def __enter__(self) -> Renderer:
        self._voices.start()
        if self._wishes.service is not None:
            self._voices.use_service(self._wishes.service)
        return self

    def __exit__(self, *error: object) -> None:
        self._voices.close()

    def render(
        self,
        document: Document,
        job: Job,
        watch: Watch,
        *,
        name: str = "",
        locate: Callable[[SoundSource], Path | None] = linked_file,
    ) -> Rendered:
        """Speak what is missing and export. Raises StudioError; nothing is written then, unless it was
        in the midst of writing. Raises the first reason when not one Line could be spoken."""
        failed = self._speak(document, watch)
        take = self.shelf.take
        recipes = {line.id: self._recipe(document, line) for line in document.lines}
        known = {id: recipe for id, recipe in recipes.items() if recipe is not None}
        at_hand = self.shelf.keys()
        if failed and not any(recipe.key in at_hand for recipe in known.values()):
            raise InputError(next(iter(failed.values())))
        heard = self._heard(document, job, known)
        unspoken = self._unspoken(document, failed)
        if job.unfinished is Unfinished.STOP and unspoken:
            raise self._refusal(document, unspoken)
        lengths = dict(
            line_lengths(document, lambda _, line: heard.get(line.id), self.shelf.outline)
        )
        if job.unfinished is Unfinished.LEAVE_OUT:
            lengths = {id: length for id, length in lengths.items() if length.take is not None}
        with closing(SoundFiles(locate)) as sounds:
            material = Material(
                document,
                layout(document, lengths, sound_lengths=sounds.lengths(document.sound_clips)),
                take,
                sounds.stream,
                heard,
                datetime.now(UTC).astimezone(),
                name,
                lambda line: self._further(document, line),
                lambda source: _text(locate(source)),
                wants_finals=self._wishes.finals,
            )
            return Rendered(carry_out(material, job, watch), unspoken)

    # --- who is heard ------------------------------------------------------------------------

    def _recipe(self, document: Document, line: Line) -> Recipe | None:
        """The one whose Take sounds: the final where it is wanted and there, else the draft."""
        draft = draft_recipe(document, line)
        if not self._wishes.finals:
            return draft
        final = final_recipe(document, line)
        keys = self.shelf.keys()
        for recipe in (final, draft):
            if recipe is not None and recipe.key in keys:
                return recipe
        return final or draft

    def _heard(
        self, document: Document, job: Job, known: Mapping[LineId, Recipe]
    ) -> dict[LineId, Recipe]:
        """With understudies only where the job allows them."""
        if job.unfinished is Unfinished.DRAFT or not self._wishes.finals:
            return dict(known)
        lines = {line.id: line for line in document.lines}
        return {id: final_recipe(document, lines[id]) or recipe for id, recipe in known.items()}

    def _further(self, document: Document, line: Line) -> Sequence[TakeKey]:
        """Other Takes of the same words that are at hand, by either voice, latest first."""
        keys = self.shelf.keys()
        found: list[TakeKey] = []
        for retake in range(min(line.retake + 3, _MOST_RETAKES), -1, -1):
            again = replace(line, retake=retake)
            for recipe in (final_recipe(document, again), draft_recipe(document, again)):
                if recipe is not None and recipe.key in keys and recipe.key not in found:
                    found.append(recipe.key)
        return found

    # --- having them spoken ------------------------------------------------------------------

    def _speak(self, document: Document, watch: Watch) -> dict[TakeKey, Message]:
        """Until all Takes that can be had are at hand; why the others are not."""
        finals: tuple[Want, ...] = ()
        if self._wishes.finals:
            finals = final_wants(
                document,
                final_recipe,
                EVERYTHING,
                [line.id for line in document.lines],
                is_playing_final=False,
            )
        wants = finals + draft_wants(document, draft_recipe)
        if self._wishes.budget is not None:
            self._voices.set_budget(self._wishes.budget)
        at_hand = self.shelf.keys()
        wants = tuple(want for want in wants if want.key not in at_hand)
        watch.expect(len(wants))
        watch.begin(SPEAKING())
        self._voices.want(wants)
        told, moved_at = 0, time.monotonic()
        try:
            while True:
                self._changed.clear()
                refused = self._refused(wants, time.monotonic() - moved_at)
                at_hand = self.shelf.keys()
                done = sum(want.key in at_hand or want.key in refused for want in wants)
                watch.step(done - told)
                if done != told or self._voices.standing.coming:
                    told, moved_at = done, time.monotonic()
                if done == len(wants):
                    return refused
                self._changed.wait(_LOOK_SECONDS)
        finally:
            self._voices.want(())

    def _refused(self, wants: tuple[Want, ...], still_seconds: float) -> dict[TakeKey, Message]:
        """What there is no use in waiting for: also what the voices say stands in their way, once
        nothing has come for long."""
        standing = self._voices.standing
        refused = {key: error.message for key, error in standing.failed.items()}
        for key, state in standing.needing_a_word.items():
            if state in (RequestState.UNKNOWN, RequestState.PARTIAL):
                refused[key] = _may_be_charged()
        why = standing.pause or self._voices.trouble
        if not standing.coming and standing.held is Held.BUDGET:
            refused |= {want.key: _held() for want in wants if want.recipe.is_paid}
        elif why is not None and still_seconds > PATIENCE_SECONDS:
            refused |= {want.key: why for want in wants if want.key not in refused}
        open_keys = {want.key for want in wants} - self.shelf.keys()
        return {key: why for key, why in refused.items() if key in open_keys}

    def _unspoken(
        self, document: Document, failed: Mapping[TakeKey, Message]
    ) -> dict[LineId, Message]:
        """By Line, why it is not heard by the voice that was wanted."""
        keys = self.shelf.keys()
        found = {}
        for line in document.lines:
            if line.pinned is not None:
                continue
            final = final_recipe(document, line) if self._wishes.finals else None
            wanted = final or draft_recipe(document, line)
            if wanted is not None and wanted.key not in keys:
                found[line.id] = failed.get(wanted.key) or _ended()
        return found

    def _refusal(self, document: Document, unspoken: Mapping[LineId, Message]) -> StudioError:
        number, line = next(
            (number, line)
            for number, line in enumerate(document.lines, start=1)
            if line.id in unspoken
        )
        speaker = document.speaker(line.speaker).name
        return InputError(_not_finished(count=len(unspoken), number=number, speaker=speaker))


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)
