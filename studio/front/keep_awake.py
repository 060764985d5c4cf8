"""Keeping the machine from sleeping while something long is written; the screen may go dark.

On Linux and macOS a helper of the system does it for as long as its standard input is open, so that
nothing stays behind when the program dies. Where there is none, the machine sleeps as it likes.
"""

from __future__ import annotations

import ctypes
import logging
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

_log = logging.getLogger(__name__)

_CONTINUOUS, _SYSTEM_REQUIRED = 0x80000000, 0x00000001
_END_SECONDS = 2.0


@contextmanager
def kept_awake() -> Iterator[None]:
    """While the block runs; it never fails."""
    if sys.platform == "win32":
        _ask_windows(_CONTINUOUS | _SYSTEM_REQUIRED)
        try:
            yield
        finally:
            _ask_windows(_CONTINUOUS)
        return
    helper = _started(_helper())
    try:
        yield
    finally:
        if helper is not None:
            _end(helper)


def _helper() -> Sequence[str]:
    """What waits for the end of its input and keeps the machine awake meanwhile."""
    if sys.platform == "darwin":
        return ("caffeinate", "-i", "cat")
    who = ("--who=Dialogue Studio", "--why=Writing an export", "--mode=block")
    return ("systemd-inhibit", "--what=sleep:idle", *who, "cat")


def _started(command: Sequence[str]) -> subprocess.Popen[bytes] | None:
    if shutil.which(command[0]) is None:
        return None
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        _log.info("%s could not be started: %s", command[0], error)
        return None


def _end(helper: subprocess.Popen[bytes]) -> None:
    assert helper.stdin is not None
    helper.stdin.close()
    try:
        helper.wait(_END_SECONDS)
    except subprocess.TimeoutExpired:
        helper.kill()
        helper.wait()


def _ask_windows(state: int) -> None:
    """Holds for the thread that asks."""
    windll = getattr(ctypes, "windll", None)
    if windll is not None:
        windll.kernel32.SetThreadExecutionState(state)
