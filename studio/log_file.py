"""The log: one rotating file per kind of process, from which every secret has been taken out.

Says where records go, not what is worth recording. Nothing here ever stops the program: where no
file can be written, there is none.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

from studio.errors import StorageError
from studio.folders import log_folder, make_folder
from studio.redaction import RedactingFilter

FAULT_TRACE, LAST_FAULT_TRACE = "fault-trace.log", "fault-trace-before.log"
LEVEL_VARIABLE = "DIALOGUE_STUDIO_LOG_LEVEL"

_OWN = ("studio", "ui")
_LARGEST = 2_000_000
_KEPT = 3
_FORMAT = "%(asctime)s %(levelname)-7s %(process)d %(threadName)s %(name)s: %(message)s"


@contextmanager
def log_to_file(name: str = "dialogue-studio") -> Iterator[Path | None]:
    """While the block runs, records go to the file that is handed over, or nowhere if it is None.

    Set up once: a block within a block changes nothing. Our own loggers speak at INFO, or at what
    `DIALOGUE_STUDIO_LOG_LEVEL` says; those of libraries at WARNING, whatever the variable says,
    because some write keys and whole messages below that.
    """
    root = logging.getLogger()
    already = next((each for each in root.handlers if isinstance(each, _LogFile)), None)
    if already is not None:
        yield Path(already.baseFilename)
        return
    handler = _open(name)
    levels = {each: logging.getLogger(each).level for each in ("", *_OWN)}
    root.setLevel(logging.WARNING)
    for own in _OWN:
        logging.getLogger(own).setLevel(_level())
    root.addHandler(handler)
    try:
        yield Path(handler.baseFilename) if isinstance(handler, _LogFile) else None
    finally:
        root.removeHandler(handler)
        handler.close()
        for logger, level in levels.items():
            logging.getLogger(logger).setLevel(level)


@contextmanager
def log_of_a_window() -> Iterator[None]:
    """Records and crashes of the process a person works in."""
    with log_to_file(), faults_to_file():
        yield


@contextmanager
def faults_to_file() -> Iterator[None]:
    """While the block runs, a crash of the interpreter leaves its trace beside the log. That of the run
    before is kept, since only a later run can show it."""
    import faulthandler

    try:
        path = make_folder(log_folder()) / FAULT_TRACE
        if path.exists() and path.stat().st_size:
            path.replace(path.with_name(LAST_FAULT_TRACE))
        file = path.open("w", encoding="utf-8")
    except (StorageError, OSError):
        yield
        return
    with file:
        faulthandler.enable(file, all_threads=True)
        try:
            yield
        finally:
            faulthandler.disable()


class _LogFile(RotatingFileHandler):
    def rotate(self, source: str, dest: str) -> None:
        # A second copy of the program may hold the file: then it grows on, and nobody is told.
        with suppress(OSError):
            super().rotate(source, dest)

    def handleError(self, record: logging.LogRecord) -> None:
        """A disk that is full must not fill the terminal as well."""


def _open(name: str) -> logging.Handler:
    handler: logging.Handler
    try:
        path = make_folder(log_folder()) / f"{name}.log"
        handler = _LogFile(path, maxBytes=_LARGEST, backupCount=_KEPT, encoding="utf-8")
    except (StorageError, OSError):
        # Without a handler of ours Python would write warnings, secrets and all, to stderr itself.
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter(_FORMAT))
    handler.addFilter(RedactingFilter())
    return handler


def _level() -> int:
    asked = os.environ.get(LEVEL_VARIABLE, "").upper()
    return logging.getLevelNamesMapping().get(asked, logging.INFO)
