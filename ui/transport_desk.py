"""Hearing the scene: what the transport's commands do, and what its bar shows while it plays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from studio.document.annotations import NoteKind
from studio.document.script_items import Heading, HeadingId
from studio.document.spoken_text import spoken_text
from studio.document.values import LineId, SpeakerId
from studio.errors import StudioError
from studio.frames import PROJECT_RATE
from studio.playback.play_state import PlayState
from studio.sentences import sentence
from studio.studio import Studio
from studio.takes.mode import Mode
from studio.timeline.values import Span
from ui import messages, problems, quantities
from ui import transport_commands as commands
from ui.command import Command
from ui.command_set import CommandSet
from ui.look import Look
from ui.paid_playing import PaidPlaying
from ui.script.panel import ScriptPanel
from ui.transport.bar import TransportBar
from ui.transport.heard import waited_for
from ui.transport.note_bar import NoteBar
from ui.transport.playhead import Playhead

HEARD = sentence("ui.transport_desk.heard", "Line {number}, {name}")
WAITING = sentence("ui.transport_desk.waiting", "Waiting for line {number}, {name}")
CUT_IN_RECORDED = sentence("ui.transport_desk.cut_in", "Cut in recorded. Ctrl+Z takes it back.")
NOTHING_TO_CUT = sentence(
    "ui.transport_desk.nothing_to_cut", "Nobody is heard now, so there is nobody to interrupt."
)
NOTED = sentence("ui.transport_desk.noted", "Noted on line {number}, at {time}.")

_METER_EVERY_MS = 33
_STEP, _FAR = PROJECT_RATE // 10, PROJECT_RATE


class TransportDesk(QObject):
    """Owns the bar and the note bar; `follow` is told when playing begins."""

    def __init__(
        self,
        studio: Studio,
        script: ScriptPanel,
        all_commands: CommandSet,
        follow: Callable[[], object],
        look: Look,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._studio, self._script, self._commands = studio, script, all_commands
        self._follow = follow
        self._paid = PaidPlaying(studio, window)
        self.bar = TransportBar(all_commands, look, window)
        self.note_bar = NoteBar()
        self.playhead = Playhead(studio, self)
        self._meter = QTimer(self)
        self._meter.setInterval(_METER_EVERY_MS)
        self._meter.timeout.connect(self._show_levels)
        self.bar.meter.reset_wanted.connect(studio.listening.reset_levels)
        self.bar.final_wanted.connect(self._listen_to)
        self.note_bar.noted.connect(self._note)
        self.playhead.moved.connect(self.bar.show_position)
        self.playhead.heard_changed.connect(self._heard_changed)

    def doing(self) -> dict[Command, Callable[[], object]]:
        seek = self._seek_by
        return {
            commands.PLAY: self.play_or_pause,
            commands.PLAY_FROM_HERE: self.play_from_here,
            commands.PLAY_SELECTION: self._play_selection,
            commands.PLAY_SCENE: self._play_scene,
            commands.PLAY_LANE: self._play_lane,
            commands.STOP: self._studio.listening.stop,
            commands.TO_START: partial(self._studio.seek, 0),
            commands.PREVIOUS: partial(self._to_line, -1),
            commands.NEXT: partial(self._to_line, 1),
            commands.BACK: partial(seek, -_STEP),
            commands.FORWARD: partial(seek, _STEP),
            commands.FAR_BACK: partial(seek, -_FAR),
            commands.FAR_FORWARD: partial(seek, _FAR),
            commands.LOOP: self._switch_loop,
            commands.CUT_IN: self._cut_in,
            commands.NOTE: self.note_bar.ask,
            commands.AUDITION: self._audition_line,
            commands.AUDITION_SPEAKER: self._audition_speaker,
        }

    def play_or_pause(self) -> None:
        if self._studio.transport_state is PlayState.STOPPED:
            self._play(self._lines_from(self._studio.playhead), self._studio.play)
        else:
            self._studio.stop()

    def play_from_here(self) -> None:
        """Play from the Line of the current row."""
        line = self._script.current_line()
        clip = self._studio.timeline.placed.of(line) if line is not None else None
        if clip is not None:
            start = clip.start_frame
            self._play(self._lines_from(start), partial(self._studio.play, start))

    def transport_changed(self) -> None:
        is_playing = self._studio.transport_state is not PlayState.STOPPED
        self.bar.show_playing(is_playing)
        if is_playing:
            self._meter.start()
        else:
            self._meter.stop()
        self._show_levels()
        self.playhead.transport_changed()
        self._show_heard()

    def takes_changed(self) -> None:
        self.bar.show_length(self._studio.timeline.end_frame)
        self.bar.show_mode(self._studio.making.mode is Mode.FINAL)
        self._commands.action(commands.LOOP).setChecked(self._studio.loop is not None)

    def end(self) -> None:
        self._meter.stop()
        self.playhead.end()

    # --- parts -------------------------------------------------------------------------------

    def _play(self, lines: Iterable[LineId], play: Callable[[], object]) -> None:
        """`lines` are those that will be heard."""

        def begin() -> None:
            self._follow()
            play()

        if self._studio.making.mode is Mode.FINAL:
            self._paid.begin(lines, begin)
        else:
            begin()

    def _lines_from(self, frame: int) -> Iterator[LineId]:
        """What is heard when playing goes on from there."""
        return (clip.line for clip in self._studio.timeline.clips if clip.end_frame > frame)

    def _play_selection(self) -> None:
        lines = self._script.selected_lines()
        self._play(lines, partial(self._studio.listening.play_lines, lines))

    def _play_scene(self) -> None:
        """What stands under the nearest heading above the current row, or everything."""
        heading = self._heading_above()
        if heading is None:
            self._play(self._lines_from(0), partial(self._studio.play, 0))
        else:
            play = partial(self._studio.listening.play_scene, heading)
            self._play(self._script.scene_lines(), play)

    def _play_lane(self) -> None:
        line = self._script.current_line()
        found = None if line is None else self._studio.document.lines.get(line)
        if found is not None:
            document = self._studio.document
            lines = [each.id for each in document.lines if each.speaker == found.speaker]
            self._play(lines, partial(self._studio.listening.play_lane, found.speaker))

    def _heading_above(self) -> HeadingId | None:
        line = self._script.current_line()
        items = self._studio.document.script
        place = None if line is None else items.place(line)
        for at in range(place if place is not None else -1, -1, -1):
            item = items[at]
            if isinstance(item, Heading):
                return item.id
        return None

    def _audition_line(self) -> None:
        line = self._script.current_line()
        if line is not None:
            self._studio.auditions.line(line)

    def _audition_speaker(self) -> None:
        """The draft voice with the words of the current Line, whoever else may speak it."""
        line = self._script.current_line()
        found = None if line is None else self._studio.document.lines.get(line)
        if found is not None:
            self.audition(found.speaker, spoken_text(found))

    def audition(self, speaker: SpeakerId, text: str) -> None:
        """Hear the voice of a Speaker say this."""
        document = self._studio.document
        who = document.speaker(speaker)
        voice = who.draft_voice
        if self._studio.making.mode is Mode.FINAL and who.final_voice is not None:
            voice = who.final_voice
        if voice is not None:
            self._studio.auditions.voice(voice, text, who.delivery.over(document.delivery))

    # --- places ------------------------------------------------------------------------------

    def _seek_by(self, frames: int) -> None:
        end = self._studio.timeline.end_frame
        self._studio.seek(min(max(0, self._studio.playhead + frames), end))

    def _to_line(self, step: int) -> None:
        """To where the Line before or after the playhead begins."""
        frame = self._studio.playhead
        starts = sorted({clip.start_frame for clip in self._studio.timeline.clips})
        ahead = [start for start in starts if start > frame]
        behind = [start for start in starts if start < frame - _STEP]
        found = ahead[0] if step > 0 and ahead else behind[-1] if step < 0 and behind else None
        if found is not None:
            self._studio.seek(found)
        elif step < 0:
            self._studio.seek(0)

    def _switch_loop(self) -> None:
        if self._studio.loop is not None:
            self._studio.set_loop(None)
        else:
            placed = self._studio.timeline.placed
            clips = [
                clip
                for line in self._script.selected_lines()
                if (clip := placed.of(line)) is not None
            ]
            if clips:
                first = min(clip.start_frame for clip in clips)
                self._studio.set_loop(Span(first, max(clip.end_frame for clip in clips)))
        self._commands.action(commands.LOOP).setChecked(self._studio.loop is not None)

    # --- while it plays ----------------------------------------------------------------------

    def _listen_to(self, is_final: bool) -> None:
        mode = Mode.FINAL if is_final else Mode.DRAFT
        use = partial(self._studio.making.set_mode, mode)
        if is_final and self._studio.transport_state is not PlayState.STOPPED:
            self._paid.begin(self._lines_from(self._studio.playhead), use)
            self.bar.show_mode(self._studio.making.mode is Mode.FINAL)  # until that is answered
        else:
            use()

    def _cut_in(self) -> None:
        try:
            done = self._studio.listening.cut_in()
        except StudioError as error:
            problems.report(error)
        else:
            problems.say(NOTHING_TO_CUT() if done is None else CUT_IN_RECORDED())

    def _note(self, kind: NoteKind) -> None:
        try:
            note = self._studio.listening.note_here(kind)
        except StudioError as error:
            problems.report(error)
            return
        if note is not None:
            place = self._studio.document.lines.place(note.line)
            time = quantities.position(self._studio.playhead)
            problems.say(NOTED(number=(place or 0) + 1, time=time))

    def _show_levels(self) -> None:
        levels = self._studio.listening.levels()
        if levels is not None:
            loudness = (levels.momentary, levels.short_term, levels.integrated)
            self.bar.meter.show_levels(
                levels.peak_db, levels.held_peak_db, levels.true_peak_db, loudness
            )
        runways = self._studio.runways().values()
        ready = min((runway.ready_seconds for runway in runways), default=None)
        is_playing = self._studio.transport_state is not PlayState.STOPPED
        self.bar.show_ahead(ready if is_playing else None)
        words = self._studio.listening.words_heard() if is_playing else ()
        self._script.set_words_heard(
            {word.line: (word.start_character, word.end_character) for word in words}
        )

    def _heard_changed(self) -> None:
        self._script.set_heard(frozenset(self.playhead.heard))
        self._show_heard()

    def _show_heard(self) -> None:
        """The Line that began last is the one that is named; waiting has its own words."""
        line: LineId | None = next(reversed(self.playhead.heard), None)
        words = HEARD
        if self._studio.transport_state is PlayState.WAITING:
            line, words = waited_for(self._studio.timeline, self._studio.playhead), WAITING
        row = self._script.row_of(line) if line is not None else None
        if row is None:
            self.bar.heard.show_words("")
            return
        said = messages.say(words, number=row.number, name=row.speaker.name)
        self.bar.heard.show_words(said, (row.initials, row.speaker.colour))
