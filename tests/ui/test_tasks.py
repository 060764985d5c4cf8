"""Coroutines in the Qt thread."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from studio.errors import StudioError
from studio.sentences import Message, Sentence
from tests.ui.running import InQt
from ui import problems, tasks

_BROKEN = Sentence("test.broken", "The lamp is out. Change the bulb.")


@pytest.fixture
def said() -> Iterator[list[str]]:
    """What `problems` reported during the test."""
    heard: list[str] = []

    def hear(message: Message) -> None:
        heard.append(str(message))

    leave = problems.reported.connect(hear)
    yield heard
    leave()


def test_a_task_runs_to_its_end(in_qt: InQt) -> None:
    """What is started runs while the window's loop runs."""
    done: list[str] = []

    async def work() -> None:
        await asyncio.sleep(0)
        done.append("done")

    async def scene() -> None:
        owner = QObject()
        await tasks.start(work(), owner)

    in_qt(scene())
    assert done == ["done"]


def test_a_task_ends_with_its_owner(in_qt: InQt, said: list[str]) -> None:
    """Destroying the owner cancels the task, and that is no error."""
    ended: list[str] = []

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("cancelled")

    async def scene() -> None:
        owner = QObject()
        task = tasks.start(work(), owner)
        await asyncio.sleep(0)
        owner.deleteLater()
        await asyncio.wait([task], timeout=5)
        assert task.cancelled()

    in_qt(scene())
    assert ended == ["cancelled"]
    assert said == []


def test_an_error_of_ours_is_said_as_it_is(in_qt: InQt, said: list[str]) -> None:
    """An error a person can act on is reported in its own words."""

    async def work() -> None:
        raise StudioError(_BROKEN())

    async def scene() -> None:
        owner = QObject()
        await asyncio.wait([tasks.start(work(), owner)])

    in_qt(scene())
    assert said == ["The lamp is out. Change the bulb."]


@pytest.mark.allow_log("a fault of the program")
def test_a_fault_is_logged_and_said_plainly(in_qt: InQt, said: list[str]) -> None:
    """Any other error is in the log with its traceback, and the person hears one sentence."""

    async def work() -> None:
        raise ZeroDivisionError

    async def scene() -> None:
        owner = QObject()
        await asyncio.wait([tasks.start(work(), owner)])

    in_qt(scene())
    assert len(said) == 1
    assert "ZeroDivisionError" in said[0]


def test_end_waits_until_tasks_have_let_go(in_qt: InQt) -> None:
    """At the end every task is cancelled, and its clearing up is waited for."""
    cleared: list[str] = []

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0.01)
            cleared.append("cleared")

    async def scene() -> None:
        owner = QObject()
        tasks.start(work(), owner)
        await asyncio.sleep(0)
        await tasks.end(5.0)
        assert cleared == ["cleared"]

    in_qt(scene())
