"""What went wrong reaches a person, whoever noticed it: one place to tell, one to listen.

An error of ours is said as it is. Anything else is a fault of the program: it is written to the log
with its traceback and said in one plain sentence.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from studio.errors import StudioError
from studio.observers import Observers
from studio.sentences import Message, sentence

PROGRAM_FAULT = sentence(
    "ui.problems.program_fault",
    "Something in Dialogue Studio went wrong ({kind}). Your work is kept; the log says more.",
)

reported: Observers[[Message]] = Observers()
"""Told in the Qt thread of everything that went wrong."""

noted: Observers[[Message]] = Observers()
"""Told in the Qt thread of what a person should read although nothing was stopped by it."""

_log = logging.getLogger(__name__)


def report(error: BaseException) -> None:
    """Say what happened; called in the Qt thread."""
    if isinstance(error, StudioError):
        _log.info("said to the user: %s", error)
        reported.tell(error.message)
        return
    _log.error("a fault of the program", exc_info=error)
    reported.tell(PROGRAM_FAULT(kind=type(error).__name__))


def say(message: Message) -> None:
    """Something a person should read although nothing was stopped by it."""
    noted.tell(message)


@contextmanager
def faults_reported() -> Iterator[None]:
    """While the block runs, errors nobody caught are reported instead of printed."""
    before = sys.excepthook, threading.excepthook

    def on_this_thread(_kind: object, error: BaseException, _trace: object) -> None:
        report(error)

    def on_another(caught: threading.ExceptHookArgs) -> None:
        _log.error("a fault on the thread %s", caught.thread, exc_info=caught.exc_value)

    sys.excepthook, threading.excepthook = on_this_thread, on_another
    try:
        yield
    finally:
        sys.excepthook, threading.excepthook = before
