"""Hints of the first minutes: one after the other, and never again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from studio.document.history import StepName
from studio.document.values import Line, Voice
from studio.playback.play_state import PlayState
from studio.sentences import Sentence
from tests.ui.pieces import SCENE, SetStudio, with_lines
from ui import transport_commands
from ui.bridge import Bridge
from ui.desk import Desk
from ui.hints.values import EXPORT
from ui.look import Look
from ui.main_window import MainWindow

_STEP = StepName(Sentence("test.step", "step")(), Sentence("test.step", "step")())


class Run:
    def __init__(self, qapp: QApplication) -> None:
        look, self.studio, self.bridge = Look(qapp, "dark"), SetStudio(), Bridge()
        self.window = MainWindow(look)
        self.desk = Desk(self.studio, look, self.bridge, self.window)
        self.window.put_desk(self.desk)
        self.window.show()
        qapp.processEvents()

    def hint(self) -> str:
        shown = self.window.findChild(QLabel, "hint_words")
        return shown.text() if shown.isVisible() else ""

    def end(self) -> None:
        self.desk.end()
        self.bridge.close()
        self.window.hide()
        self.window.deleteLater()


@pytest.fixture
def runs(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[list[Run]]:
    monkeypatch.setenv("DIALOGUE_STUDIO_HOME", str(tmp_path))
    made = [Run(qapp)]
    yield made
    for run in made:
        run.end()


def test_each_hint_goes_when_its_thing_is_done(runs: list[Run], qtbot: QtBot) -> None:
    """Play, write a line, cast a speaker, export, cut in: what is done makes room for the next."""
    run = runs[0]
    assert "free and offline" in run.hint()
    buttons = {each.text(): each for each in run.window.findChildren(QPushButton)}
    buttons["Play it"].click()
    assert run.studio.transport_state is PlayState.PLAYING
    qtbot.waitUntil(lambda: "Press Enter" in run.hint())
    run.studio.undo_step = _STEP
    first = SCENE.lines[0]
    run.studio.put(with_lines(replace(first, text="Other."), *SCENE.lines[1:]))
    assert "another voice" in run.hint()
    anna = replace(SCENE.cast[0], draft_voice=Voice("embedded", 5, "X"))
    run.studio.put(replace(run.studio.document, cast=(anna, SCENE.cast[1])))
    assert "sound file" in run.hint()
    run.desk._hints._end(EXPORT)  # the dialog itself wants a running program
    assert "press I" in run.hint()
    run.window.action(transport_commands.CUT_IN).trigger()
    assert "strips" in run.hint()


def test_another_project_is_not_a_line_written(runs: list[Run], qtbot: QtBot) -> None:
    """Only what a person does ends a hint."""
    run = runs[0]
    run.studio.play()
    qtbot.waitUntil(lambda: "Press Enter" in run.hint())
    run.studio.put(with_lines(Line(SCENE.lines[0].id, SCENE.cast[0].id, "New.")))
    assert "Press Enter" in run.hint()


def test_a_closed_hint_never_comes_again(runs: list[Run], qapp: QApplication, qtbot: QtBot) -> None:
    """Closing leaves one in peace until the next start, which goes on with the next hint."""
    run = runs[0]
    close = run.window.findChild(QToolButton, "close_hint")
    close.setFocus()
    qtbot.keyClick(close, Qt.Key.Key_Space)
    assert run.hint() == ""
    run.studio.play()
    assert run.hint() == ""
    runs.append(Run(qapp))
    assert "Press Enter" in runs[1].hint()
