"""What tests of coroutines in the Qt thread share."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

InQt = Callable[[Coroutine[Any, Any, Any]], Any]
"""The fixture `in_qt`: runs one coroutine on the window's kind of loop and gives its result."""


async def until(condition: Callable[[], object], seconds: float = 5.0) -> None:
    """Let Qt work until `condition` holds; a coroutine must not nest an event loop to wait."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110  the condition is Qt's, which sets no event
            await asyncio.sleep(0.005)
