"""Who may write to a project: one program at a time, by a lock of the system on a file beside it.

The lock goes with the program that holds it, however that ends; what stands in the file is only for
people. The file is taken away when the project is closed.
"""

from __future__ import annotations

import getpass
import json
import os
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_LOCK_BYTE = 1 << 30
"""Beyond what is written, so that others can read who holds the lock."""
_MOST_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Owner:
    """Who has a project open, where and since when; each may be empty when nobody can tell."""

    user: str
    computer: str
    since: str
    process: int


class Lock:
    """Held until released or until the program ends."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor = descriptor

    def release(self) -> None:
        # Taken away while it is still locked: whoever waits finds that and makes a new one.
        with suppress(OSError):
            if _is_there(self._path, self._descriptor):
                self._path.unlink()
        os.close(self._descriptor)


def lock_file(project: Path) -> Path:
    return project.with_name(f".{project.name}.lock")


def try_lock(project: Path, now: datetime) -> Lock | Owner:
    """The lock, or who has it. Raises OSError where no file can be made beside the project."""
    path = lock_file(project)
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            if not _locks(descriptor):
                owner = _owner(path)
                os.close(descriptor)
                return owner
            if _is_there(path, descriptor):
                _write_owner(descriptor, now)
                return Lock(path, descriptor)
        except BaseException:
            os.close(descriptor)
            raise
        # It was taken away between opening and locking: another one has its name now.
        os.close(descriptor)


def _is_there(path: Path, descriptor: int) -> bool:
    try:
        found, held = path.stat(), os.fstat(descriptor)
    except FileNotFoundError:
        return False
    return (found.st_dev, found.st_ino) == (held.st_dev, held.st_ino)


def _write_owner(descriptor: int, now: datetime) -> None:
    owner = {
        "user": _user(),
        "computer": socket.gethostname(),
        "since": now.isoformat(timespec="seconds"),
        "process": os.getpid(),
    }
    # Nobody needs these words; a full disk is no reason not to open a project.
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.write(descriptor, json.dumps(owner).encode())


def _owner(path: Path) -> Owner:
    try:
        with path.open("rb") as file:
            found = json.loads(file.read(_MOST_BYTES))
        return Owner(
            str(found["user"])[:100],
            str(found["computer"])[:100],
            str(found["since"])[:40],
            int(found["process"]),
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return Owner("", "", "", 0)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


if sys.platform == "win32":

    def _locks(descriptor: int) -> bool:
        os.lseek(descriptor, _LOCK_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        os.lseek(descriptor, 0, os.SEEK_SET)
        return True

else:

    def _locks(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
