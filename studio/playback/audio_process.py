"""The audio process: takes sound out of the ring and gives it to the device, and does nothing else.

Its standard input brings one line of parameters, then nothing: when it closes, whoever started this
process is gone, and it ends. Its standard output says where the sound goes.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading

from studio.errors import DeviceError
from studio.playback.device_output import DeviceOutput, Fill
from studio.playback.process_messages import (
    DEVICE_LEFT_ALONE,
    DEVICE_LOST,
    Report,
    line_of,
    parameters_in,
)
from studio.playback.ring import Ring
from studio.playback.ring_reader import RingReader
from studio.playback.silent_output import SilentOutput

_LOOK_SECONDS = 0.25
_CLOSE_SECONDS = 1.0


def run() -> None:
    """Until standard input closes, or until the device asks for no more sound."""
    # Ctrl+C in a terminal reaches this process too; what it means is for the app to decide.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    line = sys.stdin.buffer.readline()
    if not line:
        return
    parameters = parameters_in(line)
    reader = RingReader(Ring.attach(parameters.ring))
    output = _open_output(reader.fill, parameters.use_device)
    _say(Report.of(output.kind, output.description))
    # The callback leaves no cycles behind, and must never wait for a search for them.
    gc.disable()
    ended = _input_closed()
    while not ended.wait(_LOOK_SECONDS):
        if not output.is_alive:
            _say(Report.of("lost", DEVICE_LOST()))
            break
    _close_in_time(output)


def _open_output(fill: Fill, use_device: bool) -> DeviceOutput | SilentOutput:
    if not use_device:
        return SilentOutput(fill, DEVICE_LEFT_ALONE())
    try:
        return DeviceOutput(fill)
    except DeviceError as error:
        return SilentOutput(fill, error.message)


def _say(report: Report) -> None:
    sys.stdout.buffer.write(line_of(report))
    sys.stdout.buffer.flush()


def _input_closed() -> threading.Event:
    """Set once standard input has ended. Read past Python's buffer, whose lock would outlive us."""
    closed = threading.Event()

    def wait() -> None:
        while os.read(sys.stdin.fileno(), 1):
            pass
        closed.set()

    threading.Thread(target=wait, name="standard input", daemon=True).start()
    return closed


def _close_in_time(output: DeviceOutput | SilentOutput) -> None:
    """A device that is gone may hold `close` for ever; then the process ends without it."""
    closing = threading.Thread(target=output.close, name="closing", daemon=True)
    closing.start()
    closing.join(_CLOSE_SECONDS)
    if closing.is_alive():
        os._exit(0)
