"""The server as a program of its own: its key, its one line of output, and when it ends."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
import logging
import os
import secrets
import signal
import stat
import threading
from collections.abc import Callable

from studio.own_program import own_program
from studio.server.address import KEY_IS_FIRST_LINE, KEY_VARIABLE
from studio.server.freed_memory import keep_freed_memory
from studio.server.voice_server import VoiceServer

_UNPROMISED_KEY_SECONDS = 0.2
"""A pipe of which nobody said that it brings a key has one in it already, or none."""
_KEY_BYTES = 4096
_FIRST = asyncio.FIRST_COMPLETED


def serve(*, port: int, asks_for_key: bool, engine: str) -> None:
    """Serve until told to end; raises StudioError when that is not possible."""
    handler = logging.StreamHandler()
    handler.setLevel(logging.WARNING)
    logging.getLogger("studio").addHandler(handler)
    keep_freed_memory()
    asyncio.run(_serve(port, asks_for_key, engine))


async def _serve(port: int, asks_for_key: bool, engine: str) -> None:
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, ended.set)
    stopping = asyncio.ensure_future(ended.wait())
    key = os.environ.get(KEY_VARIABLE) or None
    is_promised = key == KEY_IS_FIRST_LINE
    if is_promised:
        key = None
    if _is_pipe(0):
        line: asyncio.Future[str] = loop.create_future()
        _watch_input(loop, line, ended.set)
        if key is None and asks_for_key:
            patience = None if is_promised else _UNPROMISED_KEY_SECONDS
            await asyncio.wait((line, stopping), timeout=patience, return_when=_FIRST)
            key = line.result() if line.done() else None
    key = (key or secrets.token_urlsafe(32)) if asks_for_key else None
    server = VoiceServer(
        key, port=port, worker_command=own_program("voice-worker", "--engine", engine)
    )
    starting = asyncio.ensure_future(server.start())
    try:
        await asyncio.wait((starting, stopping), return_when=_FIRST)
        if starting.done():
            address = starting.result()
            gc.freeze()
            print(json.dumps({"url": address.url, "key": address.key}), flush=True)
            await stopping
    finally:
        for task in (starting, stopping):
            task.cancel()
        await asyncio.gather(starting, stopping, return_exceptions=True)
        await server.stop()


def _is_pipe(descriptor: int) -> bool:
    """Whether someone holds the other end, so that its closing means something."""
    try:
        mode = os.fstat(descriptor).st_mode
    except OSError:
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)


def _watch_input(
    loop: asyncio.AbstractEventLoop, line: asyncio.Future[str], closed: Callable[[], object]
) -> None:
    """Read standard input to its end on a thread: its first line is the key, its end is ours."""

    def first_line(text: str) -> None:
        if not line.done():
            line.set_result(text)

    def read() -> None:
        received = b""
        is_told = False
        while data := os.read(0, _KEY_BYTES):
            if not is_told:
                received += data
                if b"\n" in received or len(received) > _KEY_BYTES:
                    is_told = True
                    text = received.split(b"\n", 1)[0].decode("utf-8", "replace").strip()
                    with contextlib.suppress(RuntimeError):
                        loop.call_soon_threadsafe(first_line, text)
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(first_line, "")
            loop.call_soon_threadsafe(closed)

    threading.Thread(target=read, name="standard input", daemon=True).start()
