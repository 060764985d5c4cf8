"""The projects and scripts that were open lately: kept for every window, the latest first."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from studio.errors import StorageError
from studio.kept_values import keep, kept
from ui import tasks

_NAME = "recent"
_one_at_a_time = threading.Lock()
MOST_KEPT = 12


class RecentFiles(QObject):
    """Disks are asked aside: a network that is away must not hold the window up."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.paths: tuple[Path, ...] = ()
        self.missing: frozenset[Path] = frozenset()

    def look_up(self) -> None:
        """What was open lately, in other windows too, and whether it is still there."""
        tasks.start(self._with(_read), self)

    async def add(self, path: Path) -> None:
        """This was opened now."""
        await self._with(lambda: _put_first(path))

    def forget(self, paths: Iterable[Path]) -> None:
        """Take these off the list."""
        gone = frozenset(paths)
        tasks.start(self._with(lambda: _without(gone)), self)

    async def _with(self, work: Callable[[], tuple[Path, ...]]) -> None:
        found = await asyncio.get_running_loop().run_in_executor(None, lambda: _looked_at(work()))
        self.paths, self.missing = found
        self.changed.emit()


def _looked_at(paths: tuple[Path, ...]) -> tuple[tuple[Path, ...], frozenset[Path]]:
    return paths, frozenset(path for path in paths if not _is_there(path))


def _changed(change: Callable[[tuple[Path, ...]], tuple[Path, ...]]) -> tuple[Path, ...]:
    with _one_at_a_time:
        return _kept(change(_read()))


def _read() -> tuple[Path, ...]:
    found = kept(_NAME)
    texts = found if isinstance(found, list) else []
    return tuple(Path(text) for text in texts if isinstance(text, str) and "\0" not in text)


def _put_first(path: Path) -> tuple[Path, ...]:
    path = path.absolute()
    return _changed(lambda paths: (path, *(each for each in paths if each != path))[:MOST_KEPT])


def _without(gone: frozenset[Path]) -> tuple[Path, ...]:
    return _changed(lambda paths: tuple(each for each in paths if each not in gone))


def _kept(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    try:
        keep(_NAME, [str(path) for path in paths])
    except StorageError:
        return paths  # the list holds until the window is closed
    return paths


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False
