"""Work that would keep the window waiting, done beside it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


async def aside(work: Callable[[], T]) -> T:
    """What `work` gives, or raises, once it is done on the window's one background thread."""
    return await asyncio.get_running_loop().run_in_executor(None, work)
