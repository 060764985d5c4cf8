"""What the timeline shows of the Studio, and what becomes of what is asked for on it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from studio.document import step_names
from studio.document.clip_edit import PinnedTake
from studio.document.edits.lines import pin_take
from studio.document.values import LineId
from studio.playback.play_state import PlayState
from studio.standing.takes import TakeInfo, TakeState
from studio.studio import Studio
from studio.timeline.values import Span
from ui import dialogs, tasks
from ui import timeline_commands as commands
from ui.command import Command
from ui.command_set import CommandSet
from ui.edits import edit
from ui.folding import Folds
from ui.lanes_desk import LanesDesk
from ui.look import Look
from ui.markers_desk import MarkersDesk
from ui.script.panel import ScriptPanel
from ui.timeline.gestures.by_key import LONG_NUDGE_FRAMES, NUDGE_FRAMES
from ui.timeline.panel import TimelinePanel
from ui.timeline.sources import Sources
from ui.timeline.standing import Standing
from ui.timeline.steering import ZOOM_STEP
from ui.timeline.values_dialog import ValuesDialog

_THERE = (TakeState.READY, TakeState.PARTIAL, TakeState.END_NOT_CONFIRMED)


class TimelineDesk(QObject):
    """Owns the panel; told when Document, Takes, waveforms or the playhead changed."""

    def __init__(
        self, studio: Studio, script: ScriptPanel, all_commands: CommandSet, look: Look
    ) -> None:
        super().__init__(script)
        self._studio, self._script, self._commands = studio, script, all_commands
        self.panel = panel = TimelinePanel(look)
        panel.ask_anew(
            Sources(
                self._standing_of,
                self._take_of,
                lambda: studio.lengths,
                lambda: studio.sound_lengths,
                studio.outline_of,
                studio.wave_of,
                studio.sound_wave_of,
            )
        )
        panel.seek_wanted.connect(studio.seek)
        panel.loop_wanted.connect(self._set_loop)
        self._markers = MarkersDesk(studio, panel)
        self._lanes = LanesDesk(studio, panel)
        panel.menu_wanted.connect(self._show_menu)
        panel.edit_wanted.connect(lambda name, change: edit(studio, name, change))
        panel.selection_changed.connect(self._selected_here)
        panel.follow_changed.connect(self._show_following)
        script.selected.connect(self._selected_in_script)
        self._is_choosing = False
        self._folded_height = 0
        for switch in (commands.RIPPLE, commands.SNAP):
            all_commands.action(switch).setChecked(True)
        self._show_following()

    def doing(self) -> dict[Command, Callable[[], object]]:
        """What is done when one of these commands is given."""
        panel = self.panel
        return {
            commands.ZOOM_IN: lambda: panel.steering.zoom_by(ZOOM_STEP),
            commands.ZOOM_OUT: lambda: panel.steering.zoom_by(1 / ZOOM_STEP),
            commands.FIT_SELECTION: panel.steering.fit_selection,
            commands.FIT_SCENE: panel.steering.fit_scene,
            commands.LOOP_SELECTION: lambda: self._set_loop(panel.steering.selected_span()),
            commands.NO_LOOP: lambda: self._set_loop(None),
            commands.MARKER: self._markers.put_here,
            commands.MUTE_LANE: panel.mute_lane,
            commands.SOLO_LANE: panel.solo_lane,
            commands.FOLLOW: lambda: panel.set_following(not panel.is_following),
            commands.RIPPLE: lambda: panel.set_rippling(self._is_on(commands.RIPPLE)),
            commands.SNAP: lambda: panel.set_snapping(self._is_on(commands.SNAP)),
            commands.SENTENCES: lambda: panel.show_as_sentences(not panel.is_sentences),
            commands.REGION: self._markers.put_region,
            commands.ADD_SOUND: lambda: tasks.start(self._lanes.choose_sound(), self),
        } | self._arranging()

    def _arranging(self) -> dict[Command, Callable[[], object]]:
        do = self.panel.arranging
        return {
            commands.VALUES: lambda: tasks.start(self._ask_values(at_gain=False), self),
            commands.GAIN: lambda: tasks.start(self._ask_values(at_gain=True), self),
            commands.PIN: do.pin,
            commands.SPLIT: do.split,
            commands.JOIN: do.join,
            commands.TRIM_START: lambda: do.trim_to_playhead(is_start=True),
            commands.TRIM_END: lambda: do.trim_to_playhead(is_start=False),
            commands.TRIM_TO_LOOP: do.trim_to_loop,
            commands.EARLIER: lambda: do.nudge(-NUDGE_FRAMES),
            commands.LATER: lambda: do.nudge(NUDGE_FRAMES),
            commands.MUCH_EARLIER: lambda: do.nudge(-LONG_NUDGE_FRAMES),
            commands.MUCH_LATER: lambda: do.nudge(LONG_NUDGE_FRAMES),
            commands.WORD_EARLIER: lambda: do.to_word_edge(-1),
            commands.WORD_LATER: lambda: do.to_word_edge(1),
            commands.NEXT_TAKE: lambda: self._use_take(1),
            commands.PREVIOUS_TAKE: lambda: self._use_take(-1),
            commands.DELETE: do.delete,
            commands.DELETE_ON_LANE: lambda: do.delete_with_gap(on_lane=True),
            commands.DELETE_ON_ALL: lambda: do.delete_with_gap(on_lane=False),
        }

    def fold(self, folds: Folds) -> None:
        """Take the form that fits the window."""
        if folds.lane_height != self._folded_height:
            self._folded_height = folds.lane_height
            self.panel.set_lane_height(folds.lane_height)
        self.panel.set_overview_shown(folds.has_overview)
        self.panel.set_wanted_height(folds.timeline_height)
        self.panel.set_narrow(folds.has_short_transport)

    def show_piece(self) -> None:
        """Another Document, or the same one with other Takes."""
        document = self._studio.document
        self.panel.show_piece(document, self._studio.timeline)
        self.panel.ask_anew()
        self.panel.show_contexts(
            {id: standing.state for id, standing in self._studio.making.contexts().items()}
        )

    def show_waves(self) -> None:
        """Waveforms came that were asked for."""
        self.panel.ask_anew()

    def show_playhead(self, frame: int) -> None:
        is_playing = self._studio.transport_state is PlayState.PLAYING
        self.panel.show_playhead(frame, is_playing=is_playing)

    def transport_changed(self) -> None:
        self.panel.show_loop(self._studio.loop)

    def start_following(self) -> None:
        """Go with the playhead again."""
        self.panel.set_following(is_following=True)

    def end(self) -> None:
        self.panel.end()

    def _standing_of(self, line: LineId) -> Standing:
        studio = self._studio
        is_stale = studio.takes.stale_because(line) is not None
        return Standing(studio.state_of(line), is_stale, studio.takes.arrived(line) or 0.0)

    def _take_of(self, line: LineId) -> tuple[int, int] | None:
        there = self._takes_of(line)
        heard = [number for number, info in enumerate(there, start=1) if info.is_heard]
        return (heard[0], len(there)) if heard else None

    def _takes_of(self, line: LineId) -> list[TakeInfo]:
        """Those that can be heard, in the order they were made in."""
        there = [info for info in self._studio.takes.of(line) if info.state in _THERE]
        return sorted(there, key=lambda info: info.made_at)

    def _use_take(self, step: int) -> None:
        """Have the current Line play the Take after, or before, the one it plays."""
        here, line = self.panel.current(), self.panel.current_line
        found = None if line is None else self._take_of(line)
        if here is None or line is None or found is None:
            return
        place = found[0] - 1 + step
        takes = self._takes_of(line)
        if 0 <= place < len(takes):
            pinned = PinnedTake(takes[place].key)
            name = step_names.PIN_TAKE(number=here[0])
            edit(self._studio, name, lambda it: pin_take(it, line, pinned))

    def _set_loop(self, loop: Span | None) -> None:
        self._studio.set_loop(loop)
        self.panel.show_loop(loop)

    async def _ask_values(self, *, at_gain: bool) -> None:
        """Numbers for what was dragged, or instead of dragging."""
        if self.panel.current_sound is not None:
            await self._lanes.ask_values(self.panel.current_sound)
            return
        values, here = self.panel.arranging.values(), self.panel.current()
        if values is None or here is None:
            return
        dialog = ValuesDialog(values, *here, self.panel.window(), at_gain=at_gain)
        if await dialogs.finished(dialog):
            self.panel.arranging.set_values(dialog.values)

    def _show_menu(self, at: QPoint) -> None:
        """What can be done to the current Clip, where the pointer is."""
        menu = QMenu(self.panel)
        for command in commands.CLIP_MENU:
            if command is None:
                menu.addSeparator()
            else:
                menu.addAction(self._commands.action(command))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _is_on(self, switch: Command) -> bool:
        return self._commands.action(switch).isChecked()

    def _selected_here(self, lines: frozenset[LineId], current: LineId | None) -> None:
        self._is_choosing = True
        first = [current] if current in lines else []
        self._script.select([*first, *(line for line in lines if line != current)])
        self._is_choosing = False

    def _selected_in_script(self) -> None:
        if not self._is_choosing:
            self.panel.select(self._script.selected_lines(), self._script.current_line())

    def _show_following(self) -> None:
        self._commands.action(commands.FOLLOW).setChecked(self.panel.is_following)
