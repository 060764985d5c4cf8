"""The door to `faulty_disk.c`: built when it is needed, loaded before everything else."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

_SOURCE = Path(__file__).with_name("faulty_disk.c")
_LOADED = "DIALOGUE_STUDIO_FAULTY_DISK"


def can_be_built() -> bool:
    return sys.platform == "linux" and shutil.which("cc") is not None


def start_again_with_it() -> None:
    """Begin this very program anew on the faulty disk, unless it is on it already."""
    if _LOADED in os.environ:
        return
    library = Path(tempfile.mkdtemp(prefix="faulty-disk-"), "faulty_disk.so")
    subprocess.run(
        ["cc", "-O1", "-fPIC", "-shared", "-o", str(library), str(_SOURCE), "-ldl"], check=True
    )
    environment = os.environ | {"LD_PRELOAD": str(library), _LOADED: str(library)}
    os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], environment)


class FaultyDisk:
    """The disk below one folder. The path must be the one that programs use, without links."""

    def __init__(self, folder: Path) -> None:
        self._folder = os.fsencode(folder)
        self._library = ctypes.CDLL(os.environ[_LOADED])
        self._library.faulty_disk_calls.restype = ctypes.c_long

    @property
    def calls(self) -> int:
        """How often something was to be changed since `fail` was called."""
        return int(self._library.faulty_disk_calls())

    def fail(self, first: int, count: int, error: int) -> None:
        """Let `count` calls fail from number `first` on, 0 being the next; -1 lets none fail."""
        self._library.faulty_disk_fail(
            self._folder, ctypes.c_long(first), ctypes.c_long(count), error
        )

    def note(self, file: Path) -> None:
        """Write every call to `file` from now on."""
        self._library.faulty_disk_note(self._folder, os.fsencode(file))
