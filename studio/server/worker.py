"""One engine in a process of its own: jobs come in, sound goes out, nothing else happens.

The parent holds the other ends of both pipes. When it closes ours, or dies, we end at once, also in
the middle of a word: an engine that hangs must not outlive its server.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence

from studio.audio.resample import SPEECH_QUALITY, Resampler
from studio.errors import StudioError
from studio.server.engine import Engine, WordMark
from studio.server.freed_memory import keep_freed_memory
from studio.server.markup import edge_breaks_ms
from studio.server.sound_path import SoundPath
from studio.server.word_times import word_times
from studio.server.worker_pipe import (
    Failed,
    Job,
    PipeReader,
    Ready,
    Spoken,
    Stop,
    Unable,
    packed,
    packed_sound,
)

_READ_BYTES = 65_536
_PIPE_BYTES = 1024 * 1024


class _Inbox:
    """What the parent sends. One thread at a time reads; the one that reads a job speaks it while
    the other reads on, so that a stop is heard at once and no job is handed from thread to thread."""

    def __init__(self, descriptor: int) -> None:
        self.stopped = -1
        self._descriptor = descriptor
        self._reader = PipeReader()
        self._jobs: deque[Job] = deque()
        self._reading = threading.Lock()

    def next_job(self) -> Job:
        with self._reading:
            while not self._jobs:
                data = os.read(self._descriptor, _READ_BYTES)
                if not data:
                    os._exit(0)
                for message in self._reader.jobs(data):
                    if isinstance(message, Stop):
                        self.stopped = message.number
                    else:
                        self._jobs.append(message)
            return self._jobs.popleft()


class _Outbox:
    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        _enlarge(descriptor)

    def send(self, *parts: bytes) -> None:
        data = b"".join(parts)
        sent = os.write(self._descriptor, data)
        while sent < len(data):
            sent += os.write(self._descriptor, memoryview(data)[sent:])


class _Resamplers:
    """One for the next piece is made when the last was done, not while somebody waits."""

    def __init__(self) -> None:
        self._spare: dict[tuple[int, int], Resampler] = {}

    def take(self, rate: int, new_rate: int) -> Resampler | None:
        return self._spare.pop((rate, new_rate), None)

    def prepare(self, rate: int, new_rate: int) -> None:
        if rate != new_rate and (rate, new_rate) not in self._spare:
            self._spare[rate, new_rate] = Resampler(rate, new_rate, quality=SPEECH_QUALITY)


def _place_of(error: Exception) -> str:
    """What went wrong and where, without the error's own words: they might quote the text."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f" in {trace.tb_frame.f_code.co_name}, line {trace.tb_lineno}" if trace else ""
    return type(error).__name__ + where


def _let_others_run() -> None:
    """Give the processor to the server, should it wait for this one, to send what it was just given."""
    if sys.platform != "win32":
        os.sched_yield()


def _enlarge(pipe: int) -> None:
    """Room for several blocks, where the system lets us: fewer turns between writer and reader."""
    if sys.platform == "linux":
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)


def run_worker(make_engine: Callable[[], Engine]) -> None:
    """Serve the parent on standard input and output until it closes them; returns only when there is
    no engine."""
    inbox = _Inbox(os.dup(0))
    outbox = _Outbox(os.dup(1))
    os.dup2(2, 1)
    keep_freed_memory()
    try:
        engine = make_engine()
    except StudioError as error:
        outbox.send(packed(Unable(str(error))))
        return
    worker = _Worker(engine, inbox, outbox)
    gc.freeze()
    outbox.send(packed(Ready()))
    threading.Thread(target=worker.serve, name="second", daemon=True).start()
    worker.serve()


class _Worker:
    """The engine and what it speaks with; two threads serve, one job at a time."""

    def __init__(self, engine: Engine, inbox: _Inbox, outbox: _Outbox) -> None:
        self._engine = engine
        self._inbox = inbox
        self._outbox = outbox
        self._resamplers = _Resamplers()
        self._one_at_a_time = threading.Lock()

    def serve(self) -> None:
        while True:
            job = self._inbox.next_job()
            with self._one_at_a_time:
                try:
                    self._speak(job)
                except BrokenPipeError:
                    os._exit(0)
                except Exception as error:
                    reason = _place_of(error)
                    print(f"the engine failed: {reason}", file=sys.stderr, flush=True)
                    self._outbox.send(packed(Failed(job.number, reason)))

    def _speak(self, job: Job) -> None:
        began = time.perf_counter()
        rates = self._engine.rate, job.wanted.rate
        lead_ms, after_ms = edge_breaks_ms(job.piece.text)
        path = SoundPath(
            self._engine.rate,
            job.wanted,
            lead_ms=job.lead_ms + lead_ms,
            pause_ms=job.pause_ms + after_ms,
            most_ms=job.most_ms,
            presence=job.piece.delivery.use_speaker_boost,
            is_awaited=job.piece.is_awaited,
            resampler=self._resamplers.take(*rates),
        )
        marks: list[WordMark] = []

        def hear(samples: bytes, found: Sequence[WordMark]) -> bool:
            if found:
                marks.extend(found)
            for block in path.take(samples):
                self._outbox.send(*packed_sound(job.number, block.samples, block.audio))
                _let_others_run()
            return self._inbox.stopped != job.number and not path.is_full

        self._engine.speak(job.piece, hear)
        last = () if self._inbox.stopped == job.number else path.finish()
        audio_ms = path.samples_out * 1000.0 / job.wanted.rate
        words = (
            word_times(job.piece.text, marks, path.milliseconds, audio_ms, is_cut_off=path.is_full)
            if job.piece.wants_words
            else []
        )
        spent_ms = (time.perf_counter() - began) * 1000.0
        self._outbox.send(
            *(part for b in last for part in packed_sound(job.number, b.samples, b.audio)),
            packed(Spoken(job.number, spent_ms, audio_ms, tuple(words))),
        )
        self._resamplers.prepare(*rates)
