"""Checks that may hang or crash, because they touch what is not ours, run in a child, all at once.

The child is this program told `doctor --probe NAME`; its last line of output is the check as JSON.
What hangs or crashes there is reported here as just that.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from studio.commands import DONE, TROUBLE
from studio.commands.doctor.check import Check, State
from studio.commands.doctor.screen import screen
from studio.commands.doctor.surroundings import key_ring, sound, voices
from studio.own_program import own_program

TIME_LIMIT_SECONDS = 20.0

_GONE_BY_ITSELF_SECONDS = 30.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Probe:
    """How to look, and what is said when the child could not."""

    look: Callable[[], Check]
    without: State
    remedy: str


_PROBES = {
    "display": _Probe(screen, State.LIMITED, "Start the program from a desktop to have a window."),
    "sound": _Probe(sound, State.LIMITED, "Writing sound files works without a sound device."),
    "voices": _Probe(voices, State.BROKEN, "Install Dialogue Studio again."),
    "key-ring": _Probe(key_ring, State.LIMITED, "Unlock the system's key ring, or do without."),
}


def ask_all() -> list[Check]:
    """The answers of all probes, within the time limit."""
    children = {name: _start(name) for name in _PROBES}
    deadline = time.monotonic() + TIME_LIMIT_SECONDS
    try:
        return [_answer_of(name, child, deadline) for name, child in children.items()]
    finally:
        for child in children.values():
            if child.poll() is None:
                child.kill()
                child.communicate()


def answer(name: str) -> None:
    """In the child: print what the probe `name` finds."""
    # Should the parent die while something here hangs, nobody else would end this process.
    watchdog = threading.Timer(_GONE_BY_ITSELF_SECONDS, os._exit, (1,))
    watchdog.daemon = True
    watchdog.start()
    found = _PROBES[name].look()
    watchdog.cancel()
    print(json.dumps(found.as_values()))


def _start(name: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        own_program("doctor", "--probe", name),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def _answer_of(name: str, child: subprocess.Popen[bytes], deadline: float) -> Check:
    try:
        output, complaint = child.communicate(timeout=max(0.1, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        child.kill()
        output, complaint = child.communicate()
        _log.info("the probe %s hung; it had said: %s", name, complaint)
        return _without(name, f"no answer within {TIME_LIMIT_SECONDS:.0f} seconds")
    if child.returncode == DONE:
        return Check.from_values(json.loads(_last_line(output)))
    _log.info("the probe %s ended with %d: %s", name, child.returncode, complaint)
    if child.returncode == TROUBLE:
        return Check(name, _PROBES[name].without, "not usable", _last_line(complaint))
    return _without(name, f"looking for it ended with status {child.returncode}")


def _without(name: str, found: str) -> Check:
    return Check(name, _PROBES[name].without, found, _PROBES[name].remedy)


def _last_line(output: bytes) -> str:
    """Libraries may have printed theirs before."""
    return output.decode("utf-8", "replace").strip().rpartition("\n")[2]
