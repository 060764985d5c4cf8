"""Long and rough use: twenty contexts, random cancels, closes and disconnects, and nothing is left.

The short form runs with all tests; `-m slow` runs it for two minutes.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from studio.server.address import ServerAddress
from tests.server.raw_client import RawClient, raw_client
from tests.server.waiting import children_of, is_running, until

TEXTS = [
    "A short line. ",
    "A longer one, with a clause, and a number like 3.14 in it; it takes its time. " * 3,
    '<prosody rate="slow">Slowly</prosody> <spell>AB</spell> <break time="200ms"/> done. ',
    "Ein Satz auf Deutsch, mit Umlauten: äöü. ",
    "word " * 120,
]
CONTEXTS = 20


class Rough:
    """One client that does what it should not, at random, on one endpoint."""

    path: str
    restlessness = 0.93
    errors: tuple[str | None, ...] = (None, "VALIDATION_ERROR")

    def __init__(self, address: ServerAddress, seed: int) -> None:
        self.address = address
        self.chance = random.Random(seed)
        self.finals = 0

    async def run(self, until_time: float) -> None:
        loop = asyncio.get_running_loop()
        while loop.time() < until_time:
            try:
                async with raw_client(self.address, self.path) as client:
                    listening = asyncio.create_task(self._listen(client))
                    try:
                        await self._talk(client, until_time)
                    finally:
                        listening.cancel()
                        with contextlib.suppress(asyncio.CancelledError, ConnectionClosed):
                            await listening
            except ConnectionClosed:
                continue

    async def _listen(self, client: RawClient) -> None:
        while True:
            frame = json.loads(await client.socket.recv())
            assert frame.get("error_code") in self.errors, frame
            self.finals += "final" in frame

    async def _talk(self, client: RawClient, until_time: float) -> None:
        chance = self.chance
        loop = asyncio.get_running_loop()
        for _ in range(chance.randint(50, 400)):
            if loop.time() >= until_time:
                return
            if chance.random() < self.restlessness:
                await client.send(**self._frame())
            else:
                await asyncio.sleep(chance.random() * 0.05)
        if chance.random() < 0.5:
            client.socket.transport.abort()
        elif chance.random() < 0.5:
            await client.send(close_socket=True)

    def _frame(self) -> dict[str, object]:
        raise NotImplementedError

    def _voice(self) -> int:
        return self.chance.randint(1001, 1072)


class RoughContexts(Rough):
    path = "/ws/tts/multi"

    def _frame(self) -> dict[str, object]:
        chance = self.chance
        context = f"c{chance.randrange(CONTEXTS)}"
        what = chance.random()
        if what < 0.75:
            return {
                "text": chance.choice(TEXTS),
                "context_id": context,
                "voice_settings": {"voice_id": self._voice()},
                "flush": chance.random() < 0.5,
            }
        if what < 0.86:
            return {"cancel": True, "context_id": context}
        if what < 0.97:
            return {
                "close_context": True,
                "context_id": context,
                "immediate": chance.random() < 0.5,
            }
        return {"cancel": True}


class RoughTurns(Rough):
    path = "/ws/tts/stream"

    def _frame(self) -> dict[str, object]:
        chance = self.chance
        what = chance.random()
        if what < 0.75:
            return {
                "text": chance.choice(TEXTS),
                "voice_id": self._voice(),
                "flush": chance.random() < 0.3,
                "word_timestamps": chance.random() < 0.5,
            }
        if what < 0.85:
            return {"cancel": True}
        if what < 0.95:
            return {"close": True}
        return {"update_settings": {"speed": chance.choice((0.8, 1.0, 1.2))}}


class RoughRequests(Rough):
    path = "/ws/tts"
    restlessness = 0.6
    errors = (*Rough.errors, "RATE_LIMITED")

    def _frame(self) -> dict[str, object]:
        if self.chance.random() < 0.2:
            return {"cancel": True}
        return {"text": self.chance.choice(TEXTS), "voice_id": self._voice()}


def _memory_mib(pids: list[int]) -> float:
    """What these processes hold for themselves alone."""
    total = 0
    for pid in pids:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith(("Private_Clean", "Private_Dirty")):
                total += int(line.split()[1])
    return total / 1024


def _descriptors(pids: list[int]) -> int:
    return sum(len(os.listdir(f"/proc/{pid}/fd")) for pid in pids)


@pytest.mark.parametrize(
    "seconds", [8, pytest.param(120, marks=pytest.mark.slow)], ids=["short", "long"]
)
def test_rough_use_leaves_nothing(seconds: int) -> None:
    """After rough use of every endpoint the server has the tasks, processes, descriptors and memory it
    had, ends in time, and said nothing on standard error."""
    asyncio.run(_soak(seconds))


async def _soak(seconds: int) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    async with _served() as (process, address):
        await _warm_up(address)
        await _use(address, seed, 2.0)
        pids = [process.pid, *children_of(process.pid)]
        await until(lambda: _descriptors(pids) < 60)
        before = _memory_mib(pids), _descriptors(pids)
        tasks = await _tasks(process)
        finals = await _use(address, seed + 1, seconds)
        assert sum(finals.values()) > 5 * seconds
        assert all(finals.values()), finals
        assert [process.pid, *children_of(process.pid)] == pids
        await until(lambda: _descriptors(pids) <= before[1])
        assert await _tasks(process) == tasks
        assert _memory_mib(pids) - before[0] < 40.0
        assert process.stdin is not None
        process.stdin.close()
        async with asyncio.timeout(3.0):
            await process.wait()
        assert process.returncode == 0
        assert process.stderr is not None
        assert await process.stderr.read() == b""
        assert not any(map(is_running, pids))


@asynccontextmanager
async def _served() -> AsyncIterator[tuple[asyncio.subprocess.Process, ServerAddress]]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, str(Path(__file__).with_name("_counting_server.py"))),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"k\n")
        yield process, ServerAddress(json.loads(await process.stdout.readline())["url"], "k")
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _tasks(process: asyncio.subprocess.Process) -> int:
    """How many the server has, in its own words."""
    process.send_signal(signal.SIGUSR1)
    assert process.stdout is not None
    async with asyncio.timeout(5.0):
        return int(await process.stdout.readline())


async def _warm_up(address: ServerAddress) -> None:
    """Let every worker load every language once, so that what is seen to grow later is a leak."""

    async def every_voice() -> None:
        async with raw_client(address, "/ws/tts") as client:
            for voice in range(1001, 1073):
                await client.send(text="One two three four five. " * 8, voice_id=voice)
                await client.until("final")

    await asyncio.gather(*(every_voice() for _ in range(4)))


async def _use(address: ServerAddress, seed: int, seconds: float) -> dict[str, int]:
    """How often something was heard to its end on each endpoint."""
    until_time = asyncio.get_running_loop().time() + seconds
    kinds = RoughContexts, RoughContexts, RoughContexts, RoughTurns, RoughTurns, RoughRequests
    clients = [kind(address, seed * 10 + number) for number, kind in enumerate(kinds)]
    await asyncio.gather(*(client.run(until_time) for client in clients))
    return {
        kind.path: sum(client.finals for client in clients if isinstance(client, kind))
        for kind in set(kinds)
    }
