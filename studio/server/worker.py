"""One engine in a process of its own: jobs come in, sound goes out, nothing else happens.

The parent holds the other ends of both pipes. When it closes ours, or dies, we end at once, also in
the middle of a word: an engine that hangs must not outlive its server.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from queue import SimpleQueue

from studio.server.engine import Engine, WordMark
from studio.server.markup import edge_breaks_ms
from studio.server.sound_path import SoundBlock, SoundPath
from studio.server.word_times import word_times
from studio.server.worker_pipe import (
    Failed,
    Job,
    PipeReader,
    Ready,
    Spoken,
    Stop,
    packed,
    packed_sound,
)

_READ_BYTES = 65_536


class _Inbox:
    """What the parent sends, read by a thread because the main one is inside the engine."""

    def __init__(self, descriptor: int) -> None:
        self.jobs: SimpleQueue[Job] = SimpleQueue()
        self.stopped = -1
        self._descriptor = descriptor
        threading.Thread(target=self._read, name="jobs", daemon=True).start()

    def _read(self) -> None:
        reader = PipeReader()
        while data := os.read(self._descriptor, _READ_BYTES):
            for message in reader.jobs(data):
                if isinstance(message, Stop):
                    self.stopped = message.number
                else:
                    self.jobs.put(message)
        os._exit(0)


class _Outbox:
    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def send(self, *parts: bytes) -> None:
        data = b"".join(parts)
        sent = os.write(self._descriptor, data)
        while sent < len(data):
            sent += os.write(self._descriptor, memoryview(data)[sent:])


def run_worker(make_engine: Callable[[], Engine]) -> None:
    """Serve the parent on standard input and output until it closes them; does not return."""
    inbox = _Inbox(os.dup(0))
    outbox = _Outbox(os.dup(1))
    os.dup2(2, 1)
    engine = make_engine()
    outbox.send(packed(Ready()))
    while True:
        job = inbox.jobs.get()
        try:
            _speak(engine, job, inbox, outbox)
        except BrokenPipeError:
            os._exit(0)
        except Exception as error:
            print(
                f"the engine failed: {type(error).__name__}: {error}", file=sys.stderr, flush=True
            )
            outbox.send(packed(Failed(job.number, type(error).__name__)))


def _speak(engine: Engine, job: Job, inbox: _Inbox, outbox: _Outbox) -> None:
    began = time.perf_counter()
    lead_ms, after_ms = edge_breaks_ms(job.piece.text)
    path = SoundPath(
        engine.rate,
        job.wanted,
        lead_ms=lead_ms,
        pause_ms=job.pause_ms + after_ms,
        presence=job.piece.delivery.use_speaker_boost,
    )
    marks: list[WordMark] = []

    def send(blocks: list[SoundBlock]) -> None:
        for block in blocks:
            outbox.send(*packed_sound(job.number, block.samples, block.audio))

    def hear(samples: bytes, found: Sequence[WordMark]) -> bool:
        marks.extend(found)
        send(path.take(samples))
        return inbox.stopped != job.number

    engine.speak(job.piece, hear)
    if inbox.stopped != job.number:
        send(path.finish())
    audio_ms = path.samples_out * 1000.0 / job.wanted.rate
    words = (
        word_times(job.piece.text, marks, path.milliseconds, audio_ms) if job.wants_words else []
    )
    spent_ms = (time.perf_counter() - began) * 1000.0
    outbox.send(packed(Spoken(job.number, spent_ms, audio_ms, tuple(words))))
