"""Starting the audio process and handing it its order, to play or only to name the devices."""

from __future__ import annotations

import subprocess
from contextlib import suppress

from studio.errors import DeviceError
from studio.own_program import own_program
from studio.playback.process_messages import (
    NO_ANSWER,
    Device,
    Devices,
    ListDevices,
    Parameters,
    Report,
    answer_in,
    line_of,
)

_LIST_SECONDS = 10.0


def start_process(
    order: Parameters | ListDevices, memory: tuple[int, ...] = ()
) -> subprocess.Popen[bytes]:
    """One that keeps the given descriptors; raises OSError."""
    process = subprocess.Popen(
        own_program("audio-process"),
        bufsize=0,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        pass_fds=memory,
    )
    assert process.stdin is not None
    with suppress(BrokenPipeError):  # Dead already: the listener notices.
        process.stdin.write(line_of(order))
    return process


def ask_for_devices() -> tuple[Device, ...]:
    """Those that are there now; raises DeviceError."""
    try:
        with start_process(ListDevices()) as process:
            try:
                said, _ = process.communicate(timeout=_LIST_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
    except (OSError, subprocess.TimeoutExpired) as error:
        raise DeviceError(NO_ANSWER()) from error
    for line in said.splitlines():
        answer = answer_in(line)
        if isinstance(answer, Devices):
            return answer.devices
        if isinstance(answer, Report):
            raise DeviceError(answer.message)
    raise DeviceError(NO_ANSWER())
