"""The casting wall in its window, by its keys: the embedded voices really speak on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from studio.document import step_names
from studio.document.edits.casting import change_speaker
from studio.document.values import SpeakerId, Voice
from studio.folders import HOME_VARIABLE
from studio.standing.service import VoiceInfo
from studio.studio import Studio
from tests.ui.pieces import ANNA, BEN, SCENE
from ui.bridge import Bridge
from ui.casting_wall.cast_tile import CastTile
from ui.casting_wall.tile import Tile
from ui.casting_wall.values import TileShown, TileState
from ui.casting_wall.wall import Wall
from ui.casting_wall.window import CastingWallWindow
from ui.casting_wall_desk import CastingWallDesk
from ui.look import Look
from ui.script.panel import ScriptPanel

_LONG_MS = 30_000
SPOKEN = replace(
    SCENE,
    cast=tuple(
        replace(speaker, draft_voice=Voice("embedded", id, "Draft"))
        for speaker, id in zip(SCENE.cast, (1001, 1002), strict=True)
    ),
)
"""The scene, in which the others can be heard too."""


@dataclass
class Room:
    window: QWidget
    studio: Studio
    desk: CastingWallDesk
    qtbot: QtBot

    @property
    def wall(self) -> CastingWallWindow:
        return self.window.findChild(CastingWallWindow)

    def tiles(self) -> list[TileShown]:
        tiles = [tile for tile in self.wall.findChildren(Tile) if not tile.isHidden()]
        return [tile.tile for tile in tiles if tile.tile is not None]

    def playing(self) -> str | None:
        return next((tile.key for tile in self.tiles() if tile.is_playing), None)

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Where the focus is, as a person does."""
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, modifier)

    def click(self, words: str) -> None:
        buttons = self.wall.findChildren(QPushButton)
        next(each for each in buttons if each.text() == words and each.isVisible()).click()

    def until(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=_LONG_MS)

    def hang(self, voices: tuple[VoiceInfo, ...]) -> None:
        """Have these hang there for ANNA, in this order."""
        self.desk._walls.begin()
        self.desk._walls.keep(ANNA, Wall(voices=voices, current=voices[0].voice))
        self.desk.open(ANNA)
        self.wall.activateWindow()
        self.until(lambda: self.wall.isAncestorOf(QApplication.focusWidget()))

    def tags(self) -> list[str]:
        """What is said of each cast of a read."""
        tiles = [tile for tile in self.wall.findChildren(CastTile) if not tile.isHidden()]
        return [tile._tag.text() for tile in tiles]

    def said(self) -> list[str]:
        labels = self.wall.findChildren(QLabel)
        return [each.text() for each in labels if each.isVisible() and each.text()]


@pytest.fixture
def room(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Room]:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    studio = Studio()
    studio.show(studio.begin(SPOKEN).result(20))
    look, window, bridge = Look(qapp, "dark"), QWidget(), Bridge()
    script = ScriptPanel(studio, look, window)

    async def pick(_above: QWidget, _who: SpeakerId, most: int) -> tuple[VoiceInfo, ...]:
        return studio.service.embedded_voices()[:most]

    desk = CastingWallDesk(studio, script, bridge, pick, look, window)
    studio.start()
    window.show()
    yield Room(window, studio, desk, qtbot)
    desk.end()
    bridge.close()
    studio.close()
    QApplication.processEvents()
    window.hide()
    window.deleteLater()


@pytest.fixture
def hung(room: Room) -> Room:
    """Four local voices hang there for ANNA, and have spoken."""
    room.hang(room.studio.service.embedded_voices()[:4])
    room.until(lambda: [tile.state for tile in room.tiles()] == [TileState.READY] * 4)
    return room


def test_an_empty_wall_offers_voices_and_they_speak(room: Room) -> None:
    """From nothing to a wall that can be heard: one press, and each voice says the line."""
    room.desk.open(BEN)
    assert "Choose up to 18 voices" in room.said()
    room.click("Try 12 local voices, free")
    assert len(room.tiles()) == 12
    assert [tile.key for tile in room.tiles()] == [*"1234567890", "⇧1", "⇧2"]
    room.until(lambda: all(tile.state is TileState.READY for tile in room.tiles()))
    first = room.tiles()[0]
    assert first.name == "Voice A"
    assert first.price == "free"
    assert first.state_words.startswith("Ready · ")
    assert len(first.sound.split(", ")) == 2
    assert "This wall is free" in room.said()
    assert "12 of 12 here" in room.said()


def test_keys_play_and_the_last_two_in_turn(hung: Room) -> None:
    """A digit plays its tile, Space again, Tab the other one of the last two, Esc is silent."""
    hung.press(Qt.Key.Key_2)
    assert hung.playing() == "2"
    assert hung.studio.auditions.is_heard
    hung.press(Qt.Key.Key_4)
    assert hung.playing() == "4"
    hung.press(Qt.Key.Key_Tab)
    assert hung.playing() == "2"
    hung.press(Qt.Key.Key_Tab)
    assert hung.playing() == "4"
    hung.press(Qt.Key.Key_Escape)
    assert hung.playing() is None
    assert not hung.studio.auditions.is_heard
    hung.press(Qt.Key.Key_Space)
    assert hung.playing() == "4"
    hung.press(Qt.Key.Key_Escape)
    hung.press(Qt.Key.Key_Escape)
    assert hung.desk._window is None


def test_enter_keeps_and_x_rejects(hung: Room) -> None:
    """What is heard is kept or rejected; the short list has its order."""
    hung.press(Qt.Key.Key_3)
    hung.press(Qt.Key.Key_Return)
    hung.press(Qt.Key.Key_1)
    hung.press(Qt.Key.Key_Return)
    hung.press(Qt.Key.Key_2)
    hung.press(Qt.Key.Key_X)
    tiles = hung.tiles()
    assert [tile.is_kept for tile in tiles] == [True, False, True, False]
    assert [tile.is_rejected for tile in tiles] == [False, True, False, False]
    assert "2 kept, 1 rejected" in hung.said()
    listed = hung.wall.side.short_list
    assert [listed.item(row).text() for row in range(2)] == ["Voice C, key 3", "Voice A, key 1"]
    listed.setFocus()
    listed.setCurrentRow(1)
    QTest.keyClick(listed, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [listed.item(row).text() for row in range(2)] == ["Voice A, key 1", "Voice C, key 3"]
    assert hung.desk._walls.of(ANNA).kept == (tiles[0].voice, tiles[2].voice)
    assert _nameless(hung.wall) == []


def _nameless(window: QWidget) -> list[str]:
    """What the keys reach and does not say what it is."""
    return [
        f"{type(each).__name__} {each.objectName()}"
        for each in window.findChildren(QWidget)
        if each.isVisible()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not each.accessibleName()
        and each.objectName() != "qt_scrollarea_viewport"
    ]


def test_the_one_that_is_chosen_is_revealed_and_cast(hung: Room) -> None:
    """The current voice is named on the buttons as far as it may be known; it becomes draft voice or
    final voice, in one step."""
    hung.wall.resize(1440, 900)
    hung.press(Qt.Key.Key_Right)
    assert [tile.is_current for tile in hung.tiles()] == [False, True, False, False]
    assert hung.wall.foot._final.text() == "Cast B as final voice"
    hung.press(Qt.Key.Key_B)
    names = [info.voice.name for info in hung.studio.service.embedded_voices()[:4]]
    assert [tile.name for tile in hung.tiles()] == names
    assert hung.wall.foot._final.text() == f"Cast {names[1]} as final voice"
    chosen = hung.tiles()[1].voice
    hung.click(f"Use {names[1]} as draft voice")
    assert hung.studio.document.cast[0].draft_voice == chosen
    before = hung.studio.document.cast[0].final_voice
    QTest.keyClick(hung.wall, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert hung.studio.document.cast[0].final_voice == chosen
    assert hung.desk._window is None
    hung.studio.undo()
    assert hung.studio.document.cast[0].final_voice == before


def test_all_play_in_turn_without_those_rejected(hung: Room) -> None:
    """Each follows when the one before it has ended; a rejected one is passed over. Beside them stands
    how far the current one is from the other voices of the scene."""
    hung.press(Qt.Key.Key_1)
    hung.press(Qt.Key.Key_X)
    hung.press(Qt.Key.Key_2)
    hung.press(Qt.Key.Key_X)
    assert hung.playing() is None
    hung.wall.options._in_turn.click()
    assert hung.playing() == "3"
    hung.until(lambda: hung.playing() == "4")
    hung.press(Qt.Key.Key_Escape)
    assert not hung.wall.options._in_turn.isChecked()
    hung.until(lambda: _distances(hung))
    assert _distances(hung)[0] in (
        "BEN: Clearly apart",
        "BEN: Some distance",
        "BEN: Close: may be hard to tell apart",
    )


def _distances(room: Room) -> list[str]:
    bars = room.wall.side._shown_bars
    return [bar.accessibleName() for bar in bars if not bar.isHidden()]


def test_any_line_of_the_speaker_can_be_said(hung: Room) -> None:
    """The next line of the same speaker, by the same voices in the same places."""
    before = [tile.voice for tile in hung.tiles()]
    hung.wall.head.step(1)
    assert hung.wall.head._where.text() == "Line 3 of 3"
    assert [tile.voice for tile in hung.tiles()] == before
    hung.until(lambda: all(tile.state is TileState.READY for tile in hung.tiles()))


def test_what_is_stopped_can_be_asked_for_again(room: Room) -> None:
    """Stop the rest leaves what is there; a tile asks for its own voice once more."""
    voices = room.studio.service.embedded_voices()
    room.hang(voices[30:34])
    room.desk._ask(lambda mode: mode.session.stop_rest())
    states = {tile.state for tile in room.tiles()}
    assert states <= {TileState.STOPPED, TileState.READY, TileState.COMING}
    for place, tile in enumerate(room.tiles()):
        if tile.state is not TileState.READY:
            room.wall.grid.again_wanted.emit(place)
    room.until(lambda: all(tile.state is TileState.READY for tile in room.tiles()))


def test_what_was_made_of_a_read_stays_while_the_scene_changes(hung: Room) -> None:
    """Also with somebody in it who has no voice yet; the focus stays too, and so does the last cast."""
    mute = replace(SPOKEN.cast[1], draft_voice=None)
    hung.studio.edit(step_names.CAST_VOICE(name="BEN"), lambda it: change_speaker(it, mute))
    hung.press(Qt.Key.Key_2)
    hung.press(Qt.Key.Key_Return)
    hung.wall.head._many.click()
    hung.press(Qt.Key.Key_X)
    hung.wall.options._in_turn.setFocus()
    hung.studio.edit(step_names.TITLE(title="The Lantern"), lambda it: replace(it, title="It"))
    hung.studio.takes_changed.tell()
    QApplication.processEvents()
    assert hung.wall.options._in_turn.hasFocus()
    assert hung.tags() == ["Rejected", ""]
    for _ in range(3):
        hung.press(Qt.Key.Key_Delete)
    assert hung.tags() == [""]


def test_two_casts_read_the_lines_and_one_is_taken(hung: Room) -> None:
    """Casts made of the short lists, heard by digits; the chosen one is one step for all speakers."""
    hung.press(Qt.Key.Key_1)
    hung.press(Qt.Key.Key_Return)
    hung.press(Qt.Key.Key_2)
    hung.press(Qt.Key.Key_Return)
    hung.wall.head._many.click()
    assert _nameless(hung.wall) == []
    tiles = [tile for tile in hung.wall.findChildren(CastTile) if not tile.isHidden()]
    assert len(tiles) >= 2
    read = hung.desk._read
    hung.until(lambda: read.here()[0] == len(tiles))
    hung.press(Qt.Key.Key_2)
    assert read.playing == 1
    assert hung.studio.auditions.is_heard
    cast = dict(hung.desk._many._casts.casts[1]) if hung.desk._many else {}
    hung.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    speakers = {speaker.id: speaker.final_voice for speaker in hung.studio.document.cast}
    assert {id: speakers[id] for id in cast} == cast
    assert ANNA in cast
    assert isinstance(cast[ANNA], Voice)
