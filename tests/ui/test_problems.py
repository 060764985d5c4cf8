"""What went wrong reaches a person once, from whichever place it was noticed."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

import pytest

from studio.errors import InputError
from studio.sentences import Message, Sentence
from ui import problems

_BROKEN = Sentence("test.broken", "The lamp is out. Change the bulb.")


@pytest.fixture
def said() -> Iterator[list[str]]:
    heard: list[str] = []

    def hear(message: Message) -> None:
        heard.append(str(message))

    leave = problems.reported.connect(hear)
    yield heard
    leave()


def test_errors_nobody_caught_are_said(said: list[str]) -> None:
    """While the window lives, an uncaught error of ours is shown in its own words."""
    before = sys.excepthook
    with problems.faults_reported():
        error = InputError(_BROKEN())
        sys.excepthook(type(error), error, None)
    assert said == ["The lamp is out. Change the bulb."]
    assert sys.excepthook is before


@pytest.mark.allow_log("a fault of the program")
def test_a_fault_is_said_without_its_insides(said: list[str]) -> None:
    """A fault of the program is named by kind; the details are for the log."""
    problems.report(KeyError("api_key=secret"))
    assert len(said) == 1
    assert "KeyError" in said[0]
    assert "secret" not in said[0]


@pytest.mark.allow_log("a fault on the thread")
def test_a_fault_on_another_thread_is_logged(said: list[str]) -> None:
    """Errors of other threads go to the log; nothing is shown from there."""

    def work() -> None:
        raise ZeroDivisionError

    with problems.faults_reported():
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    assert said == []
