"""The audio process: takes sound out of the ring and gives it to the device, and does nothing else.

Its standard input brings one line of parameters, then nothing: when it closes, whoever started this
process is gone, and it ends. Its standard output says where the sound goes. It may also be asked
only which devices there are, for it is the one to load the sound library.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading

import numpy as np
from numpy.typing import NDArray

from studio.errors import DeviceError
from studio.playback.device_output import DeviceOutput, Fill, list_devices
from studio.playback.heard_sound import HeardSound
from studio.playback.process_messages import (
    DEVICE_LEFT_ALONE,
    DEVICE_LOST,
    SLEPT,
    Devices,
    Parameters,
    Report,
    line_of,
    order_in,
)
from studio.playback.pulse_watch import PulseWatch
from studio.playback.ring import Ring
from studio.playback.ring_reader import RingReader
from studio.playback.silent_output import SilentOutput
from studio.playback.sleep_watch import SleepWatch

_LOOK_SECONDS = 0.25
_CLOSE_SECONDS = 1.0


def run() -> None:
    """Until standard input closes, or until the device asks for no more sound."""
    # Ctrl+C in a terminal reaches this process too; what it means is for the app to decide.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    line = sys.stdin.buffer.readline()
    if not line:
        return
    order = order_in(line)
    if isinstance(order, Parameters):
        _play(order)
    else:
        _list_devices()


def _list_devices() -> None:
    try:
        _say(Devices(list_devices()))
    except DeviceError as error:
        _say(Report.of("silent", error.message))


def _play(parameters: Parameters) -> None:
    reader = RingReader(Ring.attach(parameters.ring))
    heard = HeardSound.attach(parameters.heard)

    def fill(out: NDArray[np.float32], heard_at_ns: int) -> None:
        reader.fill(out, heard_at_ns)
        heard.put(out, heard_at_ns)

    output = _open_output(fill, parameters)
    watch = SleepWatch()
    _say(Report.of(output.kind, output.description, output.latency_frames))
    # The callback leaves no cycles behind, and must never wait for a search for them.
    gc.disable()
    happened = threading.Event()
    ended = _input_closed(happened)
    pulled_out = threading.Event()
    if isinstance(output, DeviceOutput):
        device = output

        def stop() -> None:
            device.hush()
            pulled_out.set()
            happened.set()

        PulseWatch(stop)
    while not (happened.wait(_LOOK_SECONDS) and ended.is_set()):
        if watch.has_slept():
            # What is plugged in may be another now, and nobody expects the machine to go on talking.
            _say(Report.of("slept", SLEPT()))
            break
        if pulled_out.is_set() or not output.is_alive:
            _say(Report.of("lost", DEVICE_LOST()))
            break
    _close_in_time(output)


def _open_output(fill: Fill, parameters: Parameters) -> DeviceOutput | SilentOutput:
    if not parameters.use_device:
        return SilentOutput(fill, DEVICE_LEFT_ALONE())
    wanted = (parameters.device, None) if parameters.or_the_systems else (parameters.device,)
    for device in wanted:
        try:
            return DeviceOutput(fill, device)
        except DeviceError as error:
            reason = error.message
    return SilentOutput(fill, reason)


def _say(answer: Report | Devices) -> None:
    sys.stdout.buffer.write(line_of(answer))
    sys.stdout.buffer.flush()


def _input_closed(happened: threading.Event) -> threading.Event:
    """Set once standard input has ended. Read past Python's buffer, whose lock would outlive us."""
    closed = threading.Event()

    def wait() -> None:
        while os.read(sys.stdin.fileno(), 1):
            pass
        closed.set()
        happened.set()

    threading.Thread(target=wait, name="standard input", daemon=True).start()
    return closed


def _close_in_time(output: DeviceOutput | SilentOutput) -> None:
    """A device that is gone may hold `close` for ever; then the process ends without it."""
    closing = threading.Thread(target=output.close, name="closing", daemon=True)
    closing.start()
    closing.join(_CLOSE_SECONDS)
    if closing.is_alive():
        os._exit(0)
