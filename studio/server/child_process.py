"""The app's own voice server: this program started again as a child, and kept alive.

The child ends when its standard input closes, so that it cannot outlive an app that was killed. The
key goes to it by the same pipe, never by the command line, which others can read.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import secrets
import subprocess
import time
from collections.abc import Sequence

from studio.errors import DeviceError
from studio.observers import Observers
from studio.own_program import own_program
from studio.sentences import sentence
from studio.server.address import KEY_IS_FIRST_LINE, KEY_VARIABLE, ServerAddress

_log = logging.getLogger(__name__)

DID_NOT_START = sentence(
    "embedded_voices_did_not_start",
    "The embedded voices did not start ({reason}). Start Dialogue Studio again; if that does not "
    "help, `dialogue-studio doctor` says what is missing.",
)
START_SECONDS = 20.0
_END_SECONDS = 2.5
_SHORTEST_WAIT, _LONGEST_WAIT = 0.25, 30.0
_HEALTHY_SECONDS = 60.0
"""Having run so long, a server that dies is started again at once, as if for the first time."""


class VoiceServerProcess:
    """Start it once, ask `address` or watch `ended` and `restarted`, stop it. All on one event loop."""

    def __init__(self, command: Sequence[str] = own_program("serve", "--port", "0")) -> None:
        self.address: ServerAddress | None = None
        """Where it answers; None before the first start and while it is being started again."""
        self.restarted: Observers[[ServerAddress]] = Observers()
        """Told the new address each time a server that died answers again."""
        self.ended: Observers[[]] = Observers()
        """Told as soon as a server that answered is gone without having been stopped."""
        self._command = tuple(command)
        self._key = secrets.token_urlsafe(32)
        self._process: asyncio.subprocess.Process | None = None
        self._keeper: asyncio.Task[None] | None = None

    async def start(self) -> ServerAddress:
        """Return once it answers; raises DeviceError when it does not."""
        try:
            self.address = await self._launch()
        except DeviceError:
            await self.stop()
            raise
        self._keeper = asyncio.create_task(self._keep_alive(), name="voice server keeper")
        return self.address

    async def stop(self) -> None:
        """End it; nothing runs afterwards."""
        keeper, self._keeper = self._keeper, None
        if keeper is not None:
            keeper.cancel()
            await asyncio.gather(keeper, return_exceptions=True)
        self.address = None
        await self._end()

    async def _launch(self) -> ServerAddress:
        try:
            self._process = await asyncio.create_subprocess_exec(
                *self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_surroundings()
            )
        except OSError as error:
            raise DeviceError(DID_NOT_START(reason=error.strerror or "unknown")) from error
        try:
            async with asyncio.timeout(START_SECONDS):
                return await self._probed(self._process)
        except TimeoutError:
            reason = f"no answer after {START_SECONDS:g} s"
        except (OSError, ValueError, asyncio.IncompleteReadError) as error:
            reason = f"{type(error).__name__}, exit status {self._process.returncode}"
        await self._end()
        raise DeviceError(DID_NOT_START(reason=reason))

    async def _probed(self, process: asyncio.subprocess.Process) -> ServerAddress:
        """The address the child printed, once it also answers there."""
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{self._key}\n".encode())
        line = await process.stdout.readuntil(b"\n")
        said = json.loads(line)
        if not isinstance(said, dict) or not isinstance(said.get("url"), str):
            raise ValueError("the first line is no address")
        address = ServerAddress(said["url"], self._key)
        await _ask_health(address)
        return address

    async def _keep_alive(self) -> None:
        wait = _SHORTEST_WAIT
        while True:
            began = time.monotonic()
            assert self._process is not None
            await self._process.wait()
            self.address = None
            self.ended.tell()
            await self._end()
            if time.monotonic() - began >= _HEALTHY_SECONDS:
                wait = _SHORTEST_WAIT
            _log.warning("the voice server ended; it is started again in %.2f s", wait)
            while self.address is None:
                await asyncio.sleep(wait)
                wait = min(wait * 2, _LONGEST_WAIT)
                try:
                    self.address = await self._launch()
                except DeviceError as error:
                    _log.warning("%s", error)
            self.restarted.tell(self.address)

    async def _end(self) -> None:
        """Close its standard input, and if it does not take the hint, end it by force."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin is not None:
            process.stdin.close()
        for insist in (None, process.terminate, process.kill):
            if insist is not None:
                with contextlib.suppress(ProcessLookupError):
                    insist()
            try:
                async with asyncio.timeout(_END_SECONDS):
                    if process.stdout is not None:
                        await process.stdout.read()
                    await process.wait()
                    return
            except TimeoutError:
                continue


def _surroundings() -> dict[str, str]:
    """Ours, but the key is the one we write, not one that somebody chose for a server of their own."""
    return {**os.environ, KEY_VARIABLE: KEY_IS_FIRST_LINE}


async def _ask_health(address: ServerAddress) -> None:
    """Raises OSError unless the server answers that it is well."""
    host, _, port = address.url.rpartition("/")[2].partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    try:
        writer.write(
            f"GET /health HTTP/1.1\r\nHost: {host}:{port}\r\nX-API-Key: {address.key}\r\n\r\n".encode()
        )
        answer = await reader.readline()
        if answer.split(b" ")[1:2] != [b"200"]:
            raise ConnectionError("the server does not feel well")
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()
