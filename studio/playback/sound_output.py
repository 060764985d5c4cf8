"""The audio process as the app sees it: started, listened to, started again when it dies.

Says where the sound goes and when the device is lost; what that means for a scene that plays is
left to the transport.
"""

from __future__ import annotations

import logging
import subprocess
import threading
import time

from studio.observers import Observers
from studio.playback.child import ask_for_devices, start_process
from studio.playback.heard_sound import HeardSound
from studio.playback.process_messages import Device, Parameters, Report, answer_in
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
_LOOK_AGAIN_SECONDS = 3.0

_log = logging.getLogger(__name__)


class SoundOutput:
    """Owns the ring and keeps a process that reads it, from `start` to `close`.

    The observers are told on a thread of its own. A process that keeps dying is in the end started
    without a device, so that at least the clock goes on.
    """

    def __init__(self) -> None:
        self.ring = Ring.create()
        self.heard = HeardSound.create()
        self.changed: Observers[[]] = Observers()
        self.interrupted: Observers[[Message]] = Observers()
        """Why nothing may go on sounding by itself: the device is lost, or the machine slept."""
        self.device: str | None = None
        """The one asked for, by name; None for the system's."""
        self._standing = Report.of("silent", STARTING())
        self._or_the_systems = False
        self._quick_ends = 0
        self._began = 0.0
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._is_ended_by_us = False
        self._keeper = threading.Thread(target=self._keep, name="audio process keeper")

    @property
    def description(self) -> Message:
        """Where the sound goes now, or why nowhere and what to do about it."""
        return self._standing.message

    @property
    def latency_frames(self) -> int:
        """How much later than it is handed out a sound is heard."""
        return self._standing.latency_frames

    @property
    def process_id(self) -> int | None:
        """Of the audio process that runs now."""
        process = self._process
        return process.pid if process is not None else None

    def start(self) -> None:
        self._keeper.start()

    def devices(self) -> tuple[Device, ...]:
        """Those that are there now, asked of a process of its own, for only a fresh one sees what was
        plugged in since; raises DeviceError."""
        return ask_for_devices()

    def choose(self, device: str | None) -> None:
        """Be heard there from now on; what the old device has not taken yet, the new one plays."""
        with self._lock:
            self.device = device
            self._or_the_systems = False
            self._quick_ends = 0
            self._end_process()

    def revive(self) -> None:
        """Somebody wants to hear something: where nothing can be heard for want of a device, look
        again, and take the system's if the one asked for is still away."""
        with self._lock:
            is_for_want = self._standing.kind == "silent" and self._quick_ends < _TRIES_WITH_DEVICE
            if is_for_want and time.monotonic() - self._began > _LOOK_AGAIN_SECONDS:
                self._or_the_systems = True
                self._end_process()

    def close(self) -> None:
        """End the process, by force if need be, and let go of the ring."""
        with self._lock:
            self._closing.set()
            self._end_process()
        if self._keeper.ident is not None:
            self._keeper.join(_END_SECONDS)
        process = self._process
        if process is not None and self._keeper.is_alive():
            process.kill()
            self._keeper.join()
        self.ring.close()
        self.heard.close()

    def _end_process(self) -> None:
        process = self._process
        if process is None or process.poll() is not None:
            return
        self._is_ended_by_us = True
        if self._standing.kind != "device":
            process.kill()  # It holds nothing that it would have to let go of.
        elif process.stdin is not None:
            process.stdin.close()

    def _keep(self) -> None:
        while not self._closing.wait(_BACK_OFF_SECONDS[min(self._quick_ends, 3)]):
            self._began = time.monotonic()
            ended_well = self._run_process()
            with self._lock:
                is_steady = time.monotonic() - self._began > _STEADY_AFTER_SECONDS
                is_no_fault = is_steady or self._is_ended_by_us
                self._quick_ends = 0 if is_no_fault else self._quick_ends + 1
            if not ended_well:
                self._stand(Report.of("silent", STARTING_AGAIN()))

    def _run_process(self) -> bool:
        """Start the process and listen until it ends: whether it said why, or was told to."""
        with self._lock:
            self._is_ended_by_us = False
            if self._closing.is_set():
                return True
            parameters = Parameters(
                self.ring.memory.handle,
                self.heard.memory.handle,
                self._quick_ends < _TRIES_WITH_DEVICE,
                self.device,
                self._or_the_systems,
            )
            memory = self.ring.memory.inherited + self.heard.memory.inherited
            try:
                process = start_process(parameters, memory)
            except OSError as error:
                _log.warning("the audio process did not start: %s", error)
                return False
            self._process = process
            self._standing = Report.of("silent", self._standing.message)
        said_why = False
        with process:
            assert process.stdout is not None
            for line in process.stdout:
                said_why = self._hear(line) or said_why
        if said_why or self._is_ended_by_us:
            return True
        _log.warning("the audio process ended with status %s", process.returncode)
        return False

    def _hear(self, line: bytes) -> bool:
        """Take in what the process says; whether it says that it ends for want of its device."""
        report = answer_in(line)
        if not isinstance(report, Report):
            _log.info("the audio process says: %s", line.decode(errors="replace").rstrip())
            return False
        self._stand(report)
        if report.kind in ("lost", "slept"):
            self.interrupted.tell(report.message)
        return report.kind in ("lost", "slept")

    def _stand(self, report: Report) -> None:
        self._standing = report
        self.changed.tell()
