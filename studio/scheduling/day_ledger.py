"""The day's spending over all projects: one file people can read, only ever added to.

A row is written before a request is sent, with what is expected, and another when its use is known;
a crash in between leaves the expectation standing, so that a budget is never passed unseen. Two
programs may write at the same time: each row is one write to the end of the file.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from studio.errors import StorageError
from studio.folders import make_folder
from studio.frames import TAKE_RATE
from studio.scheduling.ledger import Total
from studio.sentences import sentence

_NOT_WRITTEN = sentence(
    "day_ledger.not_written",
    "The spending could not be written to {path}: {reason}. Nothing was asked of the voice service;"
    " make room or mend the folder, and try again.",
)


_NO_ROOM = sentence(
    "day_ledger.no_room",
    "The disk of {folder} is nearly full: {free} MB are free, {needed} MB are needed. Nothing was"
    " asked of the voice service; make room and try again.",
)
_LEAST_FREE_BYTES = 500_000_000


def _free_bytes(folder: Path) -> int:
    return shutil.disk_usage(folder).free


class DayLedger:
    def __init__(self, path: Path, free_bytes: Callable[[Path], int] = _free_bytes) -> None:
        self._path = path
        self._free_bytes = free_bytes
        self._read: tuple[tuple[int, int], list[_Row]] = ((0, 0), [])
        """What the file looked like when it was last read, and what it said."""

    def make_sure_of_room(self, seconds: float, kept_in: Path | None) -> None:
        """Nothing is paid for that could not be kept: raises StorageError when the disk of the ledger,
        or of the project, is nearly full."""
        make_folder(self._path.parent)
        needed = max(_LEAST_FREE_BYTES, round(3 * seconds * TAKE_RATE * 2))
        for folder in (self._path.parent, kept_in):
            free = needed if folder is None else self._free_bytes(folder)
            if free < needed:
                raise StorageError(
                    _NO_ROOM(folder=folder, free=free // 1_000_000, needed=needed // 1_000_000)
                )

    def expect(self, request: str, seconds: float, now: datetime) -> None:
        """Before sending; raises StorageError, and then nothing may be sent."""
        self._write(request, seconds, None, now)

    def settle(self, request: str, seconds: float, cost: int | None, now: datetime) -> None:
        """What it came to; takes the place of what was expected."""
        self._write(request, seconds, cost, now)

    def total(self, now: datetime) -> Total:
        """What was spent on the day of `now`, or may have been."""
        last = {row.request: row for row in self._rows() if _day(row.at) == _day(now)}
        return Total(
            sum(row.seconds for row in last.values()),
            sum(row.cost or 0 for row in last.values()),
            sum(row.seconds for row in last.values() if row.cost is None),
        )

    def _write(self, request: str, seconds: float, cost: int | None, now: datetime) -> None:
        row = {
            "at": now.isoformat(),
            "request": request,
            "seconds": round(seconds, 3),
            "cost": cost,
        }
        try:
            make_folder(self._path.parent)
            with open(self._path, "ab", buffering=0) as file:
                file.write(json.dumps(row).encode("ascii") + b"\n")
                os.fsync(file.fileno())
        except OSError as error:
            reason = error.strerror or str(error)
            raise StorageError(_NOT_WRITTEN(path=self._path, reason=reason)) from error

    def _rows(self) -> list[_Row]:
        try:
            looks = self._path.stat()
            seen = looks.st_mtime_ns, looks.st_size
            if self._read[0] != seen:
                rows = map(_understood, self._path.read_bytes().splitlines())
                self._read = seen, [row for row in rows if row is not None]
            return self._read[1]
        except FileNotFoundError:
            return []
        except OSError as error:
            reason = error.strerror or str(error)
            raise StorageError(_NOT_WRITTEN(path=self._path, reason=reason)) from error


@dataclass(frozen=True, slots=True)
class _Row:
    at: datetime
    request: str
    seconds: float
    cost: int | None


def _day(at: datetime) -> date:
    return at.astimezone().date()


def _understood(line: bytes) -> _Row | None:
    """A row; None for one that a crash cut short."""
    try:
        row = json.loads(line)
        cost = row["cost"]
        return _Row(
            datetime.fromisoformat(row["at"]),
            str(row["request"]),
            float(row["seconds"]),
            None if cost is None else int(cost),
        )
    except (ValueError, KeyError, TypeError):
        return None
