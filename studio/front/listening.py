"""Hearing parts of the scene, where the sound goes and how loud it is, and what a listener does while
it plays. Light; before anything runs, nothing is heard.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from concurrent.futures import Future
from typing import TYPE_CHECKING

from studio.document.annotations import ListeningNote, NoteId, NoteKind
from studio.document.edits.grasp import number_of
from studio.document.edits.lines import set_cue
from studio.document.edits.remarks import put_note
from studio.document.history import StepName
from studio.document.script_items import HeadingId
from studio.document.step_names import CUE, LISTENING_NOTE
from studio.document.values import Document, LineId, SpeakerId
from studio.front.running import Running
from studio.identity import new_id
from studio.sentences import Message
from studio.timeline.clip import Clip, Span

if TYPE_CHECKING:
    from studio.front.heard_words import HeardWord
    from studio.front.machinery import Machinery
    from studio.playback.meters import Levels
    from studio.playback.process_messages import Device

Edit = Callable[[StepName, Callable[[Document], Document]], None]


class Listening:
    def __init__(self, running: Running, edit: Edit) -> None:
        self._running = running
        self._edit = edit

    # --- parts of it -------------------------------------------------------------------------

    def stop(self) -> None:
        """Silence, and the playhead goes back to where playing was begun."""
        if self._running.machinery is not None:
            self._running.machinery.transport.stop()

    def play_lines(self, lines: Collection[LineId]) -> None:
        """Only these Lines, one after the other."""
        from studio.timeline.selection import line_spans

        wanted = frozenset(lines)
        self._play(lambda machinery: line_spans(machinery.timeline, wanted))

    def play_scene(self, heading: HeadingId) -> None:
        """Everything under this heading, up to the next."""
        from studio.document.edits.script import items_under

        items = items_under(self._running.document(), heading)
        self.play_lines(frozenset(LineId(item.id) for item in items))

    def play_lane(self, speaker: SpeakerId) -> None:
        """What this Speaker says, without what lies between."""
        from studio.timeline.selection import lane_spans

        self._play(lambda machinery: lane_spans(machinery.timeline, speaker))

    # --- the way out -------------------------------------------------------------------------

    def levels(self) -> Levels | None:
        """How loud the sound is that is being heard."""
        machinery = self._running.machinery
        return None if machinery is None else machinery.transport.meters.levels()

    def reset_levels(self) -> None:
        """Count loudness and the highest peak from now on."""
        if self._running.machinery is not None:
            self._running.machinery.transport.meters.reset()

    def output_devices(self) -> Future[tuple[Device, ...]]:
        """What sound can come out of now; fails with a DeviceError."""
        machinery = self._running.machinery
        if machinery is None:
            nothing: Future[tuple[Device, ...]] = Future()
            nothing.set_result(())
            return nothing
        return machinery.making.voices.aside(machinery.transport.output_devices)

    @property
    def output_device(self) -> str | None:
        """The device that was chosen; None for whatever is the system's."""
        machinery = self._running.machinery
        return None if machinery is None else machinery.transport.output_device

    def choose_output(self, device: str | None) -> None:
        """Be heard there from now on; None for the system's device."""
        if self._running.machinery is not None:
            self._running.machinery.transport.choose_output(device)

    @property
    def output_latency_frames(self) -> int:
        machinery = self._running.machinery
        return 0 if machinery is None else machinery.transport.output_latency_frames

    @property
    def interruption(self) -> Message | None:
        """Why playing was paused without being asked to; until it is asked to go on."""
        machinery = self._running.machinery
        return None if machinery is None else machinery.transport.interruption

    # --- while it plays ----------------------------------------------------------------------

    def words_heard(self) -> tuple[HeardWord, ...]:
        """The word that is being heard of each Line that sounds now."""
        machinery = self._running.machinery
        if machinery is None:
            return ()
        from studio.front.heard_words import heard_words

        return heard_words(machinery.timeline, machinery.lengths, machinery.transport.playhead)

    def cut_in(self) -> StepName | None:
        """Have the next Line interrupt the one that is being heard, here: one step. None when there
        is nothing to interrupt or nobody to do it."""
        machinery, document = self._running.machinery, self._running.document()
        heard = self._heard()
        if machinery is None or heard is None:
            return None
        from studio.front.heard_words import cut_in_here, next_spoken

        line = next_spoken(document, machinery.lengths, heard.line)
        if line is None:
            return None
        cue = cut_in_here(heard, machinery.lengths.get(heard.line), machinery.transport.playhead)
        name = CUE(1)
        self._edit(name, lambda document: set_cue(document, (line,), cue))
        return name

    def note_here(self, kind: NoteKind, text: str = "") -> ListeningNote | None:
        """Note something about the Line that is being heard, at this place of it: one step."""
        machinery, heard = self._running.machinery, self._heard()
        if machinery is None or heard is None:
            return None
        frame = max(0, machinery.transport.playhead - heard.start_frame)
        note = ListeningNote(NoteId(new_id()), heard.line, kind, frame, text)
        number = number_of(self._running.document(), heard.line)
        self._edit(LISTENING_NOTE(number=number), lambda document: put_note(document, note))
        return note

    def _heard(self) -> Clip | None:
        """The Clip that sounds now and began last."""
        machinery = self._running.machinery
        if machinery is None:
            return None
        frame = machinery.transport.playhead
        clips = machinery.timeline.placed.between(frame, frame + 1)
        return next((clip for clip in reversed(clips) if not clip.is_muted), None)

    def _play(self, spans: Callable[[Machinery], list[Span]]) -> None:
        machinery = self._running.machinery
        if machinery is not None:
            machinery.transport.play_parts(lambda: spans(machinery))
