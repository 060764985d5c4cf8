"""Voices are heard before they are chosen: samples, comparison, and what one types; really spoken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from studio.document.values import Voice
from studio.folders import HOME_VARIABLE
from studio.studio import Studio
from tests.ui.pieces import ANNA, SCENE
from tests.ui.running import InQt, until
from ui import tasks
from ui.look import Look
from ui.script.panel import ScriptPanel
from ui.type_to_hear import TypeToHear
from ui.voices.browser import VoiceBrowser
from ui.voices_desk import VoicesDesk

MARA, DEXTER = Voice("embedded", 1001, "Mara"), Voice("embedded", 1002, "Dexter")
_LONG_MS = 30_000


@dataclass
class Room:
    window: QWidget
    studio: Studio
    look: Look
    desk: VoicesDesk


@pytest.fixture
def room(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Room]:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    studio, look, window = Studio(), Look(qapp, "dark"), QWidget()
    cast = (replace(SCENE.cast[0], draft_voice=MARA), SCENE.cast[1])
    studio.show(studio.begin(replace(SCENE, cast=cast)).result(20))
    desk = VoicesDesk(studio, ScriptPanel(studio, look, window), look, window)
    studio.start()
    window.show()
    yield Room(window, studio, look, desk)
    studio.close()
    window.hide()
    window.deleteLater()


def test_a_voice_is_heard_compared_starred_and_chosen(room: Room, in_qt: InQt) -> None:
    """Space hears it, L hears it and the present one in turn with a line of the speaker, F keeps it
    among the favourites, Enter casts it in one step."""
    auditions = room.studio.auditions

    async def scene() -> None:
        room.desk.choose_draft(str(ANNA))
        await until(lambda: room.window.findChild(VoiceBrowser))
        browser = room.window.findChild(VoiceBrowser)
        table = browser.table
        assert table.current().voice == MARA
        table.selectRow(1)
        assert table.current().voice == DEXTER
        QTest.keyClick(table, Qt.Key.Key_Space)
        assert auditions.is_heard
        said = []
        for _ in range(2):
            QTest.keyClick(table, Qt.Key.Key_L)
            said += [label.text() for label in browser.findChildren(QLabel)]
        assert "Heard now: Dexter. L hears the other one." in said
        assert "Heard now: Mara. L hears the other one." in said
        QTest.keyClick(table, Qt.Key.Key_F)
        assert room.studio.voice_book.notes.favourites == {DEXTER}
        assert table.current().voice == DEXTER
        QTest.keyClick(table, Qt.Key.Key_Return)
        await until(lambda: room.studio.document.cast[0].draft_voice == DEXTER)
        await until(lambda: not room.window.findChild(VoiceBrowser))
        await tasks.end(1.0)

    in_qt(scene())
    assert not auditions.is_heard
    room.studio.undo()
    assert room.studio.document.cast[0].draft_voice == MARA


def test_what_is_typed_is_heard_from_the_first_sentence_on(room: Room, qtbot: QtBot) -> None:
    """While typing goes on; words that change are said anew, Esc is silent, Enter says the rest."""
    field = TypeToHear(room.studio, room.look)
    qtbot.addWidget(field)
    field.show()
    field.speak_as(MARA)
    text = field.findChild(QPlainTextEdit)
    QTest.keyClicks(text, "Good evening to all of y")
    assert not room.studio.auditions.is_heard
    QTest.keyClicks(text, "ou. And this is n")
    typing = field._typing
    assert typing is not None
    qtbot.waitUntil(lambda: typing._samples > 0, timeout=_LONG_MS)
    assert room.studio.auditions.is_heard
    before = typing._samples
    text.selectAll()
    QTest.keyClicks(text, "Something else is said. ")
    qtbot.waitUntil(lambda: typing._samples > before, timeout=_LONG_MS)
    field.speak_as(DEXTER)
    before = typing._samples
    QTest.keyClicks(text, "And it ends without a mark")
    QTest.keyClick(text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: typing._samples > before, timeout=_LONG_MS)
    QTest.keyClick(text, Qt.Key.Key_Escape)
    field.look()
    assert typing.trouble is None
    field.close_it()
    assert not room.studio.auditions.is_heard
