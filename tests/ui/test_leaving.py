"""What is being paid for at this moment is not broken off unasked."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget

from studio.document.values import LineId
from studio.front.wishes import Wishes
from studio.sentences import Message
from studio.studio import Studio
from tests.ui.running import InQt, until
from ui import leaving, problems

LINES = [LineId("first"), LineId("second")]


@pytest.fixture
def window(qapp: QApplication) -> Iterator[QWidget]:
    made = QWidget()
    made.show()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def under_way(monkeypatch: pytest.MonkeyPatch) -> list[LineId]:
    """The Lines that are being paid for, for a test to change."""
    lines = list(LINES)
    monkeypatch.setattr(Wishes, "paid_under_way", lambda self: tuple(lines))
    return lines


class _Leaving:
    """The question, as it is asked of a person who wants to leave."""

    def __init__(self, window: QWidget) -> None:
        self.window, self.insists = window, asyncio.Event()
        self.studio = Studio()
        self.answer = asyncio.ensure_future(leaving.may_leave(self.studio, window, self.insists))

    @property
    def dialogs(self) -> list[QDialog]:
        return self.window.findChildren(QDialog)

    async def press(self, words: str) -> None:
        await until(lambda: self.dialogs)
        buttons = self.dialogs[0].findChildren(QPushButton)
        next(button for button in buttons if button.text() == words).click()
        await until(lambda: not self.dialogs)


def test_with_nothing_under_way_nobody_is_asked(in_qt: InQt, window: QWidget) -> None:
    """The window closes at once."""

    async def scene() -> None:
        question = _Leaving(window)
        assert await question.answer
        assert not question.dialogs

    in_qt(scene())


def test_quitting_at_once_is_a_choice(
    in_qt: InQt, window: QWidget, under_way: list[LineId]
) -> None:
    """It is said how many lines are being paid for, and what becomes of them."""

    async def scene() -> None:
        question = _Leaving(window)
        await until(lambda: question.dialogs)
        words = " ".join(label.text() for label in question.dialogs[0].findChildren(QLabel))
        assert "2 lines" in words
        assert "is kept" in words
        await question.press("Quit")
        assert await question.answer

    in_qt(scene())


def test_whoever_cancels_stays(in_qt: InQt, window: QWidget, under_way: list[LineId]) -> None:
    """Nothing is paused by having asked."""

    async def scene() -> None:
        question = _Leaving(window)
        await question.press("Cancel")
        assert not await question.answer
        assert not question.studio.making.is_paused

    in_qt(scene())


def test_waiting_ends_when_the_last_line_is_finished(
    in_qt: InQt, window: QWidget, under_way: list[LineId], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing more is begun meanwhile, and it is said that the program waits."""
    said: list[Message] = []
    paused: list[bool] = []
    monkeypatch.setattr(Wishes, "pause", lambda self: paused.append(True))
    leave = problems.noted.connect(said.append)

    async def scene() -> None:
        question = _Leaving(window)
        await question.press("Wait 8 s")
        await until(lambda: said)
        assert paused
        assert not question.answer.done()
        under_way.clear()
        assert await asyncio.wait_for(question.answer, 1.0)

    in_qt(scene())
    leave()


def test_waiting_has_an_end(
    in_qt: InQt, window: QWidget, under_way: list[LineId], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line that does not come is left; here after a moment instead of eight seconds."""
    assert leaving.WAIT_SECONDS == 8.0
    monkeypatch.setattr(leaving, "WAIT_SECONDS", 0.1)

    async def scene() -> None:
        question = _Leaving(window)
        await question.press("Wait 8 s")
        assert await asyncio.wait_for(question.answer, 2.0)
        assert under_way

    in_qt(scene())


@pytest.mark.parametrize("waits", [False, True])
def test_whoever_insists_need_not_wait(
    waits: bool, in_qt: InQt, window: QWidget, under_way: list[LineId]
) -> None:
    """Quitting once more, or the system's wish to end, ends question and wait."""

    async def scene() -> None:
        question = _Leaving(window)
        if waits:
            await question.press("Wait 8 s")
        else:
            await until(lambda: question.dialogs)
        question.insists.set()
        assert await asyncio.wait_for(question.answer, 1.0)
        assert not question.dialogs

    in_qt(scene())


def test_what_is_finished_while_it_is_asked_settles_it(
    in_qt: InQt, window: QWidget, under_way: list[LineId]
) -> None:
    """The question goes away by itself, for nothing would be lost any more."""

    async def scene() -> None:
        question = _Leaving(window)
        await until(lambda: question.dialogs)
        under_way.clear()
        assert await asyncio.wait_for(question.answer, 1.0)

    in_qt(scene())
