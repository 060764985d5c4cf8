"""What becomes of what is asked for on the timeline, and what it shows of the Studio."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, cast

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu

from studio.document.lanes import LaneSettings
from studio.document.sounds import (
    SoundClip,
    SoundClipId,
    SoundLane,
    SoundLaneId,
    SoundSource,
)
from studio.sentences import Message
from studio.timeline.values import Span
from tests.ui.pieces import ANNA, FIRST, SCENE, SECOND, SECOND_LINE, THIRD, SetStudio
from ui import actions, problems
from ui import timeline_commands as commands
from ui.command_set import CommandSet
from ui.folding import folds_at
from ui.look import Look
from ui.script.panel import ScriptPanel
from ui.timeline.panel import TimelinePanel
from ui.timeline_desk import TimelineDesk

MUSIC = SoundLane(SoundLaneId("music"), "Music")
PIANO = SoundClip(SoundClipId("piano"), MUSIC.id, SoundSource("piano.wav", "hash", 1), 0)
WITH_MUSIC = replace(SCENE, sound_lanes=(MUSIC,), sound_clips=(PIANO,))


@dataclass
class Room:
    studio: SetStudio
    script: ScriptPanel
    desk: TimelineDesk
    commands: CommandSet

    @property
    def panel(self) -> TimelinePanel:
        return self.desk.panel

    def do(self, command: Any) -> None:
        self.commands.action(command).trigger()


@pytest.fixture
def room(qapp: QApplication) -> Iterator[Room]:
    window, look, studio = QMainWindow(), Look(qapp, "dark"), SetStudio()
    script = ScriptPanel(cast(Any, studio), look, window)
    table = CommandSet(actions.ALL, look, window)
    desk = TimelineDesk(cast(Any, studio), script, table, look)
    table.carry_out(desk.doing())
    window.setCentralWidget(script)
    desk.panel.setParent(window)
    studio.document_changed.connect(script.document_changed)
    studio.document_changed.connect(lambda _: desk.show_piece())
    script.document_changed(None)
    desk.show_piece()
    window.resize(1000, 700)
    window.show()
    yield Room(studio, script, desk, table)
    desk.end()
    window.close()
    window.deleteLater()


def test_what_is_chosen_here_is_chosen_in_the_script_and_back(room: Room) -> None:
    room.panel.steering.choose(SECOND_LINE)
    assert room.script.selected_lines() == (SECOND_LINE,)
    room.script.select([FIRST, THIRD])
    assert room.panel._shown.selected == {FIRST, THIRD}


def test_the_playhead_goes_where_the_ruler_says(room: Room) -> None:
    room.panel.seek_wanted.emit(5 * SECOND)
    assert ("seek", 5 * SECOND) in room.studio.asked


def test_a_loop_range_comes_from_the_selection_and_goes(room: Room) -> None:
    room.panel.steering.choose(FIRST)
    room.do(commands.LOOP_SELECTION)
    assert room.studio.loop == Span(0, 3 * SECOND)
    assert room.panel._shown.loop == room.studio.loop
    room.do(commands.NO_LOOP)
    assert room.studio.loop is None


def test_markers_are_put_moved_and_taken_away(room: Room) -> None:
    """A region is the loop range with a name; it keeps its length when it is moved."""
    room.studio.playhead = 2 * SECOND
    room.do(commands.MARKER)
    room.studio.loop = Span(SECOND, 3 * SECOND)
    room.do(commands.REGION)
    marker, region = sorted(room.studio.document.markers, key=lambda it: it.name)
    assert (marker.name, marker.start_frame) == ("Marker 1", 2 * SECOND)
    assert (region.start_frame, region.end_frame) == (SECOND, 3 * SECOND)
    room.panel.marker_moved.emit(region.id, 4 * SECOND)
    moved = next(it for it in room.studio.document.markers if it.id == region.id)
    assert (moved.start_frame, moved.end_frame) == (4 * SECOND, 6 * SECOND)
    room.panel.marker_unwanted.emit(marker.id)
    assert [it.id for it in room.studio.document.markers] == [region.id]


def test_lanes_of_speakers_and_of_music_are_set(room: Room) -> None:
    room.studio.put(WITH_MUSIC)
    room.panel.lane_wanted.emit(ANNA, LaneSettings(gain_db=-3))
    room.panel.lane_wanted.emit(MUSIC.id, LaneSettings(is_muted=True))
    assert room.studio.document.cast[0].lane.gain_db == -3
    assert room.studio.document.sound_lanes[0].lane.is_muted


def test_music_gives_way_when_that_is_switched_on(room: Room) -> None:
    room.studio.put(WITH_MUSIC)
    room.panel.duck_wanted.emit(MUSIC.id, True)
    assert room.studio.document.sound_clips[0].duck is not None
    room.panel.duck_wanted.emit(MUSIC.id, False)
    assert room.studio.document.sound_clips[0].duck is None


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_lane_may_sound_as_on_the_telephone(room: Room) -> None:
    """Its menu has every way to sound, the present one ticked."""
    room.panel.lane_menu_wanted.emit(ANNA, LaneSettings(), QPoint(100, 100))
    menu = room.panel.findChild(QMenu)
    choices = {each.text(): each for each in menu.actions() if each.isCheckable()}
    assert [text for text, each in choices.items() if each.isChecked()] == ["in the room"]
    choices["on the telephone"].trigger()
    menu.close()
    assert room.studio.document.cast[0].lane.effect == "phone"


def test_an_edit_that_is_refused_is_said_and_changes_nothing(room: Room) -> None:
    """Such as joining Lines of two Speakers; with nothing chosen nothing is asked for."""
    said: list[Message] = []
    leave = problems.reported.connect(said.append)
    before = room.studio.document
    room.script.select([])
    room.do(commands.DELETE)
    assert said == []
    room.panel.steering.choose(FIRST)
    room.do(commands.JOIN)
    leave()
    assert room.studio.document is before
    assert len(said) == 1


def test_commands_reach_the_current_clip(room: Room) -> None:
    room.panel.steering.choose(SECOND_LINE)
    room.do(commands.LATER)
    room.do(commands.DELETE)
    assert room.studio.document.lines.get(SECOND_LINE) is None
    assert room.studio.asked == [("edit", "Change cue of line"), ("edit", "Delete line")]


def test_switches_change_how_dragging_behaves(room: Room) -> None:
    handling = room.panel.canvas.handling
    assert handling.ripples
    assert handling.snaps
    room.do(commands.RIPPLE)
    room.do(commands.SNAP)
    assert not handling.ripples
    assert not handling.snaps


def test_a_low_window_has_low_lanes_and_no_overview(room: Room) -> None:
    """A person's own lane height stays until the window asks for another again."""
    room.desk.fold(folds_at(1440, 720))
    assert room.panel._shown.lane_height == 34
    room.panel.steering.change_lane_height(20)
    room.desk.fold(folds_at(1200, 720))
    assert room.panel._shown.lane_height == 54
    room.desk.fold(folds_at(1440, 900))
    assert room.panel._shown.lane_height == 42
