"""The server as a program that says, for each SIGUSR1, how many tasks it has.

Nothing of the server is other than in `serve`.
"""

from __future__ import annotations

import asyncio
import signal

from studio.server import serving

_serve = serving._serve


async def _counting(port: int, asks_for_key: bool, engine: str) -> None:
    def tell() -> None:
        print(len(asyncio.all_tasks()), flush=True)

    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, tell)
    await _serve(port, asks_for_key, engine)


if __name__ == "__main__":
    serving._serve = _counting
    serving.serve(port=0, asks_for_key=True, engine="espeak")
