"""Which project was open when the program ended, and how it ended: what the next start opens.

While a project is open a record of it lies in the data folder, locked by the program; a record that
nobody holds was left by a crash. Losing these records costs nothing but convenience.
"""

from __future__ import annotations

import json
import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from studio.atomic_file import write_atomically
from studio.errors import StorageError
from studio.folders import data_folder, make_folder
from studio.identity import new_id
from studio.project.lock import Lock, try_lock
from studio.sentences import Message, sentence

MOST_TRIES = 2

RECOVERED = sentence(
    "last-project.recovered",
    "The program ended unexpectedly. This is the project as it was then; nothing that was saved is"
    " lost.",
)
NOT_OPENED = sentence(
    "last-project.not-opened",
    "{path} was not opened, because the program ended unexpectedly twice while opening it. Open it to"
    " read, or open a backup of it.",
)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LastProject:
    """`path`: what to open, None when nothing; `note`: what to say about it."""

    path: Path | None = None
    note: Message | None = None


class LastProjectRecord:
    """One per running program."""

    def __init__(self) -> None:
        self._id = new_id()
        self._lock: Lock | None = None
        self._tries: dict[str, int] = {}
        """By path, how often the program ended while opening it."""

    def find(self) -> LastProject:
        """What the last run had open. Records of crashes are taken up, so that each is told once."""
        crashed = _crashed()
        if not crashed:
            return LastProject(_existing(_read(_last_file()).get("path")))
        latest = crashed[-1]
        path, tries = _existing(latest.get("path")), latest.get("tries")
        if path is None:
            return LastProject()
        if isinstance(tries, int) and tries:
            self._tries[str(path)] = tries
            if tries >= MOST_TRIES:
                return LastProject(None, NOT_OPENED(path=path))
        return LastProject(path, RECOVERED())

    def opening(self, path: Path) -> None:
        """From now on a crash is one while opening this."""
        self._write({"path": str(path), "tries": self._tries.get(str(path), 0) + 1})

    def runs(self, path: Path) -> None:
        """It is open and all is well."""
        self._tries.pop(str(path), None)
        self._write({"path": str(path), "tries": 0})

    def ended(self, path: Path | None) -> None:
        """In order: the next run begins with this one again."""
        with suppress(OSError):
            self._file.unlink()
        if self._lock is not None:
            self._lock.release()
            self._lock = None
        if path is not None:
            with suppress(StorageError):
                _put(_last_file(), {"path": str(path)})

    @property
    def _file(self) -> Path:
        return _folder() / f"{self._id}.json"

    def _write(self, record: dict[str, object]) -> None:
        try:
            if self._lock is None:
                make_folder(_folder())
                found = try_lock(self._file, datetime.now().astimezone())
                self._lock = found if isinstance(found, Lock) else None
            _put(self._file, record)
        except (OSError, StorageError) as error:
            _log.info("what is open could not be written down: %s", error)


def _crashed() -> list[dict[str, object]]:
    """What programs that ended unexpectedly had open, the latest last."""
    found = []
    for file in sorted(_folder().glob("*.json"), key=_changed_at):
        with suppress(OSError):
            lock = try_lock(file, datetime.now().astimezone())
            if isinstance(lock, Lock):
                found.append(_read(file))
                file.unlink()
                lock.release()
    return found


def _folder() -> Path:
    return data_folder() / "open"


def _last_file() -> Path:
    return data_folder() / "last-project.json"


def _changed_at(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0


def _put(file: Path, record: dict[str, object]) -> None:
    make_folder(file.parent)
    write_atomically(file, json.dumps(record).encode("ascii"))


def _read(file: Path) -> dict[str, object]:
    try:
        found = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _existing(path: object) -> Path | None:
    if not isinstance(path, str) or "\0" in path:
        return None
    found = Path(path)
    return found if found.is_file() else None
