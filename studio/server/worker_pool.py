"""The worker processes as the server sees them: jobs given out, sound handed on, the dead replaced.

A job whose worker died is tried once more if nothing of it was heard; otherwise it has failed. A
worker that says nothing for too long, or does not stop when told, is ended and replaced.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections.abc import Hashable, Sequence

from studio.server.job_queue import JobQueue
from studio.server.pieces import PieceWanted
from studio.server.speech_settings import Refusal
from studio.server.worker_pipe import Job, Ready, Report, Sound, Spoken, Stop, Unable
from studio.server.worker_process import (
    SILENT_SECONDS,
    STOP_SECONDS,
    Listener,
    PoolJob,
    WorkerProcess,
)
from studio.wire import codes

_log = logging.getLogger(__name__)

_STARTS_IN_VAIN = 4
_LONGEST_WAIT_SECONDS = 10.0


class WorkerPool:
    """So many engines, each in its process, started by `command`."""

    def __init__(self, command: Sequence[str], workers: int) -> None:
        self._command = tuple(command)
        self._wanted = workers
        self._workers: set[WorkerProcess] = set()
        self._queue: JobQueue[PoolJob] = JobQueue()
        self._jobs: dict[int, PoolJob] = {}
        self._numbers = itertools.count(1)
        self._in_vain = 0
        self._closed = False
        self._decided = asyncio.Event()
        self._starting: set[asyncio.Task[None]] = set()

    # --- for the server -------------------------------------------------------------------------

    async def start(self) -> None:
        """Begin to start all workers; `wait_ready` says when the first can speak."""
        for _ in range(self._wanted):
            self._start_one(0.0)

    async def wait_ready(self) -> bool:
        """Whether an engine can speak; False when none comes up after several attempts."""
        await self._decided.wait()
        return self.is_ready

    @property
    def is_ready(self) -> bool:
        return any(worker.is_ready for worker in self._workers)

    def speak(self, client: Hashable, wanted: PieceWanted, listener: Listener) -> int:
        """The number of the new job, by which it may be stopped."""
        number = next(self._numbers)
        message = Job(
            *(number, wanted.piece, wanted.wanted),
            lead_ms=wanted.lead_ms,
            pause_ms=wanted.pause_ms,
            most_ms=wanted.most_ms,
        )
        job = self._jobs[number] = PoolJob(number, client, message, listener)
        self._queue.add(number, client, job, is_urgent=wanted.piece.is_awaited)
        self._give_out()
        return number

    def stop(self, number: int) -> None:
        """The listener hears nothing more of this job."""
        job = self._jobs.pop(number, None)
        if job is None:
            return
        job.listener = None
        if self._queue.remove(number):
            return
        for worker in self._workers:
            if worker.job is job:
                worker.tell(Stop(number))
                worker.alarm_in(STOP_SECONDS)

    def hold(self, client: Hashable) -> None:
        """Begin no job for this client until it is released."""
        self._queue.hold(client)

    def release(self, client: Hashable) -> None:
        self._queue.release(client)
        self._give_out()

    async def close(self) -> None:
        self._closed = True
        for task in self._starting:
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        workers = list(self._workers)
        for worker in workers:
            worker.close()
        exits = [worker.exited for worker in workers]
        if exits:
            _, late = await asyncio.wait(exits, timeout=0.5)
            if late:
                for worker in workers:
                    worker.kill()
                await asyncio.wait(exits, timeout=1.0)

    # --- from the workers -----------------------------------------------------------------------

    def reported(self, worker: WorkerProcess, report: Report) -> None:
        if isinstance(report, Ready):
            worker.is_ready = True
            worker.alarm_in(None)
            self._in_vain = 0
            self._decided.set()
            self._give_out()
            return
        if isinstance(report, Unable):
            if self._in_vain < _STARTS_IN_VAIN:
                _log.warning("%s", report.reason)
            self._in_vain = _STARTS_IN_VAIN
            self._give_up()
            return
        job = worker.job
        if job is None or job.number != report.number:
            return
        if isinstance(report, Sound):
            if job.listener is not None:
                worker.alarm_in(SILENT_SECONDS)
                job.was_heard = True
                job.listener.heard(report)
            return
        worker.job = None
        worker.alarm_in(None)
        self._jobs.pop(job.number, None)
        self._give_out()
        if job.listener is not None:
            job.listener.ended(report if isinstance(report, Spoken) else _generation_failed())

    def died(self, worker: WorkerProcess) -> None:
        self._workers.discard(worker)
        if self._closed:
            return
        job, worker.job = worker.job, None
        if worker.is_ready:
            _log.warning("an engine died and is replaced")
            self._start_one(0.0)
        else:
            self._in_vain += 1
            wait = min(_LONGEST_WAIT_SECONDS, 0.2 * 2**self._in_vain)
            _log.warning("an engine did not start; next attempt in %.1f s", wait)
            self._start_one(wait)
        if job is not None and job.listener is not None:
            if job.was_heard or job.was_retried:
                self._jobs.pop(job.number, None)
                job.listener.ended(_generation_failed())
            else:
                job.was_retried = True
                self._queue.add_again(job.number, job.client, job)
                self._give_out()
        if self._in_vain >= _STARTS_IN_VAIN:
            self._give_up()

    # --- within ---------------------------------------------------------------------------------

    def _start_one(self, wait: float) -> None:
        task = asyncio.ensure_future(self._started_after(wait))
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    async def _started_after(self, wait: float) -> None:
        await asyncio.sleep(wait)
        worker = WorkerProcess(self)
        self._workers.add(worker)
        try:
            await asyncio.get_running_loop().subprocess_exec(
                lambda: worker, *self._command, stderr=None
            )
        except OSError as error:
            _log.warning("an engine could not be started: %s", error)
            self.died(worker)

    def _give_out(self) -> None:
        for worker in self._workers:
            if worker.is_ready and worker.job is None:
                job = self._queue.next()
                if job is None:
                    return
                worker.job = job
                worker.tell(job.message)
                worker.alarm_in(SILENT_SECONDS)

    def _give_up(self) -> None:
        """Keep nobody waiting when no engine comes up; attempts go on."""
        if self.is_ready:
            return
        self._decided.set()
        for job in self._queue.take_all():
            self._jobs.pop(job.number, None)
            if job.listener is not None:
                job.listener.ended(
                    Refusal(
                        codes.MODEL_UNAVAILABLE, "the engine of the embedded voices does not start"
                    )
                )


def _generation_failed() -> Refusal:
    return Refusal(codes.INTERNAL_ERROR, "Audio generation failed")
