"""What the tab Line shows of the Studio, and what becomes of what is asked for there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from studio.document import step_names
from studio.document.annotations import TakeMark
from studio.document.clip_edit import PinnedTake
from studio.document.cues import BY_RULE, After, At, Cue, CutIn, Over, With
from studio.document.edits import lines, remarks
from studio.document.history import StepName
from studio.document.values import AS_USUAL, Document, LineId, LineStatus, SpeakerId
from studio.errors import StudioError
from studio.frames import frames_from_seconds
from studio.standing.takes import TakeInfo, TakeState
from studio.studio import Studio
from studio.takes.recipe import TakeKey
from studio.timeline.values import Clip
from ui import problems
from ui import take_commands as commands
from ui.command import Command
from ui.edits import edit
from ui.inspector.panel import InspectorPanel
from ui.inspector.showing import in_order, length_frames, shown_of
from ui.inspector.values import CueKind
from ui.look import Look
from ui.script.panel import ScriptPanel
from ui.wave_picture import Wave

_NOBODY = SpeakerId("")
_USUAL_OVERLAP = 0.6
_USABLE = (TakeState.READY, TakeState.PARTIAL, TakeState.END_NOT_CONFIRMED)


class InspectorDesk(QObject):
    """Owns the panel; told when Document, Takes or waveforms changed."""

    def __init__(self, studio: Studio, script: ScriptPanel, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._studio, self._script = studio, script
        self._known: dict[TakeKey, TakeInfo] = {}
        self.panel = panel = InspectorPanel(look, self._wave_of)
        panel.approve_wanted.connect(self._approve)
        strip, compare = panel.takes.strip, panel.takes.compare
        panel.takes.retake_wanted.connect(self.retake)
        panel.takes.again_wanted.connect(self.make_again)
        panel.takes.stop_wanted.connect(self._stop)
        strip.hear_wanted.connect(self._hear)
        strip.use_wanted.connect(self._use)
        strip.by_words_wanted.connect(partial(self._pin, None))
        strip.remark_wanted.connect(lambda key, remark: self._mark(key, remark=remark))
        strip.rating_wanted.connect(lambda key, rating: self._mark(key, rating=rating))
        strip.discard_wanted.connect(lambda key: self._mark(key, is_discarded=True))
        compare.hear_wanted.connect(lambda key: studio.auditions.levelled_take(TakeKey(key)))
        compare.keep_wanted.connect(self._use)
        panel.cue.cue_wanted.connect(self._set_cue)
        panel.delivery.value_wanted.connect(self._set_delivery)
        panel.delivery.all_back_wanted.connect(self._reset_delivery)
        panel.notes.status_wanted.connect(self._set_status)
        panel.notes.notes_wanted.connect(self._set_notes)
        script.selected.connect(self.show)
        self.show()

    def doing(self) -> dict[Command, Callable[[], object]]:
        """What is done when one of these commands is given."""
        hearing: dict[Command, Callable[[], object]] = {
            command: partial(self._hear_number, number)
            for number, command in enumerate(commands.HEAR, start=1)
        }
        return hearing | {
            commands.RETAKE: self.retake,
            commands.COMPARE: self.panel.takes.toggle_compare,
            commands.STOP: self._stop,
            commands.MAKE_AGAIN: self.make_again,
            commands.NEXT_TAKE: partial(self._step, 1),
            commands.PREVIOUS_TAKE: partial(self._step, -1),
        }

    def show(self) -> None:
        """Have the panel say what is true now."""
        line = self._one
        infos = () if line is None else self._studio.takes.of(line)
        self._known = {info.key: info for info in infos}
        self.panel.show_lines(shown_of(self._studio, self._lines))
        is_coming = any(info.state is TakeState.COMING for info in infos)
        arrived = self._studio.takes.arrived(line) if line is not None and is_coming else None
        self.panel.takes.show_arrived((arrived or 0.0) if is_coming else None)

    def show_waves(self) -> None:
        """Waveforms came that were asked for."""
        self.panel.takes.show_waves()

    def retake(self) -> None:
        """Another Take of every selected Line."""
        if not self._lines:
            return
        try:
            self._studio.retake(self._lines)
        except StudioError as error:
            problems.report(error)

    def make_again(self) -> None:
        """What failed, broke off or was lost of the selected Lines, which may be charged."""
        for line in self._lines:
            self._studio.making.make_again(line)

    # --- takes -------------------------------------------------------------------------------

    def _hear(self, key: str) -> None:
        self._studio.auditions.take(TakeKey(key))

    def _hear_number(self, number: int) -> None:
        key = self.panel.takes.strip.key_of(number) if self._one else None
        if key is not None:
            self._hear(key)

    def _use(self, key: str) -> None:
        """Pin it; the pinned one is let go of."""
        info = self._known.get(TakeKey(key))
        if info is not None and info.state in _USABLE:
            self._pin(None if info.is_pinned else PinnedTake(info.key))

    def _pin(self, pinned: PinnedTake | None) -> None:
        line = self._one
        if line is not None:
            name = step_names.PIN_TAKE(number=self._number(line))
            self._edit(name, lambda it: lines.pin_take(it, line, pinned))

    def _step(self, step: int) -> None:
        """Use the Take after or before the one in use, in the order they were made."""
        line = self._one
        there = (
            [info for info in in_order(self._studio, line) if info.state in _USABLE] if line else []
        )
        heard = next((place for place, info in enumerate(there) if info.is_heard), None)
        if heard is not None and 0 <= heard + step < len(there):
            self._pin(PinnedTake(there[heard + step].key))

    def _mark(self, key: str, **changed: object) -> None:
        line = self._one
        if line is None:
            return
        take = TakeKey(key)
        old = self._studio.document.take_marks.get(take) or TakeMark(take)
        mark = replace(old, **changed)  # type: ignore[arg-type]
        name = step_names.MARK_TAKE(number=self._number(line))
        self._edit(name, lambda it: remarks.mark_take(it, mark))

    def _stop(self) -> None:
        for line in self._lines:
            self._studio.making.stop(line)

    def _wave_of(self, key: TakeKey, columns: int) -> Wave | None:
        line, info = self._one, self._known.get(key)
        if line is None or info is None or not info.length_samples:
            return None
        end = length_frames(info.length_samples)
        is_growing = info.state is TakeState.COMING
        clip = Clip(line, _NOBODY, 0, end, end, key, is_growing=is_growing)
        return self._studio.wave_of(clip, 0, end, columns)

    # --- the line ----------------------------------------------------------------------------

    def _approve(self) -> None:
        document = self._studio.document
        chosen = document.lines.pick(set(self._lines))
        is_on = all(line.status is LineStatus.APPROVED for line in chosen)
        self._set_status(LineStatus.DRAFT if is_on else LineStatus.APPROVED)

    def _set_status(self, status: LineStatus) -> None:
        kind = {
            LineStatus.APPROVED: step_names.APPROVE,
            LineStatus.LOCKED: step_names.LOCK,
        }.get(status, step_names.STATUS)
        ids = self._lines
        self._edit(kind(len(ids)), lambda it: lines.set_status(it, ids, status))

    def _set_cue(self, kind: CueKind, seconds: float | None) -> None:
        cue, ids = _cue(kind, seconds), self._lines
        name = step_names.CUE(len(ids), f"cue:{ids}")
        self._edit(name, lambda it: lines.set_cue(it, ids, cue))

    def _set_delivery(self, field: str, value: float | None) -> None:
        def change(document: Document) -> Document:
            for line in document.lines.pick(set(ids)):
                delivery = replace(line.delivery, **{field: value})  # type: ignore[arg-type]
                document = lines.set_delivery(document, (line.id,), delivery)
            return document

        ids = self._lines
        self._edit(step_names.DELIVERY(len(ids), f"delivery:{field}:{ids}"), change)

    def _reset_delivery(self) -> None:
        ids = self._lines
        self._edit(step_names.DELIVERY(len(ids)), lambda it: lines.set_delivery(it, ids, AS_USUAL))

    def _set_notes(self, notes: str) -> None:
        ids = self._lines
        name = step_names.NOTES(len(ids), f"notes:{ids}")
        self._edit(name, lambda it: lines.set_notes(it, ids, notes))

    # --- inside ------------------------------------------------------------------------------

    @property
    def _lines(self) -> tuple[LineId, ...]:
        return self._script.selected_lines()

    @property
    def _one(self) -> LineId | None:
        return self._lines[0] if len(self._lines) == 1 else None

    def _number(self, line: LineId) -> int:
        return (self._studio.document.lines.place(line) or 0) + 1

    def _edit(self, name: StepName, change: Callable[[Document], Document]) -> None:
        if not edit(self._studio, name, change):
            self.panel.forget()
            self.show()


def _cue(kind: CueKind, seconds: float | None) -> Cue:
    frames = None if seconds is None else frames_from_seconds(seconds)
    overlap = frames_from_seconds(_USUAL_OVERLAP) if frames is None else frames
    match kind:
        case CueKind.CUT_IN:
            return CutIn(overlap)
        case CueKind.OVER:
            return Over(overlap)
        case CueKind.WITH:
            return With()
        case CueKind.AT:
            return At(frames or 0)
        case CueKind.AFTER:
            return BY_RULE if frames is None else After(frames)
