"""One worker process from outside: started, told, heard, and ended when it hangs."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Hashable
from typing import Protocol

from studio.server.alarm import Alarm
from studio.server.speech_settings import Refusal
from studio.server.worker_pipe import Job, PipeReader, Report, Sound, Spoken, Stop, packed

_log = logging.getLogger(__name__)

START_SECONDS = 20.0
SILENT_SECONDS = 120.0
"""A worker that has a job and says nothing for so long hangs."""
STOP_SECONDS = 5.0


class Listener(Protocol):
    """Who asked for a job; told nothing more once it asked to stop."""

    def heard(self, sound: Sound) -> None: ...
    def ended(self, report: Spoken | Refusal) -> None: ...


class PoolJob:
    __slots__ = ("client", "listener", "message", "number", "was_heard", "was_retried")

    def __init__(self, number: int, client: Hashable, message: Job, listener: Listener) -> None:
        self.number = number
        self.client = client
        self.message = message
        self.listener: Listener | None = listener
        self.was_heard = False
        self.was_retried = False


class Pool(Protocol):
    """Whom a process tells what became of it and its job."""

    def reported(self, worker: WorkerProcess, report: Report) -> None: ...
    def died(self, worker: WorkerProcess) -> None: ...


class WorkerProcess(asyncio.SubprocessProtocol):
    """One process. `job` is what it speaks now, also when nobody wants to hear it any more."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._reader = PipeReader()
        self._loop = asyncio.get_running_loop()
        self._alarm = Alarm(self._hangs)
        self._transport: asyncio.SubprocessTransport | None = None
        self.job: PoolJob | None = None
        self.is_ready = False
        self.exited: asyncio.Future[None] = self._loop.create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.SubprocessTransport)
        self._transport = transport
        self.alarm_in(START_SECONDS)

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        for report in self._reader.reports(data):
            self._pool.reported(self, report)

    def process_exited(self) -> None:
        self._alarm.stop()
        if self._transport is not None:
            self._transport.close()
        if not self.exited.done():
            self.exited.set_result(None)
        self._pool.died(self)

    def tell(self, message: Job | Stop) -> None:
        assert self._transport is not None
        pipe = self._transport.get_pipe_transport(0)
        if isinstance(pipe, asyncio.WriteTransport) and not pipe.is_closing():
            pipe.write(packed(message))

    def alarm_in(self, seconds: float | None) -> None:
        """Kill the process after so long without another call of this."""
        if seconds is None:
            self._alarm.set(None)
        else:
            self._alarm.set_in(seconds)

    def _hangs(self) -> None:
        _log.warning("an engine hangs and is replaced")
        self.kill()

    def kill(self) -> None:
        if self._transport is not None and self._transport.get_returncode() is None:
            with contextlib.suppress(ProcessLookupError):
                self._transport.kill()

    def close(self) -> None:
        """It ends by itself when its standard input closes."""
        self._alarm.stop()
        if self._transport is not None:
            pipe = self._transport.get_pipe_transport(0)
            if pipe is not None:
                pipe.close()
