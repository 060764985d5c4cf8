"""Futures that may be awaited or ignored: an error nobody asks for is not complained about."""

from __future__ import annotations

import asyncio
from typing import TypeVar

T = TypeVar("T")


def quiet_future() -> asyncio.Future[T]:
    future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
    future.add_done_callback(_look)
    return future


def done_future(value: T) -> asyncio.Future[T]:
    future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
    future.set_result(value)
    return future


def settle(future: asyncio.Future[T], value: T) -> None:
    """Give the answer, unless whoever waited has gone."""
    if not future.done():
        future.set_result(value)


def fail(future: asyncio.Future[T], error: Exception) -> None:
    if not future.done():
        future.set_exception(error)


def _look(future: asyncio.Future[T]) -> None:
    if not future.cancelled():
        future.exception()
