"""Exports go on behind the window: seen in the foot, in a list of their own, and told at the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from studio.document.values import Document
from studio.errors import InputError
from studio.front.exporting import ExportRun
from studio.sentences import Sentence
from studio.standing.exporting import ExportOutcome, ExportProgress, ExportWish
from studio.studio import Studio
from tests.ui.running import InQt, until
from ui import file_commands, problems
from ui.command_set import CommandSet
from ui.export.dialog import ExportDialog
from ui.export.jobs import ExportJobs
from ui.export.jobs_dialog import ExportsDialog
from ui.export_desk import ExportDesk
from ui.look import Look
from ui.script.panel import ScriptPanel

DOING = Sentence("test.doing", "Writing a file")
FULL = Sentence("test.full", "The disk is full. Free some room.")
OUTCOME = ExportOutcome((Path("out/a.wav"), Path("out/b.wav")), 3_000_000, 1.0, 1, (), ("old.wav",))

WISH = ExportWish(Path("out"), "scene")


@dataclass
class Room:
    studio: Studio
    window: QWidget
    commands: CommandSet
    desk: ExportDesk
    runs: list[ExportRun] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    foot: list[str] = field(default_factory=list)

    async def dialog(self) -> ExportDialog:
        self.commands.action(file_commands.EXPORT).trigger()
        await until(lambda: self.window.findChild(ExportDialog))
        return self.window.findChild(ExportDialog)

    async def begin(self, **wish: object) -> ExportDialog:
        """The dialog, its export under way."""
        shown = await self.dialog()
        shown.export_wanted.emit(replace(shown.wish, **wish))
        return shown

    async def begin_unseen(self, **wish: object) -> None:
        press(await self.begin(**wish), "Go on in the background")
        await until(lambda: self.window.findChild(ExportDialog) is None)

    async def all(self) -> ExportsDialog:
        self.commands.action(file_commands.EXPORTS).trigger()
        await until(lambda: self.window.findChild(ExportsDialog))
        return self.window.findChild(ExportsDialog)

    async def close(self, shown: ExportsDialog) -> None:
        shown.reject()
        await until(lambda: self.window.findChild(ExportsDialog) is None)


def press(dialog: QWidget, words: str) -> None:
    found = [
        it
        for it in dialog.findChildren(QPushButton)
        if it.text().startswith(words) and it.isVisible()
    ]
    assert found, words
    found[0].click()


@pytest.fixture
def room(qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    studio, window, look = Studio(), QWidget(), Look(qapp, "dark")
    runs: list[ExportRun] = []

    def start(_wish: ExportWish) -> ExportRun:
        runs.append(ExportRun())
        return runs[-1]

    monkeypatch.setattr(studio.exporting, "start", start)
    desk = ExportDesk(studio, ScriptPanel(studio, look, window), look, window)
    commands = CommandSet(desk.doing(), look, window)
    commands.carry_out(desk.doing())
    made = Room(studio, window, commands, desk, runs)
    leave = problems.noted.connect(lambda message: made.said.append(str(message)))
    desk.told.connect(lambda words, _more: made.foot.append(words))
    window.resize(1200, 800)
    window.show()
    qtbot.waitExposed(window)
    yield made
    leave()
    window.hide()
    window.deleteLater()
    studio.close()


def test_it_goes_on_in_the_background_and_is_told_at_the_end(room: Room, in_qt: InQt) -> None:
    """The foot of the window tells how far it is; the bubble names where the files are."""

    async def work() -> None:
        await room.begin_unseen()
        room.runs[0].progress = ExportProgress(DOING(), 0.42, 3.0)
        await until(lambda: "Exporting, 42 %" in room.foot)
        assert not room.said
        room.runs[0].done.set_result(OUTCOME)
        await until(lambda: room.said)
        assert room.foot[-1] == ""

    in_qt(work())
    assert room.said == ["scene: 2 files were written, as out/a.wav."]


def test_in_the_open_dialog_nothing_is_said_twice(room: Room, in_qt: InQt) -> None:
    """The dialog itself tells what was written."""

    async def work() -> None:
        shown = await room.begin()
        room.runs[0].done.set_result(OUTCOME)
        done = shown.findChild(QLabel, "export_doing")
        await until(lambda: done.text().startswith("2 files written, 3.0 MB."))
        assert "old.wav" in done.text()
        shown.reject()
        await until(lambda: room.window.findChild(ExportDialog) is None)

    in_qt(work())
    assert not room.said


def test_leaving_the_running_dialog_stops_the_export(room: Room, in_qt: InQt) -> None:
    """Escape is Cancel; going on needs its own button."""
    stopped: list[bool] = []

    async def work() -> None:
        shown = await room.begin()
        room.runs[0].stop = lambda: stopped.append(True)  # type: ignore[method-assign]
        shown.reject()
        assert shown.isVisible()
        room.runs[0].done.set_exception(InputError(FULL()))
        done = shown.findChild(QLabel, "export_doing")
        await until(lambda: "The disk is full" in done.text())
        shown.reject()
        await until(lambda: room.window.findChild(ExportDialog) is None)

    in_qt(work())
    assert stopped == [True]


def test_several_are_listed_with_progress_report_and_another_try(room: Room, in_qt: InQt) -> None:
    """Each row is stopped, tried again or read by itself."""

    async def work() -> None:
        await room.begin_unseen()
        await room.begin_unseen()
        shown = await room.all()
        room.runs[0].progress = ExportProgress(DOING(), 0.5, None)
        bars = shown.findChildren(QProgressBar)
        await until(lambda: sorted(bar.value() for bar in bars) == [-1, 500])
        assert any("2 exports" in words for words in room.foot)
        room.runs[0].done.set_result(OUTCOME)
        await until(lambda: len([bar for bar in bars if bar.isVisible()]) == 1)
        press(shown, "Report")
        report = next(it for it in shown.findChildren(QPlainTextEdit) if it.isVisible())
        assert "out/b.wav" in report.toPlainText()
        assert "1 line was not as it is meant to be." in report.toPlainText()
        room.runs[1].done.set_exception(InputError(FULL()))
        await until(lambda: len(room.said) == 2)
        press(shown, "Try again")
        assert len(room.runs) == 3
        room.runs[2].done.set_result(OUTCOME)
        await until(lambda: len(room.said) == 3)
        await room.close(shown)

    in_qt(work())
    assert room.said[1] == "scene was not exported. The disk is full. Free some room."


def test_a_script_that_went_out_is_remembered_at_the_second_try_too(
    room: Room, in_qt: InQt, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What comes back is compared with what was sent, but never with what another project sent."""
    sent: list[Document] = []
    monkeypatch.setattr(room.studio, "sent_out", sent.append)

    async def work() -> None:
        await room.begin_unseen(scripts=(".csv",))
        shown = await room.all()
        room.runs[0].done.set_exception(InputError(FULL()))
        await until(lambda: room.said)
        assert not sent
        press(shown, "Try again")
        room.runs[1].done.set_result(OUTCOME)
        await until(lambda: len(room.said) == 2)
        assert sent == [room.studio.document]
        await room.close(shown)
        await room.begin_unseen(scripts=(".csv",))
        with monkeypatch.context() as another:
            another.setattr(Studio, "project", object())
            room.runs[2].done.set_result(OUTCOME)
            await until(lambda: len(room.said) == 3)
        assert len(sent) == 1

    in_qt(work())


def test_only_what_is_over_leaves_the_list(room: Room, in_qt: InQt) -> None:
    """However many wait, each can be seen and stopped; of the others the latest stay."""

    async def work() -> None:
        jobs = ExportJobs(room.studio, room.window)
        first = jobs.begin(WISH)
        for _ in range(30):
            jobs.begin(WISH)
        assert len(jobs.under_way) == len(jobs.all) == 31
        for run in room.runs[1:]:
            run.done.set_result(OUTCOME)
        await until(lambda: jobs.under_way == [first])
        latest = jobs.begin(WISH)
        assert len(jobs.all) == 22
        assert jobs.under_way == [first, latest]
        for run in (room.runs[0], room.runs[-1]):
            run.done.set_result(OUTCOME)
        await until(lambda: not jobs.under_way)

    in_qt(work())


def test_before_the_first_the_list_says_so(room: Room, in_qt: InQt) -> None:
    """It is never an empty window."""

    async def work() -> None:
        shown = await room.all()
        hints = [it.text() for it in shown.findChildren(QLabel) if it.isVisible()]
        assert "Nothing was exported since the window opened." in hints
        await room.close(shown)

    in_qt(work())


def test_who_looks_elsewhere_is_told(
    room: Room, in_qt: InQt, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A window out of sight asks for attention when its export is over."""
    from ui import out_of_sight

    asked: list[str] = []
    monkeypatch.setattr(out_of_sight, "is_out_of_sight", lambda _window: True)
    monkeypatch.setattr(out_of_sight, "tell", lambda _window, message: asked.append(str(message)))

    async def work() -> None:
        await room.begin_unseen()
        room.runs[0].done.set_result(OUTCOME)
        await until(lambda: asked)

    in_qt(work())
    assert asked == room.said
