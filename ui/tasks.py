"""Coroutines in the Qt thread: `start` is the one way to run one.

A task belongs to a QObject and is cancelled when that is destroyed; what it raises is reported.
Nothing that plays or keeps time runs here: a wait may end 50 ms late.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from functools import partial

from PySide6.QtCore import QMetaObject, QObject

from ui import problems

_running: set[asyncio.Task[None]] = set()


def start(coroutine: Coroutine[object, object, None], owner: QObject) -> asyncio.Task[None]:
    """Run `coroutine` until it is done or `owner` is destroyed."""
    task = asyncio.get_running_loop().create_task(coroutine)
    _running.add(task)
    connection = owner.destroyed.connect(partial(_cancel, task))
    task.add_done_callback(partial(_ended, connection))
    return task


async def end(within_seconds: float) -> None:
    """Cancel what still runs and wait until it has let go, at most this long."""
    left = set(_running)
    for task in left:
        task.cancel()
    if left:
        await asyncio.wait(left, timeout=within_seconds)


def _cancel(task: asyncio.Task[None]) -> None:
    if not task.get_loop().is_closed():
        task.cancel()


def _ended(connection: QMetaObject.Connection, task: asyncio.Task[None]) -> None:
    _running.discard(task)
    QObject.disconnect(connection)
    error = None if task.cancelled() else task.exception()
    if error is not None:
        problems.report(error)
