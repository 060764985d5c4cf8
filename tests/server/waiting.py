"""Waiting for a condition with a limit, and looking at other processes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path


async def until(condition: Callable[[], object], seconds: float = 5.0) -> None:
    """Return as soon as `condition` holds; fail when it does not in time."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + seconds
    while True:
        if condition():
            return
        assert loop.time() < deadline, "waited in vain"
        await asyncio.sleep(0.005)


def children_of(pid: int) -> list[int]:
    found: list[int] = []
    for listing in Path(f"/proc/{pid}/task").glob("*/children"):
        found += map(int, listing.read_text().split())
    return found


def is_running(pid: int) -> bool:
    """Whether there is such a process that is not merely waiting to be collected."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def told_to(pid: int) -> bytes:
    """Everything others can read of how a process was started."""
    return b"".join(Path(f"/proc/{pid}/{name}").read_bytes() for name in ("cmdline", "environ"))
