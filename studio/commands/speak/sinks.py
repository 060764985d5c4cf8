"""Where speech goes: into a file, or to the loudspeakers while it still arrives."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from studio.atomic_file import replacement
from studio.audio.samples import float_samples
from studio.audio.sound_file import SoundFileWriter, SoundFormat
from studio.frames import TAKE_RATE
from studio.playback.play_state import PlayState
from studio.playback.sound_output import SoundOutput
from studio.playback.transport import Transport
from studio.scheduling.live_sound import LiveSound


class Sink(Protocol):
    def hear(self, samples: NDArray[np.int16]) -> None: ...
    def silence(self) -> None:
        """What was not heard yet is not to be heard."""

    async def finish(self) -> None:
        """Once all of it was heard."""


@contextlib.contextmanager
def sink_for(output: Path | None) -> Iterator[Sink]:
    if output is None:
        transport = Transport(SoundOutput())
        transport.start()
        try:
            yield _Player(transport)
        finally:
            transport.close()
        return
    with (
        replacement(output) as part,
        SoundFileWriter(part, TAKE_RATE, 1, SoundFormat.WAV_16, output) as file,
    ):
        yield _File(file)


class _File:
    def __init__(self, file: SoundFileWriter) -> None:
        self._file = file

    def hear(self, samples: NDArray[np.int16]) -> None:
        self._file.write(float_samples(samples)[:, None])

    def silence(self) -> None:
        """What is written counts as heard."""

    async def finish(self) -> None:
        """Whoever opened the file closes it."""


class _Player:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._sound: LiveSound | None = None

    def hear(self, samples: NDArray[np.int16]) -> None:
        if self._sound is None:
            self._sound = LiveSound()
            self._transport.set_source(self._sound)
            self._transport.play(0)
        self._sound.hear(samples)

    def silence(self) -> None:
        self._sound = None
        self._transport.stop()

    async def finish(self) -> None:
        if self._sound is not None:
            self._sound.finish()
        loop, changed = asyncio.get_running_loop(), asyncio.Event()
        disconnect = self._transport.changed.connect(lambda: loop.call_soon_threadsafe(changed.set))
        while not self._is_silent():
            changed.clear()
            if not self._is_silent():
                await changed.wait()
        disconnect()

    def _is_silent(self) -> bool:
        return self._transport.state is PlayState.STOPPED
