"""The middle of the window: what the Studio says is shown, what a person asks for is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from studio.document.step_names import TITLE
from studio.document.values import Voice
from studio.errors import StudioError
from studio.front.service import Service
from studio.playback.play_state import PlayState
from studio.scheduling.budget import Budget
from studio.scheduling.ways import VOICES_ENDED
from studio.sentences import Sentence
from studio.settings import Settings
from studio.standing.service import ServiceStanding
from studio.takes.line_state import LineState
from studio.takes.mode import Mode
from tests.ui.pieces import FIRST, SCENE, SECOND, SECOND_LINE, SetStudio, with_lines
from tests.ui.running import InQt, until
from ui import actions, messages, problems, tasks, transport_commands
from ui.bridge import Bridge
from ui.command import Where
from ui.desk import Desk
from ui.kept_settings import KeptSettings
from ui.look import Look
from ui.looks_desk import LooksDesk
from ui.main_window import MainWindow
from ui.preferences_desk import PreferencesDesk
from ui.status_item import StatusItem
from ui.transport.heard_label import HeardLabel

_TROUBLE = Sentence("test.trouble", "The voices have a cold. Wait for {remedy}.")


@dataclass
class Room:
    """A window with a desk, and the Studio whose answers the test sets."""

    window: MainWindow
    desk: Desk
    studio: SetStudio

    def said(self, name: str) -> str:
        label = self.window.findChild(QLabel, name) or self.window.findChild(StatusItem, name)
        assert label is not None, name
        return label.text()

    def heard(self) -> str:
        return self.window.findChild(HeardLabel).accessibleName()

    def table(self) -> QTableView:
        return self.window.findChild(QTableView)


@pytest.fixture
def room(qapp: QApplication) -> Iterator[Room]:
    look, studio, bridge = Look(qapp, "dark"), SetStudio(), Bridge()
    window = MainWindow(look)
    desk = Desk(studio, look, bridge, window)
    window.put_desk(desk)
    kept = KeptSettings(Settings(), window)
    looks = LooksDesk(look, kept, window.commands, window)
    preferences = PreferencesDesk(studio.quiet, kept, window)
    window.commands.carry_out(looks.doing() | preferences.doing())
    window.show()
    yield Room(window, desk, studio)
    desk.end()
    bridge.close()
    window.hide()
    window.deleteLater()


def test_the_title_is_that_of_the_piece(room: Room) -> None:
    """The window is named after the Document, and renamed with it."""
    assert room.window.windowTitle() == "The Lamp — Dialogue Studio"
    room.studio.put(with_lines())
    assert "0:07" not in room.said("script_counts")


def test_space_plays_and_stops(room: Room, qtbot: QtBot) -> None:
    """The space bar on the script plays; pressed again, it stops."""
    qtbot.keyClick(room.table(), Qt.Key.Key_Space)
    qtbot.keyClick(room.table(), Qt.Key.Key_Space)
    assert room.studio.asked == [("play", None), "stop"]


def test_a_button_keeps_its_space_bar(room: Room, qtbot: QtBot) -> None:
    """On the message's button, space presses the button and nothing is played."""
    problems.say(_TROUBLE(remedy="spring"))
    button = room.window.findChild(QAbstractButton, "close_message")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert room.studio.asked == []
    assert not button.isVisible()


def test_it_plays_from_the_row_it_is_on(room: Room) -> None:
    """Shift+Space starts where the Line of the current row starts."""
    room.table().selectRow(1)
    room.window.action(transport_commands.PLAY_FROM_HERE).trigger()
    assert room.studio.asked == [("play", 2 * SECOND)]


def test_final_voices_at_an_unknown_price_are_asked_about(
    room: Room, in_qt: InQt, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a budget set, whoever listens to final voices is asked before anything plays; who listens
    to the drafts is not."""
    quiet, voice = room.studio.quiet, Voice("voices.example", 7, "Maren")
    cast = tuple(replace(speaker, final_voice=voice) for speaker in SCENE.cast)
    quiet.edit(TITLE(title="x"), lambda _: replace(SCENE, cast=cast))
    standing = ServiceStanding(name="voices.example")
    monkeypatch.setattr(Service, "standing", property(lambda _: standing))
    quiet.money.set_budget(Budget(project=1000))
    room.window.action(transport_commands.PLAY_FROM_HERE).trigger()
    assert room.studio.asked == [("play", 0)]
    room.window.action(transport_commands.PLAY).trigger()
    assert room.studio.asked.pop() == "stop"
    quiet.making.set_mode(Mode.FINAL)

    async def scene() -> None:
        room.window.action(transport_commands.PLAY).trigger()
        await until(lambda: room.window.findChildren(QDialog))
        assert room.studio.asked == [("play", 0)]
        buttons = room.window.findChildren(QDialog)[0].findChildren(QPushButton)
        next(each for each in buttons if each.text() == "Play with draft voices").click()
        await until(lambda: room.studio.asked == [("play", 0), ("play", None)])
        await tasks.end(1.0)

    in_qt(scene())


def test_who_is_heard_is_named(room: Room, qtbot: QtBot) -> None:
    """While it plays, the newest heard Line is named below and marked above."""
    room.studio.playhead = int(2.5 * SECOND)
    room.window.action(transport_commands.PLAY).trigger()
    qtbot.waitUntil(lambda: room.heard() == "Line 2, BEN")
    assert room.said("position") == "0:02.5"
    room.window.action(transport_commands.PLAY).trigger()
    qtbot.waitUntil(lambda: room.heard() == "")


def test_waiting_says_for_what(room: Room, qtbot: QtBot) -> None:
    """When the next Line cannot be heard yet, the transport names it."""
    room.studio.playhead, room.studio.transport_state = 5 * SECOND, PlayState.WAITING
    room.studio.transport_changed.tell()
    qtbot.waitUntil(lambda: room.heard() == "Waiting for line 3, ANNA")


def test_how_much_can_be_heard_is_counted(room: Room, qtbot: QtBot) -> None:
    """The foot counts Lines that can be heard, and those that failed."""
    assert room.said("ready") == "All 3 lines can be heard"
    room.studio.states = {FIRST: LineState.COMING, SECOND_LINE: LineState.FAILED}
    room.studio.takes_changed.tell()
    qtbot.waitUntil(lambda: room.said("ready") == "1 of 3 lines can be heard, 1 failed")


def test_the_count_leads_to_the_next_line_that_needs_a_take(room: Room) -> None:
    """Press by press, from the current row on and then from the top; that row has the keys."""
    room.studio.states = {FIRST: LineState.MISSING, SECOND_LINE: LineState.FAILED}
    room.table().selectRow(0)
    ready = room.window.findChild(StatusItem, "ready")
    seen = []
    for _ in range(2):
        ready.click()
        seen.append(room.table().currentIndex().row())
    assert seen == [1, 0]


def test_what_failed_is_tried_again_by_key(
    room: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the script, as a press on the row's words does."""
    asked: list[str] = []
    monkeypatch.setattr(room.studio.making, "make_again", asked.append)
    room.table().selectRow(1)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(room.table(), Qt.Key.Key_R, both)
    assert asked == [SECOND_LINE]


def test_trouble_with_voices_is_said_in_full(room: Room, qtbot: QtBot) -> None:
    """Why nothing can be spoken stands where the voices' source stands otherwise."""
    assert room.said("voices") == "Local voices: free, offline"
    room.studio.voice_service_message = _TROUBLE(remedy="spring")
    room.studio.takes_changed.tell()
    qtbot.waitUntil(lambda: room.said("voices") == "The voices have a cold. Wait for spring.")


def test_voices_that_ended_are_said_and_then_not(room: Room, qtbot: QtBot) -> None:
    """While the embedded voices are started again the foot says so; afterwards it is as before."""
    room.studio.voice_service_message = VOICES_ENDED()
    room.studio.takes_changed.tell()
    qtbot.waitUntil(lambda: "are started again" in room.said("voices"))
    room.studio.voice_service_message = None
    room.studio.takes_changed.tell()
    qtbot.waitUntil(lambda: room.said("voices") == "Local voices: free, offline")


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_the_least_window_shows_its_foot_whole(qapp: QApplication, language: str) -> None:
    """At 1024 pixels nothing of transport and status stands beyond the edge, in any language."""
    messages.use(language)
    look, bridge = Look(qapp, "dark"), Bridge()
    window = MainWindow(look)
    desk = Desk(SetStudio(), look, bridge, window)
    window.put_desk(desk)
    window.resize(1024, 640)
    window.show()
    qapp.processEvents()
    foot = desk.foot.widget().minimumSizeHint().width()
    desk.end()
    bridge.close()
    window.hide()
    window.deleteLater()
    assert foot <= 1024


def test_a_long_word_about_sound_leaves_room_for_the_voices(room: Room, qtbot: QtBot) -> None:
    """In the smallest window, where the voices come from is still read in full."""
    room.window.resize(1024, 640)
    room.studio.output_description = _TROUBLE(remedy="a long, long spring " * 20)
    room.studio.takes_changed.tell()
    voices = room.window.findChild(StatusItem, "voices")
    qtbot.waitUntil(lambda: "long" in room.said("output"))
    qtbot.waitUntil(lambda: voices.width() >= voices.sizeHint().width())
    assert "No voice service is set up" in voices.toolTip()


def test_a_problem_stays_until_it_is_closed(room: Room) -> None:
    """What is reported is shown literally, and does not go by itself."""
    problems.say(_TROUBLE(remedy="<b>spring</b>"))
    words = room.window.findChild(QLabel, "message_words")
    assert words.text() == "The voices have a cold. Wait for <b>spring</b>."
    assert words.isVisible()


def test_good_news_does_not_look_like_trouble(room: Room) -> None:
    """What is only noted has another sign than what went wrong."""
    problems.report(StudioError(_TROUBLE(remedy="spring")))
    problems.say(_TROUBLE(remedy="tea"))
    trouble, news = room.window.findChildren(QLabel, "message_icon")
    assert trouble.pixmap().toImage() != news.pixmap().toImage()


def test_every_control_has_a_name(room: Room) -> None:
    """A screen reader finds a name on every button, field and table."""
    problems.say(_TROUBLE(remedy="spring"))
    for kind in (QAbstractButton, QLineEdit, QTableView):
        for each in room.window.findChildren(kind):
            if each.isVisible() and each.focusPolicy() != Qt.FocusPolicy.NoFocus:
                assert each.accessibleName(), each


def test_every_command_is_in_a_menu_once(room: Room) -> None:
    """Menus hold every command, and no key belongs to two of them in the same place."""
    in_menus = [
        action
        for menu in room.window.menuBar().actions()
        for action in menu.menu().actions()
        if not action.isSeparator() and action.menu() is None
    ]
    commands = [each for _, group in actions.MENUS for each in group if each]
    for where in (Where.SCRIPT, Where.TIMELINE):
        here = [each for each in commands if each.where in (Where.WINDOW, where)]
        keys = [key.toString() for each in here for key in room.window.action(each).shortcuts()]
        assert len(keys) == len(set(keys))
    assert [room.window.action(each) for each in commands] == in_menus
    assert all(isinstance(each, QAction) for each in in_menus)


def test_no_command_is_dead(room: Room) -> None:
    """A command that cannot be given now says why; all others do something."""
    commands = room.window.commands
    greyed = [each for each in commands if not commands.action(each).isEnabled()]
    dead = {each for each in greyed if not commands.why_not(each)}
    assert not dead


def test_an_empty_document_cannot_be_played(room: Room, qtbot: QtBot) -> None:
    """Without Lines playing is greyed everywhere and keys do nothing; with Lines it is back."""
    play_button = room.window.findChild(QToolButton, "play")
    room.studio.put(with_lines())
    for command in (transport_commands.PLAY, transport_commands.PLAY_FROM_HERE):
        assert not room.window.action(command).isEnabled()
    assert not play_button.isEnabled()
    qtbot.keyClick(room.window, Qt.Key.Key_Space)
    assert room.studio.asked == []
    room.studio.put(SCENE)
    assert play_button.isEnabled()
    assert room.window.action(transport_commands.PLAY_FROM_HERE).isEnabled()


def test_an_empty_window_offers_the_sample_scene(room: Room, in_qt: InQt) -> None:
    """One of the two buttons of an empty script opens the scene that comes with the program."""
    room.studio.put(with_lines())
    offered = {each.text(): each for each in room.window.findChildren(QPushButton)}
    assert offered["Open a script"].isVisible()

    async def scene() -> None:
        offered["Open the sample scene"].click()
        await until(lambda: ("open", "low-visibility.txt") in room.studio.asked)
        await until(lambda: not offered["Open the sample scene"].isVisible())
        await tasks.end(1.0)

    in_qt(scene())


def test_an_empty_window_offers_to_open_a_script(room: Room, in_qt: InQt) -> None:
    """The other button asks for a file."""
    room.studio.put(with_lines())

    async def scene() -> None:
        offered = {each.text(): each for each in room.window.findChildren(QPushButton)}
        offered["Open a script"].click()
        await until(lambda: room.window.findChildren(QFileDialog))
        room.window.findChild(QFileDialog).reject()
        await until(lambda: not room.window.findChildren(QFileDialog))
        await tasks.end(1.0)

    in_qt(scene())


def test_a_closed_window_only_asks_to_leave(room: Room, qtbot: QtBot) -> None:
    """Closing does not close: the program ends in order first."""
    with qtbot.waitSignal(room.window.leaving):
        room.window.close()
    assert room.window.isVisible()
