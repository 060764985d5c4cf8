"""The app's own server: started, watched, started again, and never left behind."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import httpx
import pytest

from studio.errors import DeviceError
from studio.own_program import own_program
from studio.server.address import KEY_VARIABLE, ServerAddress
from studio.server.child_process import VoiceServerProcess
from tests.server.waiting import children_of, is_running, told_to, until

COMMAND = own_program("serve", "--port", "0", "--engine", "tone")


async def _voices(address: ServerAddress) -> int:
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.get(f"{address.url}/v1/voices", headers={"X-API-Key": address.key})
    return int(answer.json()["total"])


async def test_started_and_stopped() -> None:
    """It answers under the address it gave, with the key it gave, and is gone when stopped."""
    server = VoiceServerProcess(COMMAND)
    address = await server.start()
    assert server.address == address
    assert await _voices(address) >= 60
    assert address.key not in repr(address)
    await server.stop()
    assert server.address is None
    with pytest.raises(httpx.ConnectError):
        await _voices(address)


async def test_the_key_is_not_on_the_command_line() -> None:
    """Nobody can read the key from the list of processes, nor from the child's environment."""
    server = VoiceServerProcess(COMMAND)
    address = await server.start()
    assert server._process is not None
    assert address.key.encode() not in told_to(server._process.pid)
    await server.stop()


async def test_a_key_for_another_server_is_not_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """The key that somebody chose for `serve` does not lock the app out of its own server."""
    monkeypatch.setenv(KEY_VARIABLE, "chosen-for-serve")
    server = VoiceServerProcess(COMMAND)
    address = await server.start()
    assert address.key != "chosen-for-serve"
    assert await _voices(address) >= 60
    await server.stop()


@pytest.mark.allow_log("it is started again")
async def test_a_server_that_dies_is_started_again() -> None:
    """After a crash observers are told at once, and where it answers when it does so again."""
    server = VoiceServerProcess(COMMAND)
    await server.start()
    ended: list[ServerAddress | None] = []
    server.ended.connect(lambda: ended.append(server.address))
    told: asyncio.Queue[ServerAddress] = asyncio.Queue()
    server.restarted.connect(told.put_nowait)
    for _ in range(2):
        assert server._process is not None
        server._process.kill()
        async with asyncio.timeout(15):
            address = await told.get()
        assert server.address == address
        assert await _voices(address) >= 60
    await server.stop()
    assert ended == [None, None]


@pytest.mark.allow_log("it is started again")
async def test_stopped_while_it_is_started_again() -> None:
    """Stopping between two attempts leaves nothing behind."""
    server = VoiceServerProcess(COMMAND)
    await server.start()
    assert server._process is not None
    server._process.kill()
    await until(lambda: server.address is None)
    await server.stop()


@pytest.mark.parametrize(
    "command",
    [
        ("/no/such/program",),
        (sys.executable, "-c", "raise SystemExit(3)"),
        (sys.executable, "-c", "print('no address')"),
        (sys.executable, "-c", "print('[]')"),
        (
            sys.executable,
            "-c",
            'print(\'{"url": "http://127.0.0.1:1", "key": ""}\', flush=True); input(); input()',
        ),
    ],
    ids=["missing", "exits", "nonsense", "list", "nobody answers"],
)
async def test_what_does_not_start_is_said(command: tuple[str, ...]) -> None:
    """A server that does not come up is one error that says so, and nothing is left."""
    server = VoiceServerProcess(command)
    with pytest.raises(DeviceError, match="did not start"):
        await server.start()
    assert server.address is None
    await server.stop()


async def test_one_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that says nothing for too long is given up."""
    monkeypatch.setattr("studio.server.child_process.START_SECONDS", 0.3)
    server = VoiceServerProcess((sys.executable, "-c", "import time; time.sleep(60)"))
    with pytest.raises(DeviceError, match="did not start"):
        await server.start()


async def test_no_orphan_after_the_app_was_killed(tmp_path: Path) -> None:
    """When the app is killed, its server and the server's workers end by themselves."""
    program = tmp_path / "app.py"
    program.write_text(
        "import asyncio, sys\n"
        "from studio.server.child_process import VoiceServerProcess\n"
        "async def main():\n"
        f"    server = VoiceServerProcess({COMMAND!r})\n"
        "    await server.start()\n"
        "    print(server._process.pid, flush=True)\n"
        "    await asyncio.sleep(60)\n"
        "asyncio.run(main())\n"
    )
    app = await asyncio.create_subprocess_exec(
        sys.executable,
        str(program),
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.getcwd()},
    )
    assert app.stdout is not None
    server = int(await app.stdout.readline())
    workers = children_of(server)
    assert workers
    app.send_signal(signal.SIGKILL)
    await app.wait()
    await until(lambda: not any(map(is_running, (server, *workers))))
