"""The audio process as the app sees it: started, listened to, started again when it dies.

Says where the sound goes and when the device is lost; what that means for a scene that plays is
left to the transport.
"""

from __future__ import annotations

import logging
import subprocess
import threading
import time
from contextlib import suppress

from studio.observers import Observers
from studio.own_program import own_program
from studio.playback.process_messages import Parameters, line_of, report_in
from studio.playback.ring import Ring
from studio.sentences import Message, sentence

STARTING = sentence("playback.starting", "Sound is being prepared.")
STARTING_AGAIN = sentence(
    "playback.starting-again",
    "The part of Dialogue Studio that plays sound ended unexpectedly and is started again. "
    "Nothing is lost.",
)

_BACK_OFF_SECONDS = (0.0, 0.1, 0.5, 2.0)
_TRIES_WITH_DEVICE = 3
_STEADY_AFTER_SECONDS = 10.0
_END_SECONDS = 2.0

_log = logging.getLogger(__name__)


class SoundOutput:
    """Owns the ring and keeps a process that reads it, from `start` to `close`.

    The observers are told on a thread of its own. A process that keeps dying is in the end started
    without a device, so that at least the clock goes on.
    """

    def __init__(self) -> None:
        self.ring = Ring.create()
        self.changed: Observers[[]] = Observers()
        self.device_lost: Observers[[]] = Observers()
        self._description = STARTING()
        self._has_device = False
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._keeper = threading.Thread(target=self._keep, name="audio process keeper")

    @property
    def description(self) -> Message:
        """Where the sound goes now, or why nowhere and what to do about it."""
        return self._description

    @property
    def process_id(self) -> int | None:
        """Of the audio process that runs now."""
        process = self._process
        return process.pid if process is not None else None

    def start(self) -> None:
        self._keeper.start()

    def close(self) -> None:
        """End the process, by force if need be, and let go of the ring."""
        with self._lock:
            self._closing.set()
            process = self._process
        if process is not None and not self._has_device:
            process.kill()  # It holds nothing yet that it would have to let go of.
        elif process is not None and process.stdin is not None:
            process.stdin.close()
        if self._keeper.ident is not None:
            self._keeper.join(_END_SECONDS)
        if process is not None and self._keeper.is_alive():
            process.kill()
            self._keeper.join()
        self.ring.close()

    def _keep(self) -> None:
        quick_ends = 0
        while not self._closing.wait(_BACK_OFF_SECONDS[min(quick_ends, 3)]):
            began = time.monotonic()
            ended_well = self._run_process(use_device=quick_ends < _TRIES_WITH_DEVICE)
            is_steady = time.monotonic() - began > _STEADY_AFTER_SECONDS
            quick_ends = 0 if is_steady else quick_ends + 1
            if not ended_well:
                self._describe(STARTING_AGAIN())

    def _run_process(self, use_device: bool) -> bool:
        """Start the process and listen until it ends: whether it said why, or was told to."""
        with self._lock:
            if self._closing.is_set():
                return True
            try:
                process = self._start_process(Parameters(self.ring.memory.handle, use_device))
            except OSError as error:
                _log.warning("the audio process did not start: %s", error)
                return False
            self._process = process
            self._has_device = False
        said_why = False
        with process:
            assert process.stdout is not None
            for line in process.stdout:
                said_why = self._hear(line) or said_why
        if said_why or self._closing.is_set():
            return True
        _log.warning("the audio process ended with status %s", process.returncode)
        return False

    def _start_process(self, parameters: Parameters) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            own_program("audio-process"),
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            pass_fds=self.ring.memory.inherited,
        )
        assert process.stdin is not None
        with suppress(BrokenPipeError):  # Dead already: the listener notices.
            process.stdin.write(line_of(parameters))
        return process

    def _hear(self, line: bytes) -> bool:
        """Take in what the process says; whether it says that it ends for want of its device."""
        report = report_in(line)
        if report is None:
            _log.info("the audio process says: %s", line.decode(errors="replace").rstrip())
            return False
        self._has_device = report.kind == "device"
        self._describe(report.message)
        if report.kind == "lost":
            self.device_lost.tell()
        return report.kind == "lost"

    def _describe(self, description: Message) -> None:
        self._description = description
        self.changed.tell()
