"""Engines in processes of their own: fair, parallel, replaced when they die."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from studio.own_program import own_program
from studio.server.engine import Delivery, Piece
from studio.server.pieces import PieceWanted, SpokenChunk
from studio.server.sound_path import SoundFormat
from studio.server.speech_settings import Refusal
from studio.server.worker_pipe import Sound, Spoken
from studio.server.worker_pool import WorkerPool
from tests.server.waiting import children_of, is_running, until

TONE_WORKER = own_program("voice-worker", "--engine", "tone")
REPLACED = pytest.mark.allow_log("an engine (died|hangs) and is replaced|Pipe transport|unclosed")


class Ear:
    """Hears one job and tells what came of it."""

    def __init__(self) -> None:
        self.sounds: list[Sound] = []
        self.end: asyncio.Future[Spoken | Refusal] = asyncio.get_running_loop().create_future()
        self.first = asyncio.Event()

    def heard(self, sound: Sound) -> None:
        assert not self.end.done()
        self.sounds.append(sound)
        self.first.set()

    def ended(self, report: Spoken | Refusal) -> None:
        self.end.set_result(report)


@asynccontextmanager
async def pool_of(
    workers: int, command: tuple[str, ...] = TONE_WORKER
) -> AsyncIterator[WorkerPool]:
    pool = WorkerPool(command, workers)
    await pool.start()
    await pool.wait_ready()
    try:
        yield pool
    finally:
        await pool.close()


def ask(pool: WorkerPool, text: str, client: str = "a") -> tuple[int, Ear]:
    ear = Ear()
    piece = Piece(text, 1071, Delivery(), wants_words=True)
    wanted = PieceWanted(SpokenChunk(0, text, 0.0), 0, piece, SoundFormat("pcm_s16le", 24_000))
    return pool.speak(client, wanted, ear), ear


async def test_a_job_is_heard_and_ends() -> None:
    """A job's sound comes in order and ends with its length and words."""
    async with pool_of(1) as pool:
        _, ear = ask(pool, "Hello there.")
        report = await ear.end
        assert isinstance(report, Spoken)
        samples = sum(sound.samples for sound in ear.sounds)
        assert report.audio_ms == pytest.approx(samples / 24)
        assert [(word.start, word.end) for word in report.words] == [(0, 5), (6, 11)]


@pytest.mark.by_the_clock
async def test_jobs_run_side_by_side() -> None:
    """Two workers speak two slow jobs in hardly more time than one takes."""
    async with pool_of(2) as pool:
        await asyncio.gather(*(ask(pool, "warm up")[1].end for _ in range(4)))
        began = time.monotonic()
        await ask(pool, "#slow aaaaaaaaaaaaaa")[1].end
        one = time.monotonic() - began
        began = time.monotonic()
        await asyncio.gather(*(ask(pool, "#slow aaaaaaaaaaaaaa")[1].end for _ in range(2)))
        assert time.monotonic() - began < 1.6 * one


async def test_a_stopped_job_is_heard_no_more() -> None:
    """From the moment a job is stopped its listener hears nothing; the worker soon speaks another."""
    async with pool_of(1) as pool:
        number, ear = ask(pool, "#slow " + "a" * 500)
        await ear.first.wait()
        pool.stop(number)
        count = len(ear.sounds)
        _, other = ask(pool, "Next.")
        async with asyncio.timeout(1.0):
            assert isinstance(await other.end, Spoken)
        assert len(ear.sounds) == count
        assert not ear.end.done()


async def test_a_waiting_job_can_be_stopped() -> None:
    """A job that has not begun is forgotten."""
    async with pool_of(1) as pool:
        _, first = ask(pool, "#slow first")
        number, second = ask(pool, "second")
        pool.stop(number)
        pool.stop(number)
        await first.end
        await ask(pool, "third")[1].end
        assert not second.sounds


async def test_a_failing_engine_is_told_and_goes_on() -> None:
    """An engine's error ends its job with INTERNAL_ERROR; the same worker speaks the next."""
    async with pool_of(1) as pool:
        workers = set(pool._workers)
        refusal = await ask(pool, "Please #fail.")[1].end
        assert isinstance(refusal, Refusal)
        assert (refusal.code, refusal.status) == ("INTERNAL_ERROR", 500)
        assert isinstance(await ask(pool, "Fine.")[1].end, Spoken)
        assert set(pool._workers) == workers


@REPLACED
async def test_a_crash_is_survived() -> None:
    """A worker that dies is replaced; its job is tried once more, then told to have failed, and others
    do not notice."""
    async with pool_of(1) as pool:
        crashing = ask(pool, "Please #crash.")[1]
        other = ask(pool, "Fine.")[1]
        async with asyncio.timeout(10):
            refusal = await crashing.end
            assert isinstance(refusal, Refusal)
            assert refusal.code == "INTERNAL_ERROR"
            assert isinstance(await other.end, Spoken)


@REPLACED
async def test_a_job_of_a_killed_worker_is_spoken_by_another() -> None:
    """When a worker is killed before its job was heard, the job is spoken by the next worker."""
    async with pool_of(1) as pool:
        _, ear = ask(pool, "#pause and then speak")
        worker = next(iter(pool._workers))
        await asyncio.sleep(0)
        worker.kill()
        async with asyncio.timeout(15):
            assert isinstance(await ear.end, Spoken)


@REPLACED
async def test_a_job_that_was_heard_is_not_repeated() -> None:
    """When a worker dies in mid-speech the job has failed: nobody hears the beginning twice."""
    async with pool_of(1) as pool:
        _, ear = ask(pool, "#slow " + "a" * 500)
        await ear.first.wait()
        next(iter(pool._workers)).kill()
        async with asyncio.timeout(10):
            assert isinstance(await ear.end, Refusal)
        assert isinstance(await ask(pool, "Fine.")[1].end, Spoken)


@REPLACED
async def test_a_worker_that_hangs_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that says nothing for too long is ended; its job is tried again, then failed."""
    monkeypatch.setattr("studio.server.worker_pool.SILENT_SECONDS", 0.3)
    async with pool_of(1) as pool:
        async with asyncio.timeout(15):
            assert isinstance(await ask(pool, "#pause")[1].end, Refusal)


@REPLACED
async def test_a_worker_that_does_not_stop_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that does not let go of a stopped job is ended, so that others are spoken."""
    monkeypatch.setattr("studio.server.worker_pool.STOP_SECONDS", 0.2)
    async with pool_of(1) as pool:
        number, _ = ask(pool, "#pause")
        await asyncio.sleep(0.1)
        pool.stop(number)
        async with asyncio.timeout(5):
            assert isinstance(await ask(pool, "Fine.")[1].end, Spoken)


@pytest.mark.allow_log("an engine did not start|could not be started")
async def test_an_engine_that_never_starts_is_said_so() -> None:
    """When no worker comes up, after a few attempts jobs are refused as unavailable, not kept waiting."""
    pool = WorkerPool((sys.executable, "-c", "raise SystemExit(1)"), 1)
    await pool.start()
    _, ear = ask(pool, "Anybody?")
    async with asyncio.timeout(20):
        refusal = await ear.end
    await pool.close()
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.status) == ("MODEL_UNAVAILABLE", 503)


@pytest.mark.allow_log("the espeak-ng library did not load|an engine did not start")
async def test_an_engine_that_cannot_be_loaded_is_said_so_at_once(tmp_path: Path) -> None:
    """When the worker knows that its engine is missing, nobody waits for further attempts: none of the
    two workers was started a second time before it was said."""
    starts = tmp_path / "starts"
    (tmp_path / "espeakng_loader.py").write_text(
        "def get_library_path(): return '/nowhere/espeak.so'\nget_data_path = get_library_path\n"
    )
    program = (
        f"import sys; sys.path[:0] = [{str(tmp_path)!r}, {os.getcwd()!r}]\n"
        f"open({str(starts)!r}, 'a').write('x')\n"
        "from studio.server.worker import run_worker\n"
        "from studio.server.espeak_engine import EspeakEngine\n"
        "run_worker(EspeakEngine)\n"
    )
    pool = WorkerPool((sys.executable, "-c", program), 2)
    await pool.start()
    async with asyncio.timeout(10):
        assert not await pool.wait_ready()
    assert len(starts.read_text()) <= 2
    await pool.close()


async def test_a_held_client_waits_and_others_do_not() -> None:
    """No job is begun for a client that takes nothing; the others go on."""
    async with pool_of(1) as pool:
        pool.hold("slow reader")
        _, held = ask(pool, "Held.", "slow reader")
        assert isinstance(await ask(pool, "Fine.", "b")[1].end, Spoken)
        assert not held.sounds
        pool.release("slow reader")
        assert isinstance(await held.end, Spoken)


async def test_workers_end_with_their_server() -> None:
    """Closed in the middle of a job, no worker is left."""
    async with pool_of(2) as pool:
        _, ear = ask(pool, "#slow " + "a" * 500)
        await ear.first.wait()
        pids = [worker._transport.get_pid() for worker in pool._workers if worker._transport]
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


async def test_a_worker_does_not_outlive_a_killed_server() -> None:
    """When the server is killed its workers end by themselves, also in mid-speech."""
    command = own_program("serve", "--port", "0", "--engine", "tone")
    process = await asyncio.create_subprocess_exec(
        *command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdin is not None
    process.stdin.write(b"k\n")
    await process.stdout.readline()
    workers = children_of(process.pid)
    assert workers
    process.send_signal(signal.SIGKILL)
    await process.wait()
    process.stdin.close()
    await until(lambda: not any(map(is_running, workers)))
