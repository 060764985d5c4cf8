"""Standard input as it comes, without holding up anything else."""

from __future__ import annotations

import asyncio
import codecs
import contextlib
import os
import sys
import threading
from collections.abc import AsyncIterator


async def typed() -> AsyncIterator[str]:
    """Pieces of whole letters, as soon as they are there, until the end of the input."""
    loop = asyncio.get_running_loop()
    pieces: asyncio.Queue[bytes] = asyncio.Queue()

    def read() -> None:
        with contextlib.suppress(RuntimeError):  # The loop has ended meanwhile.
            while piece := os.read(sys.stdin.fileno(), 4096):
                loop.call_soon_threadsafe(pieces.put_nowait, piece)
            loop.call_soon_threadsafe(pieces.put_nowait, b"")

    # A daemon, because nothing can wake a thread that waits for a terminal.
    threading.Thread(target=read, name="standard input", daemon=True).start()
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    while piece := await pieces.get():
        if text := decoder.decode(piece):
            yield text
    if text := decoder.decode(b"", final=True):
        yield text
