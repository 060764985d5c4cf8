"""One window for each project: whoever wants a project that a window has, brings that one to the front.

The window of a project waits at a local address made of the project's path, see `doorbell`. The
address goes with the program, or is left behind by a crash and then answers nobody. Only the same user
is listened to. Without Qt: its sockets would hold up all of Python while they wait.
"""

from __future__ import annotations

import hashlib
import os
import socket
import stat
import sys
import tempfile
from pathlib import Path

ACTIVATION = "XDG_ACTIVATION_TOKEN"
"""With it, Wayland lets a window come forward that the user asked another program for."""
COME, COMING = b"come ", b"coming\n"
MOST_BYTES = 4096
ANSWERS_WITHIN_SECONDS = 2.0


def raise_window_of(path: Path, within_seconds: float = ANSWERS_WITHIN_SECONDS) -> bool:
    """Whether another window has this project, which comes to the front. Waits; on any thread."""
    address = address_of(path)
    if not _may_answer(address):
        return False
    _let_others_come_forward()
    token = os.environ.get(ACTIVATION, "").encode("ascii", "replace")
    try:
        return _answer_to(address, COME + token + b"\n", within_seconds) == COMING
    except OSError:
        return False


def address_of(path: Path) -> str:
    """Where the window of this project waits: a socket, or a pipe of Windows."""
    named = os.path.normcase(os.path.realpath(path)).encode("utf-8", "surrogatepass")
    digest = hashlib.sha256(named).hexdigest()[:24]
    if sys.platform == "win32":
        return f"dialogue-studio-{os.environ.get('USERNAME', '')}-{digest}"
    folder = os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()
    return os.path.join(folder, f"dialogue-studio-{os.getuid()}-{digest}")


def _answer_to(address: str, words: bytes, within_seconds: float) -> bytes:
    if sys.platform == "win32":
        with open(rf"\\.\pipe\{address}", "r+b", buffering=0) as pipe:
            pipe.write(words)
            return pipe.read(len(COMING))
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(within_seconds)
        line.connect(address)
        line.sendall(words)
        answer = b""
        while len(answer) < len(COMING):
            more = line.recv(len(COMING) - len(answer))
            if not more:
                break
            answer += more
        return answer


def _may_answer(address: str) -> bool:
    """Whether there is such an address, and of this user: elsewhere anybody may make one."""
    if sys.platform == "win32":
        return True
    try:
        found = os.lstat(address)
    except OSError:
        return False
    return stat.S_ISSOCK(found.st_mode) and found.st_uid == os.getuid()


def _let_others_come_forward() -> None:
    """Windows lets only the program that was just used put a window in front of all."""
    if sys.platform == "win32":
        import ctypes

        any_process = -1
        ctypes.windll.user32.AllowSetForegroundWindow(any_process)
