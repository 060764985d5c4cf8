"""Sound out of a device: the one file that knows the sound library.

The library is loaded only when it is needed, because it may be missing and because loading it asks
the system for its devices.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import ModuleType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from studio.errors import DeviceError
from studio.frames import PROJECT_RATE
from studio.playback.process_messages import (
    CANNOT_OPEN,
    NO_DEVICE,
    NO_LIBRARY,
    NOT_CONNECTED,
    SOUNDING,
    SOUNDING_AS_USUAL,
    Device,
)
from studio.playback.ring import CHANNELS
from studio.sentences import Message

_REMEDY_ON_LINUX = "Install the package libportaudio2, then start Dialogue Studio again."
_REMEDY_WHERE_BUNDLED = "Install Dialogue Studio again."

LATENCY_SECONDS = 0.1
"""What the device is asked to hold: enough that four busy processes on two cores leave no gap."""

_DEAD_AFTER_SECONDS = 2.0

Fill = Callable[[NDArray[np.float32], int], None]
"""Fills a block; the number is when its first frame will be heard, by `time.perf_counter_ns`."""


def list_devices() -> tuple[Device, ...]:
    """The devices with an output, as they were when this process first asked; raises DeviceError."""
    return tuple(device for _, device in _outputs(_library()))


class DeviceOutput:
    """Asks `fill` for sound from the moment it is made until `close`; raises DeviceError.

    `device` is a name; None takes whatever is the system's.
    """

    kind: Final = "device"

    def __init__(self, fill: Fill, device: str | None = None, or_the_systems: bool = False) -> None:
        library = _library()
        outputs = _outputs(library)
        if not outputs:
            raise DeviceError(NO_DEVICE())
        index = next((index for index, each in outputs if each.name == device), None)
        if device is not None and index is None:
            raise DeviceError(NOT_CONNECTED(device=device))
        self._fill = fill
        self._called_at = time.perf_counter()
        try:
            self._stream = library.OutputStream(
                device=index,
                samplerate=PROJECT_RATE,
                channels=CHANNELS,
                dtype="float32",
                latency=LATENCY_SECONDS,
                callback=self._callback,
            )
            self._stream.start()
            self._device = Device(str(library.query_devices(self._stream.device)["name"]), True)
        except library.PortAudioError as error:
            raise DeviceError(CANNOT_OPEN(reason=error.args[0])) from error

    @property
    def latency_frames(self) -> int:
        """How much later than it is handed out a sound is heard."""
        return round(float(self._stream.latency) * PROJECT_RATE)

    @property
    def description(self) -> Message:
        latency_ms = round(self._stream.latency * 1000)
        if self._device.stands_for_the_systems:
            return SOUNDING_AS_USUAL(latency_ms=latency_ms)
        return SOUNDING(device=self._device.name, latency_ms=latency_ms)

    @property
    def is_alive(self) -> bool:
        """Whether the device still asks for sound; nothing else tells that it was unplugged."""
        silent_for = time.perf_counter() - self._called_at
        return bool(self._stream.active) and silent_for < _DEAD_AFTER_SECONDS

    def hush(self) -> None:
        """Not one more frame, not even of what the device holds already."""
        self._stream.abort()

    def close(self) -> None:
        """Let go of the device. May never return when the device is gone."""
        self._stream.abort()
        self._stream.close()

    def _callback(self, out: NDArray[np.float32], frames: int, times: Any, status: Any) -> None:
        self._called_at = time.perf_counter()
        delay_seconds = max(0.0, times.outputBufferDacTime - times.currentTime)
        self._fill(out, time.perf_counter_ns() + int(delay_seconds * 1e9))


def _outputs(library: ModuleType) -> list[tuple[int, Device]]:
    """By the number the library knows them by, the usual one first. Where the system offers each device in several ways,
    only in the way it offers the usual one: they are told apart by name."""
    default = library.default.device[1]
    found = [each for each in library.query_devices() if each["max_output_channels"] > 0]
    found.sort(key=lambda each: each["index"] != default)
    ways = {each["hostapi"] for each in found if each["index"] == default}
    return [
        (int(each["index"]), Device(str(each["name"]), each["index"] == default))
        for each in found
        if each["hostapi"] in ways or not ways
    ]


def _library() -> ModuleType:
    try:
        import sounddevice as library
    except OSError as error:
        remedy = _REMEDY_ON_LINUX if sys.platform == "linux" else _REMEDY_WHERE_BUNDLED
        raise DeviceError(NO_LIBRARY(remedy=remedy)) from error
    loaded: ModuleType = library
    return loaded
