"""What the window asks about the program itself: what works here, and a report of faults. Light."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

from studio.front.fault_report import ReportPart, doctor_words, report_parts, write_report
from studio.front.running import Running

T = TypeVar("T")


class Diagnosis:
    def __init__(self, running: Running) -> None:
        self._running = running

    def doctor(self) -> Future[str]:
        """What works on this machine, in rows; takes some seconds."""
        return _beside(doctor_words)

    def report(self, version: str) -> Future[tuple[ReportPart, ...]]:
        """All there is to save, to be looked through first."""
        document = self._running.document()
        return _beside(lambda: report_parts(document, version, doctor_words()))

    @staticmethod
    def save(path: Path, parts: tuple[ReportPart, ...]) -> Future[None]:
        """These parts in one zip file; fails with a StorageError."""
        return _beside(lambda: write_report(path, parts))


def _beside(work: Callable[[], T]) -> Future[T]:
    """On a thread that nobody waits for when the program ends."""
    answer: Future[T] = Future()

    def run() -> None:
        try:
            answer.set_result(work())
        except BaseException as error:
            answer.set_exception(error)

    threading.Thread(target=run, name="diagnosis", daemon=True).start()
    return answer
