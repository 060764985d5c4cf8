"""What the window asks about the program itself: what works here, and a report of faults. Light."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from studio.front.fault_report import ReportPart, doctor_words, report_parts, write_report
from studio.front.running import Running

if TYPE_CHECKING:
    from subprocess import Popen

T = TypeVar("T")


class Diagnosis:
    def __init__(self, running: Running) -> None:
        self._running = running
        self._threads: set[threading.Thread] = set()
        self._doctors: list[Popen[bytes]] = []
        self._is_closed = False

    def doctor(self) -> Future[str]:
        """What works on this machine, in rows; takes some seconds."""
        return self._beside(self._doctor_words)

    def report(self, version: str) -> Future[tuple[ReportPart, ...]]:
        """All there is to save, to be looked through first."""
        document = self._running.document()
        return self._beside(lambda: report_parts(document, version, self._doctor_words()))

    def save(self, path: Path, parts: tuple[ReportPart, ...]) -> Future[None]:
        """These parts in one zip file; fails with a StorageError."""
        return self._beside(lambda: write_report(path, parts))

    def close(self) -> None:
        """Look no further, and wait until nobody does."""
        self._is_closed = True
        for doctor in self._doctors:
            doctor.kill()
        for thread in list(self._threads):
            thread.join()

    def _doctor_words(self) -> str:
        return doctor_words(self._started)

    def _started(self, doctor: Popen[bytes]) -> None:
        self._doctors.append(doctor)
        if self._is_closed:
            doctor.kill()

    def _beside(self, work: Callable[[], T]) -> Future[T]:
        answer: Future[T] = Future()

        def run() -> None:
            try:
                answer.set_result(work())
            except BaseException as error:
                answer.set_exception(error)
            finally:
                self._threads.discard(threading.current_thread())

        thread = threading.Thread(target=run, name="diagnosis")
        self._threads.add(thread)
        thread.start()
        return answer
